import { digitsOfCode } from "./areaCode.ts";
import { dayOfSerial, monthOf, periodOf } from "./day.ts";
import { isValueColumn } from "./formats/table.ts";
import { withFurtherSheets } from "./furtherSheets.ts";
import { type TableMapping, unknownPeriod } from "./mapping.ts";
import { linesOf } from "./officialNotes.ts";
import { officialValue } from "./officialValue.ts";
import { headRows, headsOf, splitHead, uniqueHead } from "./tableLayout.ts";
import { type Cell, cellText, filledRows, type Sheet, type Workbook } from "./workbook.ts";

export interface TableProposal {
  readonly table: TableMapping;
  readonly sheet: Sheet;
  readonly heads: readonly string[];
}

/**
 * How a table that nobody described probably lies: where its heads end, which
 * column has the areas, which the time, which the numbers. Undefined when there is no
 * sheet with heads and numbers below them.
 */
export function proposedTable(workbook: Workbook): TableProposal | undefined {
  let found = proposals.get(workbook);
  if (found === undefined) {
    // A hidden sheet is what somebody kept to himself; it is read only when nothing else is there.
    const shown = (one: TableSheet): number => (one.sheet.hidden === true ? 0 : 1);
    const [best] = [...tableSheets(workbook)].sort((a, b) => shown(b) - shown(a) || b.values - a.values);
    const proposal = best === undefined ? undefined : proposedFor(workbook, best);
    found = { proposal: proposal === undefined ? undefined : withSheets(workbook, proposal) };
    proposals.set(workbook, found);
  }
  return found.proposal;
}

const proposals = new WeakMap<Workbook, { readonly proposal: TableProposal | undefined }>();

/** The proposal with further sheets that lie alike; where only those tell their time, the first of them leads. */
function withSheets(workbook: Workbook, proposal: TableProposal): TableProposal {
  const table = withFurtherSheets(workbook, proposal.table);
  const [next] = table.sheets ?? [];
  if (next?.period === undefined || table.period.by !== "constant" || table.period.period !== unknownPeriod)
    return { ...proposal, table };
  const block = tableSheets(workbook).find(({ sheet }) => sheet.name === next.name);
  const other = block === undefined ? undefined : proposedFor(workbook, block);
  return other === undefined ? { ...proposal, table } : { ...other, table: withFurtherSheets(workbook, other.table) };
}

/** How the table of one sheet probably lies. */
function proposedFor(workbook: Workbook, best: TableSheet): TableProposal | undefined {
  const { sheet, headerRows, firstRow, lastRow } = best;
  const heads = headsOf(headRows(sheet, { headerRows }));
  const data = sheet.rows.slice(firstRow - 1, lastRow).filter((row) => row.length > 0);
  const columns = heads.map((head, at) => kindOf(head, data, at));
  // Names and numbers of a JSON document without records: all of one area.
  const area = sheet.name === "Angaben" ? undefined : areaColumn(columns, heads, data);
  const period = columns.findIndex((kind, at) => kind === "period" && at !== area?.at);
  const within = period < 0 ? -1 : partOfYear(heads, data, period);
  // A column without a head is a row number or a leftover, never a figure.
  const values = columns.flatMap((kind, at) =>
    kind === "number" && at !== area?.at && at !== period && at !== within && heads[at] !== "" ? [at] : [],
  );
  if (values.length === 0) return undefined;
  const headPeriods = values.filter((at) => splitHead(heads[at] ?? "").period !== undefined);
  const constant = constantPeriod(workbook, sheet, headerRows[0] ?? 1);
  const times = new Set(headPeriods.map((at) => splitHead(heads[at] ?? "").period));
  // Most heads must tell their time; or a single time stands in some, and nothing else in the file speaks against it.
  const byHeader =
    period < 0 &&
    (headPeriods.length > values.length / 2 ||
      (times.size === 1 && [...times, unknownPeriod].includes(constant.period)));
  const long = longTable(columns, heads, values);
  const base = {
    ...(sheet.name === "" ? {} : { sheet: sheet.name }),
    headerRows,
    firstRow,
    lastRow,
    area: areaOf(area, heads),
    period:
      period >= 0
        ? ({
            by: "column",
            column: heads[period] || period + 1,
            ...(within < 0 ? {} : { within: uniqueHead(heads, within) }),
          } as const)
        : byHeader
          ? ({ by: "header" } as const)
          : constant,
  };
  // Heads that are nothing but years: what is counted stands in the title above, if anywhere.
  const onlyTimes = byHeader && values.every((at) => splitHead(heads[at] ?? "").name === "");
  const [title] = onlyTimes ? [...linesOf(sheet.rows.slice(0, (headerRows[0] ?? 1) - 1)), ...speaking(sheet)] : [];
  const table: TableMapping = {
    ...base,
    values: long ?? {
      ...(title === undefined ? {} : { figure: title }),
      by: "columns",
      columns: values.map((at) => ({ column: uniqueHead(heads, at) })),
    },
  };
  const splits = breakdownColumns(table, columns, heads, data, [area?.at ?? -1, period, within]);
  return {
    sheet,
    heads,
    table: splits.length === 0 ? table : { ...table, breakdowns: splits },
  };
}

