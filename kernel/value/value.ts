/**
 * A value of an area: a number, or the reason why there is none.
 *
 * "Nothing there" is the number 0. What is absent says why, as the official
 * tables do with their signs, because a withheld value must be guarded against
 * being computed back, and an unknown one must not.
 *
 * | absence      | sign  | meaning for a planner                                  |
 * |--------------|-------|--------------------------------------------------------|
 * | `withheld`   | `.`   | known to the source, kept secret to protect people      |
 * | `unknown`    | `.`   | nobody knows, or nobody delivered it                    |
 * | `later`      | `...` | will be published later                                 |
 * | `unreliable` | `/`   | too few cases in the sample to be trusted               |
 * | `senseless`  | `x`   | the question makes no sense here (rate over nobody)     |
 *
 * Absences are plain words, so a value travels through JSON, workers and the
 * wire as it is. `null` and `NaN` do not occur in tables.
 */
export type Value = number | Absence;

export type Absence = "withheld" | "unknown" | "later" | "unreliable" | "senseless";

/** All absences; the position is the code under which the store keeps them, so it never changes. */
export const absences = [
  "withheld",
  "unknown",
  "later",
  "unreliable",
  "senseless",
] as const satisfies readonly Absence[];

/**
 * Whether there is a number to compute with, in whatever unit; 0 is one, and means that nothing is there.
 *
 * @example
 * isPresent(0) // true
 * isPresent("withheld") // false
 */
export function isPresent(value: Value): value is number {
  return typeof value === "number";
}

/**
 * The sign that German official statistics print for an absent value.
 *
 * Source: Statistisches Bundesamt, Zeichenerklärung in GENESIS-Online.
 *
 * @example
 * signOf("later") // "..."
 * signOf("withheld") // "."
 */
export function signOf(absence: Absence): string {
  return signs[absence];
}

const signs: Readonly<Record<Absence, string>> = {
  withheld: ".",
  unknown: ".",
  later: "...",
  unreliable: "/",
  senseless: "x",
};

/**
 * The absence of a result that needs all of its parts.
 *
 * The strongest reason wins: a rate with one withheld part is withheld, even when
 * another part is merely unknown, since the reader must know that it is guarded.
 *
 * @example
 * strongestAbsence([3, "unknown", "withheld"]) // "withheld"
 * strongestAbsence([3, 4]) // undefined
 */
export function strongestAbsence(values: readonly Value[]): Absence | undefined {
  return byStrength.find((absence) => values.includes(absence));
}

const byStrength: readonly Absence[] = ["withheld", "unreliable", "later", "unknown", "senseless"];
