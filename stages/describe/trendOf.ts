import type { Indicator } from "../../kernel/indicator/indicator.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import type { Interval } from "./reliability/wilson.ts";

/**
 * How a figure moves. `unsafe`: chance alone could explain the whole range;
 * `tooShort`: fewer than four points; `broken`: a break lies inside and leaves
 * fewer than four.
 */
export interface Trend {
  /** Units per year; null when not computed. */
  readonly slope: number | null;
  readonly percentOfMean: number | null;
  readonly label: "rising" | "falling" | "stable" | "unsafe" | "tooShort" | "broken";
  /** Follows the indicator's direction; neutral indicators get none. */
  readonly judgement: "favourable" | "unfavourable" | null;
  /** How many points were used. */
  readonly points: number;
}

export interface TrendQuestion {
  /** One per point in time without a hole; absent ones are left out. */
  readonly values: readonly Value[];
  readonly pointsPerYear: number;
  /** First place after the last break in boundaries or method; 0 without one. */
  readonly since: number;
  readonly direction: Indicator["direction"];
  /** 95 % interval of the last value, where there is one. */
  readonly lastInterval?: Interval | null;
}

const fewestPoints = 4;
const stablePercent = 2;

/**
 * The trend of a series: slope of the least-squares line per year, over at least
 * four valid points since the last break, and what it means.
 *
 * `rising` and `falling` go beyond 2 % of the mean per year. A series whose mean
 * is 0, such as a balance, has no percentage and is judged by the sign.
 *
 * @example
 * trendOf({ values: [12.0, 12.6, 13.1, 13.9, 14.4], pointsPerYear: 1, since: 0, direction: "burden" }).slope.toFixed(2) // "0.61"
 */
export function trendOf({ values, pointsPerYear, since, direction, lastInterval }: TrendQuestion): Trend {
  let all = 0;
  let count = 0;
  let atSum = 0;
  let sum = 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  // Plain loops: a county has thousands of rows, and a function called per value would box every number.
  for (let place = 0; place < values.length; place++) {
    const value = values[place];
    if (value === undefined || !isPresent(value)) continue;
    all++;
    if (place < since) continue;
    count++;
    atSum += place;
    sum += value;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (count < fewestPoints) {
    const label = all >= fewestPoints && since > 0 ? "broken" : "tooShort";
    return { slope: null, percentOfMean: null, label, judgement: null, points: count };
  }
  const middle = atSum / count;
  const mean = sum / count;
  let above = 0;
  let below = 0;
  for (let place = since; place < values.length; place++) {
    const value = values[place];
    if (value === undefined || !isPresent(value)) continue;
    above += (place - middle) * (value - mean);
    below += (place - middle) ** 2;
  }
  const slope = (above / below) * pointsPerYear;
  const percentOfMean = mean === 0 ? null : (slope / Math.abs(mean)) * 100;
  const label = labelOf(slope, percentOfMean, { least, most }, lastInterval ?? null);
  return { slope, percentOfMean, label, judgement: judgementOf(label, direction), points: count };
}

function labelOf(
  slope: number,
  percentOfMean: number | null,
  range: { readonly least: number; readonly most: number },
  lastInterval: Interval | null,
): Trend["label"] {
  const covers = lastInterval !== null && lastInterval.lower <= range.least && lastInterval.upper >= range.most;
  // A series that never moves is stable however wide its interval.
  if (covers && slope !== 0) return "unsafe";
  if (percentOfMean === null ? slope > 0 : percentOfMean > stablePercent) return "rising";
  if (percentOfMean === null ? slope < 0 : percentOfMean < -stablePercent) return "falling";
  return "stable";
}

function judgementOf(label: Trend["label"], direction: Indicator["direction"]): Trend["judgement"] {
  if (direction === "neutral" || (label !== "rising" && label !== "falling")) return null;
  return (label === "rising") === (direction === "competence") ? "favourable" : "unfavourable";
}
