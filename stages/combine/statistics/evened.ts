/** Scores nearer than this share of themselves are one score; sums of the same parts in another order differ by less. */
export const SAME = 1e-13;

/** Scores nearer to zero than this share of the largest are zero: parts that cancel each other leave a rest by rounding. */
const ZERO = 1e-14;

/**
 * Scores of areas without the noise of rounding: what must be equal is equal, what must be zero is zero. Else two
 * areas with the same index would get different ranks, and one exactly in the middle would lie above or below it by
 * the order of its components.
 *
 * Changes the column in place and returns it; NaN is absent and stays.
 *
 * Source: our own; `docs/decisions/0023` says why and what it costs.
 *
 * @example
 * evened(Float64Array.of(0.1 + 0.2, 0.3, 1e-17, 2)) // Float64Array.of(0.3, 0.3, 0, 2)
 */
export function evened(column: Float64Array): Float64Array {
  const largest = column.reduce((most, x) => (Math.abs(x) > most ? Math.abs(x) : most), 0);
  const sorted = column.filter((x) => !Number.isNaN(x)).sort();
  const small = ZERO * largest;
  let first = Number.NaN;
  const meant = new Map<number, number>();
  for (const x of sorted) {
    if (Math.abs(x) <= small) {
      if (x !== 0) meant.set(x, 0);
      continue;
    }
    if (isSame(first, x)) {
      if (x !== first) meant.set(x, first);
    } else first = x;
  }
  if (meant.size > 0)
    for (let i = 0; i < column.length; i++) column[i] = meant.get(column[i] as number) ?? (column[i] as number);
  return column;
}

/**
 * A score, or zero where it is nothing beside the largest score.
 *
 * Source: our own, as `evened`.
 *
 * @example
 * orZero(1e-17, 2) // 0
 * orZero(-0.1, 2) // -0.1
 */
export function orZero(number: number, largest: number): number {
  return Math.abs(number) <= ZERO * largest ? 0 : number;
}

/**
 * Whether two scores differ by no more than rounding.
 *
 * @example
 * isSame(0.1 + 0.2, 0.3) // true
 * isSame(0.3, 0.30001) // false
 */
export function isSame(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= SAME * Math.max(Math.abs(a), Math.abs(b));
}
