import { isPresent, type Value } from "../../../../kernel/value/value.ts";
import { type ClassRule, classLimits } from "../classes/classLimits.ts";
import { classOf } from "../classes/classOf.ts";

/**
 * Class points: the number of the class in which an area lies, 1 for the lowest.
 *
 * Source: the model of Potsdam-Mittelmark; four classes of equal width unless told otherwise.
 *
 * @example
 * classPoints([0, 10, 24, 25, 100], { method: "equalWidth", count: 4 }) // [1, 1, 1, 2, 4]
 */
export function classPoints(values: readonly Value[], rule: ClassRule): Value[] {
  const limits = classLimits(values, rule);
  return values.map((v) => (isPresent(v) ? classOf(v, limits) + 1 : v));
}
