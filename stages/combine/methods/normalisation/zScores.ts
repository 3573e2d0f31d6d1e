import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { type Divisor, deviation, mean, present } from "../../statistics/moments.ts";

/**
 * Z-scores: how many standard deviations each area lies from the mean of all areas.
 *
 * Divides by n unless told otherwise: the areas are the whole county, not a sample of it.
 * Absent values stay absent and do not pull the mean. When all areas agree,
 * every score is 0, since nobody stands out.
 *
 * Source: OECD/JRC, Handbook on Constructing Composite Indicators (2008), section 5.
 *
 * @example
 * zScores([2, 4, 4, 4, 5, 5, 7, 9]) // [-1.5, -0.5, -0.5, -0.5, 0, 0, 1, 2]
 * zScores([1, "withheld", 3]) // [-1, "withheld", 1]
 */
export function zScores(values: readonly Value[], divisor: Divisor = "population"): Value[] {
  const numbers = present(values);
  const centre = mean(numbers);
  const spread = deviation(numbers, divisor);
  return values.map((v) => (isPresent(v) ? (spread === 0 ? 0 : (v - centre) / spread) : v));
}
