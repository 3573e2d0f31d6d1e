import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";

/**
 * Share of the highest value: 1 for the highest area. With polarity -1 the lowest value is the mark, and an
 * area with twice of it gets 0.5.
 *
 * Only for figures above zero; others are `senseless`.
 *
 * Source: OECD/JRC Handbook (2008), section 5 (distance to a reference as a ratio).
 *
 * @example
 * fractionOfMaximum([2, 4, 8], 1) // [0.25, 0.5, 1]
 * fractionOfMaximum([2, 4, 8], -1) // [1, 0.5, 0.25]
 * fractionOfMaximum([-1, 4], 1) // ["senseless", 1]
 */
export function fractionOfMaximum(values: readonly Value[], polarity: 1 | -1): Value[] {
  const numbers = present(values).filter((x) => x >= 0);
  const high = numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const low = numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  return values.map((v) => {
    if (!isPresent(v)) return v;
    if (v < 0 || (polarity === 1 ? high <= 0 : v === 0)) return "senseless";
    return polarity === 1 ? v / high : low / v;
  });
}
