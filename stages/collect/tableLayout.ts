import { Refusal } from "../../kernel/trouble/refusal.ts";
import { periodOf } from "./day.ts";
import type { TableMapping } from "./mapping.ts";
import { type Cell, filledRows, headText, type Sheet, type Workbook } from "./workbook.ts";

/**
 * The sheet that a mapping speaks of, or the first one with cells.
 *
 * Refuses a name that the file does not have, and lists its sheets.
 */
export function sheetOf(workbook: Workbook, name: string | undefined): Sheet {
  const sheet =
    name === undefined
      ? [...workbook.sheets]
          .sort((a, b) => Number(a.hidden ?? false) - Number(b.hidden ?? false))
          .find((s) => s.rows.some((row) => row.length > 0))
      : workbook.sheets.find((s) => s.name === name);
  if (sheet === undefined)
    throw new Refusal("collect.unknownSheet", {
      file: workbook.fileName,
      sheet: name ?? "",
      sheets: workbook.sheets.map((s) => s.name).join(", "),
    });
  return sheet;
}

/**
 * The heads of a table, one text per column: levels joined by a blank, repeated ones once.
 *
 * @example
 * headsOf([["Bevölkerung", "Bevölkerung"], ["insgesamt", "männlich"]]) // ["Bevölkerung insgesamt", "Bevölkerung männlich"]
 */
export function headsOf(rows: readonly (readonly Cell[])[]): string[] {
  const width = rows.reduce((most, row) => Math.max(most, row.length), 0);
  return Array.from({ length: width }, (_, c) => {
    const parts: string[] = [];
    for (const row of rows) {
      const text = headText(row[c]);
      if (text !== "" && parts.at(-1) !== text) parts.push(text);
    }
    return parts.join(" ");
  });
}

/** The head rows of a sheet with merged cells filled. */
export function headRows(sheet: Sheet, table: Pick<TableMapping, "headerRows">): readonly (readonly Cell[])[] {
  const filled = filledRows(sheet);
  const rows = table.headerRows.map((row) => filled[row - 1] ?? []);
  return sheet.merges.length === 0 ? groupsFilled(rows) : rows;
}

/**
 * Where a text file lost the merged cells of its heads, the head of a group stands over its first column
 * only. It is filled up where the heads below would not be told apart without it.
 *
 * @example
 * groupsFilled([["AGS", "Kinder", null], [null, "2022", "2023"]]) // [["AGS", "Kinder", "Kinder"], [null, "2022", "2023"]]
 * groupsFilled([["Amt", "Bevölkerung", null], [null, "insgesamt", "Fläche"]]) // [["Amt", "Bevölkerung", null], [null, "insgesamt", "Fläche"]]
 */
export function groupsFilled(rows: readonly (readonly Cell[])[]): readonly (readonly Cell[])[] {
  const lowest = (rows.at(-1) ?? []).map(headText);
  const named = lowest.filter((text) => text !== "");
  const periods = named.filter((text) => periodOf(text) !== undefined).length;
  if (rows.length < 2 || (new Set(named).size === named.length && (periods < 2 || periods < named.length))) return rows;
  return rows.map((row, at) => {
    if (at === rows.length - 1) return row;
    let group: Cell = null;
    return Array.from({ length: Math.max(row.length, lowest.length) }, (_, column) => {
      const cell = row[column] ?? null;
      if (headText(cell) !== "") {
        // A head without anything below is one of its own, not that of a group.
        group = (lowest[column] ?? "") === "" ? null : cell;
        return cell;
      }
      return (lowest[column] ?? "") === "" ? cell : group;
    });
  });
}

/**
 * How a mapping names a column: by its head where that is its alone, else by its number.
 *
 * @example
 * uniqueHead(["AGS", "Wert", "Wert"], 0) // "AGS"
 * uniqueHead(["AGS", "Wert", "Wert"], 2) // 3
 */
export function uniqueHead(heads: readonly string[], at: number): string | number {
  const head = heads[at] ?? "";
  return head !== "" && heads.indexOf(head) === at && heads.lastIndexOf(head) === at ? head : at + 1;
}

