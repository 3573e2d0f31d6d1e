import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/** Chance with a seed: the same seed gives the same draws on every machine. */
export interface RandomSource {
  /** From 0 to just below 1. */
  readonly uniform: () => number;
  /** Standard normal. */
  readonly normal: () => number;
}

/** Recorded with every result that chance had a part in. */
export const generatorName = "xoroshiro128plus (pure-rand 8)";

/**
 * A source of chance from a whole number: the same number, the same draws. `uniform` gives numbers from 0 to 1,
 * `normal` standard deviations about 0.
 *
 * Source: Blackman and Vigna (2018), xoroshiro128+; Box and Muller (1958) for the normal distribution.
 *
 * @example
 * randomSource(1).uniform() === randomSource(1).uniform() // true
 * randomSource(1).uniform() === randomSource(2).uniform() // false
 */
export function randomSource(seed: number): RandomSource {
  const generator = xoroshiro128plus(seed);
  const uniform = (): number => uniformFloat64(generator);
  let spare: number | undefined;
  return {
    uniform,
    normal: () => {
      if (spare !== undefined) {
        const kept = spare;
        spare = undefined;
        return kept;
      }
      // 1 - u lies in (0, 1], so the logarithm is finite.
      const length = Math.sqrt(-2 * Math.log(1 - uniform()));
      const angle = 2 * Math.PI * uniform();
      spare = length * Math.sin(angle);
      return length * Math.cos(angle);
    },
  };
}
