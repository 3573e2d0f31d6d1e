import { codeVariants, comparableName, digitsOfCode } from "./areaCode.ts";
import { withFurtherSheets } from "./furtherSheets.ts";
import type { TableMapping } from "./mapping.ts";
import { linesOf } from "./officialNotes.ts";
import { headRows, headsOf, sheetOf, splitHead, uniqueHead } from "./tableLayout.ts";
import { cellText, filledRows, type Workbook } from "./workbook.ts";

/**
 * A proposed table once the county's areas are known: where the column of keys names none of them, a column
 * that names them instead (keys of a program, or in two parts); where no column is about areas, the heads, or
 * each sheet for itself.
 *
 * Undefined when the proposal can stay.
 */
export function areasOfTable(
  workbook: Workbook,
  table: TableMapping,
  known: readonly { readonly code: string; readonly name: string }[],
): TableMapping | undefined {
  const { isCode, isName } = areasKnown(known);
  const found = areasInSheet(workbook, table, isCode, isName);
  const { sheets: _, ...alone } = found ?? table;
  const all = withFurtherSheets(workbook, alone, (text) => isCode(text) || isName(text));
  return found === undefined && JSON.stringify(all) === JSON.stringify(table) ? undefined : all;
}

function areasKnown(known: readonly { readonly code: string; readonly name: string }[]) {
  const codes = new Set(known.map(({ code }) => code));
  const names = new Set(known.map(({ name }) => comparableName(name)));
  const isCode = (text: string): boolean => codeVariants(digitsOfCode(text)).some((variant) => codes.has(variant));
  const isName = (text: string): boolean => names.has(comparableName(text));
  return { isCode, isName };
}

function areasInSheet(
  workbook: Workbook,
  table: TableMapping,
  isCode: (text: string) => boolean,
  isName: (text: string) => boolean,
): TableMapping | undefined {
  const sheet = sheetOf(workbook, table.sheet);
  const heads = headsOf(headRows(sheet, table));
  const data = filledRows(sheet).slice(table.firstRow - 1, table.lastRow);
  const textsAt = (at: number): string[] => data.map((row) => cellText(row[at])).filter((text) => text !== "");
  if (table.area.by === "column" && table.area.match === "code") {
    const { column } = table.area;
    const at = typeof column === "number" ? column - 1 : heads.indexOf(column);
    if (at < 0 || textsAt(at).some(isCode)) return undefined;
    const named = heads.findIndex((_, other) => other !== at && isMostly(textsAt(other), isName));
    if (named < 0) return undefined;
    return { ...table, area: { by: "column", column: uniqueHead(heads, named), match: "name" } };
  }
  if (table.values.by !== "columns") return undefined;
  const lead = table.area.by === "column" ? table.area.column : undefined;
  const leadAt = lead === undefined ? -1 : typeof lead === "number" ? lead - 1 : heads.indexOf(lead);
  // A first column of words was only taken for names of areas.
  if (lead === undefined ? table.area.by !== "constant" || table.area.code !== "?" : textsAt(leadAt).some(isName))
    return undefined;
  const columns = (table.values.columns ?? []).map(({ column }) => column);
  const shown = columns.map((column) => {
    const head = typeof column === "number" ? (heads[column - 1] ?? "") : column;
    return table.period.by === "header" ? splitHead(head).name : head;
  });
  const match = isMostly(shown, isName) ? "name" : isMostly(shown, isCode) ? "code" : undefined;
  if (match === undefined) return undefined;
  const chosen = columns
    .filter((_, at) => isName(shown[at] ?? "") || isCode(shown[at] ?? ""))
    .map((column) => ({ column }));
  // What is counted stands in each row, unless the rows part one figure.
  const splits = table.breakdowns ?? [];
  const [figureColumn] =
    lead === undefined ? splits.filter(({ name }) => !splitName.test(name)).map(({ column }) => column) : [lead];
  if (figureColumn !== undefined) {
    const { breakdowns: _, ...rest } = table;
    const others = splits.filter(({ column }) => column !== figureColumn);
    return {
      ...rest,
      ...(others.length === 0 ? {} : { breakdowns: others }),
      area: { by: "header", match },
      values: { by: "columns", figureColumns: [figureColumn], columns: chosen },
    };
  }
  const [title] = linesOf(sheet.rows.slice(0, (table.headerRows[0] ?? 1) - 1));
  return {
    ...table,
    area: { by: "header", match },
    values: { by: "columns", figure: title ?? workbook.fileName.replace(/\.\w+$/, ""), columns: chosen },
  };
}

const splitName = /geschlecht|alter|staatsangeh|nationalit|familienstand|herkunft|monat|quartal/i;

function isMostly(texts: readonly string[], test: (text: string) => boolean): boolean {
  return texts.length >= 2 && texts.filter(test).length >= texts.length * 0.6;
}
