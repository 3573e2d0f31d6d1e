import type { Highs } from "highs";
import { linearProgram } from "./linearProgram.ts";
import type { ProtectionTask } from "./protectionTask.ts";

/**
 * All values, one per cell in the unit of the table, with one possible number each for inner cells that nobody asked
 * for.
 *
 * Method: linear programs in several directions, whose mean lies away from the edge of what is possible. Throws when
 * no inner table fits the printed one.
 */
export function completedValues(
  highs: Highs,
  { relations, values: printed }: Pick<ProtectionTask, "relations" | "values">,
): Float64Array {
  const values = Float64Array.from(printed);
  const signed = values.some((v) => v < 0);
  const open = Array.from(values, (_, cell) => cell).filter((cell) => Number.isNaN(values[cell]));
  if (open.length === 0) return values;
  const position = new Map(open.map((cell, at) => [cell, at]));
  const rows = relations.flatMap(({ whole, parts }) => {
    const entries = new Map<number, number>();
    let equals = 0;
    const add = (cell: number, factor: number): void => {
      const v = position.get(cell);
      if (v === undefined) equals -= factor * (values[cell] ?? 0);
      else entries.set(v, (entries.get(v) ?? 0) + factor);
    };
    for (const part of parts) add(part, 1);
    add(whole, -1);
    return entries.size === 0 ? [] : [{ entries, equals }];
  });
  const program = linearProgram(highs, {
    variables: open.length,
    low: new Float64Array(open.length).fill(signed ? Number.NEGATIVE_INFINITY : 0),
    high: new Float64Array(open.length).fill(Number.POSITIVE_INFINITY),
    rows,
  });
  try {
    // The middle of several tables leaves more room to move than any corner.
    let turn = 1;
    let found = 0;
    const sum = new Float64Array(open.length);
    for (let time = 0; time < 8; time++) {
      const direction = new Map<number, number>();
      for (let v = 0; v < open.length; v++) {
        turn = (turn * 48_271) % 2_147_483_647;
        direction.set(v, signed ? 0 : (turn % 11) - (time % 2 === 0 ? 0 : 5));
      }
      const solution = program.solve(direction);
      if (solution === undefined) continue;
      found++;
      for (let v = 0; v < open.length; v++) sum[v] = (sum[v] ?? 0) + (solution.values[v] ?? 0);
    }
    if (found === 0) throw new Error("completedValues: no inner table fits the printed ones");
    for (const [v, cell] of open.entries()) values[cell] = (sum[v] ?? 0) / found;
    return values;
  } finally {
    program.dispose();
  }
}
