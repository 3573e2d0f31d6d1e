import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import type { Ties } from "../../statistics/ranks.ts";
import { rankScores } from "./rankScores.ts";

/**
 * Borda points: how many areas lie below; with ties `mean` those that agree count half. 0 for the lowest.
 *
 * Source: OECD/JRC Handbook (2008), section 6.3 (Borda's rule).
 *
 * @example
 * bordaScores([10, 30, 30]) // [0, 1, 1]
 * bordaScores([10, 30, 30], "mean") // [0, 1.5, 1.5]
 */
export function bordaScores(values: readonly Value[], ties: Ties = "smallest"): Value[] {
  return rankScores(values, ties).map((v) => (isPresent(v) ? v - 1 : v));
}
