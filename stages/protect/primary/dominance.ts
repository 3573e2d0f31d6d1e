/** A sum and its largest single contributions, largest first. */
export interface Contributed {
  readonly total: number;
  readonly largest: readonly number[];
}

/**
 * (n,k) rule: the n largest contributors make up more than k percent of a sum, so
 * that it says too much about them.
 *
 * @example
 * dominates({ total: 100, largest: [60, 20, 20] }, 2, 75) // true
 * dominates({ total: 100, largest: [50, 25, 25] }, 2, 75) // false
 */
export function dominates({ total, largest }: Contributed, n: number, k: number): boolean {
  return total > 0 && sum(largest.slice(0, n)) > (k / 100) * total;
}

/**
 * p percent rule: the second largest contributor could estimate the largest to
 * within p percent, since total − x₁ − x₂ < p/100 · x₁.
 *
 * @example
 * estimable({ total: 100, largest: [50, 45] }, 20) // true
 * estimable({ total: 100, largest: [50, 30] }, 20) // false
 */
export function estimable({ total, largest }: Contributed, p: number): boolean {
  const [first = 0, second = 0] = largest;
  return first > 0 && total - first - second < (p / 100) * first;
}

/**
 * pq rule: as `estimable`, for a contributor who knows the others to within q
 * percent beforehand.
 *
 * @example
 * estimableKnowing({ total: 120, largest: [50, 45] }, 60, 80) // true
 */
export function estimableKnowing(contributed: Contributed, p: number, q: number): boolean {
  return estimable(contributed, (100 * p) / q);
}

/**
 * How far above its true value a dominated sum must be held possible, so that even from the
 * largest possible one the n largest contributors could not be said to make up k percent.
 *
 * Source: Hundepool et al., Statistical Disclosure Control (2012), section 4.2, protection levels.
 *
 * @example
 * dominanceDistance({ total: 100, largest: [60, 20, 20] }, 1, 50) // 20
 */
export function dominanceDistance({ total, largest }: Contributed, n: number, k: number): number {
  return (100 / k) * sum(largest.slice(0, n)) - total;
}

/**
 * How far above its true value a sum must be held possible, so that the second largest
 * contributor cannot estimate the largest to within p percent from it.
 *
 * Source: as above.
 *
 * @example
 * estimateDistance({ total: 100, largest: [50, 45] }, 20) // 5
 */
export function estimateDistance({ total, largest }: Contributed, p: number): number {
  const [first = 0, second = 0] = largest;
  return (p / 100) * first - (total - first - second);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, x) => total + x, 0);
}
