export interface HierarchyWeights {
  /** They add to 1. */
  readonly weights: number[];
  /** How far the judgements contradict each other; above 0.1 they should be asked again. 0 for fewer than three components. */
  readonly consistencyRatio: number;
  readonly largestEigenvalue: number;
}

/** Mean consistency index of random judgements, for 1 to 15 components (Saaty 1980). */
const randomIndex = [0, 0, 0.58, 0.9, 1.12, 1.24, 1.32, 1.41, 1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59];

/**
 * Analytic hierarchy process: weights from pairwise judgements ("A matters three times as much as B").
 *
 * `comparisons[i][j]` says how many times i matters as much as j; the matrix is reciprocal. The weights are the
 * principal eigenvector, the consistency ratio compares with random judgements.
 *
 * Source: Saaty (1980), The Analytic Hierarchy Process.
 *
 * @example
 * analyticHierarchy([[1, 3], [1 / 3, 1]]).weights.map((w) => w.toFixed(4)) // ["0.7500", "0.2500"]
 */
export function analyticHierarchy(comparisons: readonly (readonly number[])[]): HierarchyWeights {
  const n = comparisons.length;
  let weights: number[] = Array.from({ length: n }, () => 1 / n);
  let eigenvalue = n;
  for (let round = 0; round < 1000; round++) {
    const next = comparisons.map((row) => row.reduce((sum, x, j) => sum + x * (weights[j] ?? 0), 0));
    eigenvalue = next.reduce((a, b) => a + b, 0);
    const scaled = next.map((x) => x / eigenvalue);
    const moved = scaled.reduce((most, x, j) => Math.max(most, Math.abs(x - (weights[j] ?? 0))), 0);
    weights = scaled;
    if (moved < 1e-15) break;
  }
  const index = n < 3 ? 0 : (eigenvalue - n) / (n - 1);
  const random = randomIndex[Math.min(n, randomIndex.length) - 1] ?? 1.59;
  return { weights, largestEigenvalue: eigenvalue, consistencyRatio: n < 3 ? 0 : Math.max(0, index / random) };
}
