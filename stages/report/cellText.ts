import { germanNumber } from "../../kernel/number/germanNumber.ts";
import { absences, type Value } from "../../kernel/value/value.ts";
import type { Column } from "./document.ts";

/**
 * A table cell as it is printed: words as they are, values in German with their
 * official sign where absent. The unit stands in the column's head.
 *
 * @example
 * cellText(21.35, { label: "Quote", unit: "%", decimals: 1 }) // "21,4"
 * cellText("withheld", { label: "Quote", unit: "%", decimals: 1 }) // "."
 * cellText("Neuenfeld", { label: "Gemeinde" }) // "Neuenfeld"
 */
export function cellText(cell: string | Value, column: Column | undefined): string {
  if (column?.decimals === undefined) return typeof cell === "number" ? germanNumber(cell) : cell;
  if (typeof cell === "number") return germanNumber(cell, { decimals: column.decimals });
  const absence = absences.find((a) => a === cell);
  return absence === undefined ? cell : germanNumber(absence);
}

/**
 * Whether a column holds figures, which stand to the right, one under the other.
 *
 * @example
 * holdsFigures({ label: "Mittel der Gebiete", writtenOut: true }) // true
 * holdsFigures({ label: "Gebiet" }) // false
 */
export function holdsFigures(column: Column | undefined): boolean {
  return column !== undefined && (column.decimals !== undefined || column.writtenOut === true);
}

/**
 * The head of a column with its unit.
 *
 * @example
 * columnHeading({ label: "Kinderarmut", unit: "%" }) // "Kinderarmut (%)"
 */
export function columnHeading(column: Column): string {
  return column.unit === undefined || column.unit === "" ? column.label : `${column.label} (${column.unit})`;
}
