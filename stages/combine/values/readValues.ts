import type { Place } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { IndexPlan } from "../indexPlan.ts";
import type { IndexValues } from "../indexValues.ts";
import { cellValue } from "./cellValue.ts";
import { type CsvTable, csvTable } from "./csvRows.ts";
import { decimalMark } from "./decimalMark.ts";

export interface ReadOptions {
  /** Named in refusals. */
  readonly file?: string;
  /** Name of the column with the code of the area; the first one unless told. */
  readonly areaColumn?: string;
  readonly nameColumn?: string;
  /** Column with the period, where the file has several; each is an index of its own. */
  readonly periodColumn?: string;
  readonly decimal?: "comma" | "point";
  /** Columns of numbers to read beside those that the definition asks for. */
  readonly also?: readonly string[];
}

/** A value file as read: one set of values per period (one with an empty name where there is none). */
export interface ReadValues {
  readonly periods: readonly { readonly period: string; readonly values: IndexValues }[];
  readonly delimiter: CsvTable["delimiter"];
  readonly decimal: "comma" | "point";
  /** Columns that the definition does not use. */
  readonly unused: readonly string[];
}

/**
 * Values for an index from a CSV text: wide, one row per area with a column per indicator; or long, with exactly
 * the columns area, indicator, value (and period), recognised by a column named `indicator` or `indikator`.
 *
 * Refuses with row and column: text where a number belongs, NaN, an area twice, a row with too many cells, a file
 * whose numbers can be read in two ways.
 *
 * @example
 * readValues("area;sgb2\n01;8,5\n02;\n", { indicators: [{ id: "sgb2", settings: {} }], definition: {} }).periods[0].values.columns.get("sgb2") // [8.5, "unknown"]
 */
export function readValues(text: string, plan: IndexPlan, options: ReadOptions = {}): ReadValues {
  const base: Place = options.file === undefined ? {} : { file: options.file };
  const table = csvTable(text);
  checkShape(table, base);
  if (table.header.length === 0 || table.rows.length === 0) throw new Refusal("combine.emptyFile", {}, { place: base });
  const long = table.header.findIndex((name) => /^(indicator|indikator)$/i.test(name)) >= 0;
  return long ? longValues(table, plan, options, base) : wideValues(table, plan, options, base);
}

interface Needs {
  readonly numbers: ReadonlySet<string>;
  readonly words: ReadonlySet<string>;
}

/**
 * Columns of numbers that a definition asks for beside its indicators: heads that small areas are left out by,
 * denominators, errors.
 *
 * @example
 * furtherColumns({ indicators: [{ id: "sgb2", settings: { denominator: "einwohner" } }], definition: {} }) // ["einwohner"]
 */
export function furtherColumns(plan: IndexPlan): string[] {
  const own = new Set(plan.indicators.map(({ id }) => id));
  return [...needsOf(plan).numbers].filter((name) => !own.has(name));
}

/** The columns that a definition asks for. */
function needsOf({ indicators, definition }: IndexPlan, also: readonly string[] = []): Needs {
  const numbers = new Set<string>(also);
  const words = new Set<string>();
  for (const { id, settings } of indicators) {
    numbers.add(id);
    for (const name of [settings.denominator, settings.standardError, settings.cases, settings.base])
      if (name !== undefined) numbers.add(name);
  }
  const below = definition.areas?.exclude?.below;
  if (below !== undefined) numbers.add(below.column);
  if (definition.imputation?.within !== undefined) words.add(definition.imputation.within);
  for (const level of definition.higherLevels ?? []) {
    words.add(level.column);
    numbers.add(level.population);
  }
  return { numbers, words };
}

