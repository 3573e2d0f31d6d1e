import type { Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";
import { ranks } from "../../statistics/ranks.ts";

/**
 * Percentile ranks: share of the other areas that lie below, from 0 for the lowest to 1 for the highest.
 * Areas that agree get the same. A single area gets 0.5.
 *
 * Source: OECD/JRC Handbook (2008), section 5 (ranking); as COINr's n_prank.
 *
 * @example
 * percentileRanks([10, 20, 20, 40, 50]) // [0, 0.25, 0.25, 0.75, 1]
 */
export function percentileRanks(values: readonly Value[]): Value[] {
  const places = ranks(values, "smallest");
  const others = present(values).length - 1;
  return values.map((v, i) => {
    const place = places[i];
    return place === null || place === undefined ? v : others === 0 ? 0.5 : (place - 1) / others;
  });
}
