import { groupOf, type IndexResult } from "../computeIndex.ts";
import { columnOf } from "../indexTree.ts";
import { linearIndex } from "../sensitivity/linearIndex.ts";

/** What an indicator contributes to the differences between areas. */
export interface VarianceShare {
  readonly indicator: string;
  /** Effective weight: what people said. */
  readonly weight: number;
  /** Covariance of its contribution with the index, over the variance of the index; they add to 1. */
  readonly share: number;
}

/**
 * How much of the variance of an index comes from each of its indicators; equal weights seldom mean equal shares.
 *
 * Over the areas with an index; absent components count as their mean. Empty for an index that is no weighted sum
 * or does not vary.
 */
export function varianceShares(result: IndexResult, id: string): VarianceShare[] {
  const linear = linearIndex(
    result.tree,
    id,
    result.indicators.map((i) => columnOf(i.normalised)),
  );
  if (linear === undefined) return [];
  const contributions = linear.contributions(result.weights);
  const counted = groupOf(result, id).values.flatMap((v, i) => (typeof v === "number" ? [i] : []));
  const inside = result.indicators.flatMap((indicator, slot) => {
    const column = contributions[slot];
    if (indicator.index !== id || column === undefined) return [];
    const present = counted.map((i) => column[i] as number).filter((x) => !Number.isNaN(x));
    const mean = present.reduce((a, b) => a + b, 0) / present.length;
    return [{ indicator, apart: counted.map((i) => (Number.isNaN(column[i]) ? 0 : (column[i] as number) - mean)) }];
  });
  const whole = counted.map((_, k) => inside.reduce((sum, { apart }) => sum + (apart[k] ?? 0), 0));
  const variance = whole.reduce((sum, x) => sum + x * x, 0);
  if (!(variance > 0)) return [];
  return inside.map(({ indicator, apart }) => ({
    indicator: indicator.id,
    weight: indicator.effectiveWeight,
    share: apart.reduce((sum, x, k) => sum + x * (whole[k] ?? 0), 0) / variance,
  }));
}