/** The name of a sheet, where somebody gave it one. */
function speaking({ name }: Sheet): string[] {
  return name === "" || /^(tabelle|table|sheet|blatt|daten|data)\s?\d*$/i.test(name) || periodOf(name) !== undefined
    ? []
    : [name];
}

export interface TableSheet {
  readonly sheet: Sheet;
  readonly headerRows: number[];
  readonly firstRow: number;
  readonly lastRow: number;
  readonly values: number;
}

/** The sheets that look like a table: heads, and below them rows with numbers. */
export function tableSheets(workbook: Workbook): readonly TableSheet[] {
  let found = known.get(workbook);
  if (found === undefined) {
    found = workbook.sheets.flatMap((sheet) => {
      const block = dataBlock(sheet);
      return block === undefined ? [] : [{ sheet, ...block }];
    });
    known.set(workbook, found);
  }
  return found;
}

// Recognising, reading and proposing all ask it of the same workbook.
const known = new WeakMap<Workbook, readonly TableSheet[]>();

function dataBlock(sheet: Sheet): Omit<TableSheet, "sheet"> | undefined {
  const counts = sheet.rows.map((row) => row.filter(isNumberLike).length);
  const filled = counts.filter((count) => count > 0).sort((a, b) => a - b);
  const usual = filled[Math.floor(filled.length / 2)] ?? 0;
  if (usual === 0) return undefined;
  const firstRow = sheet.rows.findIndex(
    (row, r) =>
      (counts[r] ?? 0) >= Math.max(1, usual * 0.4) && !isPeriodRow(row) && !isNumberingRow(row) && !isCodeRow(row),
  );
  if (firstRow < 0) return undefined;
  const headerRows = headBlock(sheet, firstRow, usual);
  if (headerRows.length === 0) return undefined;
  let lastRow = sheet.rows.length;
  while (lastRow > firstRow && (counts[lastRow - 1] ?? 0) < Math.max(1, usual * 0.2)) lastRow--;
  return { headerRows, firstRow: firstRow + 1, lastRow, values: filled.reduce((sum, count) => sum + count, 0) };
}

/**
 * The rows of the heads: the nearest block above the values that fills at least
 * half of the columns. Blank rows, group titles ("01 Schleswig-Holstein") and a row of
 * column numbers may stand between.
 */
function headBlock(sheet: Sheet, firstRow: number, usual: number): number[] {
  const filled = filledRows(sheet);
  const width = (r: number): number => (filled[r] ?? []).filter((cell) => cellText(cell) !== "").length;
  let block: number[] = [];
  let nearest: number[] = [];
  for (let r = firstRow - 1; r >= Math.max(-1, firstRow - 14); r--) {
    const row = sheet.rows[r] ?? [];
    if (r < 0 || row.every((cell) => cellText(cell) === "") || isNumberingRow(row)) {
      if (block.some((at) => width(at - 1) >= usual * 0.5)) return withoutTitles(block, sheet);
      if (nearest.length === 0) nearest = block;
      block = [];
    } else block.unshift(r + 1);
  }
  return block.some((at) => width(at - 1) >= usual * 0.5) ? withoutTitles(block, sheet) : withoutTitles(nearest, sheet);
}

/** A title right above the heads is no head: it stands alone in its row or spans it. */
function withoutTitles(block: readonly number[], sheet: Sheet): number[] {
  let from = 0;
  while (
    from < block.length - 1 &&
    (sheet.rows[(block[from] ?? 1) - 1] ?? []).filter((cell) => cellText(cell) !== "").length === 1
  )
    from++;
  return block.slice(from);
}

