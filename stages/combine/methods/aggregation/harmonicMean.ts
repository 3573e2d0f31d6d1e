import type { Aggregate } from "./aggregate.ts";
import { meanOfTransformed } from "./meanOfTransformed.ts";

/**
 * Weighted harmonic mean: the lowest component counts most. Only for numbers above zero.
 *
 * @example
 * harmonicMean([[1], [3]].map((c) => Float64Array.from(c)), Float64Array.of(1, 1), new Float64Array(1)) // Float64Array.of(1.5)
 */
export const harmonicMean: Aggregate = meanOfTransformed(
  (x) => (x > 0 ? 1 / x : Number.NaN),
  (y) => 1 / y,
);
