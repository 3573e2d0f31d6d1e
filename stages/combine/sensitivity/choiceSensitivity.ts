import { groupOf, type IndexResult } from "../computeIndex.ts";
import { evaluateTree, treeColumns } from "../indexTree.ts";
import { ranksFromHighest } from "../statistics/ranks.ts";
import { drawWeights } from "./drawWeights.ts";
import { methodChoices, methodVariants } from "./methodVariants.ts";
import { randomSource } from "./randomSource.ts";
import { rankSorter } from "./rankSorter.ts";
import { type SobolIndices, sobolIndices } from "./sobolIndices.ts";

/** Which choice moves the ranking most. */
export interface ChoiceSensitivity extends SobolIndices {
  /** `weights`, `normalisation`, `aggregation`, `treatment`: those that vary, in the order of the indices. */
  readonly choices: readonly string[];
  readonly runs: number;
  readonly seed: number;
  /** Mean change of rank over all runs: what the indices explain. */
  readonly meanChange: number;
}

/**
 * First-order and total sensitivity of the ranking to every choice that may vary: the target is the mean absolute
 * change of rank against the index as defined.
 *
 * Takes samples × (choices + 2) runs. Weights vary as in `monteCarlo`; each of the other choices takes its
 * alternatives with equal probability over the whole unit interval.
 *
 * Throws when it was cancelled meanwhile.
 */
export async function choiceSensitivity(
  result: IndexResult,
  id: string,
  options: {
    readonly samples: number;
    readonly seed: number;
    readonly pause?: () => Promise<void>;
    readonly progress?: (done: number, total: number) => void;
    readonly signal?: { readonly aborted: boolean };
  },
): Promise<ChoiceSensitivity> {
  const choices = methodChoices(result.plan);
  const variants = methodVariants(result, choices);
  const variation = result.plan.definition.uncertainty?.weights ?? { noise: 0.25 };
  const factors = [
    ...(variation === "fixed" ? [] : ["weights"]),
    ...(["treatment", "normalisation", "aggregation"] as const).filter((name) => choices[name].length > 1),
  ];
  const nominal = ranksFromHighest(groupOf(result, id).values);
  const counted = nominal.filter((rank) => rank !== null).length;
  const n = result.areas.length;
  const sorter = rankSorter(n);
  const ranks = new Int32Array(n);
  const drawn = result.weights.map((w) => new Float64Array(w.length));
  const columns = variants.map((v) => treeColumns(v.tree, v.columns));

  const run = (point: readonly number[]): number => {
    const at = (name: string): number => point[factors.indexOf(name)] ?? 0;
    const pick = (name: "treatment" | "normalisation" | "aggregation"): number =>
      factors.includes(name) ? Math.floor(at(name) * choices[name].length) : 0;
    const chosen =
      (pick("treatment") * choices.normalisation.length + pick("normalisation")) * choices.aggregation.length +
      pick("aggregation");
    const variant = variants[chosen];
    const own = columns[chosen];
    if (variant === undefined || own === undefined) throw new Error(`unknown variant: ${chosen}`);
    // The coordinate decides the weights wholly, so that A and its mixtures share them.
    const weights = factors.includes("weights")
      ? drawWeights(result.weights, variation, randomSource(Math.floor(at("weights") * 0x7fffffff)), drawn)
      : result.weights;
    evaluateTree(variant.tree, own, weights);
    sorter(own[variant.tree.slotOf.get(id) ?? -1] as Float64Array, ranks);
    let change = 0;
    for (let i = 0; i < n; i++) change += Math.abs((ranks[i] as number) - (nominal[i] ?? (ranks[i] as number)));
    return change / counted;
  };

  const random = randomSource(options.seed);
  const points = (): number[][] => Array.from({ length: options.samples }, () => factors.map(() => random.uniform()));
  const a = points();
  const b = points();
  const total = options.samples * (factors.length + 2);
  let done = 0;
  const runAll = async (design: readonly (readonly number[])[]): Promise<number[]> => {
    const targets: number[] = [];
    for (const point of design) {
      targets.push(run(point));
      if (++done % 100 === 0) {
        options.progress?.(done, total);
        await options.pause?.();
        if (options.signal?.aborted) throw new Error("the sensitivity analysis was cancelled");
      }
    }
    return targets;
  };
  const yA = await runAll(a);
  const yB = await runAll(b);
  const mixed: number[][] = [];
  for (const [f] of factors.entries())
    mixed.push(await runAll(a.map((point, r) => point.map((u, j) => (j === f ? (b[r]?.[f] ?? u) : u)))));
  const meanChange = [...yA, ...yB].reduce((sum, y) => sum + y, 0) / (2 * options.samples);
  return { choices: factors, runs: total, seed: options.seed, meanChange, ...sobolIndices(yA, yB, mixed) };
}
