import type { IndexResult } from "../computeIndex.ts";
import { groupOf, indicatorsOf } from "../computeIndex.ts";
import type { IndexTree, TreeWeights } from "../indexTree.ts";
import { ranksFromHighest } from "../statistics/ranks.ts";
import { liveIndex } from "./liveIndex.ts";

/** What would change if one indicator were not in the index. Arrays in the order of the areas. */
export interface LeftOut {
  readonly indicator: string;
  readonly ranks: readonly (number | null)[];
  /** Mean of the absolute changes of rank. */
  readonly meanChange: number;
  readonly largestChange: number;
  /** Position of the area whose rank changes most. */
  readonly mostChanged: number;
}

/**
 * Leaves out each indicator in turn, the others keep their proportions.
 *
 * An index of one indicator has nothing to leave out.
 */
export function leaveOneOut(result: IndexResult, id: string): LeftOut[] {
  const group = groupOf(result, id);
  const nominal = ranksFromHighest(group.values);
  const live = liveIndex(result, id);
  return indicatorsOf(group.plan).flatMap((indicator): LeftOut[] => {
    const weights = weightsWithout(result.tree, result.weights, indicator);
    if (weights === undefined) return [];
    const ranks = Array.from(live.with(weights).ranks, (rank) => (rank === 0 ? null : rank));
    const changes = nominal.map((rank, i) => (rank === null ? 0 : Math.abs(rank - (ranks[i] ?? rank))));
    const counted = nominal.filter((rank) => rank !== null).length;
    const largestChange = Math.max(...changes);
    return [
      {
        indicator,
        ranks,
        meanChange: changes.reduce((a, b) => a + b, 0) / counted,
        largestChange,
        mostChanged: changes.indexOf(largestChange),
      },
    ];
  });
}

/** The weights with one component at zero; a group left without weight gets none in the group above. Undefined when nothing is left. */
function weightsWithout(tree: IndexTree, weights: TreeWeights, component: string): TreeWeights | undefined {
  const changed = weights.map((w) => Float64Array.from(w));
  let out = component;
  for (;;) {
    const g = tree.groups.findIndex(({ plan }) => plan.components.some((part) => part.id === out));
    const group = tree.groups[g];
    if (group === undefined) return undefined;
    const own = changed[g] as Float64Array;
    own[group.plan.components.findIndex((part) => part.id === out)] = 0;
    const rest = own.reduce((a, b) => a + b, 0);
    if (rest > 0) {
      for (let j = 0; j < own.length; j++) own[j] = (own[j] as number) / rest;
      return changed;
    }
    out = group.plan.id;
  }
}
