import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";

/**
 * How near to the highest area, as a share of the whole range: 1 for the highest, 0 for the lowest.
 * When all areas agree, all get 0.5.
 *
 * Source: OECD/JRC Handbook (2008), section 5 (distance to a reference, here the best); as COINr's n_dist2max.
 *
 * @example
 * distanceToMaximum([2, 3, 6]) // [0, 0.25, 1]
 */
export function distanceToMaximum(values: readonly Value[]): Value[] {
  const numbers = present(values);
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  return values.map((v) => (isPresent(v) ? (high === low ? 0.5 : 1 - (high - v) / (high - low)) : v));
}
