import type { Value } from "../../../../kernel/value/value.ts";
import { jenksSplits } from "../../../describe/describe.ts";
import { orZero } from "../../statistics/evened.ts";
import { deviation, mean, present } from "../../statistics/moments.ts";
import { type QuantileType, quantile } from "../../statistics/quantile.ts";

/** How areas are sorted into classes; see `classLimits`. */
export type ClassRule =
  | { readonly method: "quantile"; readonly count: number; readonly type?: QuantileType }
  | { readonly method: "equalWidth"; readonly count: number }
  | { readonly method: "deviation"; readonly limits?: readonly number[] }
  | { readonly method: "naturalBreaks"; readonly count: number }
  | { readonly method: "manual"; readonly limits: readonly number[] };

/**
 * The inner limits between classes, ascending: one less than there are classes.
 *
 * | method          | the limits are                                                                 |
 * |-----------------|--------------------------------------------------------------------------------|
 * | `quantile`      | quantiles, so that classes hold about equally many areas; type 7 unless told    |
 * | `equalWidth`    | equal steps from the lowest to the highest value                               |
 * | `deviation`     | the mean plus multiples of the population standard deviation (default -1, 0, 1) |
 * | `naturalBreaks` | Fisher and Jenks: classes as alike inside as can be; the lowest value of each  |
 * | `manual`        | as given                                                                       |
 *
 * On the scale of the values.
 *
 * Source: R-6; Hyndman and Fan (1996) for the quantiles.
 *
 * @example
 * classLimits([1, 2, 3, 4, 5], { method: "quantile", count: 2 }) // [3]
 * classLimits([0, 10, "unknown", 40], { method: "equalWidth", count: 4 }) // [10, 20, 30]
 * classLimits([2, 4, 4, 4, 5, 5, 7, 9], { method: "deviation" }) // [3, 5, 7]
 * classLimits([1, 2, 3, 10, 11, 12, 30], { method: "naturalBreaks", count: 3 }) // [10, 30]
 * classLimits([5, 5, 5], { method: "naturalBreaks", count: 3 }) // []
 * classLimits([5, 5, 5], { method: "deviation", limits: [-1, 1] }) // [0, 10]
 */
export function classLimits(values: readonly Value[], rule: ClassRule): number[] {
  const numbers = present(values).sort((a, b) => a - b);
  if (rule.method === "manual") return [...rule.limits];
  if (numbers.length === 0) return [];
  const largest = Math.max(Math.abs(numbers[0] ?? 0), Math.abs(numbers.at(-1) ?? 0));
  switch (rule.method) {
    case "quantile":
      return inner(rule.count).map((k) => quantile(numbers, k / rule.count, rule.type ?? 7));
    case "equalWidth": {
      const low = numbers[0] ?? 0;
      const width = (numbers.at(-1) ?? 0) - low;
      return inner(rule.count).map((k) => orZero(low + (k / rule.count) * width, largest));
    }
    case "deviation": {
      const centre = mean(numbers);
      const spread = deviation(numbers, "population");
      // Where nobody stands out, all lie at the mean: above the negative multiples and below the positive ones.
      if (spread === 0) return (rule.limits ?? [-1, 0, 1]).map((k) => centre + k * Math.max(1, Math.abs(centre)));
      return (rule.limits ?? [-1, 0, 1]).map((k) => orZero(centre + k * spread, largest));
    }
    case "naturalBreaks":
      return jenksSplits(numbers, rule.count).map((first) => numbers[first] ?? Number.NaN);
  }
}

function inner(count: number): number[] {
  return Array.from({ length: count - 1 }, (_, k) => k + 1);
}
