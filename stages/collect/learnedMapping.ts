import { alike } from "./fileShape.ts";
import { withFurtherSheets } from "./furtherSheets.ts";
import type { Mapping, TableMapping } from "./mapping.ts";
import { movedColumns } from "./movedColumns.ts";
import type { ReadFigures } from "./readFigures.ts";
import { resolveAreas, type StoredArea } from "./resolveAreas.ts";
import { headRows, headsOf } from "./tableLayout.ts";
import { constantPeriod, type TableSheet, tableSheets } from "./tableProposal.ts";
import { headText, type Sheet, type Workbook } from "./workbook.ts";

/**
 * What was learned from one file, for the next of the same shape: columns and sheets
 * whose names carry another year are found again, years that were added at the side
 * are taken along, and footnotes end where they do in this file.
 *
 * A period that a person had to say is not said again for her: what the new file
 * tells is proposed as a guess, else the period is unknown. Undefined when a column
 * is not there any more; then the file is looked at as a new one.
 */
export function learnedMapping(learned: Mapping, workbook: Workbook): Mapping | undefined {
  const { table } = learned;
  if (table === undefined) return learned;
  const sheet = sheetLike(workbook, table.sheet);
  if (sheet === undefined) return undefined;
  const block = tableSheets(workbook).find((found) => found.sheet === sheet);
  const areas = areasOfSheets(learned);
  const places = [table, ...(block === undefined ? [] : [block])];
  for (const place of places) {
    const found = onHeads(table, headsOf(headRows(sheet, place)));
    if (found === undefined) continue;
    const { headerRows } = place;
    // Blank lines below the heads of the last file must not cost this one its first rows.
    const firstRow = beginsEarlier(block, place) ? block.firstRow : place.firstRow;
    const { sheets, ...rest } = found;
    const moved = { ...rest, headerRows, firstRow, ...ends(block, firstRow), ...own(workbook, sheet, found) };
    // Whoever chose one sheet among several like it wants one again.
    const next =
      sheets?.length === 0 ? { ...moved, sheets } : withFurtherSheets(workbook, moved, (text) => areas.has(text));
    return { ...learned, table: next };
  }
  return undefined;
}

/**
 * A learned mapping without what it says of the level of the areas, where none of this file's areas lies there:
 * the same source comes for municipalities and for Kreise, under the same heads.
 */
export function learnedForAreas(mapping: Mapping, areas: ReadFigures["areas"], known: readonly StoredArea[]): Mapping {
  const { level, division, boundaryVersion: _, ignoreAreas, ...rest } = mapping;
  if (level === undefined && division === undefined && ignoreAreas === undefined) return mapping;
  const finds = (how: Mapping): boolean => resolveAreas(areas, known, how).ids.size > 0;
  return finds(mapping) || !finds(rest) ? mapping : rest;
}

/** Areas that sheets stood for as a whole. */
function areasOfSheets({ table }: Mapping): ReadonlySet<string> {
  const said = (table?.sheets ?? []).flatMap(({ area }) => (area === undefined ? [] : [area]));
  return new Set(table?.area.by === "constant" ? [table.area.code, ...said] : said);
}

/** The rules of a learned mapping with the names that its figures bear in this file. */
export function learnedRules(mapping: Mapping, read: ReadFigures): Mapping {
  const sources = [...new Set(read.slices.map((slice) => slice.figure))];
  return {
    ...mapping,
    figures: mapping.figures.map((rule) => ({ ...rule, source: likeIn(sources, rule.source) ?? rule.source })),
  };
}

function sheetLike(workbook: Workbook, name: string | undefined): Sheet | undefined {
  if (name === undefined) return workbook.sheets.find((sheet) => sheet.rows.some((row) => row.length > 0));
  const named = workbook.sheets.filter((sheet) => sheet.name === name);
  const like = named.length > 0 ? named : workbook.sheets.filter((sheet) => alike(sheet.name) === alike(name));
  const shown = like.filter((sheet) => sheet.hidden !== true);
  // Of several years the first leads; the others are found by it.
  return shown[0] ?? like[0];
}

/** The text itself, or the only one that differs from it in digits alone. */
function likeIn(texts: readonly string[], wanted: string): string | undefined {
  if (texts.includes(wanted)) return wanted;
  const found = texts.filter((text) => alike(text) === alike(wanted));
  return found.length === 1 ? found[0] : undefined;
}

type Place = string | number;

/** The table with its columns as the heads of another file name them; undefined when one is missing. */
function onHeads(table: TableMapping, heads: readonly string[]): TableMapping | undefined {
  let lost = false;
  const there = (column: Place): Place => {
    if (typeof column === "number") {
      lost ||= column > heads.length;
      return column;
    }
    const text = headText(column);
    const found = likeIn(heads, text) ?? heads.find((head) => head.endsWith(` ${text}`));
    lost ||= found === undefined;
    return found === undefined || heads.indexOf(found) !== heads.lastIndexOf(found) ? column : found;
  };
  const { period, values } = table;
  const moved: TableMapping = {
    ...movedColumns(table, there),
    values: valuesOn(values, period.by === "header", heads, there),
  };
  return lost ? undefined : moved;
}

function valuesOn(
  values: TableMapping["values"],
  yearsInHeads: boolean,
  heads: readonly string[],
  there: (column: Place) => Place,
): TableMapping["values"] {
  if (values.by === "rows")
    return {
      ...values,
      column: there(values.column),
      ...(values.figureColumns === undefined ? {} : { figureColumns: values.figureColumns.map(there) }),
    };
  const { columns } = values;
  if (columns === undefined) return values;
  if (!yearsInHeads || columns.some(({ column }) => typeof column === "number"))
    return { ...values, columns: columns.map((one) => ({ ...one, column: there(one.column) })) };
  // One more year at the side is the reason why the file came.
  const kinds = new Map(columns.map((one) => [alike(headText(String(one.column))), one]));
  const found = heads.flatMap((head) => {
    const like = kinds.get(alike(head));
    return like === undefined || head === "" ? [] : [{ ...like, column: head }];
  });
  if (found.length === 0) there(columns[0]?.column ?? "");
  return { ...values, columns: found };
}

/** Whether the values of this file begin nearer to the same heads than those of the last one did. */
function beginsEarlier(
  block: TableSheet | undefined,
  place: Pick<TableMapping, "headerRows" | "firstRow">,
): block is TableSheet {
  return block !== undefined && block.firstRow < place.firstRow && block.headerRows.at(-1) === place.headerRows.at(-1);
}

function ends(block: TableSheet | undefined, firstRow: number): { lastRow?: number } {
  return block === undefined || block.lastRow < firstRow ? {} : { lastRow: block.lastRow };
}

/** The name of the sheet and the period as this file has them. */
function own(workbook: Workbook, sheet: Sheet, table: TableMapping): Partial<TableMapping> {
  return {
    ...(table.sheet === undefined ? {} : { sheet: sheet.name }),
    ...(table.period.by === "constant" ? { period: constantPeriod(workbook, sheet, table.headerRows[0] ?? 1) } : {}),
  };
}
