import type { Value } from "../../../../kernel/value/value.ts";
import { ranks } from "../../statistics/ranks.ts";

/**
 * Places as scores: 1 for the lowest area up to the number of areas for the highest; areas that agree share
 * the mean of their places. Keeps the order and forgets the distances.
 *
 * Source: OECD/JRC Handbook (2008), section 5.
 *
 * @example
 * rankScores([10, 30, 30, "withheld"]) // [1, 2.5, 2.5, "withheld"]
 */
export function rankScores(values: readonly Value[]): Value[] {
  const places = ranks(values, "mean");
  return values.map((v, i) => places[i] ?? v);
}
