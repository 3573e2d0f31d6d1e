import type { IndexResult } from "../computeIndex.ts";
import { columnOf, evaluateTree, type TreeWeights, treeColumns } from "../indexTree.ts";
import { linearIndex } from "./linearIndex.ts";
import { rankSorter } from "./rankSorter.ts";

/** An index under other weights; see `liveIndex`. */
export interface LiveIndex {
  /** Scores and ranks for other weights; the arrays are used again by the next call. */
  readonly with: (weights: TreeWeights) => { readonly scores: Float64Array; readonly ranks: Int32Array };
}

/** An index that answers at once when a weight is moved. */
export function liveIndex(result: IndexResult, id: string): LiveIndex {
  const indicators = result.indicators.map((i) => columnOf(i.normalised));
  const line = linearIndex(result.tree, id, indicators);
  const columns = treeColumns(result.tree, indicators);
  const sorter = rankSorter(result.areas.length);
  const scores = new Float64Array(result.areas.length);
  const ranks = new Int32Array(result.areas.length);
  return {
    with: (weights) => {
      if (line !== undefined) scores.set(line.finished(line.scores(weights, scores)));
      else {
        evaluateTree(result.tree, columns, weights);
        scores.set(columns[result.tree.slotOf.get(id) ?? -1] as Float64Array);
      }
      return { scores, ranks: sorter(scores, ranks) };
    },
  };
}
