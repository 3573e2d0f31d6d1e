import { comparableName } from "./areaCode.ts";
import { alike } from "./fileShape.ts";
import type { TableMapping } from "./mapping.ts";
import { movedColumns } from "./movedColumns.ts";
import { linesOf } from "./officialNotes.ts";
import { shareKeys, sheetKeys } from "./sheetKeys.ts";
import { sheetPeriod } from "./sheetPeriod.ts";
import { headRows, headsOf, sheetOf, splitHead, uniqueHead } from "./tableLayout.ts";
import { type TableSheet, tableSheets } from "./tableProposal.ts";
import { cellText, headText, type Sheet, type Workbook } from "./workbook.ts";

/** Why a sheet of a workbook is not read: the code of a finding without its stage, with what it names. */
export interface SheetLeft {
  readonly why: string;
  readonly severity: "warning" | "note";
  readonly parameters: Readonly<Record<string, string>>;
}

type Entry = NonNullable<TableMapping["sheets"]>[number];

/**
 * A table with all sheets of its workbook that lie alike: one per year, month, town or figure.
 *
 * A sheet counts when its heads are those of the first and it stands for something of its own: a time in its
 * name or title, an area that is known here, other areas in its rows, or another figure in its title or name.
 * Sheets that would give the same values once more are left to a person.
 */
export function withFurtherSheets(
  workbook: Workbook,
  table: TableMapping,
  isArea: (text: string) => boolean = () => false,
): TableMapping {
  const main = sheetOf(workbook, table.sheet);
  const others = judgedSheets(workbook, table, isArea);
  const own = ownOf(workbook, table, main, isArea);
  const told: TableMapping =
    table.area.by === "constant" && table.area.code === "?" && own.area !== undefined
      ? { ...table, area: { by: "constant", code: own.area } }
      : table;
  const like = others.flatMap((one) => ("entry" in one ? [one.entry] : []));
  if (like.length === 0) return told;
  const figure = like.some((entry) => entry.figure !== undefined) ? ownFigure(table, main) : undefined;
  return {
    ...told,
    ...(told.period.by === "constant" && own.period !== undefined
      ? { period: { by: "constant", period: own.period, guessedFrom: main.name } }
      : {}),
    ...(figure === undefined ? {} : { values: { ...told.values, figure } }),
    sheets: like,
  };
}

/** The layouts of all sheets that a mapping names, the first sheet first, and what became of all the others. */
export function layoutsOfSheets(
  workbook: Workbook,
  table: TableMapping,
): { readonly layouts: readonly TableMapping[]; readonly left: readonly SheetLeft[] } {
  const main = sheetOf(workbook, table.sheet);
  const layouts: TableMapping[] = [{ ...table, ...(main.name === "" ? {} : { sheet: main.name }) }];
  const left: SheetLeft[] = [];
  const named = new Map((table.sheets ?? []).map((entry) => [entry.name, entry]));
  for (const judged of judgedSheets(workbook, table, () => false)) {
    const entry = named.get(judged.sheet.name);
    if (entry === undefined) {
      if (!("entry" in judged)) left.push(judged.left);
      else left.push(leftOver(judged.sheet, "sheetLeftOut", "warning"));
      continue;
    }
    const block = blockOf(workbook, judged.sheet);
    const lying = block === undefined ? undefined : lyingOn(table, headsIn(main, table), headsIn(judged.sheet, block));
    if (block === undefined || lying === undefined || "missing" in lying)
      left.push(leftOver(judged.sheet, "sheetOtherHeads", "warning", missingIn(lying)));
    else {
      const own = ownOf(workbook, table, judged.sheet, () => false);
      layouts.push(layoutOf(lying.table, block, { ...own, ...entry }));
    }
  }
  return { layouts, left };
}

type Judged = { readonly sheet: Sheet } & ({ readonly entry: Entry } | { readonly left: SheetLeft });

