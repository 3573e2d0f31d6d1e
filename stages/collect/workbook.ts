import type { Finding } from "../../kernel/trouble/finding.ts";

/** A calendar day in a cell, as `YYYY-MM-DD`, free of time zones. */
export interface Day {
  readonly day: string;
}

/** What a cell of a delivered file holds; null when it is empty. */
export type Cell = string | number | Day | null;

/** Cells joined into one by the person who made the sheet; rows and columns from 0, ends included. */
export interface Merge {
  readonly top: number;
  readonly left: number;
  readonly bottom: number;
  readonly right: number;
}

/** One sheet, row after row as in the file: `rows[6]` is what a person calls row 7. */
export interface Sheet {
  readonly name: string;
  readonly rows: readonly (readonly Cell[])[];
  readonly merges: readonly Merge[];
  /** Hidden by whoever made the workbook. */
  readonly hidden?: true;
}

export type Container = "csv" | "xlsx" | "xls" | "ods" | "parquet" | "json" | "geojson";

/** An opened file, whatever it was packed in: sheets of cells at their places. */
export interface Workbook {
  readonly fileName: string;
  readonly container: Container;
  /** How text was written, for CSV: `UTF-8`, `Windows-1252`, `ISO-8859-1`, `UTF-16`. */
  readonly encoding?: string;
  /** What stands between the columns, for CSV. */
  readonly delimiter?: string;
  /** Projection that a GeoJSON names in its `crs` member, `EPSG:25833`. */
  readonly crs?: string;
  readonly sheets: readonly Sheet[];
  /** What was odd about the file itself: destroyed letters, formulas, a wrong name ending. */
  readonly findings: readonly Finding[];
}

/**
 * The text of a cell as a person reads it, without blanks at the ends and with
 * line breaks and hard blanks as plain ones.
 *
 * @example
 * cellText("  Bevölkerung\u00a0insgesamt ") // "Bevölkerung insgesamt"
 * cellText({ day: "2020-06-30" }) // "30.06.2020"
 * cellText(null) // ""
 */
export function cellText(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell === "number") return String(cell);
  // A word without blanks is the usual case.
  if (typeof cell === "string") return /\s/.test(cell) ? cell.replace(/\s+/g, " ").trim() : cell;
  return cell.day.split("-").reverse().join(".");
}

/**
 * A head as it is compared and shown: hyphenated line ends are joined, footnote
 * marks behind the word are cut.
 *
 * @example
 * headText("bevölkerungs- \r\nproportionaler \r\nUmsteige-\r\nschlüssel") // "bevölkerungsproportionaler Umsteigeschlüssel"
 * headText("Bevölkerung2)") // "Bevölkerung"
 * headText("männlich 1) 2)") // "männlich"
 * headText("Fläche (31.12.2023)") // "Fläche (31.12.2023)"
 */
export function headText(cell: Cell | undefined): string {
  if (typeof cell !== "string") return cellText(cell);
  const joined = cell.replace(/(\p{L})-\s*\r?\n\s*(?=\p{Ll})/gu, "$1");
  const text = cellText(joined);
  const short = text.replace(/(?:\s?\d\)(?:,\s?)?)+$/, "");
  // The end of "(31.12.2023)" is no footnote.
  return short.lastIndexOf("(") > short.lastIndexOf(")") ? text : short;
}

/**
 * The rows with every merged block filled by its first cell, so that each column
 * knows its group head.
 *
 * @example
 * filledRows({ name: "T", rows: [["Geschlecht", null], ["m", "w"]], merges: [{ top: 0, left: 0, bottom: 0, right: 1 }] }) // [["Geschlecht", "Geschlecht"], ["m", "w"]]
 */
export function filledRows(sheet: Sheet): readonly (readonly Cell[])[] {
  if (sheet.merges.length === 0) return sheet.rows;
  const copies = new Map<number, Cell[]>();
  for (const { top, left, bottom, right } of sheet.merges) {
    const value = sheet.rows[top]?.[left] ?? null;
    if (value === null) continue;
    for (let r = top; r <= Math.min(bottom, sheet.rows.length - 1); r++) {
      let row = copies.get(r);
      if (row === undefined) {
        row = [...(sheet.rows[r] ?? [])];
        copies.set(r, row);
      }
      for (let c = left; c <= right; c++) {
        while (row.length <= c) row.push(null);
        row[c] = value;
      }
    }
  }
  return sheet.rows.map((row, r) => copies.get(r) ?? row);
}

/** Number of columns up to the last cell that holds something. */
export function columnCount(sheet: Sheet): number {
  return sheet.rows.reduce((most, row) => Math.max(most, row.length), 0);
}
