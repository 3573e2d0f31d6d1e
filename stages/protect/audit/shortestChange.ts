import type { Highs } from "highs";
import type { Problem } from "./attackProblems.ts";
import type { Change, Push } from "./otherTables.ts";

/** The table in hand, and what is known around it. */
export interface InHand {
  readonly highs: Highs;
  readonly problem: Problem;
  readonly base: Float64Array;
  readonly signed: boolean;
  /** The sums that an unknown stands in. */
  readonly rowsAt: readonly Int32Array[];
  /** What each sum comes to in the table in hand. */
  readonly sums: Float64Array;
}

/**
 * The other table with the least change that moves a sum as far as wanted, while
 * everything but some unknowns stands still; undefined where there is none.
 *
 * Few people notice a small change, so it answers many of them at once. It starts
 * from no change at all, from where the solver needs few steps.
 */
export function shortestChange(
  { highs, problem, base, signed, rowsAt, sums }: InHand,
  members: readonly number[],
  { variables, sign, still, wanted = 0, avoided }: Push,
): Change | undefined {
  const at = new Map(members.map((v, place) => [v, place]));
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const [low, high]: [number[], number[]] = [[], []];
  const row = (sum: readonly number[], from: number, to: number): void => {
    const before = indices.length;
    for (const v of sum) {
      const place = at.get(v);
      if (place === undefined) continue;
      // Risen and fallen by: two amounts, so that both have a price.
      indices.push(2 * place, 2 * place + 1);
      values.push(1, -1);
    }
    if (indices.length === before) return;
    starts.push(indices.length);
    low.push(from);
    high.push(to === Number.POSITIVE_INFINITY ? highs.infinity : to);
  };
  for (const one of new Set(members.flatMap((v) => Array.from(rowsAt[v] ?? [])))) {
    const own = problem.rows[one];
    if (own === undefined) continue;
    const now = sums[one] ?? 0;
    row(own.variables, Math.min(0, own.low - now), Math.max(0, own.high - now));
  }
  for (const sum of still) row(sum, 0, 0);
  row(variables, sign * wanted, sign * wanted);
  const colCost = new Float64Array(2 * members.length);
  const colUpper = new Float64Array(2 * members.length).fill(highs.infinity);
  for (const [place, v] of members.entries()) {
    colCost.fill(avoided?.has(v) === true ? dislike : 1, 2 * place, 2 * place + 2);
    if (!signed) colUpper[2 * place + 1] = Math.max(0, base[v] ?? 0);
  }
  const model = highs.createModel({
    numCols: 2 * members.length,
    numRows: low.length,
    colCost,
    colLower: new Float64Array(2 * members.length),
    colUpper,
    rowLower: Float64Array.from(low),
    rowUpper: Float64Array.from(high),
    matrix: {
      format: "csr",
      numRows: low.length,
      numCols: 2 * members.length,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  });
  try {
    model.options.set({ output_flag: false, presolve: "off" });
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
    const { colValue } = model.getSolution();
    const moved: number[] = [];
    const by: number[] = [];
    for (const [place, v] of members.entries()) {
      const amount = (colValue[2 * place] ?? 0) - (colValue[2 * place + 1] ?? 0);
      if (Math.abs(amount) < 1e-7) continue;
      moved.push(v);
      by.push(amount);
    }
    return { variables: Int32Array.from(moved), by: Float64Array.from(by) };
  } finally {
    model.dispose();
  }
}

/** How much longer a change may be for not touching an unknown that somebody knows. */
const dislike = 12;
