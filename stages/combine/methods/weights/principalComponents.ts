import { EigenvalueDecomposition, Matrix } from "ml-matrix";
import type { Value } from "../../../../kernel/value/value.ts";
import { correlation } from "../../statistics/correlation.ts";

export interface PrincipalComponents {
  /** Share of the variance per component, largest first; they add to 1. */
  readonly shares: number[];
  /** Loadings of the first one, signed so that most are positive. */
  readonly loadings: number[];
  /** Squared loadings of the first one: the weights that PCA would suggest. They add to 1. */
  readonly suggestedWeights: number[];
}

/**
 * Principal components of the correlation matrix: a check whether the components speak of one thing.
 *
 * A check only, never a rule for weights: what varies together is not what matters. Undefined when an indicator
 * does not vary or there are too few areas.
 *
 * Source: OECD/JRC Handbook (2008), section 4.
 *
 * @example
 * principalComponents([[1, 2, 3, 4], [2, 4, 6, 8]])?.shares.map((s) => s.toFixed(2)) // ["1.00", "0.00"]
 */
export function principalComponents(columns: readonly (readonly Value[])[]): PrincipalComponents | undefined {
  const k = columns.length;
  const correlations = Matrix.eye(k, k);
  for (let i = 0; i < k; i++) {
    for (let j = 0; j < i; j++) {
      const r = correlation(columns[i] ?? [], columns[j] ?? []);
      if (r === undefined) return undefined;
      correlations.set(i, j, r);
      correlations.set(j, i, r);
    }
  }
  const found = new EigenvalueDecomposition(correlations, { assumeSymmetric: true });
  const order = found.realEigenvalues.map((value, at) => ({ value, at })).sort((a, b) => b.value - a.value);
  const first = order[0];
  if (first === undefined) return undefined;
  const vector = Array.from({ length: k }, (_, i) => found.eigenvectorMatrix.get(i, first.at));
  const sign = vector.reduce((a, b) => a + b, 0) < 0 ? -1 : 1;
  return {
    shares: order.map(({ value }) => Math.max(0, value) / k),
    loadings: vector.map((v) => sign * v * Math.sqrt(Math.max(0, first.value))),
    suggestedWeights: vector.map((v) => v * v),
  };
}
