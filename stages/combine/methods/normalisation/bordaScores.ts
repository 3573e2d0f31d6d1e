import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { rankScores } from "./rankScores.ts";

/**
 * Borda points: how many areas lie below, those that agree counting half. 0 for the lowest.
 *
 * @example
 * bordaScores([10, 30, 30]) // [0, 1.5, 1.5]
 */
export function bordaScores(values: readonly Value[]): Value[] {
  return rankScores(values).map((v) => (isPresent(v) ? v - 1 : v));
}
