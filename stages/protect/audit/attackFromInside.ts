import type { Highs, Model } from "highs";
import { attackProblems, type Problem } from "./attackProblems.ts";
import { aimedAt, attackModel, attackSolver, setCosts } from "./attackProgram.ts";
import { type PrintedTable, viewOf } from "./printedTable.ts";

/** Somebody who is counted in a cell and therefore knows it. */
export interface Insider {
  readonly cell: number;
  readonly value: number;
  /** The cells that this person attacks. */
  readonly others: readonly number[];
}

/** What insiders find out exactly, by cell. */
export async function attackFromInside(
  table: PrintedTable,
  insiders: readonly Insider[],
): Promise<{ readonly insider: Insider; readonly cell: number; readonly value: number }[]> {
  if (insiders.length === 0) return [];
  const highs = await attackSolver();
  const view = viewOf(table);
  const targets = [...new Set(insiders.flatMap(({ cell, others }) => [cell, ...others]))];
  const found: { insider: Insider; cell: number; value: number }[] = [];
  for (const problem of attackProblems(view, targets)) {
    const inside = insiders.filter(({ cell }) => problem.targets.some((t) => t.cell === cell));
    if (inside.length === 0 || problem.variables === 0) continue;
    const model = attackModel(highs, problem, view.signed);
    let pool: Float64Array[] | undefined;
    try {
      for (const insider of inside) {
        const own = problem.targets.find((t) => t.cell === insider.cell);
        const others = new Set(insider.others);
        if (own === undefined) continue;
        pool ??= someTables(highs, model, problem);
        const aims = stillFor(insider, own, problem, pool).filter((t) => others.has(t.cell));
        if (aims.length === 0) continue;
        const row = model.getDimensions().numRows;
        const known = insider.value - own.base;
        model.addRow(known, known, { indices: Int32Array.from(own.variables), values: own.variables.map(() => 1) });
        const intervals = aimedAt(highs, model, problem, aims, view.signed, (_, { low, high }) => high - low > 1e-3);
        for (const { cell, low, high } of intervals) if (high - low < 1e-6) found.push({ insider, cell, value: low });
        model.deleteRows({ kind: "range", from: row, to: row });
      }
    } finally {
      model.dispose();
    }
  }
  return found;
}

/** Tables that agree with the print, as far apart as a few arbitrary directions drive them; each by its targets' values. */
function someTables(highs: Highs, model: Model, problem: Problem): Float64Array[] {
  const tables: Float64Array[] = [];
  let scatter = 54_321;
  for (let turn = 0; turn < 24; turn++) {
    const direction = new Map<number, number>();
    for (const { variables } of problem.targets) {
      scatter = (scatter * 16_807) % 2_147_483_647;
      for (const v of variables) direction.set(v, (direction.get(v) ?? 0) + ((scatter % 11) - 5));
    }
    setCosts(model, problem.variables, direction);
    model.run();
    if (model.getModelStatus() !== highs.constants.modelStatus.optimal) continue;
    const { colValue } = model.getSolution();
    tables.push(
      Float64Array.from(problem.targets, ({ variables, base }) =>
        variables.reduce((sum, v) => sum + (colValue[v] ?? 0), base),
      ),
    );
  }
  return tables;
}

/**
 * Targets that may be certain to an insider. Between two tables lies every mixture
 * of them; mixtures in which the insider's own cell is right, and another cell is
 * not always the same, show that the insider cannot tell that other cell.
 */
function stillFor(
  { value }: Insider,
  own: Problem["targets"][number],
  problem: Problem,
  pool: readonly Float64Array[],
): Problem["targets"][number][] {
  const at = problem.targets.indexOf(own);
  const below = pool.filter((table) => (table[at] ?? 0) <= value);
  const above = pool.filter((table) => (table[at] ?? 0) > value);
  const low = new Float64Array(problem.targets.length).fill(Number.POSITIVE_INFINITY);
  const high = new Float64Array(problem.targets.length).fill(Number.NEGATIVE_INFINITY);
  const pairs = Math.min(16, Math.max(below.length, above.length));
  for (let turn = 0; turn < pairs && below.length > 0; turn++) {
    const a = below[turn % below.length];
    const b = above.length === 0 ? a : above[turn % above.length];
    if (a === undefined || b === undefined) continue;
    const [from, to] = [a[at] ?? 0, b[at] ?? 0];
    if (above.length === 0 && Math.abs(from - value) > 1e-9) continue;
    const share = to === from ? 0 : (value - from) / (to - from);
    for (let t = 0; t < low.length; t++) {
      const mixed = (1 - share) * (a[t] ?? 0) + share * (b[t] ?? 0);
      if (mixed < (low[t] ?? 0)) low[t] = mixed;
      if (mixed > (high[t] ?? 0)) high[t] = mixed;
    }
  }
  return problem.targets.filter((_, t) => !((high[t] ?? 0) - (low[t] ?? 0) > 1e-3));
}
