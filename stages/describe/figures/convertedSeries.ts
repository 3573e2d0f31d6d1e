import { type CodedValue, convertSeries, lastDayOf, type ValueConversion } from "../../../kernel/area/conversion.ts";
import { periodAt, periodPoint } from "../../../kernel/time/period.ts";
import { type Column, emptyColumn, setValue, unknownCode, valueAt } from "../formula/column.ts";
import type { Spaces, StoredArea } from "../spaces/spaces.ts";
import type { FigureSeries } from "./figureSeries.ts";

/** What older boundaries say about an area of today. */
export interface ConvertedArea {
  readonly column: Column;
  /** 1 where the value is a conversion, also an absent one: it then stands before what was delivered under the code. */
  readonly counts: Uint8Array;
  /** 1 where areas had to be divided by shares: estimated, not exact. */
  readonly estimated: Uint8Array;
  readonly conversions: ReadonlyMap<number, ValueConversion>;
  /** The stored areas behind each place. */
  readonly from: ReadonlyMap<number, readonly { readonly area: StoredArea; readonly share: number }[]>;
}

/**
 * Brings what was counted on older boundaries to those of today, for the areas of
 * a level that changed. Only for figures that can be added up.
 *
 * Where an area kept its code and its neighbour was merged into it, the figure
 * under the code meant the smaller area then, and both are added. But when none
 * of the former neighbours was delivered, the source has computed its series back
 * to today's boundaries itself, and its figure stands.
 */
export function convertedSeries(spaces: Spaces, series: FigureSeries, level: string): Map<number, ConvertedArea> {
  const converted = new Map<number, Growing>();
  const changes = spaces.changes.filter((change) => change.level === level && change.on <= spaces.day);
  const former = spaces.formerOf(level);
  if (changes.length === 0 || former.length === 0) return converted;
  const touched = new Set(changes.flatMap((change) => [change.from.code, change.to.code]));
  const today = spaces.divisions
    .filter((division) => division.level === level)
    .flatMap((division) => spaces.areasOf(level, division.id))
    .filter((area) => touched.has(area.code));
  const values: CodedValue[] = [];
  const inForce = new Map<string, StoredArea>();
  const periods = Array.from({ length: series.width }, (_, place) => periodAt(series.frequency, series.first + place));
  const days = periods.map(lastDayOf);
  for (const area of [...former.filter((one) => touched.has(one.code)), ...today]) {
    const column = series.byArea.get(area.id);
    if (column === undefined) continue;
    for (let place = 0; place < series.width; place++) {
      if (column.absent[place] === unknownCode) continue;
      const period = periods[place] ?? "";
      const day = days[place] ?? "";
      const lived = (area.validFrom === null || area.validFrom <= day) && (area.validTo === null || area.validTo > day);
      if (!lived) continue;
      values.push({ code: area.code, period, value: valueAt(column, place) });
      inForce.set(`${period} ${area.code}`, area);
    }
  }
  if (!values.some((value) => former.some((area) => area.code === value.code))) return converted;
  const result = convertSeries({ changes, keys: [] }, values, {
    to: spaces.day,
    targetCodes: new Set(today.map((area) => area.code)),
  });
  const missing = new Map(result.incomplete.map((cell) => [`${cell.period} ${cell.code}`, cell.missing]));
  const target = new Map(today.map((area) => [area.code, area]));
  for (const { code, period, value, conversion } of result.values) {
    const area = target.get(code);
    if (area === undefined || conversion === null) continue;
    const parts = conversion.from.filter((part) => inForce.has(`${period} ${part.code}`));
    if (missing.has(`${period} ${code}`) && parts.every((part) => part.code === code)) continue;
    const one = converted.get(area.id) ?? start(series.width);
    converted.set(area.id, one);
    const place = (periodPoint(period)?.ordinal ?? 0) - series.first;
    setValue(one.column, place, value);
    one.counts[place] = 1;
    one.estimated[place] = conversion.method === "exact" ? 0 : 1;
    one.conversions.set(place, conversion);
    const behind = parts.flatMap((part) => {
      const source = inForce.get(`${period} ${part.code}`);
      return source === undefined ? [] : [{ area: source, share: part.share }];
    });
    one.from.set(place, behind);
  }
  return converted;
}

interface Growing extends ConvertedArea {
  readonly conversions: Map<number, ValueConversion>;
  readonly from: Map<number, { area: StoredArea; share: number }[]>;
}

function start(width: number): Growing {
  return {
    column: emptyColumn(width),
    counts: new Uint8Array(width),
    estimated: new Uint8Array(width),
    conversions: new Map(),
    from: new Map(),
  };
}