/**
 * Position from 0 of a column named by its head or its number.
 *
 * Refuses a head that no column bears, and lists those that were read.
 */
export function columnAt(heads: readonly string[], column: string | number, workbook: Workbook, row: number): number {
  if (typeof column === "number") return column - 1;
  const exact = heads.indexOf(headText(column));
  if (exact >= 0) return exact;
  const end = heads.filter((head) => head.endsWith(` ${column}`));
  const only = end.length === 1 ? heads.indexOf(end[0] ?? "") : -1;
  if (only >= 0) return only;
  throw new Refusal(
    "collect.unknownColumn",
    {
      file: workbook.fileName,
      column,
      heads: heads
        .filter((head) => head !== "")
        .slice(0, 12)
        .join("; "),
    },
    { place: { row } },
  );
}

/**
 * A head that carries a period, split into both.
 *
 * @example
 * splitHead("Einkommensteuer 1998") // { name: "Einkommensteuer", period: "1998" }
 * splitHead("wert_2022") // { name: "wert", period: "2022" }
 * splitHead("2021") // { name: "", period: "2021" }
 * splitHead("Arbeitslose 1. Quartal 2023") // { name: "Arbeitslose", period: "2023-Q1" }
 * splitHead("Juni 2023 Arbeitslose") // { name: "Arbeitslose", period: "2023-06" }
 * splitHead("Einwohner (Stand 31.12.2023)") // { name: "Einwohner", period: "2023-12-31" }
 * splitHead("unter 3 Jahre") // { name: "unter 3 Jahre" }
 */
export function splitHead(head: string): { name: string; period?: string } {
  const whole = periodOf(head);
  if (whole !== undefined) return { name: "", period: whole };
  const parted = longPeriod.exec(head);
  const longer = parted === null ? undefined : periodOf(parted[0]);
  if (parted !== null && longer !== undefined)
    return {
      name: withoutPeriod(head.slice(0, parted.index), head.slice(parted.index + parted[0].length)),
      period: longer,
    };
  const found =
    /^(.*?)[\s_.(-]*((?:19|20)\d{2}(?:-(?:H[12]|Q[1-4]|\d{2}(?:-\d{2})?))?|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2})\)?[\s_.-]*(.*)$/.exec(
      head,
    );
  const period = found === null ? undefined : periodOf(found[2] ?? "");
  if (found === null || period === undefined) return { name: head };
  return { name: withoutPeriod(found[1] ?? "", found[3] ?? ""), period };
}

// Periods of more than a year's number, anywhere in a head: a part of a year, a school year.
const longPeriod =
  /(?<![\p{L}\d])(?:(?:[1-4]|I{1,3}|IV)\.?\s?(?:Quartal|Q|Vj\.?)[\s/]?\d{4}|Q[1-4][\s/]\d{4}|\d{4}[\s/-]?Q[1-4]|[12]\.?\s?(?:Halbjahr|Hj\.?)\s?\d{4}|(?:Schuljahr\s|Kita-?[Jj]ahr\s|SJ\s)?(?:19|20)\d{2}\s?\/\s?(?:\d{4}|\d{2})|\d{1,2}\.\s\p{L}{3,9}\s(?:19|20)\d{2}|(?:Jan|Feb|Mär|Mrz|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez)\p{L}*\.?\s(?:19|20)\d{2}|(?:0?[1-9]|1[0-2])\/(?:19|20)\d{2}|(?:19|20)\d{2}M(?:0[1-9]|1[0-2]))(?![\p{L}\d])/u;

/** What stands before and behind a period as one name, without the words and brackets that led to it. */
function withoutPeriod(before: string, behind: string): string {
  const left = before.replace(/[\s_.(:,–-]*(?:\b(?:Stand|Stichtag|am|zum|per|im|Jahr)\b[\s.:(]*)*$/i, "");
  return `${left} ${behind.replace(/^[)\]]?[\s_.–-]*/, "")}`.trim();
}
