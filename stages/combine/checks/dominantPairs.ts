/**
 * Pairs of areas in which one lies above the other in every component: no choice of weights can turn them round.
 * The larger their share, the less the weights matter.
 *
 * Columns hold one number per area; pairs with an absent component do not count as dominant.
 *
 * `share` is theirs among all pairs, 0 to 1.
 *
 * Source: our own count of pairs, by Pareto dominance.
 *
 * @example
 * dominantPairs([[1, 2, 3], [3, 2, 4]].map((c) => Float64Array.from(c))) // { pairs: 2, share: 2 / 3 }
 */
export function dominantPairs(columns: readonly Float64Array[]): { pairs: number; share: number } {
  const n = columns[0]?.length ?? 0;
  let pairs = 0;
  for (let i = 0; i < n; i++) {
    for (let k = i + 1; k < n; k++) {
      const above = columns.every((c) => (c[i] as number) > (c[k] as number));
      const below = columns.every((c) => (c[i] as number) < (c[k] as number));
      if (above || below) pairs++;
    }
  }
  return { pairs, share: pairs / ((n * (n - 1)) / 2) };
}
