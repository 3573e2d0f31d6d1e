import type { Value } from "../../../kernel/value/value.ts";
import { groupOf, type IndexResult } from "../computeIndex.ts";
import type { ClassSetting } from "../definition.ts";
import { evaluateTree, treeColumns } from "../indexTree.ts";
import type { IndexValues } from "../indexValues.ts";
import { classLimits } from "../methods/classes/classLimits.ts";
import { classOf } from "../methods/classes/classOf.ts";
import { drawWeights, type WeightVariation } from "./drawWeights.ts";
import { intervalTally, type ScoreInterval } from "./intervalTally.ts";
import { type LinearIndex, linearIndex } from "./linearIndex.ts";
import { type MethodVariant, methodChoices, methodVariants } from "./methodVariants.ts";
import { generatorName, randomSource } from "./randomSource.ts";
import { rankSorter } from "./rankSorter.ts";
import { type RankSummary, rankTally } from "./rankTally.ts";
import { drawnValues, uncertainIndicators } from "./smallNumbers.ts";

export interface MonteCarloOptions {
  readonly draws: number;
  readonly seed: number;
  /** In place of what the definition says under `uncertainty`. */
  readonly weights?: WeightVariation;
  /** False: method choices and values stay as they are; only weights vary. */
  readonly methods?: boolean;
  /** False: no probabilities of classes, ranks only. */
  readonly classes?: boolean;
  readonly progress?: (done: number) => void;
  /** Looked at between blocks of draws. */
  readonly signal?: { readonly aborted: boolean };
  /** Lets others do something between blocks; nothing unless told. */
  readonly pause?: () => Promise<void>;
}

/** How certain an index is, if weights, methods and values were a little different. Arrays in the order of the areas. */
export interface MonteCarloResult {
  readonly draws: number;
  readonly seed: number;
  readonly generator: string;
  /** What varied. */
  readonly varied: {
    readonly weights: WeightVariation;
    readonly variants: number;
    readonly uncertainIndicators: readonly string[];
  };
  readonly indices: readonly IndexUncertainty[];
}

export interface IndexUncertainty {
  readonly id: string;
  /** Per area; null without an index. */
  readonly ranks: readonly (RankSummary | null)[];
  /** Ranks are counted in steps of this width: 1 up to 4,000 areas. */
  readonly rankStep: number;
  /** Share of the draws in which the area is among the priority ones; null without an index. */
  readonly priority: readonly (number | null)[];
  /** What priority means: the classes, or the number of highest areas. */
  readonly priorityOf: { readonly classes: readonly number[] } | { readonly highest: number };
  /** Share of the draws in which the area keeps its class; null without classes. */
  readonly sameClass: readonly (number | null)[] | null;
  /**
   * 95 % interval of the index itself from the intervals of its components, with the definition's own weights and
   * methods; null where no component is uncertain.
   */
  readonly intervals: readonly (ScoreInterval | null)[] | null;
}

/** Below this share of draws in its own class an area's class is not certain. */
export const CERTAIN = 0.9;

/**
 * Draws weights, methods and values many times and counts what becomes of the ranks and classes.
 *
 * Seeded: the same seed gives the same counts. Weights vary by up to a quarter of themselves unless the definition
 * says otherwise; of the method choices listed there each draw takes one; components with standard errors are drawn
 * anew from them. Needs no more memory for more draws.
 *
 * When the classes of the definition are fixed limits and methods with other scales are drawn, the limits are taken
 * as places: as many areas in each class as in the index itself.
 *
 * Throws when it was cancelled meanwhile.
 */
export async function monteCarlo(
  result: IndexResult,
  values: IndexValues,
  options: MonteCarloOptions,
): Promise<MonteCarloResult> {
  const { draws, seed, signal, progress, pause } = options;
  const setting = result.plan.definition.uncertainty;
  const variation = options.weights ?? setting?.weights ?? { noise: 0.25 };
  const withMethods = options.methods !== false;
  const choices = withMethods
    ? methodChoices(result.plan)
    : { treatment: [null], normalisation: [null], aggregation: [null] };
  const variants = methodVariants(result, choices);
  const uncertain = withMethods && setting?.smallNumbers !== false ? uncertainIndicators(result, values) : [];
  const random = randomSource(seed);
  const drawn = result.weights.map((w) => new Float64Array(w.length));
  const counters = result.plan.roots.map((root) => rootCounter(result, root.id, variants, options.classes !== false));
  const linear = variants.map((variant) =>
    counters.map(({ id }) => (uncertain.length > 0 ? undefined : linearIndex(variant.tree, id, variant.columns))),
  );
  const scores = new Float64Array(result.areas.length);
  const own = counters.map(() => intervalTally(result.areas.length));
  const [first] = variants;
  const block = Math.max(1, Math.min(1000, Math.floor(2_000_000 / (result.areas.length * result.indicators.length))));

  for (let done = 0; done < draws; done++) {
    if (done % block === 0 && done > 0) {
      progress?.(done);
      await pause?.();
      if (signal?.aborted) throw new Error("the draws were cancelled");
    }
    const chosen = variants.length === 1 ? 0 : Math.floor(random.uniform() * variants.length);
    const variant = variants[chosen] as MethodVariant;
    const weights = drawWeights(result.weights, variation, random, drawn);
    const lines = linear[chosen] as (LinearIndex | undefined)[];
    let columns: Float64Array[] | undefined;
    if (lines.some((line) => line === undefined)) {
      const moved = uncertain.map(({ position, errors }) => ({
        position,
        values: drawnValues(result.indicators[position]?.imputed ?? [], errors, random),
      }));
      columns = columnsWith(variant, moved);
      evaluateTree(variant.tree, columns, weights);
      if (moved.length > 0 && first !== undefined) {
        const plain = columnsWith(first, moved);
        evaluateTree(first.tree, plain, result.weights);
        counters.forEach(({ id }, r) => {
          own[r]?.add(plain[first.tree.slotOf.get(id) ?? -1] as Float64Array);
        });
      }
    }
    counters.forEach((counter, r) => {
      const line = lines[r];
      const found =
        line === undefined
          ? (columns?.[variant.tree.slotOf.get(counter.id) ?? -1] as Float64Array)
          : line.scores(weights, scores);
      counter.add(found, line);
    });
  }
  progress?.(draws);
  return {
    draws,
    seed,
    generator: generatorName,
    varied: {
      weights: variation,
      variants: variants.length,
      uncertainIndicators: uncertain.map(({ position }) => result.plan.indicators[position]?.id ?? ""),
    },
    indices: counters.map((counter, r) => ({
      ...counter.finished(),
      intervals:
        uncertain.length === 0
          ? null
          : (own[r]?.intervals(groupOf(result, counter.id).values.map((v) => (typeof v === "number" ? v : null))) ??
            null),
    })),
  };
}

