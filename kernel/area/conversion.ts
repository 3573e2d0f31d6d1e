import { type Period, periodAt, periodPoint } from "../time/period.ts";
import { isPresent, strongestAbsence, type Value } from "../value/value.ts";
import { type AreaHistory, type ShareBasis, type SuccessionQuestion, successions } from "./successors.ts";

/** A counted value under the code that was in force in its period. */
export interface CodedValue {
  readonly code: string;
  readonly period: Period;
  readonly value: Value;
  /** How it came here, where it was converted before; such a value is never converted again. */
  readonly conversion?: ValueConversion | null;
}

/** A value on the boundaries asked for. */
export interface ConvertedValue {
  readonly code: string;
  readonly period: Period;
  readonly value: Value;
  /** Null where the area is the same as it was. */
  readonly conversion: ValueConversion | null;
}

/** What a reader must be told where a value was converted. */
export interface ValueConversion {
  /** `exact` when only whole areas were added up. */
  readonly method: "exact" | "population" | "area";
  /** Share of the value that came from areas which had to be divided, 0 to 1. */
  readonly shareSplit: number;
  readonly from: readonly { readonly code: string; readonly share: number }[];
  /** Day of the boundaries that it now belongs to. */
  readonly to: string;
}

export interface ConversionOptions {
  /** Day of the boundaries asked for. */
  readonly to: string;
  /** `area` divides by ground even where people were counted. */
  readonly prefer?: "population" | "area";
  /** Codes that exist on the day asked for; others are reported as unknown. Without it, a code that never changed is taken to exist. */
  readonly targetCodes?: ReadonlySet<string>;
  /** Day on which the codes of a period were in force; its last day when left out. */
  readonly dayOf?: (period: Period) => string;
}

export interface ConvertedSeries {
  /** By code, then by period. */
  readonly values: readonly ConvertedValue[];
  /** Rows whose code nobody knows on its day: not converted, not guessed. */
  readonly unmatched: readonly { readonly code: string; readonly period: Period }[];
  /** Cells of which a part was not delivered; they are left without value, unless the part is small. */
  readonly incomplete: readonly {
    readonly code: string;
    readonly period: Period;
    readonly missing: readonly string[];
  }[];
  /** Rows that were converted before, and to another day. */
  readonly convertedBefore: readonly { readonly code: string; readonly period: Period }[];
}

/**
 * Brings a counted series to the boundaries of one day, so that its years can be
 * compared; where it was converted stands beside the value.
 *
 * Only for what can be added up (counts, sums of money): rates go through
 * `convertRates`, medians and means cannot be converted. Values are not rounded.
 * A value that is absent makes what it is part of absent, and a part that was not
 * delivered at all leaves a gap instead of a sum that is too small.
 *
 * @example
 * convertSeries({ keys: [], changes: [{ on: "2010-01-01", kind: "merge", level: "GEM", from: { code: "1", name: "A" }, to: { code: "9", name: "AB" }, sharePopulation: null, shareArea: null, source: "" }] },
 *   [{ code: "1", period: "2009", value: 7 }], { to: "2020-12-31" }).values // [{ code: "9", period: "2009", value: 7, conversion: { method: "exact", shareSplit: 0, from: [{ code: "1", share: 1 }], to: "2020-12-31" } }]
 */
