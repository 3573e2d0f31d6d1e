import { expect, test } from "vitest";
import { type QuantileType, quantile } from "./quantile.ts";

// Figures of numpy 2.4: numpy.quantile(x, q, method=…), methods inverted_cdf to normal_unbiased in the order of 1 to 9.
const values = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];
const expected: Readonly<Record<QuantileType, readonly number[]>> = {
  1: [2, 5, 7, 11, 19, 29],
  2: [2.5, 5, 7, 12, 19, 29],
  3: [2, 3, 5, 11, 19, 29],
  4: [2, 4, 5.6, 11, 18, 27.8],
  5: [2.5, 5, 6.6, 12, 19, 29],
  6: [2.1, 4.5, 6.26, 12, 20, 29],
  7: [2.9, 5.5, 6.94, 12, 18.5, 27.92],
  8: [2.3666666667, 4.8333333333, 6.4866666667, 12, 19.3333333333, 29],
  9: [2.4, 4.875, 6.515, 12, 19.25, 29],
};

test("quantiles by each of the nine definitions of Hyndman and Fan", () => {
  for (const [type, figures] of Object.entries(expected))
    for (const [k, share] of [0.1, 0.25, 0.33, 0.5, 0.75, 0.98].entries())
      expect(quantile(values, share, Number(type) as QuantileType), `${type}, ${share}`).toBeCloseTo(figures[k]!, 10);
});

test("a quantile between two equal values is that value, by every definition", () => {
  for (const type of [1, 2, 3, 4, 5, 6, 7, 8, 9] as const)
    for (let k = 1; k < 100; k++)
      expect(quantile([58.4, 58.4, 58.4, 58.4, 58.4, 58.4, 58.4], k / 100, type)).toBe(58.4);
});
