import type { Highs } from "highs";
import { attackProblems, type Problem } from "./attackProblems.ts";
import { aimedAt, attackModel, attackSolver, type Interval } from "./attackProgram.ts";
import { type PrintedTable, viewOf } from "./printedTable.ts";

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
}

/**
 * The closest bounds that anybody with a linear program can put on each withheld
 * cell: its smallest and its largest value over all tables that agree with
 * everything printed.
 */
export async function attack(table: PrintedTable, wishes: AttackWishes = {}): Promise<Interval[]> {
  const highs = await attackSolver();
  const view = viewOf(table);
  const targets = wishes.targets ?? table.cells.flatMap(({ printed }, cell) => (printed === null ? [cell] : []));
  const problems = attackProblems(view, targets);
  const found = new Map<number, Interval>();
  for (const problem of problems)
    for (const interval of solveProblem(highs, problem, view.signed, wishes.enough)) found.set(interval.cell, interval);
  return targets.map((cell) => {
    const interval = found.get(cell);
    if (interval === undefined) throw new Error(`attack without answer for cell: ${cell}`);
    return interval;
  });
}

function solveProblem(highs: Highs, problem: Problem, signed: boolean, enough: AttackWishes["enough"]): Interval[] {
  if (problem.variables === 0)
    return problem.targets.map(({ cell, base }) => ({ cell, low: base, high: base, exact: true }));
  const model = attackModel(highs, problem, signed);
  try {
    return aimedAt(highs, model, problem, problem.targets, signed, enough);
  } finally {
    model.dispose();
  }
}
