import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { digitsOfCode } from "../areaCode.ts";
import { isTotal } from "../characteristic.ts";
import { dayOfSerial, monthOf, periodOf } from "../day.ts";
import type { Format } from "../format.ts";
import { layoutsOfSheets } from "../furtherSheets.ts";
import type { TableMapping } from "../mapping.ts";
import { linesOf, officialNotes } from "../officialNotes.ts";
import { type AbsenceWords, type DecimalMark, decimalMark, officialValue } from "../officialValue.ts";
import { FigureGathering } from "../readFigures.ts";
import { columnAt, headRows, headsOf, sheetOf, splitHead } from "../tableLayout.ts";
import { proposedTable } from "../tableProposal.ts";
import { type Cell, cellText, filledRows, headText, type Sheet, type Workbook } from "../workbook.ts";

/**
 * Any plain table, long or wide, read as its mapping says: this is how a new source
 * goes live without code (PI-040). Without a mapping the proposal is used.
 *
 * Rows without any value (group titles, footnotes) are passed over. A cell that is
 * neither number nor sign is an error at its place.
 */
export const table: Format = {
  id: "table",
  label: { de: "Tabelle mit Zuordnung", en: "Table with mapping" },
  hint: {
    de: "Jede einfache Tabelle aus CSV, Excel, Parquet oder JSON: Sie sagen, welche Spalte was ist.",
    en: "Any plain table: you say which column is what.",
  },
  recognise: (workbook) => (proposedTable(workbook) === undefined ? 0 : 0.4),
  read: (workbook, mapping) => {
    const layout = mapping.table ?? proposedTable(workbook)?.table;
    if (layout === undefined) {
      const row = (workbook.sheets[0]?.rows.findIndex((r) => r.length > 0) ?? 0) + 1;
      throw new Refusal("collect.noTable", { file: workbook.fileName }, { place: { row, column: 1 } });
    }
    return readTable(workbook, { ...layout, ...constants(layout, mapping.period, mapping.area) }, mapping.area);
  },
};

/** Period and area of the mapping go before those that the proposal could only guess. */
function constants(layout: TableMapping, period: string | undefined, area: string | undefined): Partial<TableMapping> {
  return {
    ...(period !== undefined && layout.period.by === "constant" ? { period: { by: "constant", period } } : {}),
    ...(area !== undefined && layout.area.by === "constant" ? { area: { by: "constant", code: area } } : {}),
  };
}

interface ValueColumn {
  readonly at: number;
  readonly figure: string;
  readonly breakdown: Readonly<Record<string, string>>;
  readonly period?: string;
  readonly area?: string;
}

function readTable(
  workbook: Workbook,
  layout: TableMapping,
  wholeArea: string | undefined,
): ReturnType<FigureGathering["finish"]> {
  const gathering = new FigureGathering();
  const { layouts, left } = layoutsOfSheets(workbook, layout);
  const notes = layouts.map((one) => readSheet(workbook, one, wholeArea, gathering));
  const { period } = layout;
  const guessed = period.by === "constant" ? period.guessedFrom : undefined;
  if (layouts.length === 1 && period.by === "constant" && guessed !== undefined)
    gathering.find("periodGuessed", "warning", null, { period: period.period, text: guessed });
  if (layouts.length > 1)
    gathering.find("sheetsRead", guessed === undefined ? "note" : "warning", null, {
      count: layouts.length,
      sheets: layouts.map((one) => sheetInWords(one)).join("; "),
    });
  for (const { why, severity, parameters } of left) gathering.find(why, severity, null, parameters);
  return gathering.finish(notes[0] ?? {});
}

/** `„Tab_2023“ (2023)`: a sheet and what it stands for. */
function sheetInWords({ sheet = "", period, area, values }: TableMapping): string {
  const own = [
    ...(period.by === "constant" ? [period.period] : []),
    ...(area.by === "constant" ? [area.code] : []),
    ...(values.figure === undefined ? [] : [values.figure]),
  ].filter((text) => text !== sheet);
  return own.length === 0 ? sheet : `${sheet} (${own.join(", ")})`;
}

