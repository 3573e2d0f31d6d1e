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
  return dispersionOfSorted(ascending(values));
}

/**
 * The values of areas that are there, lowest first, in their unit.
 *
 * @example
 * ascending([8, "withheld", 4]) // Float64Array.of(4, 8)
 */
export function ascending(values: readonly Value[]): Float64Array {
  const present = new Float64Array(values.length);
  let count = 0;
  for (const value of values) if (isPresent(value)) present[count++] = value;
  // Without a function to compare them, numbers of a typed array are sorted ten times as fast.
  return present.subarray(0, count).sort();
}

/**
 * How far apart areas lie, as `dispersionOf`, for values that are sorted already; in their unit.
 *
 * @param sorted ascending, without absent ones
 *
 * @example
 * dispersionOfSorted(Float64Array.of(4, 6, 8, 10, 12)).median // 8
 */
export function dispersionOfSorted(sorted: Float64Array): Dispersion | null {
  const [min] = sorted;
  const max = sorted[sorted.length - 1];
  if (min === undefined || max === undefined) return null;
  let sum = 0;
  for (const value of sorted) sum += value;
  const mean = sum / sorted.length;
  let squares = 0;
  for (const value of sorted) squares += (value - mean) ** 2;
  // Areas that agree have no deviation; summing rounding errors would give them one.
  const deviation = min === max ? 0 : Math.sqrt(squares / sorted.length);
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
export function quantileOf(sorted: ArrayLike<number>, part: number): number {
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
