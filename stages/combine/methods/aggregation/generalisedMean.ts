import type { Aggregate } from "./aggregate.ts";
import { geometricMean } from "./geometricMean.ts";
import { meanOfTransformed } from "./meanOfTransformed.ts";

/**
 * Weighted power mean: power 1 is the arithmetic, 0 the geometric, -1 the harmonic mean; the smaller the power,
 * the less a strong component makes up for a weak one. Only for numbers above zero.
 *
 * @example
 * generalisedMean(2)([[1], [7]].map((c) => Float64Array.from(c)), Float64Array.of(1, 1), new Float64Array(1)) // Float64Array.of(5)
 */
export function generalisedMean(power: number): Aggregate {
  if (power === 0) return geometricMean;
  return meanOfTransformed(
    (x) => (x > 0 ? x ** power : Number.NaN),
    (y) => y ** (1 / power),
  );
}
