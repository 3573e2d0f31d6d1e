import { writeXlsx } from "hucre/xlsx";
import iconv from "iconv-lite";

export type Cell = string | number;

const madeOn = new Date("2024-06-30T08:00:00Z");

/** A table as an office makes it: lines of explanation above and below, one line of heads, rows. */
export interface Sheet {
  readonly name: string;
  readonly above: readonly string[];
  readonly heads: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  readonly below: readonly string[];
}

/** Line of the heads, from 1. */
export function headLine(sheet: Sheet): number {
  return sheet.above.length + 1;
}

/** Semicolons, decimal commas, quotes where needed; UTF-8 with mark, or Windows-1252 as older programs write. */
export function csvBytes(sheet: Sheet, encoding: "utf8" | "windows1252"): Uint8Array {
  const lines = [
    ...sheet.above.map((line) => quoted(line)),
    sheet.heads.map(quoted).join(";"),
    ...sheet.rows.map((row) => row.map((cell) => (typeof cell === "number" ? german(cell) : quoted(cell))).join(";")),
    ...sheet.below.map((line) => quoted(line)),
  ];
  const text = `${lines.join("\r\n")}\r\n`;
  return encoding === "utf8" ? iconv.encode(text, "utf8", { addBOM: true }) : iconv.encode(text, "windows-1252");
}

export async function xlsxBytes(sheet: Sheet): Promise<Uint8Array> {
  const rows: Cell[][] = [
    ...sheet.above.map((line) => [line]),
    [...sheet.heads],
    ...sheet.rows.map((row) => [...row]),
    ...sheet.below.map((line) => [line]),
  ];
  // A fixed day, or the same county would give other bytes tomorrow.
  const properties = { creator: "Musterkreis (fiktiv)", created: madeOn, modified: madeOn };
  return await writeXlsx({ sheets: [{ name: sheet.name, rows }], properties });
}

function german(n: number): string {
  return String(n).replace(".", ",");
}

function quoted(text: string): string {
  return /[;"\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
