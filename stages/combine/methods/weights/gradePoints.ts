/** The scale on which people grade how much an indicator matters: no numbers, so that nobody haggles over them. */
export const grades = ["gering", "mittel", "hoch", "sehr_hoch"] as const;
export type Grade = (typeof grades)[number];

/** Points for the four grades, lowest first. A new table is added under a new name, never changed. */
export const pointTables = {
  "1-2-3-4": [1, 2, 3, 4],
  "1-2-4-8": [1, 2, 4, 8],
} as const satisfies Readonly<Record<string, readonly [number, number, number, number]>>;
export type PointTable = keyof typeof pointTables;

/**
 * Points for grades by a versioned table, as in step 7 of the procedure of Potsdam-Mittelmark.
 *
 * Source: R-4.
 *
 * @example
 * gradePoints(["hoch", "sehr_hoch", "mittel"], "1-2-3-4") // [3, 4, 2]
 * gradePoints(["gering", "sehr_hoch"], "1-2-4-8") // [1, 8]
 */
export function gradePoints(given: readonly Grade[], table: PointTable | readonly number[] = "1-2-3-4"): number[] {
  const points: readonly number[] = typeof table === "string" ? pointTables[table] : table;
  return given.map((grade) => points[grades.indexOf(grade)] ?? Number.NaN);
}
