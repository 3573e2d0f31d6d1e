import { broughtOver, type DeliveredValue } from "../../../kernel/area/broughtOver.ts";
import type { ValueConversion } from "../../../kernel/area/conversion.ts";
import { periodAt, periodPoint } from "../../../kernel/time/period.ts";
import { type Column, emptyColumn, setValue, unknownCode, valueAt } from "../../../kernel/value/column.ts";
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
 * Brings a series on older boundaries to those of today, for the areas of a level
 * that changed: by single events, or by a stored key from state to state
 * where there is one. Only for figures that can be added up.
 *
 * Answers by number of the area, in the unit of the series, one value for each of its periods.
 */
export function convertedSeries(spaces: Spaces, series: FigureSeries, level: string): Map<number, ConvertedArea> {
  const converted = new Map<number, Growing>();
  const history = spaces.historyOf(level);
  const former = spaces.formerOf(level);
  if (former.length === 0 || (history.changes.length === 0 && history.keys.length === 0)) return converted;
  const today = spaces.divisions
    .filter((division) => division.level === level)
    .flatMap((division) => spaces.areasOf(level, division.id));
  const delivered: DeliveredValue<StoredArea>[] = [];
  const periods = Array.from({ length: series.width }, (_, place) => periodAt(series.frequency, series.first + place));
  for (const area of [...former, ...today]) {
    const column = series.byArea.get(area.id);
    if (column === undefined) continue;
    const before = series.alreadyConverted(area.id);
    for (let place = 0; place < series.width; place++) {
      if (column.absent[place] === unknownCode) continue;
      const period = periods[place] ?? "";
      const value = valueAt(column, place);
      delivered.push({ area, period, value, alreadyConverted: before?.[place] === 1 });
    }
  }
  for (const { area, period, value, conversion, from } of broughtOver(history, delivered, today, spaces.day)) {
    const one = converted.get(area.id) ?? start(series.width);
    converted.set(area.id, one);
    const place = (periodPoint(period)?.ordinal ?? 0) - series.first;
    setValue(one.column, place, value);
    one.counts[place] = 1;
    one.estimated[place] = conversion.method === "exact" ? 0 : 1;
    one.conversions.set(place, conversion);
    one.from.set(place, from);
  }
  return converted;
}

interface Growing extends ConvertedArea {
  readonly conversions: Map<number, ValueConversion>;
  readonly from: Map<number, readonly { readonly area: StoredArea; readonly share: number }[]>;
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
