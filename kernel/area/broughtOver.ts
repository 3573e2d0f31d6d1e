import type { Period } from "../time/period.ts";
import type { Value } from "../value/value.ts";
import { type CodedValue, convertSeries, lastDayOf, type ValueConversion } from "./conversion.ts";
import type { AreaHistory } from "./successors.ts";

/** An area as it is kept: as long as it lived under one code and line. */
export interface DatedArea {
  readonly id: number;
  readonly code: string;
  readonly validFrom: string | null;
  /** First day on which it is no longer valid. */
  readonly validTo: string | null;
}

/** What was delivered for an area at one time. */
export interface DeliveredValue<A extends DatedArea = DatedArea> {
  readonly area: A;
  readonly period: Period;
  readonly value: Value;
  /** It was brought over from elsewhere before it was stored; such a value is never converted again. */
  readonly alreadyConverted?: boolean;
}

/** A value of today's area, made of what was delivered on older boundaries. */
export interface BroughtOver<A extends DatedArea = DatedArea> {
  /** Area of today. */
  readonly area: A;
  readonly period: Period;
  readonly value: Value;
  readonly conversion: ValueConversion;
  /** Delivered areas behind it, with the share of each that counts. */
  readonly from: readonly { readonly area: A; readonly share: number }[];
}

/**
 * What older boundaries say about the areas of one level today. Only for
 * figures that can be added up.
 *
 * Where an area kept its code and its neighbour was merged into it, the figure
 * under the code meant the smaller area then, and both are added. But when none
 * of the former neighbours was delivered, the source has computed its series back
 * to today's boundaries itself, and its figure stands; so does one that was
 * brought over before it was stored.
 *
 * @param day of the boundaries that are meant by today
 *
 * @example
 * // B took A in; 7 and 5 were counted before.
 * broughtOver({ keys: [], changes: [{ on: "2010-01-01", kind: "merge", level: "GEM", from: { code: "A", name: "A" }, to: { code: "B", name: "B" }, sharePopulation: null, shareArea: null, source: "" }] },
 *   [{ area: { id: 1, code: "A", validFrom: null, validTo: "2010-01-01" }, period: "2009", value: 7 }, { area: { id: 2, code: "B", validFrom: null, validTo: null }, period: "2009", value: 5 }],
 *   [{ id: 2, code: "B", validFrom: null, validTo: null }], "2020-12-31").map((one) => [one.area.code, one.value, one.from.map((part) => part.area.code)]) // [["B", 12, ["A", "B"]]]
 */
export function broughtOver<A extends DatedArea>(
  history: AreaHistory,
  delivered: readonly DeliveredValue<A>[],
  today: readonly A[],
  day: string,
): BroughtOver<A>[] {
  const concerned = touchedCodes(history, day);
  const target = new Map(today.map((area) => [area.code, area]));
  const values: CodedValue[] = [];
  const inForce = new Map<string, A>();
  const days = new Map<Period, string>();
  let former = false;
  for (const { area, period, value, alreadyConverted = false } of delivered) {
    if (value === "unknown" || !concerned.has(area.code)) continue;
    const isToday = target.get(area.code)?.id === area.id;
    if (alreadyConverted) {
      const to = isToday ? day : "";
      values.push({ code: area.code, period, value, conversion: { method: "area", shareSplit: 1, from: [], to } });
      continue;
    }
    const on = days.get(period) ?? lastDayOf(period);
    days.set(period, on);
    const lived = (area.validFrom === null || area.validFrom <= on) && (area.validTo === null || area.validTo > on);
    if (!lived) continue;
    if (!isToday) former = true;
    values.push({ code: area.code, period, value });
    inForce.set(`${period} ${area.code}`, area);
  }
  if (!former) return [];
  const result = convertSeries(history, values, { to: day, targetCodes: new Set(target.keys()) });
  const incomplete = new Set(result.incomplete.map((cell) => `${cell.period} ${cell.code}`));
  return result.values.flatMap(({ code, period, value, conversion }): BroughtOver<A>[] => {
    const area = target.get(code);
    if (area === undefined || conversion === null || conversion.from.length === 0) return [];
    const from = conversion.from.flatMap((part) => {
      const source = inForce.get(`${period} ${part.code}`);
      return source === undefined ? [] : [{ area: source, share: part.share }];
    });
    if (incomplete.has(`${period} ${code}`) && from.every((part) => part.area.code === code)) return [];
    return [{ area, period, value, conversion, from }];
  });
}

/** Codes that any change or key up to a day speaks of, other than to say that they stayed as they were. */
function touchedCodes(history: AreaHistory, day: string): ReadonlySet<string> {
  const before = touched.get(history);
  if (before?.day === day) return before.codes;
  const { changes, keys } = history;
  const codes = new Set<string>();
  for (const { on, from, to } of changes) if (on <= day) codes.add(from.code).add(to.code);
  for (const key of keys) {
    if (key.toDay > day) continue;
    for (const { from, to } of key.rows) if (from !== to) codes.add(from).add(to);
  }
  touched.set(history, { day, codes });
  return codes;
}

const touched = new WeakMap<AreaHistory, { readonly day: string; readonly codes: ReadonlySet<string> }>();
