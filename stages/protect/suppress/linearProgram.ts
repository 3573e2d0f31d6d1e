import loadHighs, { type Highs, type Model } from "highs";

/** A linear program that stays in memory while its objective and bounds change; dispose of it after use. */
export interface LinearProgram {
  /** The solution for these costs (smallest total), or undefined when there is none or it has no bound. */
  readonly solve: (
    costs: ReadonlyMap<number, number>,
  ) => { values: Float64Array; duals: Float64Array; total: number } | undefined;
  readonly setBounds: (variable: number, low: number, high: number) => void;
  readonly addRow: (low: number, high: number, entries: ReadonlyMap<number, number>) => void;
  readonly dispose: () => void;
}

export interface LinearRows {
  readonly variables: number;
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** One per equation: which variables with which factor, and what they come to. */
  readonly rows: readonly { readonly entries: ReadonlyMap<number, number>; readonly equals: number }[];
  /** 1 where a variable is a whole number. */
  readonly whole?: Uint8Array;
  readonly secondsPerSolve?: number;
  /** False for many small programs, where looking for shortcuts takes longer than solving. */
  readonly presolve?: boolean;
  /** True where mostly the costs change from one solution to the next: then the last one is a good start. */
  readonly fromLast?: boolean;
  /** True where any good solution will do and need not be a corner: by far the fastest way with thousands of variables. */
  readonly interior?: boolean;
}

let loading: Promise<Highs> | undefined;

/** The solver, loaded once. */
export function solver(): Promise<Highs> {
  loading ??= loadHighs();
  return loading;
}

/**
 * A linear or whole-number program that is solved many times with changing costs: unknowns by their position, bounds
 * and sums in the unit of the table, time in seconds per run.
 */
export function linearProgram(
  highs: Highs,
  { variables, low, high, rows, whole, secondsPerSolve, presolve, fromLast, interior }: LinearRows,
): LinearProgram {
  const starts = [0];
  const indices: number[] = [];
  const values: number[] = [];
  const limits = new Float64Array(rows.length);
  for (const [at, { entries, equals }] of rows.entries()) {
    for (const [variable, factor] of entries) {
      indices.push(variable);
      values.push(factor);
    }
    starts.push(indices.length);
    limits[at] = equals;
  }
  const costs = new Float64Array(variables);
  const all = { kind: "range", from: 0, to: variables - 1 } as const;
  const model: Model = highs.createModel({
    numCols: variables,
    numRows: rows.length,
    colCost: costs,
    colLower: low,
    colUpper: high.map((h) => (Number.isFinite(h) ? h : highs.infinity)),
    rowLower: limits,
    rowUpper: limits,
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: variables,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: Float64Array.from(values),
    },
  });
  model.options.set({ output_flag: false });
  if (interior === true) model.options.set({ solver: "ipx", run_crossover: "off" });
  if (fromLast === true) model.options.set("simplex_strategy", 4);
  if (presolve === false) model.options.set("presolve", "off");
  if (secondsPerSolve !== undefined) model.options.set("time_limit", secondsPerSolve);
  if (whole !== undefined) {
    model.options.set({ mip_rel_gap: 0, mip_abs_gap: 1e-6 });
    for (let v = 0; v < variables; v++)
      if (whole[v] === 1) model.changeColIntegrality(v, highs.constants.variableType.integer);
  }
  return {
    solve: (wanted) => {
      costs.fill(0);
      for (const [variable, cost] of wanted) costs[variable] = cost;
      model.changeColsCost(all, costs);
      model.run();
      if (model.getModelStatus() !== highs.constants.modelStatus.optimal) return undefined;
      const solution = model.getSolution();
      return { values: solution.colValue, duals: solution.rowDual, total: model.getObjectiveValue() };
    },
    setBounds: (variable, from, to) => {
      model.changeColBounds(variable, from, Number.isFinite(to) ? to : highs.infinity);
    },
    addRow: (from, to, entries) => {
      model.addRow(from, Number.isFinite(to) ? to : highs.infinity, {
        indices: Int32Array.from(entries.keys()),
        values: Float64Array.from(entries.values()),
      });
    },
    dispose: () => model.dispose(),
  };
}
