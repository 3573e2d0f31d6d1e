import type { Highs, Model } from "highs";
import type { Problem } from "./attackProblems.ts";
import { fits, type TableAtHand } from "./fits.ts";
import type { Change } from "./otherTables.ts";

/** A sum of unknowns that somebody wants to see moved. */
export interface Aim {
  readonly variables: readonly number[];
  /** How strongly it is pushed; below 0 downwards. */
  readonly push: number;
}

/**
 * Changes of a large table that move very many withheld cells in one go.
 *
 * The attacker's question of one cell costs a program over all that hangs together.
 * One program that pushes all cells in doubt, each only somewhat further than it
 * must be able to go, answers thousands. The solver may stop inside the space of
 * possible tables, so it need not look for a corner; what it finds is held against
 * everything printed before anything is concluded from it.
 */
export class ManyAtOnce {
  private readonly highs: Highs;
  private readonly hand: TableAtHand;
  private readonly model: Model;
  private readonly from: Float64Array;
  private readonly to: Float64Array;

  /** `furthest` limits how far a sum may go; sums without a limit may go as far as they like. */
  constructor(highs: Highs, hand: TableAtHand, furthest: readonly { variables: readonly number[]; by: number }[]) {
    this.highs = highs;
    this.hand = hand;
    const { problem, base, signed, sums, far } = hand;
    this.from = Float64Array.from(base, (x) => (signed ? -far : -Math.max(0, Math.min(x, far))));
    this.to = new Float64Array(base.length).fill(far);
    const rows = problem.rows.map((row, at) => ({
      variables: row.variables,
      low: Math.min(0, row.low - (sums[at] ?? 0)),
      high: Math.max(0, row.high - (sums[at] ?? 0)),
    }));
    for (const { variables, by } of furthest) {
      const [only, ...more] = variables;
      if (only === undefined) continue;
      if (more.length > 0) rows.push({ variables, low: -by, high: by });
      else {
        this.from[only] = Math.max(this.from[only] ?? 0, -by);
        this.to[only] = Math.min(this.to[only] ?? 0, by);
      }
    }
    this.model = modelOf(highs, { variables: problem.variables, rows }, this.from, this.to);
  }

  dispose(): void {
    this.model.dispose();
  }

  /** A change that follows these pushes as far as possible, with the sums in `still` as they are. */
  push(aims: readonly Aim[], still: readonly (readonly number[])[] = []): Change | undefined {
    const { model, highs, hand } = this;
    const costs = new Float64Array(hand.base.length);
    for (const { variables, push } of aims) for (const v of variables) costs[v] = (costs[v] ?? 0) - push;
    model.changeColsCost({ kind: "range", from: 0, to: costs.length - 1 }, costs);
    const first = model.getDimensions().numRows;
    const fixed: number[] = [];
    let added = 0;
    for (const sum of still) {
      const [only, ...more] = sum;
      if (only !== undefined && more.length === 0) {
        model.changeColBounds(only, 0, 0);
        fixed.push(only);
      } else if (sum.length > 0) {
        model.addRow(0, 0, { indices: Int32Array.from(sum), values: new Float64Array(sum.length).fill(1) });
        added++;
      }
    }
    model.run();
    const found = model.getModelStatus() === highs.constants.modelStatus.optimal;
    const amounts = found ? model.getSolution().colValue : undefined;
    if (added > 0) model.deleteRows({ kind: "range", from: first, to: first + added - 1 });
    for (const v of fixed) model.changeColBounds(v, this.from[v] ?? 0, this.to[v] ?? 0);
    if (amounts === undefined) return undefined;
    for (const v of fixed) amounts[v] = 0;
    const change = changeWith(amounts);
    return fits(hand, change, still) ? change : undefined;
  }
}

function modelOf(
  highs: Highs,
  { variables, rows }: Pick<Problem, "variables" | "rows">,
  from: Float64Array,
  to: Float64Array,
): Model {
  const starts = [0];
  const indices: number[] = [];
  for (const row of rows) {
    for (const v of row.variables) indices.push(v);
    starts.push(indices.length);
  }
  const model = highs.createModel({
    numCols: variables,
    numRows: rows.length,
    colCost: new Float64Array(variables),
    colLower: from,
    colUpper: to,
    rowLower: Float64Array.from(rows, ({ low }) => (Number.isFinite(low) ? low : -highs.infinity)),
    rowUpper: Float64Array.from(rows, ({ high }) => (Number.isFinite(high) ? high : highs.infinity)),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: variables,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: new Float64Array(indices.length).fill(1),
    },
  });
  model.options.set({ output_flag: false, solver: "ipx", run_crossover: "off" });
  return model;
}

function changeWith(amounts: Float64Array): Change {
  const moved = Array.from(amounts.keys()).filter((v) => Math.abs(amounts[v] ?? 0) > 1e-10);
  return { variables: Int32Array.from(moved), by: Float64Array.from(moved, (v) => amounts[v] ?? 0) };
}
