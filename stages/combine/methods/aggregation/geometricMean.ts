import type { Aggregate } from "./aggregate.ts";
import { meanOfTransformed } from "./meanOfTransformed.ts";

/**
 * Weighted geometric mean: a very low component pulls harder than a high one lifts.
 *
 * Only for numbers above zero: scale to 1..100, not to 0..100. Others give NaN here and are refused before.
 *
 * Source: OECD/JRC Handbook (2008), section 6; Human Development Index since 2010.
 *
 * @example
 * geometricMean([[2], [8]].map((c) => Float64Array.from(c)), Float64Array.of(1, 1), new Float64Array(1)) // Float64Array.of(4)
 */
export const geometricMean: Aggregate = meanOfTransformed(
  (x) => (x > 0 ? Math.log(x) : Number.NaN),
  (y) => Math.exp(y),
);
