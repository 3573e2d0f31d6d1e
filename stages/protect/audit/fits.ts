import type { Problem } from "./attackProblems.ts";
import type { Change } from "./otherTables.ts";

/** One table that agrees with everything printed, and what is known around it. */
export interface TableAtHand {
  readonly problem: Problem;
  readonly base: Float64Array;
  readonly signed: boolean;
  /** The sums that an unknown stands in. */
  readonly rowsAt: readonly Int32Array[];
  /** What each sum comes to in it. */
  readonly sums: Float64Array;
  /** How far unknowns are let go where nothing else limits them. */
  readonly far: number;
}

/** Whether the table with this change agrees with everything printed as well, and leaves some sums as they are. */
export function fits(
  { problem, base, signed, rowsAt, sums }: TableAtHand,
  { variables, by }: Change,
  still: readonly (readonly number[])[] = [],
): boolean {
  const now = new Map<number, number>();
  for (const [at, v] of variables.entries()) {
    const amount = by[at] ?? 0;
    if (!signed && (base[v] ?? 0) + amount < -slack) return false;
    for (const row of rowsAt[v] ?? []) now.set(row, (now.get(row) ?? sums[row] ?? 0) + amount);
  }
  for (const [row, sum] of now) {
    const { low, high } = problem.rows[row] ?? { low: 0, high: 0 };
    if (sum < low - slack || sum > high + slack) return false;
  }
  if (still.length === 0) return true;
  const amounts = new Map(Array.from(variables, (v, at) => [v, by[at] ?? 0]));
  return still.every((sum) => Math.abs(sum.reduce((total, v) => total + (amounts.get(v) ?? 0), 0)) <= slack);
}

/** As much as two sums may differ that are the same but for rounding in the solver. */
const slack = 1e-6;
