import { linesOf } from "./officialNotes.ts";
import { headRows, headsOf } from "./tableLayout.ts";
import { tableSheets } from "./tableProposal.ts";
import type { Workbook } from "./workbook.ts";

/**
 * The shape of a file, as a short hash: names of sheets and heads of columns, with
 * digits made alike, so that next year's file of the same source has the same shape
 * even with one more year or sheet of a year in it, or nothing in a column of remarks.
 */
export function fileShape(workbook: Workbook): string {
  const tables = new Map(tableSheets(workbook).map((found) => [found.sheet, found]));
  const sheets = workbook.sheets.map((sheet) => {
    const found = tables.get(sheet);
    const lines = found === undefined ? linesOf(sheet.rows.slice(0, 3)) : headsOf(headRows(sheet, found));
    return [`sheet ${alike(sheet.name)}`, ...new Set(lines.map(alike))].join("\n");
  });
  // One more sheet of the same shape is one more year.
  return hashOf([workbook.container, ...new Set(sheets)].join("\n"));
}

/**
 * A text with all numbers made the same: two that are alike differ in their year at most.
 *
 * @example
 * alike("Einwohner 31.12.2023") === alike("Einwohner 31.12.2024") // true
 */
export function alike(text: string): string {
  return text.replace(/\d+/g, "#").replace(/\s+/g, " ").trim().toLowerCase();
}

/**
 * A 106-bit hash as text: enough to tell the shapes of a county's files apart; not
 * for secrets.
 *
 * @example
 * hashOf("a") === hashOf("a") // true
 * hashOf("a") === hashOf("b") // false
 */
export function hashOf(text: string): string {
  return half(text, 0) + half(text, 0x9e3779b9);
}

function half(text: string, seed: number): string {
  let a = 0xdeadbeef ^ seed;
  let b = 0x41c6ce57 ^ seed;
  for (let i = 0; i < text.length; i++) {
    const sign = text.charCodeAt(i);
    a = Math.imul(a ^ sign, 2654435761);
    b = Math.imul(b ^ sign, 1597334677);
  }
  a = Math.imul(a ^ (a >>> 16), 2246822507) ^ Math.imul(b ^ (b >>> 13), 3266489909);
  b = Math.imul(b ^ (b >>> 16), 2246822507) ^ Math.imul(a ^ (a >>> 13), 3266489909);
  return (4294967296 * (2097151 & b) + (a >>> 0)).toString(16).padStart(14, "0");
}