function wideValues(table: CsvTable, plan: IndexPlan, options: ReadOptions, base: Place): ReadValues {
  const { header, rows, delimiter } = table;
  const area = options.areaColumn === undefined ? 0 : position(header, options.areaColumn, base);
  const name = nameColumn(header, options, base);
  const period = options.periodColumn === undefined ? undefined : position(header, options.periodColumn, base);
  const needs = needsOf(plan, options.also);
  const known = knownAreas(plan);
  const numeric = header.flatMap((title, column) => (needs.numbers.has(title) ? [column] : []));
  const decimal = options.decimal ?? decimalMark(table, numeric, base);
  const periods = new Map<string, CsvTable["rows"][number][]>();
  for (const row of rows) {
    const key = period === undefined ? "" : (row.cells[period] ?? "");
    const list = periods.get(key);
    if (list === undefined) periods.set(key, [row]);
    else list.push(row);
  }
  const used = new Set([
    area,
    ...numeric,
    ...(name === undefined ? [] : [name]),
    ...(period === undefined ? [] : [period]),
  ]);
  header.forEach((title, column) => {
    if (needs.words.has(title)) used.add(column);
  });
  refuseCutOff(table, Math.max(...used), base);
  const unused = header.filter((title, column) => title !== "" && !used.has(column));
  return {
    delimiter,
    decimal,
    unused,
    periods: [...periods].map(([key, list]) => {
      const areas = codesOf(list, area, base, known);
      const columns = new Map<string, Value[]>();
      const texts = new Map<string, string[]>();
      header.forEach((title, column) => {
        if (needs.words.has(title))
          texts.set(
            title,
            list.map((row) => row.cells[column] ?? ""),
          );
        if (!needs.numbers.has(title)) return;
        columns.set(
          title,
          list.map(({ line, cells }) =>
            numberAt(cells[column] ?? "", title, decimal, { ...base, row: line, column: column + 1 }),
          ),
        );
      });
      const names = name === undefined ? null : list.map((row) => row.cells[name] ?? "");
      return { period: key, values: { areas, names, columns, texts, unread: unused } };
    }),
  };
}

function longValues(table: CsvTable, plan: IndexPlan, options: ReadOptions, base: Place): ReadValues {
  const { header, rows, delimiter } = table;
  const indicator = header.findIndex((title) => /^(indicator|indikator)$/i.test(title));
  const amount = header.findIndex((title) => /^(value|wert)$/i.test(title));
  if (amount < 0)
    throw new Refusal("combine.longWithoutValue", { there: header.join(", ") }, { place: { ...base, row: 1 } });
  const area =
    options.areaColumn === undefined
      ? header.findIndex((_, i) => i !== indicator && i !== amount)
      : position(header, options.areaColumn, base);
  const name = nameColumn(header, options, base);
  const period = options.periodColumn === undefined ? undefined : position(header, options.periodColumn, base);
  const needs = needsOf(plan, options.also);
  const known = knownAreas(plan);
  refuseCutOff(table, Math.max(area, indicator, amount, name ?? 0, period ?? 0), base);
  const relevant = { ...table, rows: rows.filter((row) => needs.numbers.has(row.cells[indicator] ?? "")) };
  const decimal = options.decimal ?? decimalMark(relevant, [amount], base);
  const unused = new Set<string>();
  const periods = new Map<string, LongPeriod>();
  for (const { line, cells } of rows) {
    const what = cells[indicator] ?? "";
    const code = cells[area] ?? "";
    if (code === "")
      throw new Refusal("combine.areaWithoutCode", {}, { place: { ...base, row: line, column: area + 1 } });
    refuseUnknown(code, known, { ...base, row: line, column: area + 1 });
    const key = period === undefined ? "" : (cells[period] ?? "");
    const into: LongPeriod = periods.get(key) ?? { names: new Map(), cells: new Map() };
    periods.set(key, into);
    if (!into.names.has(code)) into.names.set(code, name === undefined ? "" : (cells[name] ?? ""));
    if (!needs.numbers.has(what) && !needs.words.has(what)) {
      unused.add(what);
      continue;
    }
    const column: Map<string, { text: string; line: number }> = into.cells.get(what) ?? new Map();
    into.cells.set(what, column);
    const before = column.get(code);
    if (before !== undefined)
      throw new Refusal(
        "combine.valueTwice",
        { code, indicator: what, first: before.line },
        { place: { ...base, row: line } },
      );
    column.set(code, { text: cells[amount] ?? "", line });
  }
  return {
    delimiter,
    decimal,
    unused: [...unused],
    periods: [...periods].map(([key, { names, cells }]) => {
      const areas = [...names.keys()];
      const columns = new Map<string, Value[]>();
      const texts = new Map<string, string[]>();
      for (const [what, column] of cells) {
        if (needs.words.has(what))
          texts.set(
            what,
            areas.map((code) => column.get(code)?.text ?? ""),
          );
        if (!needs.numbers.has(what)) continue;
        columns.set(
          what,
          areas.map((code): Value => {
            const cell = column.get(code);
            return cell === undefined
              ? "unknown"
              : numberAt(cell.text, what, decimal, { ...base, row: cell.line, column: amount + 1 });
          }),
        );
      }
      return {
        period: key,
        values: {
          ...{ areas, names: name === undefined ? null : [...names.values()], columns, texts },
          unread: [...unused],
        },
      };
    }),
  };
}