function isNumberLike(cell: Cell): boolean {
  if (typeof cell === "number") return true;
  if (typeof cell !== "string" || !/\d/.test(cell)) return false;
  const value = officialValue(cell, "comma") ?? officialValue(cell, "point");
  return typeof value?.value === "number";
}

function isPeriodRow(row: readonly Cell[]): boolean {
  const cells = row.map(cellText).filter((text) => text !== "");
  const periods = cells.filter((text) => periodOf(text) !== undefined);
  // The same years again and again under the heads of several figures, and nothing else.
  if (cells.length >= 4 && periods.length === cells.length && cellText(row[0]) === "" && isRound(periods)) return true;
  return periods.length >= 2 && periods.length >= cells.length - 2 && new Set(periods).size === periods.length;
}

/** Whether a row holds the keys of areas as heads: of one length, with the zero of their Land or in one Kreis. */
function isCodeRow(row: readonly Cell[]): boolean {
  const texts = row.slice(1).flatMap((cell) => (cellText(cell) === "" ? [] : [cellText(cell)]));
  const length = texts[0]?.length ?? 0;
  if (texts.length < 2 || new Set(texts).size < texts.length || ![5, 8, 12].includes(length)) return false;
  if (!texts.every((text) => /^\d+$/.test(text) && text.length === length)) return false;
  return (
    texts.every((text) => text.startsWith("0")) ||
    (length > 5 && new Set(texts.map((text) => text.slice(0, 5))).size === 1)
  );
}

/** Whether a list of texts is one shorter list several times over. */
function isRound(texts: readonly string[]): boolean {
  const length = texts.indexOf(texts[0] ?? "", 1);
  return length > 0 && texts.length % length === 0 && texts.every((text, i) => text === texts[i % length]);
}

/** The column with month or quarter, where the column of the time has years only. */
function partOfYear(heads: readonly string[], data: readonly (readonly Cell[])[], period: number): number {
  const texts = (at: number): string[] => data.map((row) => cellText(row[at])).filter((text) => text !== "");
  if (!texts(period).every((text) => /^\d{4}$/.test(text))) return -1;
  return heads.findIndex(
    (head, at) =>
      at !== period &&
      partOfYearHead.test(head) &&
      texts(at).every(
        (text) => /^(0?[1-9]|1[0-2])$|^Q?[1-4]\.?(\s?Quartal)?$/i.test(text) || monthOf(text) !== undefined,
      ),
  );
}

function isNumberingRow(row: readonly Cell[]): boolean {
  const numbers = row.map((cell) => Number(cellText(cell) || Number.NaN)).filter((n) => !Number.isNaN(n));
  return (
    numbers.length >= 3 &&
    (numbers[0] === 1 || numbers[0] === 2) &&
    numbers.every((n, i) => n === (numbers[0] ?? 0) + i)
  );
}

export type ColumnKind = "areaCode" | "areaName" | "period" | "number" | "text" | "empty";

const codeHead =
  /(^|[\s_.(-])(ags|ars|rs|agsn?|gkz|plr|lor|plz_?id|key|code|id|nr|nummer|(gebiets|gemeinde|kreis|regional|amtliche[rs]?[\s-]?)?(kennziffer|kennzahl|schl(ü|ue)ssel(-?nummer)?)|(gemeinde|kreis|gebiets)-?(nr|nummer)|gvb_id|plrid|raumid)\)?($|[\s_)-])/i;
const nameHead =
  /^(name|gemeindename|stadtteil|stadtgebiet|gemeinde|gebiet|raumeinheit|bezeichnung|region|kreis|ort|bezirk|quartier|planungsraum)\b|name\)?$/i;
const timeHead =
  /^((berichts|erhebungs|kalender|schul|kita-?|kindergarten|daten)?jahr|year|(erhebungs)?stichtag|zeit|(berichts|erhebungs)?zeitraum|datum|date|time(_period)?|(berichts)?periode|(berichts)?monat|quartal|(daten)?stand)$/i;
// A second column that parts the year of the first.
const partOfYearHead = /^(berichts)?(monat|quartal|month|quarter)$/i;

