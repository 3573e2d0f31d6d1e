import type { Value } from "../../../../kernel/value/value.ts";
import { present } from "../../statistics/moments.ts";
import { ranksFromHighest } from "../../statistics/ranks.ts";

/**
 * The transformation of the English Index of Multiple Deprivation: ranks stretched so that the most deprived
 * tenth fills the upper half of the scale, and a good place elsewhere cannot cancel it. 100 is the highest area.
 *
 * R = (N - rank + 1) / N, X = -23 ln(1 - R (1 - exp(-100 / 23))).
 *
 * Source: MHCLG, English Indices of Deprivation 2025, Technical Report, chapter on standardising domain scores.
 *
 * @example
 * exponentialRanks([1, 2]).map((x) => Number(x).toFixed(3)) // ["15.647", "100.000"]
 */
export function exponentialRanks(values: readonly Value[], scale = 23): Value[] {
  const places = ranksFromHighest(values);
  const n = present(values).length;
  const span = 1 - Math.exp(-100 / scale);
  return values.map((v, i) => {
    const place = places[i];
    if (place === null || place === undefined) return v;
    return -scale * Math.log(1 - ((n - place + 1) / n) * span);
  });
}
