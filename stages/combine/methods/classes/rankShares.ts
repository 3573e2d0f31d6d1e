import type { Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";
import { ranksFromHighest } from "../../statistics/ranks.ts";

/**
 * Classes by place, as the English deciles: class = ceiling(count × rank / number of areas), where rank 1 and
 * class 1 are the highest values. Counted from 1; null for absent values.
 *
 * Source: MHCLG, English Indices of Deprivation 2025, Technical Report: deciles by rank.
 *
 * @example
 * rankShares([50, 40, 30, 20, "withheld"], 2) // [1, 1, 2, 2, null]
 */
export function rankShares(values: readonly Value[], count: number): (number | null)[] {
  const n = present(values).length;
  return ranksFromHighest(values).map((rank) => (rank === null ? null : Math.ceil((count * rank) / n)));
}
