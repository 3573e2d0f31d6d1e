import type { Highs } from "highs";
import type { Watch } from "../watch.ts";
import { attackProblems, type Problem } from "./attackProblems.ts";
import { aimedAt, attackModel, attackSolver, clean, type Interval } from "./attackProgram.ts";
import { type Change, changeOf, OtherTables } from "./otherTables.ts";
import { ContradictoryTable, type PrintedTable, viewOf } from "./printedTable.ts";
import { shotsAtMany } from "./shots.ts";
import { tableInHand } from "./tableInHand.ts";

export { attackFromInside, type Insider } from "./attackFromInside.ts";
export type { Interval } from "./attackProgram.ts";
export {
  ContradictoryTable,
  insideOf,
  type PrintedCell,
  type PrintedDimension,
  type PrintedTable,
} from "./printedTable.ts";

export interface AttackWishes {
  /** Positions of the cells to attack; all withheld ones unless said otherwise. */
  readonly targets?: readonly number[];
  /** Stop at a cell as soon as what was seen of it is wide enough; without it every interval is exact. */
  readonly enough?: (cell: number, seen: { readonly low: number; readonly high: number }) => boolean;
  /** How far a cell must be able to go to be wide enough: a hint that makes the search short. */
  readonly wanted?: (cell: number) => number;
  /** True values, where the office knows them: a table to start from, from which nothing else is concluded. */
  readonly trueValue?: (cell: number) => number | null;
  readonly watch?: Watch;
}

/**
 * The closest bounds that anybody with a linear program can put on each withheld
 * cell: its smallest and its largest value over all tables that agree with
 * everything printed.
 *
 * One interval per target, in the unit of the table. Throws `ContradictoryTable` when no table agrees with what is
 * printed, and when a cell stays without an answer, which is our own fault.
 */
export async function attack(table: PrintedTable, wishes: AttackWishes = {}): Promise<Interval[]> {
  const highs = await attackSolver();
  const view = viewOf(table);
  const targets = wishes.targets ?? table.cells.flatMap(({ printed }, cell) => (printed === null ? [cell] : []));
  const problems = attackProblems(view, targets);
  const found = new Map<number, Interval>();
  for (const problem of problems) {
    const step = (at: number) => wishes.watch?.("attack", found.size + at, targets.length);
    for (const interval of await solveProblem(highs, problem, view.signed, wishes, step))
      found.set(interval.cell, interval);
  }
  return targets.map((cell) => {
    const interval = found.get(cell);
    if (interval === undefined) throw new Error(`attack without answer for cell: ${cell}`);
    return interval;
  });
}

async function solveProblem(
  highs: Highs,
  problem: Problem,
  signed: boolean,
  wishes: AttackWishes,
  step: Step,
): Promise<Interval[]> {
  const { enough, wanted = () => 0, trueValue = () => null } = wishes;
  if (problem.variables === 0)
    return problem.targets.map(({ cell, base }) => ({ cell, low: base, high: base, exact: true }));
  if (enough !== undefined && problem.variables > severalPrograms) {
    const base = tableInHand(highs, problem, signed, trueValue);
    if (base !== undefined) return nearby(highs, problem, base, signed, { enough, wanted }, step);
  }
  const model = attackModel(highs, problem, signed);
  try {
    return await aimedAt(highs, model, problem, problem.targets, signed, enough, step);
  } finally {
    model.dispose();
  }
}

/** Awaited before the target at this position is attacked. */
type Step = (at: number) => Promise<void> | undefined;

/** Up to this many unknowns one program over all of them is faster than several around each cell. */
const severalPrograms = 600;

/** How far each cell can be moved, looked for close by; what cannot be moved far enough gets its exact bounds. */
async function nearby(
  highs: Highs,
  problem: Problem,
  base: Float64Array,
  signed: boolean,
  { enough, wanted }: Required<Pick<AttackWishes, "enough" | "wanted">>,
  step: Step,
): Promise<Interval[]> {
  const tables = new OtherTables(highs, problem, base, signed);
  if (!tables.isPossible()) throw new ContradictoryTable("the known values do not fit what is printed");
  const targetsAt = new Map<number, number[]>();
  for (const [at, { variables }] of problem.targets.entries())
    for (const v of variables) targetsAt.set(v, [...(targetsAt.get(v) ?? []), at]);
  const seen = problem.targets.map(({ variables, base: told }) => {
    const value = told + tables.sumOf(variables);
    return { start: value, low: value, high: value };
  });
  const look = (change: Change): void => {
    const touched = new Set(Array.from(change.variables).flatMap((v) => targetsAt.get(v) ?? []));
    for (const at of touched) {
      const range = seen[at];
      if (range === undefined) continue;
      const value = range.start + changeOf(change, problem.targets[at]?.variables ?? []);
      range.low = Math.min(range.low, value);
      range.high = Math.max(range.high, value);
    }
  };
  try {
    await shotsAtMany(highs, tables, {
      marks: problem.targets.map(({ cell, variables }) => ({ variables, wanted: wanted(cell) })),
      missing: (at) => {
        const [cell, { low, high } = { low: 0, high: 0 }] = [problem.targets[at]?.cell ?? -1, seen[at]];
        if (enough(cell, { low, high })) return { down: false, up: false };
        const down = !enough(cell, { low, high: Number.POSITIVE_INFINITY });
        const up = !enough(cell, { low: Number.NEGATIVE_INFINITY, high });
        // Either would do: then any of them is a way.
        return down || up ? { down, up } : { down: true, up: true };
      },
      look,
      step,
    });
    const found: Interval[] = [];
    for (const [at, { cell, variables }] of problem.targets.entries()) {
      await step(at);
      const range = seen[at] ?? { start: 0, low: 0, high: 0 };
      const { start } = range;
      let exact = false;
      for (const sign of [-1, 1] as const) {
        if (enough(cell, range)) break;
        // Far enough in this direction: it would do if the other one were free.
        const suffices = (by: number) =>
          enough(
            cell,
            sign < 0
              ? { low: Math.min(range.low, start - by), high: Number.POSITIVE_INFINITY }
              : { low: range.low, high: Math.max(range.high, start + by) },
          );
        const change = tables.push({ variables, sign, still: [], suffices });
        if (change !== undefined) look(change);
        exact = sign > 0 && !enough(cell, range);
      }
      found.push({ cell, low: clean(range.low), high: clean(range.high), exact });
    }
    return found;
  } finally {
    tables.dispose();
  }
}