export function convertSeries(
  history: AreaHistory,
  values: readonly CodedValue[],
  options: ConversionOptions,
): ConvertedSeries {
  const ask = successions(history, options.prefer);
  const dayOf = onceEach(options.dayOf ?? lastDayOf);
  const unmatched: { code: string; period: Period }[] = [];
  const convertedBefore: { code: string; period: Period }[] = [];
  const cells = new Map<string, Cell>();
  const delivered = new Map<Period, Set<string>>();
  for (const { code, period, value, conversion = null } of values) {
    if (conversion !== null) {
      if (conversion.to === options.to) cellAt(cells, code, period).before = { code, period, value, conversion };
      else convertedBefore.push({ code, period });
      continue;
    }
    const on = dayOf(period);
    // A value on newer boundaries than those asked for cannot be taken back.
    const { successors } =
      on > options.to ? { successors: [{ code, share: 1, by: "whole" as const }] } : ask(code, on, options.to);
    const gone = successors.some((part) => options.targetCodes?.has(part.code) === false);
    if (successors.length === 0 || gone) {
      unmatched.push({ code, period });
      continue;
    }
    const codes = delivered.get(period) ?? new Set<string>();
    delivered.set(period, codes.add(code));
    for (const part of successors)
      cellAt(cells, part.code, period).parts.push({ code, value, share: part.share, by: part.by });
  }
  const incomplete: { code: string; period: Period; missing: string[] }[] = [];
  const converted = [...cells.values()]
    .sort((a, b) => (a.code === b.code ? compare(a.period, b.period) : compare(a.code, b.code)))
    .map((cell): ConvertedValue => {
      if (cell.before !== undefined) return cell.before;
      const expected = expectedParts(history, ask, dayOf(cell.period), options.to);
      const missing = (expected.get(cell.code) ?? []).filter(
        (part) => delivered.get(cell.period)?.has(part.code) !== true,
      );
      if (missing.length > 0)
        incomplete.push({ code: cell.code, period: cell.period, missing: missing.map((part) => part.code) });
      return summed(
        cell,
        options.to,
        missing.some((part) => part.share > smallShare),
      );
    });
  return { values: converted, unmatched, incomplete, convertedBefore };
}

/**
 * A part that was not delivered leaves a gap, unless less than this share of it would
 * have come here: then the cell keeps its value and is only named as incomplete, or
 * every exchanged strip of forest at the county's border would empty a municipality.
 */
const smallShare = 0.01;

/** Numerator and denominator of a rate under the code that was in force. */
export interface CodedRate {
  readonly code: string;
  readonly period: Period;
  readonly numerator: Value;
  readonly denominator: Value;
}

export interface ConvertedRate {
  readonly code: string;
  readonly period: Period;
  readonly numerator: Value;
  readonly denominator: Value;
  /** Numerator divided by denominator; `senseless` over nobody. */
  readonly rate: Value;
  readonly conversion: ValueConversion | null;
}

/**
 * Brings a rate to the boundaries of one day: numerator and denominator each on
 * their own, and only then divided. 60 of 200 and 10 of 300 make 70 of 500, which
 * is 14.0 %, and not the mean of 30.0 % and 3.3 % (X-041).
 *
 * The rate is a plain quotient, 0.14 for 14 %; absent where one of both is, `senseless` over nobody.
 *
 * @example
 * convertRates({ keys: [], changes: ["1", "2"].map((code) => ({ on: "2010-01-01", kind: "merge", level: "GEM", from: { code, name: code }, to: { code: "9", name: "AB" }, sharePopulation: null, shareArea: null, source: "" })) },
 *   [{ code: "1", period: "2009", numerator: 60, denominator: 200 }, { code: "2", period: "2009", numerator: 10, denominator: 300 }], { to: "2020-12-31" }).values.map((one) => [one.numerator, one.denominator, one.rate]) // [[70, 500, 0.14]]
 */
export function convertRates(
  history: AreaHistory,
  rates: readonly CodedRate[],
  options: ConversionOptions,
): {
  values: readonly ConvertedRate[];
  unmatched: ConvertedSeries["unmatched"];
  incomplete: ConvertedSeries["incomplete"];
} {
  const above = convertSeries(
    history,
    rates.map(({ code, period, numerator: value }) => ({ code, period, value })),
    options,
  );
  const below = convertSeries(
    history,
    rates.map(({ code, period, denominator: value }) => ({ code, period, value })),
    options,
  );
  const values = above.values.map(({ code, period, value: numerator, conversion }, position): ConvertedRate => {
    const denominator = below.values[position]?.value ?? "unknown";
    const absent = strongestAbsence([numerator, denominator]);
    const rate =
      isPresent(numerator) && isPresent(denominator)
        ? denominator === 0
          ? "senseless"
          : numerator / denominator
        : (absent ?? "unknown");
    return { code, period, numerator, denominator, rate, conversion };
  });
  return { values, unmatched: above.unmatched, incomplete: above.incomplete };
}

/**
 * The last day of a period, which is the reference date of German stocks.
 *
 * Throws for what is no period, which is our own fault: readers let no other through.
 *
 * @example
 * lastDayOf("2023") // "2023-12-31"
 * lastDayOf("2024-02") // "2024-02-29"
 */
