import type { TreeWeights } from "../indexTree.ts";
import type { RandomSource } from "./randomSource.ts";

/** How weights vary: not at all, freely (every mix equally likely), or each by up to a share of itself. */
export type WeightVariation = "fixed" | "free" | { readonly noise: number };

/**
 * Weights of all groups by chance, each group's adding to 1. Writes into `into`.
 *
 * `noise` 0.25 multiplies every weight by something between 0.75 and 1.25; `free` draws uniformly from all
 * weights that add to 1. Components without weight keep none under noise.
 */
export function drawWeights(
  base: TreeWeights,
  variation: WeightVariation,
  random: RandomSource,
  into: TreeWeights,
): TreeWeights {
  base.forEach((weights, g) => {
    const out = into[g] as Float64Array;
    let sum = 0;
    for (let j = 0; j < weights.length; j++) {
      const w = weights[j] as number;
      const drawn =
        variation === "fixed"
          ? w
          : variation === "free"
            ? -Math.log(1 - random.uniform())
            : w * (1 + variation.noise * (2 * random.uniform() - 1));
      out[j] = drawn;
      sum += drawn;
    }
    if (sum > 0) for (let j = 0; j < out.length; j++) out[j] = (out[j] as number) / sum;
    else out.set(weights);
  });
  return into;
}
