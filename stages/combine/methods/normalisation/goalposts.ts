import { isPresent, type Value } from "../../../../kernel/value/value.ts";

/**
 * Fixed goalposts: the lower one gets `from`, the upper one `to`, for every year alike.
 * What lies beyond is cut to the post. With polarity -1 the posts change sides.
 *
 * Source: OECD/JRC Handbook (2008), section 5; UNDP Human Development Index.
 *
 * @example
 * goalposts([1, 11, -1], { lower: 0, upper: 10, polarity: 1, from: 0, to: 1 }) // [0.1, 1, 0]
 * goalposts([1, 11, -1], { lower: 0, upper: 10, polarity: -1, from: 0, to: 1 }) // [0.9, 0, 1]
 */
export function goalposts(
  values: readonly Value[],
  posts: { lower: number; upper: number; polarity: 1 | -1; from: number; to: number },
): Value[] {
  const { lower, upper, polarity, from, to } = posts;
  return values.map((v) => {
    if (!isPresent(v)) return v;
    const share = polarity === 1 ? (v - lower) / (upper - lower) : (upper - v) / (upper - lower);
    return from + Math.min(1, Math.max(0, share)) * (to - from);
  });
}