interface RootCounter {
  readonly id: string;
  /** `line` where the scores still lack the standardisation of the index's own result. */
  readonly add: (scores: Float64Array, line: LinearIndex | undefined) => void;
  readonly finished: () => Omit<IndexUncertainty, "intervals">;
}

function columnsWith(
  variant: MethodVariant,
  moved: readonly { readonly position: number; readonly values: readonly Value[] }[],
): Float64Array[] {
  const indicators = [...variant.columns];
  for (const { position, values } of moved) indicators[position] = variant.columnFor(position, values);
  return treeColumns(variant.tree, indicators);
}

function rootCounter(
  result: IndexResult,
  id: string,
  variants: readonly MethodVariant[],
  withClasses: boolean,
): RootCounter {
  const group = groupOf(result, id);
  const n = result.areas.length;
  const counted = group.values.filter((v) => typeof v === "number").length;
  const sorter = rankSorter(n);
  const ranks = new Int32Array(n);
  const tally = rankTally(n);
  const rule = group.plan.classes;
  const asked = result.plan.definition.uncertainty?.priority;
  // Without a word on it, the priority areas are those of the highest class, or the highest fifth.
  const highestClass = rule?.method === "rankShare" ? 1 : (group.classes?.labels.length ?? 0);
  const priority = asked ?? (rule !== null && withClasses ? { classes: [highestClass] } : { topShare: 0.2 });
  const classesOf =
    rule === null || !(withClasses || "classes" in priority)
      ? null
      : classifier(rule, group.classes?.counts ?? [], variants.length > 1 && group.plan.afterwards === null);
  const wanted = "classes" in priority && classesOf !== null ? new Set(priority.classes) : null;
  const highest = Math.max(1, Math.ceil(("topShare" in priority ? priority.topShare : 0.2) * counted));
  const inPriority = new Uint32Array(n);
  const kept = new Uint32Array(n);
  const nominal = group.classes?.classes ?? [];
  const classes = new Int32Array(n);
  return {
    id,
    add: (scores, line) => {
      tally.add(sorter(scores, ranks));
      classesOf?.(line === undefined ? scores : line.finished(scores), ranks, classes);
      for (let i = 0; i < n; i++) {
        const rank = ranks[i] as number;
        if (rank === 0) continue;
        if (wanted === null ? rank <= highest : wanted.has(classes[i] as number))
          inPriority[i] = (inPriority[i] as number) + 1;
        if (classesOf !== null && classes[i] === nominal[i]) kept[i] = (kept[i] as number) + 1;
      }
    },
    finished: () => {
      const summaries = tally.summary().map((s, i) => (typeof group.values[i] === "number" && s.draws > 0 ? s : null));
      const share = (counts: Uint32Array) =>
        summaries.map((s, i) => (s === null ? null : (counts[i] as number) / s.draws));
      return {
        id,
        ranks: summaries,
        rankStep: tally.rankStep,
        priority: share(inPriority),
        priorityOf: wanted === null ? { highest } : { classes: [...wanted] },
        sameClass: classesOf === null ? null : share(kept),
      };
    },
  };
}

type Classifier = (scores: Float64Array, ranks: Int32Array, classes: Int32Array) => void;

function classifier(rule: ClassSetting, counts: readonly number[], scaleVaries: boolean): Classifier {
  const byPlace = rule.method === "rankShare" || (rule.method === "manual" && scaleVaries);
  if (byPlace) {
    // Cumulated from the top: class 1 holds the highest places of a rank share, the last class those of limits.
    const fromTop = rule.method === "rankShare" ? [...counts] : counts.toReversed();
    const ends: number[] = [];
    for (const count of fromTop) ends.push((ends.at(-1) ?? 0) + count);
    return (_, ranks, classes) => {
      for (let i = 0; i < ranks.length; i++) {
        const place = ends.findIndex((end) => (ranks[i] as number) <= end);
        const at = place < 0 ? ends.length - 1 : place;
        classes[i] = rule.method === "rankShare" ? at + 1 : ends.length - at;
      }
    };
  }
  const limitBelongs = "limitBelongs" in rule ? (rule.limitBelongs ?? "above") : "above";
  return (scores, ranks, classes) => {
    const present: number[] = [];
    for (let i = 0; i < scores.length; i++) if (ranks[i] !== 0) present.push(scores[i] as number);
    const limits = classLimits(present, rule);
    for (let i = 0; i < scores.length; i++) {
      classes[i] = classOf(scores[i] as number, limits, limitBelongs) + 1;
    }
  };
}