interface LongPeriod {
  readonly names: Map<string, string>;
  readonly cells: Map<string, Map<string, { text: string; line: number }>>;
}

function numberAt(text: string, column: string, decimal: "comma" | "point", place: Place): Value {
  const value = cellValue(text, decimal);
  if (value !== undefined) return value;
  const code = /^[-+]?(nan|inf|infinity|\d.*e\+?\d{3,})$/i.test(text) ? "combine.notANumber" : "combine.textForNumber";
  throw new Refusal(code, { text: text.replace(/\s+/g, " ").slice(0, 40), column }, { place });
}

/** The codes that may occur, or null when any may. */
function knownAreas(plan: IndexPlan): ReadonlySet<string> | null {
  const known = plan.definition.areas?.known;
  return known === undefined ? null : new Set(known);
}

function refuseUnknown(code: string, known: ReadonlySet<string> | null, place: Place): void {
  if (known !== null && !known.has(code)) throw new Refusal("combine.unknownArea", { code }, { place });
}

function codesOf(rows: CsvTable["rows"], area: number, base: Place, known: ReadonlySet<string> | null): string[] {
  const lines = new Map<string, number>();
  return rows.map(({ line, cells }) => {
    const code = cells[area] ?? "";
    const place = { ...base, row: line, column: area + 1 };
    if (code === "") throw new Refusal("combine.areaWithoutCode", {}, { place });
    refuseUnknown(code, known, place);
    const first = lines.get(code);
    if (first !== undefined) throw new Refusal("combine.areaTwice", { code, first }, { place });
    lines.set(code, line);
    return code;
  });
}

function checkShape({ header, rows, unclosed }: CsvTable, base: Place): void {
  if (unclosed !== undefined)
    throw new Refusal("combine.quoteUnclosed", {}, { place: { ...base, row: unclosed.line, column: unclosed.column } });
  header.forEach((title, i) => {
    if (title !== "" && header.indexOf(title) !== i)
      throw new Refusal("combine.columnTwice", { column: title }, { place: { ...base, row: 1, column: i + 1 } });
  });
  for (const { line, cells } of rows) {
    if (cells.length > header.length && cells.slice(header.length).some((cell) => cell !== ""))
      throw new Refusal(
        "combine.rowTooLong",
        { cells: cells.length, columns: header.length },
        { place: { ...base, row: line } },
      );
  }
}

/** A row that ends before a column that is needed was cut off; what a file merely says no more about is empty, not gone. */
function refuseCutOff({ header, rows }: CsvTable, lastUsed: number, base: Place): void {
  const short = rows.find(({ cells }) => cells.length <= lastUsed);
  if (short === undefined) return;
  throw new Refusal(
    "combine.rowTooShort",
    { cells: short.cells.length, columns: header.length },
    { place: { ...base, row: short.line } },
  );
}

function position(header: readonly string[], name: string, base: Place): number {
  const found = header.indexOf(name);
  if (found >= 0) return found;
  throw new Refusal(
    "combine.noSuchColumn",
    { column: name, there: header.slice(0, 12).join(", ") },
    { place: { ...base, row: 1 } },
  );
}

function nameColumn(header: readonly string[], options: ReadOptions, base: Place): number | undefined {
  if (options.nameColumn !== undefined) return position(header, options.nameColumn, base);
  const found = header.findIndex((title) => /^name$/i.test(title));
  return found < 0 ? undefined : found;
}
