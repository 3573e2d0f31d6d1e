import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";

/**
 * Min-max: the lowest area gets `from`, the highest `to`, the others lie between in proportion.
 *
 * The limits move with every year's extremes, so levels are not comparable over time;
 * for monitoring take `goalposts`. When all areas agree, all get the middle.
 *
 * Source: OECD/JRC Handbook (2008), section 5.
 *
 * @example
 * minMax([3, 5, "unknown", 7], { from: 0, to: 100 }) // [0, 50, "unknown", 100]
 * minMax([4, 4], { from: 0, to: 1 }) // [0.5, 0.5]
 */
export function minMax(values: readonly Value[], scale: { from: number; to: number }): Value[] {
  const numbers = present(values);
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const { from, to } = scale;
  return values.map((v) => {
    if (!isPresent(v)) return v;
    return high === low ? (from + to) / 2 : from + ((v - low) / (high - low)) * (to - from);
  });
}