/** Reads one sheet and gives what is written about it above and below. */
function readSheet(
  workbook: Workbook,
  layout: TableMapping,
  wholeArea: string | undefined,
  gathering: FigureGathering,
): ReturnType<typeof notesOf> {
  const sheet = sheetOf(workbook, layout.sheet);
  const heads = headsOf(headRows(sheet, layout));
  const row1 = layout.headerRows[0] ?? 1;
  const at = (column: string | number): number => columnAt(heads, column, workbook, row1);
  const rows = filledRows(sheet);
  const headLines = headRows(sheet, layout);
  const last = Math.min(layout.lastRow ?? rows.length, rows.length);
  const words: AbsenceWords = {
    ...(layout.absences ?? {}),
    ...(layout.blank === undefined ? {} : { "": layout.blank }),
  };
  const areaAt = layout.area.by === "column" ? at(layout.area.column) : -1;
  const periodAt = layout.period.by === "column" ? at(layout.period.column) : -1;
  const withinAt = layout.period.by === "column" && layout.period.within !== undefined ? at(layout.period.within) : -1;
  const breakdowns = (layout.breakdowns ?? []).map(({ column, name }) => ({ at: at(column), name }));
  const only = (layout.onlyRows ?? []).map(({ column, texts }) => ({ at: at(column), texts: new Set(texts) }));
  const taken = new Set([areaAt, periodAt, withinAt, ...breakdowns.map((b) => b.at)]);
  const data = rows.slice(layout.firstRow - 1, last);
  const columns = valueColumns(layout, heads, data, taken, at);
  const nameAt = nameColumn(data, areaAt);
  const secondAt = secondTable(heads, data, areaAt);
  if (secondAt >= 0) {
    columns.splice(0, columns.length, ...columns.filter((column) => column.at < secondAt));
    const place = { sheet: sheet.name, row: row1, column: secondAt + 1 };
    gathering.find("secondTableBeside", "warning", place, { head: heads[secondAt] ?? "" });
  }
  const unit = unitInTitle(linesOf(sheet.rows.slice(0, row1 - 1)));
  if (unit !== undefined) gathering.find("unitInTitle", "warning", null, { text: unit.slice(0, 80) });
  const figureAt = (layout.values.figureColumns ?? []).map(at);
  const decimal =
    layout.decimal ??
    decimalMark(textsOf(data, columns)) ??
    (workbook.container === "csv" && workbook.delimiter !== "," ? "comma" : "point");
  const { period: time } = layout;
  const constant = time.by === "constant" ? (periodOf(time.period) ?? time.period) : undefined;
  const reference = layout.area.by === "column" ? layout.area : undefined;
  const problem = constantProblem(layout);
  const timeless = timelessTexts(sheet, gathering);
  if (problem !== undefined) gathering.find(problem, "error", null, { file: workbook.fileName });
  for (let r = layout.firstRow - 1; r < last; r++) {
    const row = rows[r] ?? [];
    if (columns.every((column) => cellText(row[column.at]) === "") || isHeadAgain(row, headLines)) continue;
    if (only.some(({ at: column, texts }) => !texts.has(cellText(row[column])))) continue;
    const when = layout.period.by === "column" ? timeOf(row, periodAt, withinAt) : undefined;
    if (layout.period.by === "column" && when === undefined) {
      timeless.say(cellText(row[periodAt]), { row: r + 1, column: periodAt + 1 });
      continue;
    }
    // Sums stand in rows without a key; they are nobody's values unless the mapping names the whole area.
    if (areaAt >= 0 && wholeArea === undefined && isNoArea(cellText(row[areaAt]))) {
      gathering.find("rowWithoutArea", "note", { sheet: sheet.name, row: r + 1, column: areaAt + 1 }, {});
      continue;
    }
    const breakdown: Record<string, string> = {};
    for (const { at: column, name } of breakdowns)
      if (cellText(row[column]) !== "") breakdown[name] = cellText(row[column]);
    const named = figureAt
      .map((column) => cellText(row[column]))
      .filter((text) => text !== "")
      .join(": ");
    for (const column of columns) {
      const place = { sheet: sheet.name, row: r + 1, column: column.at + 1 };
      const value = readCell(row[column.at] ?? null, decimal, words);
      if (value === undefined) {
        gathering.find("notANumber", "error", place, { text: cellText(row[column.at]).slice(0, 60) });
        continue;
      }
      const period = column.period ?? when ?? constant;
      if (period === undefined) {
        timeless.say(heads[column.at] ?? "", { row: row1, column: column.at + 1 });
        continue;
      }
      const written = areaAt < 0 ? undefined : digitsOfCode(cellText(row[areaAt]));
      const area =
        column.area ?? (written === undefined || isNoArea(written) ? wholeArea : written) ?? constantArea(layout);
      gathering.add({
        figure: named !== "" ? named : column.figure,
        breakdown: breakdowns.length === 0 ? column.breakdown : { ...breakdown, ...column.breakdown },
        period,
        areaCode: reference?.codeLength === undefined ? area : area.padStart(reference.codeLength, "0"),
        areaName: reference?.match === "name" || column.area !== undefined ? area : cellText(row[nameAt]),
        value,
        ...place,
      });
    }
  }
  timeless.tell();
  zerosLost(sheet, layout, areaAt, last, gathering);
  return notesOf(sheet, layout, last);
}

