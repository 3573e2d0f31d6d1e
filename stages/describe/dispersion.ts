import { isPresent, type Value } from "../../kernel/value/value.ts";

/** How far areas lie apart (PM08-005). */
export interface Dispersion {
  readonly count: number;
  readonly min: number;
  readonly q1: number;
  readonly median: number;
  readonly q3: number;
  readonly max: number;
  readonly range: number;
  readonly mean: number;
  /** Divides by n: the areas are the whole county, not a sample. */
  readonly deviation: number;
  /** Deviation by mean; null when the mean is not positive. */
  readonly variation: number | null;
  /** Largest by smallest; null when the smallest is not positive. */
  readonly ratio: number | null;
}

/**
 * How far apart the areas of a county lie in one figure; null when none has a value.
 *
 * Quartiles are of type 7 after Hyndman and Fan (1996), as R and spreadsheets
 * compute them: straight lines between the ranked values.
 *
 * @example
 * dispersionOf([4, 6, 8, 10, 12]).ratio // 3
 * dispersionOf([4, 6, 8, 10, 12]).deviation.toFixed(2) // "2.83"
 * dispersionOf(["withheld"]) // null
 */
export function dispersionOf(values: readonly Value[]): Dispersion | null {
  const sorted = values.filter(isPresent).sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted[sorted.length - 1];
  if (min === undefined || max === undefined) return null;
  const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
  // Areas that agree have no deviation; summing rounding errors would give them one.
  const deviation =
    min === max ? 0 : Math.sqrt(sorted.reduce((sum, value) => sum + (value - mean) ** 2, 0) / sorted.length);
  return {
    count: sorted.length,
    min,
    q1: quantileOf(sorted, 0.25),
    median: quantileOf(sorted, 0.5),
    q3: quantileOf(sorted, 0.75),
    max,
    range: max - min,
    mean,
    deviation,
    variation: mean > 0 ? deviation / mean : null,
    ratio: min > 0 ? max / min : null,
  };
}

/**
 * The value below which a part of the areas lies, `part` from 0 to 1; between two areas by straight line. In the unit
 * of the values, NaN of none.
 *
 * Source: Hyndman and Fan (1996), type 7, as R and Excel compute it.
 *
 * @example
 * quantileOf([1, 2, 3, 4], 0.25) // 1.75
 */
export function quantileOf(sorted: readonly number[], part: number): number {
  const place = (sorted.length - 1) * part;
  const low = Math.floor(place);
  const below = sorted[low] ?? Number.NaN;
  const above = sorted[low + 1] ?? below;
  return below + (above - below) * (place - low);
}

/**
 * Whether areas have come closer to each other, by the coefficient of variation,
 * which a general rise does not change.
 *
 * @example
 * disparityOf(dispersionOf([4, 6, 8, 10, 12]), dispersionOf([5, 7, 8, 9, 11])) // "decreasing"
 */
export function disparityOf(
  before: Dispersion | null,
  now: Dispersion | null,
): "decreasing" | "increasing" | "unchanged" | null {
  if (before === null || now === null || before.variation === null || now.variation === null) return null;
  const change = now.variation - before.variation;
  // Less than a hundredth of a point is no change that anyone would report.
  if (Math.abs(change) < 1e-4) return "unchanged";
  return change < 0 ? "decreasing" : "increasing";
}
