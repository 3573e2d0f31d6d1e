import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";

/**
 * Way covered to a target: 0 at the area that is furthest behind, 1 at the target. Beyond the target it grows on,
 * unless `cap`. With polarity -1 the way leads downwards.
 *
 * When even the area furthest behind has reached the target, all get 1.
 *
 * Target and values in the unit of the indicator, the result a share of the way.
 *
 * Source: OECD/JRC Handbook (2008), section 5.
 *
 * @example
 * distanceToTarget([0, 5, 11], { target: 10, polarity: 1, cap: false }) // [0, 0.5, 1.1]
 * distanceToTarget([-1, 1, 10], { target: 0, polarity: -1, cap: true }) // [1, 0.9, 0]
 */
export function distanceToTarget(
  values: readonly Value[],
  way: { target: number; polarity: 1 | -1; cap: boolean },
): Value[] {
  const numbers = present(values);
  const behind =
    way.polarity === 1
      ? numbers.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY)
      : numbers.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  const length = way.polarity === 1 ? way.target - behind : behind - way.target;
  return values.map((v) => {
    if (!isPresent(v)) return v;
    // Nobody is behind the target.
    if (length <= 0) return 1;
    const share = (way.polarity === 1 ? v - behind : behind - v) / length;
    return way.cap ? Math.min(1, share) : share;
  });
}
