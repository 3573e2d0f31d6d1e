import loadHighs, { type Highs, type Model } from "highs";
import type { Problem } from "./attackProblems.ts";
import { ContradictoryTable } from "./printedTable.ts";

/** What an attacker finds out about a withheld cell. */
export interface Interval {
  /** Position among the cells of the table. */
  readonly cell: number;
  readonly low: number;
  readonly high: number;
  /** False when the attacker stopped looking since it was wide enough already. */
  readonly exact: boolean;
}

/** Whether what was seen of a cell is wide enough to stop looking. */
export type Enough = (cell: number, seen: { readonly low: number; readonly high: number }) => boolean;

let loading: Promise<Highs> | undefined;

/** The attacker's own solver, loaded once. */
export function attackSolver(): Promise<Highs> {
  loading ??= loadHighs();
  return loading;
}

/**
 * How far each withheld cell can be moved up and down: bounds in the unit of the table, one interval per target in
 * their order.
 *
 * Several cells are pushed at once, since one table often answers for many; what is wide `enough` is not asked
 * further. Throws `ContradictoryTable` when no table agrees with what is printed, and when the solver gives up.
 */
export async function aimedAt(
  highs: Highs,
  model: Model,
  problem: Problem,
  targets: Problem["targets"],
  signed: boolean,
  enough: Enough | undefined,
  step: (at: number) => Promise<void> | undefined,
): Promise<Interval[]> {
  const range = targets.map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  const run = (direction: ReadonlyMap<number, number>): "found" | "endless" => {
    setCosts(model, problem.variables, direction);
    model.run();
    const status = model.getModelStatus();
    const { modelStatus } = highs.constants;
    if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible) return "endless";
    if (status === modelStatus.infeasible) throw new ContradictoryTable("no table agrees with what is printed");
    if (status !== modelStatus.optimal) throw new Error(`attack stopped with status: ${status}`);
    const { colValue } = model.getSolution();
    for (const [at, { variables, base }] of targets.entries()) {
      const value = variables.reduce((sum, v) => sum + (colValue[v] ?? 0), base);
      const seen = range[at];
      if (seen === undefined) continue;
      seen.low = Math.min(seen.low, value);
      seen.high = Math.max(seen.high, value);
    }
    return "found";
  };
  const suffices = (at: number): boolean => {
    const seen = range[at];
    return enough !== undefined && seen !== undefined && seen.low <= seen.high && enough(targets[at]?.cell ?? -1, seen);
  };
  if (enough !== undefined) shake(targets, run, suffices);
  const found: Interval[] = [];
  for (const [at, { cell, variables }] of targets.entries()) {
    await step(at);
    if (suffices(at)) {
      found.push({ cell, low: clean(range[at]?.low), high: clean(range[at]?.high), exact: false });
      continue;
    }
    const lowest = signed ? Number.NEGATIVE_INFINITY : 0;
    const low = run(new Map(variables.map((v) => [v, 1]))) === "endless" ? lowest : (range[at]?.low ?? 0);
    const high =
      run(new Map(variables.map((v) => [v, -1]))) === "endless" ? Number.POSITIVE_INFINITY : (range[at]?.high ?? 0);
    found.push({ cell, low: clean(low), high: clean(high), exact: true });
  }
  return found;
}

/** A few shots in arbitrary directions show that most cells move far enough, long before each is aimed at. */
function shake(
  targets: Problem["targets"],
  run: (direction: ReadonlyMap<number, number>) => "found" | "endless",
  suffices: (at: number) => boolean,
): void {
  let scatter = 12_345;
  let idle = 0;
  for (let doubtful = targets.map((_, at) => at); doubtful.length > 2 && idle < 3; ) {
    const direction = new Map<number, number>();
    for (const at of doubtful) {
      scatter = (scatter * 16_807) % 2_147_483_647;
      const push = (scatter % 11) - 5;
      for (const v of targets[at]?.variables ?? []) direction.set(v, (direction.get(v) ?? 0) + push);
    }
    run(direction);
    const left = doubtful.filter((at) => !suffices(at));
    idle = left.length > 0.9 * doubtful.length ? idle + 1 : 0;
    doubtful = left;
  }
}

/**
 * The attacker's linear program: one unknown per combination, one row per printed sum, within the bounds that rounding
 * leaves. Unknowns are not negative unless the table is `signed`.
 */
export function attackModel(highs: Highs, { variables, rows }: Problem, signed: boolean): Model {
  const starts = [0];
  const indices: number[] = [];
  for (const row of rows) {
    indices.push(...row.variables);
    starts.push(indices.length);
  }
  const limit = (n: number) => (n === Number.POSITIVE_INFINITY ? highs.infinity : n);
  const model = highs.createModel({
    numCols: variables,
    numRows: rows.length,
    colCost: new Float64Array(variables),
    colLower: new Float64Array(variables).fill(signed ? -highs.infinity : 0),
    colUpper: new Float64Array(variables).fill(highs.infinity),
    rowLower: Float64Array.from(rows, (row) => row.low),
    rowUpper: Float64Array.from(rows, (row) => limit(row.high)),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: variables,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: new Float64Array(indices.length).fill(1),
    },
  });
  model.options.set({ output_flag: false, presolve: "off", simplex_strategy: 4 });
  return model;
}

/**
 * In which direction the next run of the attacker pushes: a cost for each named unknown, by its position, 0 for all
 * others.
 */
export function setCosts(model: Model, variables: number, direction: ReadonlyMap<number, number>): void {
  const costs = new Float64Array(variables);
  for (const [variable, cost] of direction) costs[variable] = cost;
  model.changeColsCost({ kind: "range", from: 0, to: variables - 1 }, costs);
}

/**
 * A bound without the solver's last crumbs, in the unit of the table: 46.9999999999 is 47.
 *
 * Source: our own; the solver keeps its rows to a ten-millionth.
 */
export function clean(value: number | undefined): number {
  if (value === undefined || !Number.isFinite(value)) return value ?? 0;
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : value;
}
