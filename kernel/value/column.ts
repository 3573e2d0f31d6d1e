import { absences, strongestAbsence, type Value } from "./value.ts";

/**
 * Many values side by side, fast to compute with: numbers, and beside each why
 * there is none. Where `absent` is 0 the number counts; else it is NaN and
 * `absences[absent - 1]` says why.
 */
export interface Column {
  readonly numbers: Float64Array;
  readonly absent: Uint8Array;
}

/**
 * Values as a column.
 *
 * @example
 * columnOf([3, "withheld"]).absent // new Uint8Array([0, 1])
 */
export function columnOf(values: readonly Value[]): Column {
  const column = emptyColumn(values.length);
  values.forEach((value, at) => {
    setValue(column, at, value);
  });
  return column;
}

/**
 * A column of a number of places in which nothing is known yet.
 *
 * @example
 * valuesOf(emptyColumn(2)) // ["unknown", "unknown"]
 */
export function emptyColumn(length: number): Column {
  return { numbers: new Float64Array(length).fill(Number.NaN), absent: new Uint8Array(length).fill(unknownCode) };
}

/**
 * The value at a place of a column.
 *
 * @example
 * valueAt(columnOf([3, "later"]), 1) // "later"
 */
export function valueAt(column: Column, at: number): Value {
  const code = column.absent[at] ?? unknownCode;
  return code === 0 ? (column.numbers[at] ?? "unknown") : (absences[code - 1] ?? "unknown");
}

/**
 * Puts a value at a place of a column, counted from 0; the column itself changes.
 *
 * @example
 * [columnOf([3, 4])].flatMap((column) => [setValue(column, 1, "withheld"), ...valuesOf(column)]) // [undefined, 3, "withheld"]
 */
export function setValue(column: Column, at: number, value: Value): void {
  if (typeof value === "number") {
    column.numbers[at] = value;
    column.absent[at] = 0;
  } else {
    column.numbers[at] = Number.NaN;
    column.absent[at] = absences.indexOf(value) + 1;
  }
}

/**
 * The values of a column, or those from one place up to another that no longer belongs to them; places count from 0.
 *
 * @example
 * valuesOf(columnOf([3, "later", 5]), 1) // ["later", 5]
 */
export function valuesOf(column: Column, from = 0, to = column.numbers.length): Value[] {
  const values: Value[] = new Array(to - from);
  for (let at = from; at < to; at++) values[at - from] = valueAt(column, at);
  return values;
}

export const unknownCode = absences.indexOf("unknown") + 1;
export const senselessCode = absences.indexOf("senseless") + 1;
export const withheldCode = absences.indexOf("withheld") + 1;

// Which reason is left when two meet: a table of 6 by 6, from the one rule in the kernel.
const size = absences.length + 1;
const stronger = new Uint8Array(size * size);
for (let a = 0; a < size; a++) {
  for (let b = 0; b < size; b++) {
    const met = [a, b].flatMap((code) => absences[code - 1] ?? []);
    const left = strongestAbsence(met);
    stronger[a * size + b] = left === undefined ? 0 : absences.indexOf(left) + 1;
  }
}

/**
 * Which reason is left when two values meet in one result (`strongestAbsence`): both given and answered as codes, the
 * position in `absences` plus 1; 0 when both are numbers.
 *
 * @example
 * strongerAbsence(2, 1) // 1
 * strongerAbsence(0, 0) // 0
 */
export function strongerAbsence(a: number, b: number): number {
  return stronger[a * size + b] ?? unknownCode;
}
