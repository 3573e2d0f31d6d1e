import type { Place } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { withoutBlanks } from "./cellValue.ts";
import type { CsvTable } from "./csvRows.ts";

/**
 * Whether a file writes 1,5 or 1.5, judged from all its numbers at once; `point` when there is nothing to tell.
 *
 * Refuses a file that does both, and one with a semicolon between columns in which every mark could be a thousands
 * point (`1.234`): nothing is guessed where the guess could be wrong by a factor of thousand.
 *
 * @example
 * decimalMark({ delimiter: ";", header: ["a", "x"], rows: [{ line: 2, cells: ["A", "1,5"] }] }, [1], {}) // "comma"
 * decimalMark({ delimiter: ",", header: ["a", "x"], rows: [{ line: 2, cells: ["A", "1.5"] }] }, [1], {}) // "point"
 */
export function decimalMark(table: CsvTable, columns: readonly number[], place: Place): "comma" | "point" {
  let comma: Place | undefined;
  let point: Place | undefined;
  let unclear: { place: Place; text: string } | undefined;
  for (const { line, cells } of table.rows) {
    for (const column of columns) {
      const text = withoutBlanks(cells[column] ?? "");
      const here = (): Place => ({ ...place, row: line, column: column + 1 });
      if (/^[-+−–]?(\d+|\d{1,3}(\.\d{3})+)?,\d+([eE][-+]?\d+)?\s*%?$/.test(text)) comma ??= here();
      else if (/^[-+−–]?\d{1,3}(\.\d{3}){2,}$/.test(text)) comma ??= here();
      else if (/^[-+−–]?[1-9]\d{0,2}\.\d{3}$/.test(text)) unclear ??= { place: here(), text };
      else if (/^[-+−–]?\d*\.\d+([eE][-+]?\d+)?\s*%?$/.test(text)) point ??= here();
    }
  }
  if (comma !== undefined && point !== undefined) {
    const parameters = { commaRow: comma.row ?? 0, pointRow: point.row ?? 0 };
    throw new Refusal("combine.twoDecimalMarks", parameters, { place: point });
  }
  if (comma !== undefined) return "comma";
  if (point !== undefined || unclear === undefined) return "point";
  if (table.delimiter === ",") return "point";
  throw new Refusal("combine.unclearNumber", { text: unclear.text }, { place: unclear.place });
}