/** Every sheet but the first: how it is read along, or why it is not. */
function judgedSheets(workbook: Workbook, table: TableMapping, isArea: (text: string) => boolean): Judged[] {
  if (workbook.sheets.length < 2) return [];
  const main = sheetOf(workbook, table.sheet);
  const mainHeads = headsIn(main, table);
  const mainOwn = ownOf(workbook, table, main, isArea);
  const first = withOwn(table, mainOwn);
  const taken = [{ name: main.name, keys: sheetKeys(main, first) }];
  const oneFigure = isOneFigure(table);
  return workbook.sheets.flatMap((sheet): Judged[] => {
    if (sheet === main) return [];
    const gone = (why: string, severity: SheetLeft["severity"], parameters = {}): Judged[] => [
      { sheet, left: leftOver(sheet, why, severity, parameters) },
    ];
    if (!sheet.rows.some((row) => row.some((cell) => cellText(cell) !== ""))) return gone("sheetEmpty", "note");
    if (sheet.hidden === true) return gone("sheetHidden", "note");
    const block = blockOf(workbook, sheet);
    if (block === undefined) return gone("sheetWithoutTable", "note");
    const lying = lyingOn(table, mainHeads, headsIn(sheet, block));
    if ("missing" in lying) return gone("sheetOtherHeads", "warning", missingIn(lying));
    const own = ownOf(workbook, table, sheet, isArea);
    if (table.period.by === "constant" && own.period === undefined) return gone("sheetWithoutTime", "warning");
    if (table.area.by === "constant" && own.area === undefined && table.area.code === "?")
      return gone("sheetWithoutArea", "warning");
    const layout = withOwn(layoutOf(lying.table, block, { name: sheet.name }), own);
    const keys = sheetKeys(sheet, layout);
    const twin = taken.find((before) => shareKeys(before.keys, keys));
    if (twin !== undefined && !oneFigure) return gone("sheetSameKeys", "warning", { other: twin.name });
    const figure = twin === undefined ? undefined : figureOfSheet(table, main, sheet);
    if (twin !== undefined && figure === undefined) return gone("sheetSameKeys", "warning", { other: twin.name });
    if (twin === undefined) taken.push({ name: sheet.name, keys });
    return [{ sheet, entry: { name: sheet.name, ...own, ...(figure === undefined ? {} : { figure }) } }];
  });
}

interface Own {
  readonly period?: string;
  readonly area?: string;
}

/** What a sheet stands for as a whole, where the table has one time or one area for all its values. */
function ownOf(workbook: Workbook, table: TableMapping, sheet: Sheet, isArea: (text: string) => boolean): Own {
  const firstHead = blockOf(workbook, sheet)?.headerRows[0] ?? 1;
  const period = table.period.by === "constant" ? sheetPeriod(workbook, sheet, firstHead) : undefined;
  const area = table.area.by === "constant" ? areaNamed(sheet, firstHead, isArea) : undefined;
  return { ...(period === undefined ? {} : { period }), ...(area === undefined ? {} : { area }) };
}

function withOwn(table: TableMapping, own: Own): TableMapping {
  return {
    ...table,
    ...(own.period !== undefined && table.period.by === "constant"
      ? { period: { by: "constant", period: own.period } }
      : {}),
    ...(own.area !== undefined && table.area.by === "constant" ? { area: { by: "constant", code: own.area } } : {}),
  };
}

/** The one area that the name of a sheet or a title above its heads names. */
function areaNamed(sheet: Sheet, firstHead: number, isArea: (text: string) => boolean): string | undefined {
  const titles = sheet.rows.slice(0, Math.max(0, firstHead - 1)).flatMap((row) => row.map(cellText));
  for (const text of [sheet.name, ...titles]) {
    const bare = text.replace(/(?<!\d)(?:19|20)\d{2}(?!\d)/g, " ").trim();
    for (const part of [text, bare, bare.slice(bare.lastIndexOf(":") + 1).trim()])
      if (part !== "" && isArea(part)) return part;
  }
  return undefined;
}

/** Whether all values of the table are one figure, so that another sheet may be another one. */
function isOneFigure({ values }: TableMapping): boolean {
  return values.by === "columns" ? values.figure !== undefined : (values.figureColumns ?? []).length === 0;
}

function ownFigure(table: TableMapping, main: Sheet): string | undefined {
  const title = titleOf(main);
  return title !== undefined && table.values.figure === title ? title : main.name;
}

/** The figure of a further sheet: its title where sheets have titles of their own, else its name. */
function figureOfSheet(table: TableMapping, main: Sheet, sheet: Sheet): string | undefined {
  const title = titleOf(sheet);
  const isTitled = table.values.figure !== undefined && table.values.figure === titleOf(main);
  if (isTitled) return title === undefined || title === titleOf(main) ? undefined : title;
  return comparableName(sheet.name) === "" ? undefined : sheet.name;
}

