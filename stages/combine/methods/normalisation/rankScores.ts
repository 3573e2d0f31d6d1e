import type { Value } from "../../../../kernel/value/value.ts";
import { ranks, type Ties } from "../../statistics/ranks.ts";

/**
 * Places as scores: 1 for the lowest area up to the number of areas for the highest; areas that agree share
 * the smallest of their places, or the mean of them. Keeps the order and forgets the distances.
 *
 * Source: OECD/JRC Handbook (2008), section 5.
 *
 * @example
 * rankScores([10, 30, 30, "withheld"]) // [1, 2, 2, "withheld"]
 * rankScores([10, 30, 30], "mean") // [1, 2.5, 2.5]
 */
export function rankScores(values: readonly Value[], ties: Ties = "smallest"): Value[] {
  const places = ranks(values, ties);
  return values.map((v, i) => places[i] ?? v);
}
