import type { Highs } from "highs";
import type { Problem } from "./attackProblems.ts";
import type { Change, Push } from "./otherTables.ts";
import { sameSteps } from "./sameSteps.ts";

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
  { highs, problem, base, signed, rowsAt, sums: now }: InHand,
  members: readonly number[],
  { variables, sign, still, wanted = 0, avoided }: Push,
): Change | undefined {
  const at = new Map(members.map((v, place) => [v, place]));
  const inside = (sum: readonly number[]) => sum.flatMap((v) => at.get(v) ?? []);
  const sums = [...new Set(members.flatMap((v) => Array.from(rowsAt[v] ?? [])))].flatMap((one) => {
    const own = problem.rows[one];
    const sum = now[one] ?? 0;
    return own === undefined
      ? []
      : [{ places: inside(own.variables), from: Math.min(0, own.low - sum), to: Math.max(0, own.high - sum) }];
  });
  for (const sum of still) sums.push({ places: inside(sum), from: 0, to: 0 });
  const fixed = sums.filter(({ from, to }) => to - from < 1e-9);
  const {
    classOf,
    sign: turn,
    classes,
  } = sameSteps(
    fixed.map(({ places }) => places),
    members.length,
  );
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const [low, high]: [number[], number[]] = [[], []];
  const row = (places: readonly number[], from: number, to: number): boolean => {
    const net = new Map<number, number>();
    for (const place of places) {
      const own = classOf[place] ?? -1;
      if (own >= 0) net.set(own, (net.get(own) ?? 0) + (turn[place] ?? 1));
    }
    const before = indices.length;
    for (const [own, factor] of net) {
      if (factor === 0) continue;
      // Risen and fallen by: two amounts, so that both have a price.
      indices.push(2 * own, 2 * own + 1);
      values.push(factor, -factor);
    }
    if (indices.length === before) return false;
    starts.push(indices.length);
    low.push(from);
    high.push(to === Number.POSITIVE_INFINITY ? highs.infinity : to);
    return true;
  };
  if (!row(inside(variables), sign * wanted, sign * wanted)) return undefined;
  for (const { places, from, to } of sums) row(places, from, to);
  const colCost = new Float64Array(2 * classes);
  const colUpper = new Float64Array(2 * classes).fill(highs.infinity);
  for (const [place, v] of members.entries()) {
    const own = classOf[place] ?? -1;
    if (own < 0) continue;
    const cost = avoided?.has(v) === true ? dislike : 1;
    colCost[2 * own] = (colCost[2 * own] ?? 0) + cost;
    colCost[2 * own + 1] = (colCost[2 * own + 1] ?? 0) + cost;
    if (signed) continue;
    const falls = turn[place] === 1 ? 2 * own + 1 : 2 * own;
    colUpper[falls] = Math.min(colUpper[falls] ?? 0, Math.max(0, base[v] ?? 0));
  }
  const model = highs.createModel({
    numCols: 2 * classes,
    numRows: low.length,
    colCost,
    colLower: new Float64Array(2 * classes),
    colUpper,
    rowLower: Float64Array.from(low),
    rowUpper: Float64Array.from(high),
    matrix: {
      format: "csr",
      numRows: low.length,
      numCols: 2 * classes,
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
      const own = classOf[place] ?? -1;
      if (own < 0) continue;
      const amount = (turn[place] ?? 1) * ((colValue[2 * own] ?? 0) - (colValue[2 * own + 1] ?? 0));
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
