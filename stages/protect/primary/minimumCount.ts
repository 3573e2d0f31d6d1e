/**
 * Cells with too few people: from 1 up to just below the minimum, and nobody at
 * all where the rule says that emptiness is a secret as well.
 *
 * @example
 * minimumCount([0, 1, 2, 3], 3, false) // Uint8Array.of(0, 1, 1, 0)
 * minimumCount([0, 1, 2, 3], 3, true) // Uint8Array.of(1, 1, 1, 0)
 */
export function minimumCount(counts: ArrayLike<number>, minimum: number, zerosToo: boolean): Uint8Array {
  return Uint8Array.from(counts, (count) => (count < minimum && (count > 0 || (zerosToo && count === 0)) ? 1 : 0));
}
