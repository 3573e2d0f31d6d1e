import normalCdf from "@stdlib/stats-base-dists-normal-cdf";
import normalQuantile from "@stdlib/stats-base-dists-normal-quantile";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";

/**
 * The luck of one thing: a stream of random numbers that depends on the seed of
 * the county and on a name, and on nothing else. One figure more does not move
 * the others, and the same seed gives the same county to the last byte.
 */
export interface Chance {
  /** At least 0, less than 1. */
  readonly uniform: () => number;
  /** Mean 0, standard deviation 1. */
  readonly normal: () => number;
  /** A whole number from 0 to n - 1. */
  readonly below: (n: number) => number;
  /** How many of n persons something happens to that happens to each with probability p. */
  readonly binomial: (n: number, p: number) => number;
  /** How many events, when so many are expected. */
  readonly poisson: (expected: number) => number;
  /** The luck of a part of this thing. */
  readonly of: (name: string) => Chance;
}

/**
 * The luck that belongs to a seed and a name.
 *
 * @example
 * chance(7, "Mühlenau").uniform() === chance(7, "Mühlenau").uniform() // true
 */
export function chance(seed: number, name: string): Chance {
  const generator = xoroshiro128plus(hash(`${seed} ${name}`));
  const uniform = (): number => uniformFloat64(generator);
  const normal = (): number => normalQuantile(Math.min(1 - 1e-12, Math.max(1e-12, uniform())), 0, 1);
  return {
    uniform,
    normal,
    below: (n) => Math.floor(uniform() * n),
    binomial: (n, p) => binomialAt(n, p, normal()),
    poisson: (expected) => poissonAt(expected, normal()),
    of: (part) => chance(seed, `${name}/${part}`),
  };
}

/**
 * The binomial count that lies as far from its mean as z lies from 0. With a z
 * that drifts slowly, a count drifts slowly too and still scatters as counts do.
 *
 * @example
 * binomialAt(10, 0.5, 0) // 5
 * binomialAt(90, 0, 1.3) // 0
 */
export function binomialAt(n: number, p: number, z: number): number {
  if (n <= 0 || p <= 0) return 0;
  if (p >= 1) return n;
  // Counted from the rarer side, so that the sum below starts at a number that is not yet 0.
  if (p > 0.5) return n - binomialAt(n, 1 - p, -z);
  const spread = Math.sqrt(n * p * (1 - p));
  if (spread > 4) return Math.min(n, Math.max(0, Math.round(n * p + z * spread)));
  const target = normalCdf(z, 0, 1);
  let mass = (1 - p) ** n;
  let sum = mass;
  let k = 0;
  while (sum < target && k < n) {
    k += 1;
    mass *= ((n - k + 1) / k) * (p / (1 - p));
    sum += mass;
  }
  return k;
}

/**
 * The same for events that happen again and again.
 *
 * @example
 * poissonAt(0, 2) // 0
 * poissonAt(400, 1) // 420
 */
export function poissonAt(expected: number, z: number): number {
  if (expected <= 0) return 0;
  if (expected > 16) return Math.max(0, Math.round(expected + z * Math.sqrt(expected)));
  const target = normalCdf(z, 0, 1);
  let mass = Math.exp(-expected);
  let sum = mass;
  let k = 0;
  while (sum < target && k < 200) {
    k += 1;
    mass *= expected / k;
    sum += mass;
  }
  return k;
}

/** FNV-1a over the UTF-16 units, then mixed so that near names lie far apart. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 15), 0x2c1b3c6d);
  h = Math.imul(h ^ (h >>> 12), 0x297a2d39);
  return (h ^ (h >>> 15)) | 0;
}
