import { type Circle, circlesUpTo } from "../../kernel/contract/circle.ts";
import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";
import { strictestRule } from "../../kernel/indicator/strictestRule.ts";
import { demandsOf } from "./rules.ts";

/** A rule that somebody set on top of the sources' own: for one base figure or all, for one circle of readers or everybody. */
export interface SetRule {
  readonly figure: string | null;
  readonly circle: Circle | null;
  readonly rule: DisclosureRule;
}

/**
 * The rule by which a figure is guarded from a circle of readers: never weaker than
 * the source's own, nor than that of anybody further inside.
 *
 * A rule for all figures asks more where there is a minimum anyhow; open figures stay
 * open. A rule for one figure holds for it alone.
 *
 * @param circle null for what holds for everybody
 * @example
 * ruleFor("A", "min3", "public", [{ figure: null, circle: "public", rule: "min5" }]) // "min5"
 * ruleFor("A", "none", "public", [{ figure: null, circle: "public", rule: "min5" }]) // "none"
 * ruleFor("A", "min10", "public", [{ figure: "A", circle: "public", rule: "min5" }]) // "min10"
 * ruleFor("A", "min3", "inside", [{ figure: null, circle: "public", rule: "min5" }]) // "min3"
 */
export function ruleFor(
  figure: string,
  own: DisclosureRule,
  circle: Circle | null,
  rules: readonly SetRule[],
): DisclosureRule {
  const held: readonly (Circle | null)[] = circle === null ? [null] : [null, ...circlesUpTo(circle)];
  const here = rules.filter((one) => held.includes(one.circle));
  const named = here.filter((one) => one.figure === figure).map(({ rule }) => rule);
  const guarded = strictestRule([own, ...named]);
  if (demandsOf(guarded).minimumCount === 1) return guarded;
  return strictestRule([guarded, ...here.filter((one) => one.figure === null).map(({ rule }) => rule)]);
}
