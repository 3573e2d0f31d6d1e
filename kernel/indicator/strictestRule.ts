import { type DisclosureRule, disclosureRules } from "./baseFigure.ts";

/**
 * The rule that guards what comes under several: the one that withholds most.
 *
 * The rules stand in `disclosureRules` from the one that withholds least to the one that withholds most.
 *
 * @example
 * strictestRule(["none", "min5", "min3"]) // "min5"
 * strictestRule([]) // "none"
 */
export function strictestRule(rules: readonly DisclosureRule[]): DisclosureRule {
  return disclosureRules.findLast((rule) => rules.includes(rule)) ?? "none";
}
