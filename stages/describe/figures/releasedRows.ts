import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import { type Mark, markList } from "../../../kernel/value/table.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { type Guard, type Part, type Released, release } from "../../protect/protect.ts";
import {
  type Column,
  columnOf,
  senselessCode,
  unknownCode,
  valueAt,
  valuesOf,
  withheldCode,
} from "../../../kernel/value/column.ts";
import { countInterval } from "../reliability/byar.ts";
import { isUnsafeCount, isUnsafeShare } from "../reliability/isUnsafe.ts";
import { type Interval, wilson } from "../reliability/wilson.ts";
import { lacks } from "./figureOverAreas.ts";
import type { IndicatorRows, PreparedIndicator } from "./indicatorOverAreas.ts";

/** An indicator for areas over time as it may leave: everything that pages, files and reports show is read from here. */
export interface ReleasedRows {
  readonly prepared: PreparedIndicator;
  readonly areas: readonly number[];
  readonly frequency: Frequency;
  readonly first: number;
  readonly width: number;
  readonly valueAt: (row: number, place: number) => Value;
  readonly row: (row: number) => Value[];
  readonly markAt: (row: number, place: number) => Mark | null;
  /** Why there is no value; "" where there is one. */
  readonly reasonAt: (row: number, place: number) => Reason;
  /** 95 %: Wilson for shares, Byar for other rates of counts; null where there is none. */
  readonly intervalAt: (row: number, place: number) => Interval | null;
  readonly numeratorAt: (row: number, place: number) => Value;
  readonly denominatorAt: (row: number, place: number) => Value;
  readonly estimatedAt: (row: number, place: number) => boolean;
  /** Places at which any area has a value. */
  readonly places: readonly number[];
  /** Bytes that it keeps, for whoever keeps many. */
  readonly bytes: number;
}

export type Reason =
  | ""
  | "notDelivered"
  | "partMissing"
  | "notAggregatable"
  | "netOnly"
  | "notConverted"
  | "withheld"
  | "rateOfWithheld"
  | "dividedByZero"
  | "later"
  | "unreliable";

/**
 * The one place where this stage lets figures go: through the choke point of the
 * protection stage, with the counts behind every value.
 *
 * Marks say what a reader must know: few cases or a wide interval, areas
 * divided by shares, sums that are only nearly right, and what the source
 * itself printed beside a number. One value bears one mark, the weightiest.
 *
 * @param rules strictest rule of the source of each base figure
 */
export function releasedRows(
  prepared: PreparedIndicator,
  rows: IndicatorRows,
  rules: (figure: string) => DisclosureRule,
): ReleasedRows {
  const { width } = rows;
  const size = rows.areas.length * width;
  const guard = guardOf(prepared, rows, rules);
  const marks: (Mark | null)[] = new Array(size).fill(null);
  for (let at = 0; at < size; at++) marks[at] = markOf(prepared, rows, at);
  const released = release({ values: valuesOf(rows.result), marks }, guard);
  const above = countsReleased(prepared, rows, "numerator", guard);
  const below = rows.denominator === null ? null : countsReleased(prepared, rows, "denominator", guard);
  const result = compact(released);
  const numerator = columnOf(above.values);
  const denominator = below === null ? null : columnOf(below.values);
  const finalMarks = released.marks ?? marks;
  const markCodes = Uint8Array.from(finalMarks, (mark) => (mark === null ? 0 : markList.indexOf(mark) + 1));
  const { lack, estimated } = rows;
  const place = (row: number, at: number) => row * width + at;
  return {
    prepared,
    areas: rows.areas,
    frequency: rows.frequency,
    first: rows.first,
    width,
    valueAt: (row, at) => valueAt(result, place(row, at)),
    row: (row) => valuesOf(result, row * width, (row + 1) * width),
    markAt: (row, at) => markList[(markCodes[place(row, at)] ?? 0) - 1] ?? null,
    reasonAt: (row, at) => reasonOf(prepared, lack, result, place(row, at)),
    // Where the value left, so did the counts behind it.
    intervalAt: (row, at) =>
      result.absent[place(row, at)] === 0 ? intervalOf(prepared, numerator, denominator, place(row, at)) : null,
    numeratorAt: (row, at) => valueAt(numerator, place(row, at)),
    denominatorAt: (row, at) => (denominator === null ? "senseless" : valueAt(denominator, place(row, at))),
    estimatedAt: (row, at) => estimated[place(row, at)] === 1,
    places: placesWithValues(result, rows.areas.length, width),
    bytes: size * 30,
  };
}

