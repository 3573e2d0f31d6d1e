import { ascending, type Dispersion, dispersionOfSorted } from "../dispersion.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";

/** How the areas of a level lie at one point in time. */
export interface Spread {
  readonly dispersion: Dispersion | null;
  /** All present values, ascending. */
  readonly sorted: Float64Array;
}

const spreads = new WeakMap<ReleasedRows, Map<number, Spread>>();

/** Spread of the areas of released rows, the last row (the whole county) left out. Kept with the rows. */
export function spreadOf(rows: ReleasedRows, place: number): Spread {
  const all = spreads.get(rows) ?? new Map<number, Spread>();
  spreads.set(rows, all);
  const known = all.get(place);
  if (known !== undefined) return known;
  const sorted = ascending(rows.areas.slice(0, -1).map((_, row) => rows.valueAt(row, place)));
  const spread = { dispersion: dispersionOfSorted(sorted), sorted };
  all.set(place, spread);
  return spread;
}

/**
 * Share of the other areas that lie lower, 0 to 1; equal ones count half. Null
 * where there is no other.
 *
 * @example
 * positionIn(Float64Array.of(1, 2, 3), 3) // 1
 * positionIn(Float64Array.of(2, 2, 2), 2) // 0.5
 */
export function positionIn(sorted: Float64Array, value: number): number | null {
  if (sorted.length < 2) return null;
  const lower = countBelow(sorted, (other) => other < value);
  const upTo = countBelow(sorted, (other) => other <= value);
  return (lower + Math.max(0, upTo - lower - 1) / 2) / (sorted.length - 1);
}

function countBelow(sorted: Float64Array, isBelow: (value: number) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(sorted[middle] ?? Number.NaN)) low = middle + 1;
    else high = middle;
  }
  return low;
}
