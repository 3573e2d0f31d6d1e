import { deviation, mean } from "../statistics/moments.ts";

export interface SobolIndices {
  /** Share of the variance that a choice explains by itself. */
  readonly first: number[];
  /** Share of the variance in which it has any part, alone or together with others. */
  readonly total: number[];
  readonly variance: number;
}

/**
 * First-order and total sensitivity indices from the runs of a design A, B, AB_1 … AB_d, where AB_i is A with its
 * i-th column taken from B.
 *
 * V is the sample variance over A and B together. With few runs a total index may come out below the first-order
 * one: that is chance, not a contradiction; take more runs.
 *
 * Source: Saltelli and others (2010) for the first order, Jansen (1999) for the total.
 *
 * @example
 * sobolIndices([1, 3], [3, 1], [[3, 1]]).total.map((x) => x.toFixed(2)) // ["1.50"]
 */
export function sobolIndices(
  a: readonly number[],
  b: readonly number[],
  mixed: readonly (readonly number[])[],
): SobolIndices {
  const variance = deviation([...a, ...b], "sample") ** 2;
  if (variance === 0) return { first: mixed.map(() => 0), total: mixed.map(() => 0), variance };
  return {
    variance,
    first: mixed.map((ab) => mean(ab.map((y, r) => (b[r] ?? 0) * (y - (a[r] ?? 0)))) / variance),
    total: mixed.map((ab) => mean(ab.map((y, r) => (y - (a[r] ?? 0)) ** 2)) / (2 * variance)),
  };
}
