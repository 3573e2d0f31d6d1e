import { deviation, mean } from "../../statistics/moments.ts";

/** What one person, or one group, gave to each component; any total counts as 100. */
export interface Allocation {
  readonly by: string;
  readonly group?: string;
  readonly points: readonly number[];
}

export interface AllocatedWeights {
  /** Mean share per component; they add to 1. */
  readonly weights: number[];
  /** How far people disagree: sample standard deviation of the shares, in the same order. 0 for one person. */
  readonly spread: number[];
  readonly lowest: number[];
  readonly highest: number[];
}

/**
 * Budget allocation: everybody spreads 100 points over the components; the mean share is the weight,
 * and the spread shows where people disagree.
 *
 * Whoever gave 90 or 110 points in all is scaled to 100, so that everybody has the same say.
 *
 * Source: OECD/JRC Handbook (2008), section 6.1.
 *
 * @example
 * budgetAllocation([{ by: "A", points: [70, 30] }, { by: "B", points: [15, 35] }]).weights // [0.5, 0.5]
 */
export function budgetAllocation(allocations: readonly Allocation[]): AllocatedWeights {
  const shares = allocations.map(({ points }) => {
    const total = points.reduce((a, b) => a + b, 0);
    return points.map((p) => p / total);
  });
  const columns = (shares[0] ?? []).map((_, j) => shares.map((row) => row[j] ?? 0));
  return {
    weights: columns.map(mean),
    spread: columns.map((column) => (column.length < 2 ? 0 : deviation(column, "sample"))),
    lowest: columns.map((column) => Math.min(...column)),
    highest: columns.map((column) => Math.max(...column)),
  };
}