export function lastDayOf(period: Period): string {
  const point = periodPoint(period);
  if (point === undefined) throw new Error(`unknown period: ${period}`);
  const months = { year: 12, halfYear: 6, quarter: 3, month: 1 };
  if (point.frequency === "day") return period;
  const nextMonth = (point.ordinal + 1) * months[point.frequency];
  const next =
    point.frequency === "year"
      ? periodPoint(`${point.ordinal + 1}-01-01`)
      : periodPoint(`${periodAt("month", nextMonth)}-01`);
  if (next === undefined) throw new Error(`unknown period: ${period}`);
  return periodAt("day", next.ordinal - 1);
}

interface Part {
  readonly code: string;
  readonly value: Value;
  readonly share: number;
  readonly by: ShareBasis;
}

interface Cell {
  readonly code: string;
  readonly period: Period;
  readonly parts: Part[];
  before?: ConvertedValue;
}

function cellAt(cells: Map<string, Cell>, code: string, period: Period): Cell {
  const key = `${period}|${code}`;
  const cell = cells.get(key) ?? { code, period, parts: [] };
  cells.set(key, cell);
  return cell;
}

function summed({ code, period, parts }: Cell, to: string, incomplete: boolean): ConvertedValue {
  const [only] = parts;
  const same = parts.length === 1 && only?.code === code && only.by === "whole";
  const absent = strongestAbsence(parts.map((part) => part.value));
  let sum = 0;
  let split = 0;
  for (const { value, share, by } of parts) {
    if (!isPresent(value)) continue;
    sum += value * share;
    if (by !== "whole") split += Math.abs(value * share);
  }
  const divided = parts.some((part) => part.by !== "whole");
  const size = parts.reduce((all, { value, share }) => all + (isPresent(value) ? Math.abs(value * share) : 0), 0);
  return {
    code,
    period,
    value: absent ?? (incomplete ? "unknown" : sum),
    conversion: same
      ? null
      : {
          method: !divided ? "exact" : parts.some((part) => part.by === "area") ? "area" : "population",
          shareSplit: size > 0 ? split / size : divided ? 1 : 0,
          from: parts.map((part) => ({ code: part.code, share: part.share })),
          to,
        },
  };
}

type Parts = ReadonlyMap<string, readonly { readonly code: string; readonly share: number }[]>;

/** For each code of the later day, those of the earlier one that the history says belong to it. */
function expectedParts(history: AreaHistory, ask: SuccessionQuestion, on: string, to: string): Parts {
  const byDays = partsKnown.get(ask) ?? new Map<string, Parts>();
  partsKnown.set(ask, byDays);
  const days = `${on}|${to}`;
  const before = byDays.get(days);
  if (before !== undefined) return before;
  const expected = new Map<string, { code: string; share: number }[]>();
  for (const code of codesInForce(history, on, to)) {
    for (const part of ask(code, on, to).successors) {
      const parts = expected.get(part.code) ?? [];
      expected.set(part.code, parts);
      parts.push({ code, share: part.share });
    }
  }
  byDays.set(days, expected);
  return expected;
}

const partsKnown = new WeakMap<SuccessionQuestion, Map<string, Parts>>();

function onceEach(dayOf: (period: Period) => string): (period: Period) => string {
  const days = new Map<Period, string>();
  return (period) => {
    const day = days.get(period) ?? dayOf(period);
    days.set(period, day);
    return day;
  };
}

/** Old codes that certainly existed on a day: those that a key of it names, and those whose end comes later. */
function codesInForce(history: AreaHistory, on: string, to: string): Set<string> {
  const codes = new Set<string>();
  const reachable = history.keys.filter((key) => key.fromDay >= on && key.toDay <= to);
  const first = reachable.reduce((day, key) => (key.fromDay < day ? key.fromDay : day), "9999");
  for (const key of reachable)
    if (key.fromDay === first && first.slice(0, 4) === on.slice(0, 4)) for (const row of key.rows) codes.add(row.from);
  if (codes.size > 0) return codes;
  for (const change of history.changes) {
    if (change.on <= on || change.on > to || change.from.code === change.to.code) continue;
    const bornLater = history.changes.some(
      (other) =>
        other.to.code === change.from.code &&
        other.from.code !== change.from.code &&
        other.on > on &&
        other.on < change.on,
    );
    if (!bornLater) codes.add(change.from.code);
  }
  return codes;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
