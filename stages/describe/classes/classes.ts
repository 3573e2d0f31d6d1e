import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { ascending, dispersionOf } from "../dispersion.ts";
import { jenksSplits } from "./jenksSplits.ts";
import { quantileSplits } from "./quantileSplits.ts";
import { roundBetween } from "./roundBetween.ts";

export type ClassMethod = "quantile" | "equal" | "jenks" | "deviation" | "manual";

/** Classes of a map: where one ends and the next begins, and how many areas each has. */
export interface MapClasses {
  readonly method: ClassMethod;
  /** Inner limits, ascending: a value belongs to the class whose number is how many limits are ≤ it. */
  readonly limits: readonly number[];
  readonly counts: readonly number[];
  /** Class of each value from 0, or -1 for an absent one: hatched, not zero. */
  readonly classOf: readonly number[];
}

/**
 * The classes of a choropleth map.
 *
 * - `quantile`: equally many areas in each class, as far as equal values allow,
 *   which always stay together
 * - `equal`: classes of equal width from the smallest to the largest value
 * - `jenks`: natural breaks, the least variance within the classes
 * - `deviation`: one standard deviation below the mean, the mean, one above; always four
 * - `manual`: the given limits
 *
 * Limits are the roundest numbers that leave every area in its class. There are
 * fewer classes than asked for when there are too few different values.
 *
 * @example
 * mapClasses([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], "quantile", 5).limits // [3, 5, 7, 9]
 * mapClasses([1, 1, 1, 1, 1, 1, 2, "withheld"], "quantile", 3) // { method: "quantile", limits: [2], counts: [6, 1], classOf: [0, 0, 0, 0, 0, 0, 1, -1] }
 */
export function mapClasses(
  values: readonly Value[],
  method: ClassMethod,
  count = 5,
  given: readonly number[] = [],
): MapClasses {
  const sorted = Array.from(ascending(values));
  const limits = method === "manual" ? [...given].sort((a, b) => a - b) : limitsBy(method, sorted, count);
  const classOf = values.map((value) => (isPresent(value) ? classIn(limits, value) : -1));
  const counts = new Array<number>(limits.length + 1).fill(0);
  for (const at of classOf) if (at >= 0) counts[at] = (counts[at] ?? 0) + 1;
  return { method, limits, counts, classOf };
}

function limitsBy(method: Exclude<ClassMethod, "manual">, sorted: readonly number[], count: number): number[] {
  const smallest = sorted[0] ?? 0;
  const largest = sorted[sorted.length - 1] ?? 0;
  if (smallest === largest) return [];
  if (method === "equal") {
    const width = (largest - smallest) / count;
    return between(
      Array.from({ length: count - 1 }, (_, i) => smallest + width * (i + 1)),
      sorted,
    );
  }
  if (method === "deviation") {
    const { mean, deviation } = dispersionOf(sorted) ?? { mean: 0, deviation: 0 };
    return between([mean - deviation, mean, mean + deviation], sorted);
  }
  const splits = method === "jenks" ? jenksSplits(sorted, count) : quantileSplits(sorted, count);
  return splits.map((at) => roundBetween(sorted[at - 1] ?? 0, sorted[at] ?? 0));
}

// A limit between two neighbouring values may be any number between them; the one asked for tells between which.
function between(wanted: readonly number[], sorted: readonly number[]): number[] {
  return wanted.map((limit) => {
    const above = sorted.find((value) => value >= limit);
    const below = sorted.findLast((value) => value < limit);
    // The limit itself stays near where the method puts it: at most a twentieth of the whole width away.
    const width = ((sorted[sorted.length - 1] ?? 0) - (sorted[0] ?? 0)) / 20;
    return roundBetween(
      Math.max(below ?? limit - width, limit - width),
      Math.min(above ?? limit + width, limit + width),
    );
  });
}

/**
 * The class of a value among ascending limits; a value on the limit belongs above.
 *
 * Classes count from 0; value and limits in the unit of the indicator.
 *
 * @example
 * classIn([3, 5], 3) // 1
 */
export function classIn(limits: readonly number[], value: number): number {
  let at = 0;
  while (at < limits.length && value >= (limits[at] ?? Number.POSITIVE_INFINITY)) at++;
  return at;
}
