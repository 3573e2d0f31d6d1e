import type { Aggregate } from "./aggregate.ts";

/**
 * Weighted arithmetic mean: a weak place in one component is made up for by a strong one in another.
 *
 * Columns hold one number per area, NaN where absent; weights count only where there is a number.
 *
 * @example
 * arithmeticMean([[1, 2], [3, Number.NaN]].map((c) => Float64Array.from(c)), Float64Array.of(1, 3), new Float64Array(2)) // Float64Array.of(2.5, 2)
 */
export const arithmeticMean: Aggregate = (columns, weights, out) => {
  const sums = new Float64Array(out.length);
  out.fill(0);
  columns.forEach((column, j) => {
    const weight = weights[j] as number;
    for (let i = 0; i < out.length; i++) {
      const x = column[i] as number;
      if (!Number.isNaN(x)) {
        out[i] = (out[i] as number) + weight * x;
        sums[i] = (sums[i] as number) + weight;
      }
    }
  });
  for (let i = 0; i < out.length; i++) out[i] = (out[i] as number) / (sums[i] as number);
  return out;
};