function guardOf(prepared: PreparedIndicator, rows: IndicatorRows, rules: (figure: string) => DisclosureRule): Guard {
  const parts = rows.parts.map(({ figure, counts, heldBack }): Part => {
    const part = { rule: rules(figure.id), withheld: heldBack };
    return countsCases(figure) ? { ...part, counts: valuesOf(counts) } : part;
  });
  if (!prepared.share || rows.denominator === null) return { parts };
  const rule = parts[0]?.rule ?? "none";
  return {
    parts,
    shares: [{ rule, numerators: valuesOf(rows.numerator), denominators: valuesOf(rows.denominator) }],
  };
}

/** Numerator or denominator as counts of their own: the 140 may be shown where the 2 of 140 may not. */
function countsReleased(
  prepared: PreparedIndicator,
  rows: IndicatorRows,
  which: "numerator" | "denominator",
  guard: Guard,
): Released<{ values: readonly Value[] }> {
  const side = which === "numerator" ? prepared.numerator : prepared.denominator;
  const column = which === "numerator" ? rows.numerator : rows.denominator;
  if (side === null || column === null) throw new Error(`no ${which}: ${prepared.indicator.id}`);
  const ids = new Set(side.figures.map((knot) => `${knot.id} ${knot.lag}`));
  const parts = guard.parts.filter((_, position) => {
    const knot = prepared.compiled.figures[position];
    return knot !== undefined && ids.has(`${knot.id} ${knot.lag}`);
  });
  // The cases would give away a rest that is too small, as the share does; all of them do not.
  const shares = which === "numerator" ? (guard.shares ?? []) : [];
  return release({ values: valuesOf(column) }, { parts, shares });
}

function compact(released: Released<{ values: readonly Value[] }>): Column {
  return columnOf(released.values);
}

function intervalOf(
  prepared: PreparedIndicator,
  numerator: Column,
  denominator: Column | null,
  at: number,
): Interval | null {
  if (!prepared.countable || denominator === null) return null;
  if (numerator.absent[at] !== 0 || denominator.absent[at] !== 0) return null;
  const cases = numerator.numbers[at] ?? Number.NaN;
  const all = denominator.numbers[at] ?? Number.NaN;
  if (!(all > 0) || !(cases >= 0)) return null;
  const { factor } = prepared.quotient;
  const isPart = prepared.share && cases <= all;
  const { lower, upper } = isPart ? wilson(cases, all) : countInterval(cases);
  const scale = isPart ? factor : factor / all;
  return { lower: lower * scale, upper: upper * scale };
}

function placesWithValues(result: Column, rows: number, width: number): number[] {
  const places: number[] = [];
  for (let place = 0; place < width; place++) {
    for (let row = 0; row < rows; row++) {
      if (result.absent[row * width + place] !== 0) continue;
      places.push(place);
      break;
    }
  }
  return places;
}

function markOf(prepared: PreparedIndicator, rows: IndicatorRows, at: number): Mark | null {
  if (rows.result.absent[at] !== 0) return null;
  if (prepared.countable && rows.denominator !== null) {
    const cases = rows.numerator.numbers[at] ?? Number.NaN;
    const all = rows.denominator.numbers[at] ?? Number.NaN;
    if (prepared.share && cases <= all ? isUnsafeShare(cases, all) : isUnsafeCount(cases)) return "unsafe";
  }
  const printed = markList[(rows.sourceMark[at] ?? 0) - 1] ?? null;
  if (printed === "unsafe") return printed;
  if (rows.weighted[at] === 1) return "approximate";
  if (rows.estimated[at] === 1) return "estimated";
  if (printed === "estimated" || printed === "provisional") return printed;
  if (rows.summed[at] === 1 && prepared.indicator.aggregation === "recompute_approx") return "approximate";
  return printed;
}

function reasonOf(prepared: PreparedIndicator, lack: Uint8Array, result: Column, at: number): Reason {
  const absent = result.absent[at] ?? unknownCode;
  if (absent === 0) return "";
  if (absent === withheldCode) return prepared.denominator === null ? "withheld" : "rateOfWithheld";
  if (absent === senselessCode) return "dividedByZero";
  if (absent === unknownCode) return lacks[lack[at] ?? 0] || "notDelivered";
  const word = valueAt(result, at);
  return word === "later" || word === "unreliable" ? word : "notDelivered";
}