function titleOf(sheet: Sheet): string | undefined {
  return linesOf(sheet.rows.slice(0, 1))[0];
}

function blockOf(workbook: Workbook, sheet: Sheet): TableSheet | undefined {
  return tableSheets(workbook).find((found) => found.sheet === sheet);
}

function headsIn(sheet: Sheet, { headerRows }: Pick<TableMapping, "headerRows">): string[] {
  return headsOf(headRows(sheet, { headerRows }));
}

function layoutOf(table: TableMapping, { headerRows, firstRow, lastRow }: TableSheet, entry: Entry): TableMapping {
  const { sheets: _, ...rest } = table;
  const own = withOwn(rest, entry);
  return {
    ...own,
    sheet: entry.name,
    headerRows,
    firstRow,
    lastRow,
    ...(entry.figure === undefined ? {} : { values: { ...own.values, figure: entry.figure } }),
  };
}

type Lying = { readonly table: TableMapping } | { readonly missing: string };

/** The table as it lies under the heads of another sheet, or the first of its heads that is missing there. */
function lyingOn(table: TableMapping, mainHeads: readonly string[], heads: readonly string[]): Lying {
  let missing: string | undefined;
  const placeOf = (column: string | number): string | number | undefined => {
    const head = typeof column === "number" ? (mainHeads[column - 1] ?? "") : headText(column);
    if (typeof column === "number") {
      if (alike(heads[column - 1] ?? "") === alike(head) && column <= heads.length) return column;
      return undefined;
    }
    const exact = heads.indexOf(head);
    const like = heads.flatMap((other, at) => (other !== "" && alike(other) === alike(head) ? [at] : []));
    const end = heads.flatMap((other, at) => (other.endsWith(` ${head}`) ? [at] : []));
    const at = exact >= 0 ? exact : like.length === 1 ? like[0] : end.length === 1 ? end[0] : undefined;
    return at === undefined ? undefined : uniqueHead(heads, at);
  };
  const there = (column: string | number): string | number => {
    const found = placeOf(column);
    missing ??= found === undefined ? headOf(mainHeads, column) : undefined;
    return found ?? column;
  };
  const { period, values } = table;
  const moved = movedColumns(table, there);
  if (missing !== undefined) return { missing };
  if (values.by === "rows") {
    const rows = { ...values, column: there(values.column), ...figuresAt(values.figureColumns, there) };
    return missing === undefined ? { table: { ...moved, values: rows } } : { missing };
  }
  if (values.columns === undefined) return { table: moved };
  const columns: NonNullable<typeof values.columns> = [];
  if (period.by === "header") {
    // Other years under the same words.
    const kinds = new Map(values.columns.map((one) => [alike(headOf(mainHeads, one.column)), one]));
    heads.forEach((head, at) => {
      const like = kinds.get(alike(head));
      if (like !== undefined && head !== "" && splitHead(head).period !== undefined)
        columns.push({ ...like, column: uniqueHead(heads, at) });
    });
  } else
    for (const one of values.columns) {
      const column = placeOf(one.column);
      if (column === undefined) continue;
      const head = headOf(mainHeads, one.column);
      // The same column with another year in its head is the same figure.
      const isRenamed = head !== headOf(heads, column) && values.figure === undefined && one.figure === undefined;
      columns.push({ ...one, column, ...(isRenamed ? { figure: head } : {}) });
    }
  if (columns.length * 2 < values.columns.length || columns.length === 0)
    return { missing: headOf(mainHeads, values.columns[0]?.column ?? 1) };
  return { table: { ...moved, values: { ...values, columns } } };
}

function figuresAt(
  columns: readonly (string | number)[] | undefined,
  there: (column: string | number) => string | number,
): { figureColumns?: (string | number)[] } {
  return columns === undefined ? {} : { figureColumns: columns.map(there) };
}

function headOf(heads: readonly string[], column: string | number): string {
  return typeof column === "number" ? (heads[column - 1] ?? "") : headText(column);
}

function missingIn(lying: Lying | undefined): Record<string, string> {
  return { head: lying !== undefined && "missing" in lying ? lying.missing : "" };
}

function leftOver(
  { name }: Sheet,
  why: string,
  severity: SheetLeft["severity"],
  parameters: Readonly<Record<string, string>> = {},
): SheetLeft {
  return { why, severity, parameters: { sheet: name, ...parameters } };
}
