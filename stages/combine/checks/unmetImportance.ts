import { groupOf, type IndexResult } from "../computeIndex.ts";
import { correlation } from "../statistics/correlation.ts";

/** A component whose importance no weights can bring about. */
export interface UnmetImportance {
  readonly part: string;
  /** Stated share of the importance of the group, from 0 to 1. */
  readonly wanted: number;
  /** Share that the best weights come to. */
  readonly reached: number;
}

/** A hundredth is what a reader would call the same. */
const within = 0.01;

/**
 * The components of a group weighted for stated importance that are not as important as people said, even under the
 * best weights: components that go together cannot matter apart.
 *
 * Importance is the correlation with the group, as a share of all; empty for groups that are weighted otherwise.
 */
export function unmetImportance(result: IndexResult, id: string): UnmetImportance[] {
  const group = groupOf(result, id);
  const { importance } = group.plan.weights;
  if (importance === null) return [];
  const columns = group.plan.components.map(
    (part) =>
      result.indicators.find((one) => one.id === part.id)?.normalised ??
      result.groups.find((one) => one.id === part.id)?.values ??
      [],
  );
  const strengths = columns.map((column) => correlation(column, group.values) ?? 0);
  const [all, stated] = [strengths, importance].map((list) => list.reduce((a, b) => a + b, 0));
  if (all === undefined || stated === undefined || all <= 0 || stated <= 0) return [];
  return group.plan.components.flatMap((part, j) => {
    const [wanted, reached] = [(importance[j] ?? 0) / stated, (strengths[j] ?? 0) / all];
    return Math.abs(wanted - reached) <= within ? [] : [{ part: part.id, wanted, reached }];
  });
}
