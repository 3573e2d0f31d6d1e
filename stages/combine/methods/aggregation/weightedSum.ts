import type { Aggregate } from "./aggregate.ts";

/**
 * Weighted sum: points add up. Where components are absent, the sum of the others is scaled up to the whole weight.
 *
 * @example
 * weightedSum([[1, 2], [3, Number.NaN]].map((c) => Float64Array.from(c)), Float64Array.of(1, 3), new Float64Array(2)) // Float64Array.of(10, 8)
 */
export const weightedSum: Aggregate = (columns, weights, out) => {
  const total = weights.reduce((a, b) => a + b, 0);
  for (let i = 0; i < out.length; i++) {
    let sum = 0;
    let absent = 0;
    for (let j = 0; j < columns.length; j++) {
      const x = (columns[j] as Float64Array)[i] as number;
      if (Number.isNaN(x)) absent += weights[j] as number;
      else sum += (weights[j] as number) * x;
    }
    out[i] = absent === 0 ? sum : absent < total ? (sum * total) / (total - absent) : Number.NaN;
  }
  return out;
};