/** Texts that name no time, each said once with the number of values that it leaves without. */
function timelessTexts(sheet: Sheet, gathering: FigureGathering) {
  const found = new Map<string, { count: number; place: { row: number; column: number } }>();
  return {
    say: (text: string, place: { row: number; column: number }): void => {
      const before = found.get(text);
      if (before === undefined) found.set(text, { count: 1, place });
      else before.count++;
    },
    tell: (): void => {
      for (const [text, { count, place }] of found)
        gathering.find(
          text === "" ? "noPeriod" : "notAPeriod",
          "error",
          { sheet: sheet.name, ...place },
          { text: text.slice(0, 60), count },
        );
    },
  };
}

/** Whether a row is one of the heads once more, as at the top of each printed page. */
function isHeadAgain(row: readonly Cell[], heads: readonly (readonly Cell[])[]): boolean {
  const filled = row.flatMap((cell, at) => (cellText(cell) === "" ? [] : [{ text: headText(cell), at }]));
  return (
    filled.some(({ text }) => /\p{L}/u.test(text)) &&
    heads.some((head) => filled.every(({ text, at }) => text === headText(head[at])))
  );
}

function readCell(cell: Cell, decimal: DecimalMark, words: AbsenceWords): ReturnType<typeof officialValue> {
  // Parquet and JSON have numbers; in text files a word like "n.v." may stand for an absence of the mapping.
  return officialValue(cell, decimal, words);
}

function valueColumns(
  layout: TableMapping,
  heads: readonly string[],
  data: readonly (readonly Cell[])[],
  taken: ReadonlySet<number>,
  at: (column: string | number) => number,
): ValueColumn[] {
  const { values } = layout;
  if (values.by === "rows")
    return [{ at: at(values.column), figure: values.figure ?? heads[at(values.column)] ?? "", breakdown: {} }];
  const chosen =
    values.columns?.map((entry) => ({
      at: at(entry.column),
      figure: entry.figure,
      breakdown: entry.breakdown ?? {},
    })) ??
    heads.flatMap((_, column) =>
      taken.has(column) || !isValueColumn(data, column) ? [] : [{ at: column, figure: undefined, breakdown: {} }],
    );
  const repeated = new Set(heads.filter((head, column) => head !== "" && heads.indexOf(head) !== column));
  const onlyPeriod = onlyPeriodOf(
    layout,
    chosen.map((column) => heads[column.at] ?? ""),
  );
  return chosen.map((column) => {
    const head = heads[column.at] ?? "";
    const split = layout.period.by === "header" ? splitHead(head) : { name: head };
    const name = split.name === "" ? undefined : split.name;
    const period = split.period ?? onlyPeriod;
    const figure =
      column.figure ??
      (layout.area.by === "header" ? values.figure : (values.figure ?? name)) ??
      (head === "" ? `Spalte ${column.at + 1}` : head);
    // Two columns with one head are two figures; only a person can tell which is which.
    const isTwin = repeated.has(head) && column.figure === undefined && layout.area.by !== "header";
    return {
      at: column.at,
      figure: isTwin ? `${figure} (Spalte ${column.at + 1})` : figure,
      breakdown: column.breakdown,
      ...(period === undefined ? {} : { period }),
      ...(layout.area.by === "header" ? { area: split.name } : {}),
    };
  });
}

/** The one time that heads name, where no two of them differ: a column that names none is of the same. */
function onlyPeriodOf({ period }: TableMapping, heads: readonly string[]): string | undefined {
  if (period.by !== "header") return undefined;
  const [only, ...more] = new Set(heads.flatMap((head) => splitHead(head).period ?? []));
  return more.length === 0 ? only : undefined;
}

/** Whether most cells of a column are numbers or official signs, with at least one number among them. */
export function isValueColumn(data: readonly (readonly Cell[])[], column: number): boolean {
  let values = 0;
  let numbers = 0;
  let filled = 0;
  for (const row of data.slice(0, 3000)) {
    const cell = row[column] ?? null;
    if (cellText(cell) === "") continue;
    filled++;
    const value = officialValue(cell, "comma") ?? officialValue(cell, "point");
    if (value === undefined) continue;
    values++;
    if (typeof value.value === "number") numbers++;
  }
  return numbers > 0 && values >= filled * 0.6;
}

