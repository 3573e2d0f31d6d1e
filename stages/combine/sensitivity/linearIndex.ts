import type { Value } from "../../../kernel/value/value.ts";
import { columnOf, type IndexTree, type TreeGroup, type TreeWeights } from "../indexTree.ts";
import { normalise } from "../methods/methods.ts";

/**
 * An index that is a weighted sum of its indicators, however deep its tree: every area's score is one row of
 * numbers times one row of weights. Areas with the same absent indicators share their weights.
 */
export interface LinearIndex {
  /**
   * Fills `scores` for the given weights of all groups. NaN where too little is present. Without the standardisation
   * of the index's own result, which changes no rank.
   */
  readonly scores: (weights: TreeWeights, scores: Float64Array) => Float64Array;
  /** Scores as the index itself has them: with the standardisation of its result, where it has one. */
  readonly finished: (scores: Float64Array) => Float64Array;
  /** What each indicator adds to the score of each area, for the given weights: indicator by indicator. */
  readonly contributions: (weights: TreeWeights) => Float64Array[];
}

/**
 * The linear form of one index of a tree, or undefined when one of its groups is no weighted mean or sum.
 */
export function linearIndex(
  tree: IndexTree,
  root: string,
  indicators: readonly Float64Array[],
): LinearIndex | undefined {
  const rootSlot = tree.slotOf.get(root) ?? -1;
  const groupAt = new Map(tree.groups.map((group, g) => [group.slot, { group, g }]));
  const inside: { group: TreeGroup; g: number }[] = [];
  const collect = (slot: number): boolean => {
    const found = groupAt.get(slot);
    if (found === undefined) return true;
    const { plan } = found.group;
    if (plan.aggregation.method !== "arithmetic" && plan.aggregation.method !== "sum") return false;
    if (plan.afterwards !== null && slot !== rootSlot) return false;
    inside.push(found);
    return found.group.components.every(collect);
  };
  if (!collect(rootSlot)) return undefined;
  const leaves = inside.flatMap(({ group }) => group.components.filter((slot) => slot < tree.indicatorCount));
  const position = new Map(leaves.map((slot, p) => [slot, p]));
  const n = tree.areaCount;
  const k = leaves.length;
  const matrix = new Float64Array(n * k);
  const patterns = new Map<string, { absent: boolean[]; areas: number[] }>();
  for (let i = 0; i < n; i++) {
    const absent: boolean[] = [];
    for (let p = 0; p < k; p++) {
      const x = (indicators[leaves[p] as number] as Float64Array)[i] as number;
      absent.push(Number.isNaN(x));
      matrix[i * k + p] = Number.isNaN(x) ? 0 : x;
    }
    const key = absent.map((a) => (a ? "1" : "0")).join("");
    const pattern = patterns.get(key) ?? { absent, areas: [] };
    pattern.areas.push(i);
    patterns.set(key, pattern);
  }
  const blocks = [...patterns.values()].map(({ absent, areas }) => ({ absent, areas: Int32Array.from(areas) }));
  const row = new Float64Array(k);

  /** Fills `row` with the weight of every indicator under one pattern of absences; false when too little is present. */
  const rowOf = (absent: readonly boolean[], weights: TreeWeights): boolean => {
    row.fill(0);
    const spread = (slot: number, share: number): void => {
      const found = groupAt.get(slot);
      if (found === undefined) {
        row[position.get(slot) ?? -1] = share;
        return;
      }
      const { group, g } = found;
      const own = weights[g] as Float64Array;
      let present = 0;
      group.components.forEach((part, j) => {
        if (isThere(part, absent, weights)) present += own[j] as number;
      });
      const scale = (share * group.factor * group.plan.polarity) / present;
      group.components.forEach((part, j) => {
        if (isThere(part, absent, weights)) spread(part, scale * (own[j] as number));
      });
    };
    if (!isThere(rootSlot, absent, weights)) return false;
    spread(rootSlot, 1);
    return true;
  };
  const isThere = (slot: number, absent: readonly boolean[], weights: TreeWeights): boolean => {
    const found = groupAt.get(slot);
    if (found === undefined) return absent[position.get(slot) ?? -1] === false;
    const own = weights[found.g] as Float64Array;
    let present = 0;
    found.group.components.forEach((part, j) => {
      if (isThere(part, absent, weights)) present += own[j] as number;
    });
    return present > 0 && present >= found.group.plan.minimumWeight - 1e-9;
  };

  return {
    scores: (weights, scores) => {
      for (const { absent, areas } of blocks) {
        if (!rowOf(absent, weights)) for (const i of areas) scores[i] = Number.NaN;
        else if (areas.length === n) multiply(matrix, row, n, k, scores);
        else for (const i of areas) scores[i] = product(matrix, row, i * k, k);
      }
      return scores;
    },
    finished: (scores) => {
      const plan = groupAt.get(rootSlot)?.group.plan;
      if (plan === undefined || plan.afterwards === null) return scores;
      const turned = (x: number): number => (plan.polarity === -1 ? 0 - x : x);
      const values = Array.from(scores, (x): Value => (Number.isNaN(x) ? "unknown" : turned(x)));
      return columnOf(normalise(values, plan.afterwards, { polarity: 1 })).map(turned);
    },
    contributions: (weights) => {
      const parts = leaves.map(() => new Float64Array(n).fill(Number.NaN));
      for (const { absent, areas } of blocks) {
        if (!rowOf(absent, weights)) continue;
        for (const i of areas)
          for (let p = 0; p < k; p++)
            if (absent[p] === false) (parts[p] as Float64Array)[i] = (row[p] as number) * (matrix[i * k + p] as number);
      }
      const bySlot = Array.from({ length: tree.indicatorCount }, () => new Float64Array(n).fill(Number.NaN));
      leaves.forEach((slot, p) => {
        bySlot[slot] = parts[p] as Float64Array<ArrayBuffer>;
      });
      return bySlot;
    },
  };
}

function multiply(matrix: Float64Array, row: Float64Array, n: number, k: number, out: Float64Array): void {
  for (let i = 0; i < n; i++) out[i] = product(matrix, row, i * k, k);
}

// Four sums side by side, so that the processor need not wait for one after the other.
function product(matrix: Float64Array, row: Float64Array, start: number, k: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let p = 0;
  for (; p + 3 < k; p += 4) {
    a += (matrix[start + p] as number) * (row[p] as number);
    b += (matrix[start + p + 1] as number) * (row[p + 1] as number);
    c += (matrix[start + p + 2] as number) * (row[p + 2] as number);
    d += (matrix[start + p + 3] as number) * (row[p + 3] as number);
  }
  for (; p < k; p++) a += (matrix[start + p] as number) * (row[p] as number);
  return a + b + (c + d);
}