// Rows that are only numbered through.
const rowHead = /^(lfd\.?\s*)?(nr\.?|nummer|#)$|^zeile$/i;

/** What a column seems to hold, by its head and its cells. */
export function kindOf(head: string, data: readonly (readonly Cell[])[], at: number): ColumnKind {
  const texts = data
    .slice(0, 2000)
    .map((row) => cellText(row[at]))
    .filter((text) => text !== "");
  if (texts.length === 0) return "empty";
  const share = (test: (text: string) => boolean): number => texts.filter(test).length / texts.length;
  if (timeHead.test(head) && share((text) => (periodOf(text) ?? dayOfSerial(text)) !== undefined) > 0.9)
    return "period";
  if (rowHead.test(head) && texts.every((text, i) => Number(text) === Number(texts[0]) + i)) return "text";
  const distinct = new Set(texts).size;
  const codes = share((text) => /^(DG)?\d{1,12}$/.test(digitsOfCode(text)));
  if (codes > 0.9 && (codeHead.test(head) || /[a-zäöü](ID|Id|NR|Nr)$/.test(head)) && distinct > 1) return "areaCode";
  const padded = share((text) => /^0\d{3,11}$/.test(digitsOfCode(text)));
  if (codes > 0.95 && padded > 0.02 && new Set(texts.map((text) => digitsOfCode(text).length)).size <= 2)
    return "areaCode";
  if (head === "" && share((text) => periodOf(text) !== undefined) > 0.95) return "period";
  if (
    share((text) => /^(19|20)\d{2}$|^\d{1,2}\.\d{1,2}\.\d{4}$|^\d{4}-\d{2}-\d{2}/.test(text)) === 1 &&
    timeHead.test(head.split(" ").at(-1) ?? "")
  )
    return "period";
  if (isValueColumn(data, at)) return "number";
  return nameHead.test(head) && distinct > texts.length / 20 ? "areaName" : "text";
}

interface AreaColumn {
  readonly at: number;
  readonly match: "code" | "name";
  readonly codeLength?: number;
}

function areaColumn(
  kinds: readonly ColumnKind[],
  heads: readonly string[],
  data: readonly (readonly Cell[])[],
): AreaColumn | undefined {
  const texts = (at: number): string[] => data.map((row) => cellText(row[at])).filter((text) => text !== "");
  const codes = kinds.flatMap((kind, at) => (kind === "areaCode" ? [{ at, distinct: new Set(texts(at)).size }] : []));
  const [code] = codes.sort((a, b) => b.distinct - a.distinct);
  if (code !== undefined) {
    const length = lostLength(texts(code.at));
    return { at: code.at, match: "code", ...(length === undefined ? {} : { codeLength: length }) };
  }
  const names = kinds.flatMap((kind, at) => (kind === "areaName" ? [{ at, distinct: new Set(texts(at)).size }] : []));
  const [name] = names.sort((a, b) => b.distinct - a.distinct);
  if (name !== undefined) return { at: name.at, match: "name" };
  const first =
    kinds[0] === "text" &&
    new Set(texts(0)).size > data.length * 0.8 &&
    !/alter|age|monat|merkmal|^name$/i.test(heads[0] ?? "");
  return first ? { at: 0, match: "name" } : undefined;
}

/**
 * How many digits codes had before a spreadsheet took their leading zeros, or undefined when none were lost: digits
 * only, none with a zero in front, and the lengths of one key with and without it. The number of digits counts the
 * lost zero.
 *
 * @example
 * lostLength(["1011101", "12500932"]) // 8
 * lostLength(["01011101", "12500932"]) // undefined
 * lostLength(["1056015", "1056002"]) // 8
 * lostLength(["1", "12"]) // undefined
 */
export function lostLength(written: readonly string[]): number | undefined {
  const codes = written.map(digitsOfCode);
  if (codes.length === 0 || codes.some((code) => !/^\d+$/.test(code) || code.startsWith("0"))) return undefined;
  const lengths = [...new Set(codes.map((code) => code.length))].sort((a, b) => a - b);
  const [short = 0, long] = lengths;
  if (lengths.length === 2 && long === short + 1 && long >= 4) return long;
  return lengths.length === 1 && (short === 7 || short === 11) ? short + 1 : undefined;
}

function areaOf(area: AreaColumn | undefined, heads: readonly string[]): TableMapping["area"] {
  if (area === undefined) return { by: "constant", code: "?" };
  return {
    by: "column",
    column: uniqueHead(heads, area.at),
    match: area.match,
    ...(area.codeLength === undefined ? {} : { codeLength: area.codeLength }),
  };
}

/**
 * The period of a table that has none in its cells: the reference day or year of report
 * that the text above it names; else guessed from that text or the name of the file,
 * and then said to be a guess; else unknown.
 */
export function constantPeriod(
  workbook: Workbook,
  sheet: Sheet,
  firstHead: number,
): Extract<TableMapping["period"], { by: "constant" }> {
  const lines = linesOf(sheet.rows.slice(0, firstHead + 1));
  // A line says best when it names a reference day; the day on which a table was made says least.
  const dated = lines.filter((line) => days(line).length > 0 && !/Erstellt|Erscheinung|Abruf|Druck/i.test(line));
  const line = dated.find((text) => /Stichtag|Stand|\bam\b/i.test(text)) ?? dated[0];
  const [day] = line === undefined ? [] : days(line);
  const period = day === undefined ? undefined : periodOf(day)?.slice(0, 4);
  if (line !== undefined && period !== undefined) return { by: "constant", period, ...guess(line) };
  // A year may well be a number of the table; only above its heads it is a time.
  for (const text of [...linesOf(sheet.rows.slice(0, firstHead - 1)), sheet.name, workbook.fileName]) {
    const years = [...new Set(text.match(/(?<!\d)(?:19|20)\d{2}(?!\d)/g) ?? [])];
    if (years.length === 1 && years[0] !== undefined) return { by: "constant", period: years[0], ...guess(text) };
  }
  return { by: "constant", period: unknownPeriod };
}

/** Nothing to say where a line tells outright what the figures speak of. */
function guess(text: string): { guessedFrom?: string } {
  return /Stichtag|Berichts(jahr|zeitraum|periode)/i.test(text) ? {} : { guessedFrom: text.slice(0, 120) };
}

function days(text: string): string[] {
  return text.match(/\d{1,2}\.\s?\d{1,2}\.\s?\d{4}/g) ?? [];
}

function longTable(
  kinds: readonly ColumnKind[],
  heads: readonly string[],
  values: readonly number[],
): TableMapping["values"] | undefined {
  const valueAt = values.find((at) => /^(wert|value|anzahl|zahl|betrag)$/i.test(heads[at] ?? ""));
  if (valueAt === undefined) return undefined;
  const figures = kinds.flatMap((kind, at) =>
    kind === "text" || kind === "areaName"
      ? /^(tabelle|merkmal|indikator|kennzahl|variable|figure|grundzahl|name|thema)$/i.test(heads[at] ?? "")
        ? [heads[at] ?? at + 1]
        : []
      : [],
  );
  if (figures.length === 0 && values.length > 1) return undefined;
  return {
    by: "rows",
    column: heads[valueAt] ?? valueAt + 1,
    ...(figures.length === 0 ? {} : { figureColumns: figures }),
  };
}

function breakdownColumns(
  table: TableMapping,
  kinds: readonly ColumnKind[],
  heads: readonly string[],
  data: readonly (readonly Cell[])[],
  [areaAt = -1, ...times]: readonly number[],
): { column: string | number; name: string }[] {
  const figures =
    table.values.by === "rows"
      ? (table.values.figureColumns ?? []).map((column) =>
          typeof column === "number" ? column - 1 : heads.indexOf(column),
        )
      : [];
  const keys = [areaAt, ...times, ...figures].filter((at) => at >= 0);
  // Rows of sums have no key; they repeat without meaning anything.
  const keyed = areaAt < 0 ? data : data.filter((row) => cellText(row[areaAt]) !== "");
  const told = (columns: readonly number[]): number =>
    new Set(keyed.map((row) => columns.map((at) => cellText(row[at])).join("\u0000"))).size;
  const found: number[] = [];
  for (const [at, kind] of kinds.entries()) {
    const before = told([...keys, ...found]);
    if (before === keyed.length) break;
    const head = heads[at] ?? "";
    const isWord = (kind === "text" || kind === "areaName") && !keys.includes(at);
    // What tells no more rows apart, such as the name beside the key of an area, splits nothing.
    if (isWord && !/^titel$|bemerkung|quelle/i.test(head) && told([...keys, ...found, at]) > before) found.push(at);
  }
  return found.map((at) => ({ column: uniqueHead(heads, at), name: heads[at] || `Spalte ${at + 1}` }));
}
