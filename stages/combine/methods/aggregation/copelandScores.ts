import type { Aggregate } from "./aggregate.ts";

/** Shares nearer than this to one half are a tie: sums of weights are not exact. */
const TIE = 1e-9;

/**
 * Copeland score: in how many more comparisons an area comes out above than below. Two areas are compared
 * component by component; the one with more than half of the weight on its side is above. Distances do not
 * count and nothing is made up for; only order within each component matters.
 *
 * A component in which both agree counts half for each; components absent in one of the two do not count.
 *
 * Source: OECD/JRC Handbook (2008), section 6.3 (outranking).
 *
 * @example
 * copelandScores([[1, 2, 3], [2, 1, 3]].map((c) => Float64Array.from(c)), Float64Array.of(1, 1), new Float64Array(3)) // Float64Array.of(-1, -1, 2)
 */
export const copelandScores: Aggregate = (columns, weights, out) => {
  const n = out.length;
  out.fill(0);
  for (let i = 0; i < n; i++) {
    if (columns.every((column) => Number.isNaN(column[i]))) out[i] = Number.NaN;
  }
  for (let i = 0; i < n; i++) {
    for (let k = i + 1; k < n; k++) {
      const share = outrankingShare(columns, weights, i, k);
      const side = Math.abs(share - 0.5) <= TIE ? 0 : Math.sign(share - 0.5);
      if (Number.isNaN(side)) continue;
      out[i] = (out[i] as number) + side;
      out[k] = (out[k] as number) - side;
    }
  }
  return out;
};

/**
 * Share of the weight of components in which one area lies above another; NaN when none can be compared.
 *
 * Columns and weights by component, areas by their position; the share runs from 0 to 1.
 *
 * Source: OECD/JRC Handbook (2008), section 6.3 (outranking matrix).
 *
 * @example
 * outrankingShare([[1, 2], [3, 2], [2, 3]].map((c) => Float64Array.from(c)), Float64Array.of(1, 1, 1), 1, 0).toFixed(4) // "0.6667"
 */
export function outrankingShare(
  columns: readonly Float64Array[],
  weights: Float64Array,
  area: number,
  other: number,
): number {
  let above = 0;
  let total = 0;
  for (let j = 0; j < columns.length; j++) {
    const column = columns[j] as Float64Array;
    const a = column[area] as number;
    const b = column[other] as number;
    if (Number.isNaN(a) || Number.isNaN(b)) continue;
    const weight = weights[j] as number;
    total += weight;
    if (a > b) above += weight;
    else if (a === b) above += weight / 2;
  }
  return above / total;
}
