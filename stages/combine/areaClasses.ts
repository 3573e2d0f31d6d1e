import type { Text } from "../../kernel/text/text.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import type { ClassSetting } from "./definition.ts";
import { textOf } from "./indexPlan.ts";
import { classLimits } from "./methods/classes/classLimits.ts";
import { classOf } from "./methods/classes/classOf.ts";
import { rankShares } from "./methods/classes/rankShares.ts";

/** Areas sorted into classes. */
export interface AreaClasses {
  readonly method: ClassSetting["method"];
  /** Inner limits, ascending; empty for classes by rank, which have none. */
  readonly limits: readonly number[];
  readonly limitBelongs: "above" | "below";
  readonly labels: readonly Text[];
  readonly counts: readonly number[];
  /** Number of each area's class, from 1; null without a value. */
  readonly classes: readonly (number | null)[];
}

/**
 * The class of every area, with the limits that were used.
 *
 * Classes count from 1, lowest first, one for each area; limits on the scale of the values.
 *
 * @example
 * areaClasses([0.5, -2, "withheld", 1.2], { method: "manual", limits: [-1, 1] }).classes // [2, 1, null, 3]
 */
export function areaClasses(values: readonly Value[], rule: ClassSetting): AreaClasses {
  if (rule.method === "rankShare") return described(rule, [], "above", rule.count, rankShares(values, rule.count));
  const limitBelongs = "limitBelongs" in rule ? (rule.limitBelongs ?? "above") : "above";
  const limits = classLimits(values, rule);
  const count = "count" in rule ? rule.count : limits.length + 1;
  const classes = values.map((v) => (isPresent(v) ? classOf(v, limits, limitBelongs) + 1 : null));
  return described(rule, limits, limitBelongs, Math.max(count, limits.length + 1), classes);
}

function described(
  rule: ClassSetting,
  limits: readonly number[],
  limitBelongs: "above" | "below",
  count: number,
  classes: readonly (number | null)[],
): AreaClasses {
  const numbers = Array.from({ length: count }, (_, k) => k + 1);
  return {
    method: rule.method,
    limits,
    limitBelongs,
    labels: numbers.map((k) => textOf(rule.labels?.[k - 1] ?? String(k))),
    counts: numbers.map((k) => classes.filter((c) => c === k).length),
    classes,
  };
}
