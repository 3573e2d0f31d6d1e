import quantile from "@stdlib/stats-base-dists-normal-quantile";

/** Limits between which the figure lies with the confidence asked for, in the unit of the figure. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Wilson's interval of a share: how far chance alone may have moved it.
 *
 * Cases may be fractions where areas were divided by shares. It never leaves 0 to
 * 1, and is defined for no cases and for all.
 *
 * Source: E. B. Wilson (1927), JASA 22; as in PHE technical guide, Confidence Intervals.
 *
 * @param cases number of those with the property
 * @param all number of all, above 0
 * @returns shares between 0 and 1
 *
 * @example
 * wilson(3, 20).upper.toFixed(3) // "0.360"
 * wilson(60, 400).lower.toFixed(3) // "0.118"
 */
export function wilson(cases: number, all: number, confidence = 0.95): Interval {
  const z = normalQuantile(confidence);
  const centre = 2 * cases + z * z;
  const rest = Math.max(0, 1 - cases / all);
  const reach = z * Math.sqrt(z * z + 4 * cases * rest);
  const below = 2 * (all + z * z);
  return { lower: Math.max(0, (centre - reach) / below), upper: Math.min(1, (centre + reach) / below) };
}

const quantiles = new Map<number, number>();

/**
 * How many standard deviations on both sides of the middle hold a part of a normal distribution: 1.96 for 95 %.
 *
 * Source: standard normal distribution; computed by the library of statistical functions and kept for the next area.
 *
 * @param confidence that part, between 0 and 1
 *
 * @example
 * normalQuantile(0.95).toFixed(4) // "1.9600"
 */
export function normalQuantile(confidence: number): number {
  let known = quantiles.get(confidence);
  if (known === undefined) {
    known = quantile(1 - (1 - confidence) / 2, 0, 1);
    quantiles.set(confidence, known);
  }
  return known;
}