function* textsOf(data: readonly (readonly Cell[])[], columns: readonly ValueColumn[]): Generator<string> {
  for (const row of data.slice(0, 5000))
    for (const { at } of columns) {
      const cell = row[at];
      if (typeof cell === "string") yield cell;
    }
}

function timeOf(row: readonly Cell[], periodAt: number, withinAt: number): string | undefined {
  const cell = row[periodAt] ?? null;
  const text = cellText(cell);
  const period = periodOf(text) ?? dayOfSerial(text);
  if (period === undefined || withinAt < 0) return period;
  const within = cellText(row[withinAt]);
  const month = monthOf(within) ?? (/^\d{1,2}$/.test(within) ? Number(within) : undefined);
  if (month !== undefined && month <= 12) return `${period.slice(0, 4)}-${String(month).padStart(2, "0")}`;
  const quarter = /^(?:Q|)([1-4])\.?\s?(?:Quartal|Q)?$/i.exec(within)?.[1];
  return quarter === undefined ? period : `${period.slice(0, 4)}-Q${quarter}`;
}

function constantArea(layout: TableMapping): string {
  return layout.area.by === "constant" ? layout.area.code : "";
}

function constantProblem(layout: TableMapping): string | undefined {
  if (layout.period.by === "constant" && periodOf(layout.period.period) === undefined) return "noPeriodInFile";
  return layout.area.by === "constant" && layout.area.code === "?" ? "noAreaInFile" : undefined;
}

function isNoArea(text: string): boolean {
  return text === "" || /^(null|na)$/i.test(text) || isTotal(text.replace(/[\s:]+$/, ""));
}

/** Where a second table lies beside the first: a column under the same head as the keys, with keys of other areas. */
function secondTable(heads: readonly string[], data: readonly (readonly Cell[])[], areaAt: number): number {
  const head = heads[areaAt] ?? "";
  if (head === "") return -1;
  return heads.findIndex((other, at) => {
    if (at <= areaAt || other !== head) return false;
    const pairs = data.map((row) => [cellText(row[areaAt]), cellText(row[at])] as const);
    return pairs.some(([one, two]) => one !== "" && two !== "" && one !== two);
  });
}

/** The line above a table that says that its numbers are not what they look like: "in 1.000", "Angaben in Prozent". */
function unitInTitle(lines: readonly string[]): string | undefined {
  return lines.find((line) =>
    /(?:^|[\s(])(?:in|je)\s+(?:1[.\s]?000|Tausend|Tsd\b|Mio\b|Millionen|%|‰|Prozent|Promille|v\.\s?H\.)/i.test(line),
  );
}

/** The column with the names of the areas: words, nearly as many as there are codes. */
function nameColumn(data: readonly (readonly Cell[])[], areaAt: number): number {
  let best = -1;
  let most = 1;
  for (let c = 0; c < (data[0]?.length ?? 0); c++) {
    if (c === areaAt || areaAt < 0) continue;
    const texts = new Set(
      data
        .slice(0, 1000)
        .map((row) => cellText(row[c]))
        .filter((text) => /^\p{Lu}\p{Ll}{2}/u.test(text)),
    );
    if (texts.size > most) {
      best = c;
      most = texts.size;
    }
  }
  return best;
}

function zerosLost(sheet: Sheet, layout: TableMapping, areaAt: number, last: number, gathering: FigureGathering): void {
  if (layout.area.by !== "column" || layout.area.codeLength === undefined) return;
  const { codeLength } = layout.area;
  let count = 0;
  let first = 0;
  for (let r = layout.firstRow - 1; r < last; r++) {
    const text = cellText(sheet.rows[r]?.[areaAt]);
    const code = digitsOfCode(text);
    if (code !== text)
      gathering.find("codeAsPower", "warning", { sheet: sheet.name, row: r + 1, column: areaAt + 1 }, { text, code });
    if (code === "" || code.length >= codeLength) continue;
    count++;
    if (first === 0) first = r + 1;
  }
  if (count > 0)
    gathering.find(
      "leadingZeroLost",
      "warning",
      { sheet: sheet.name, row: first, column: areaAt + 1 },
      {
        count,
        code: cellText(sheet.rows[first - 1]?.[areaAt]),
        length: codeLength,
      },
    );
}

function notesOf(sheet: Sheet, layout: TableMapping, last: number): ReturnType<typeof officialNotes> {
  const above = linesOf(sheet.rows.slice(0, (layout.headerRows[0] ?? 1) - 1));
  const below = linesOf(sheet.rows.slice(last, last + 40));
  const [title] = above;
  return { ...(title === undefined ? {} : { title }), ...officialNotes([...above, ...below]) };
}
