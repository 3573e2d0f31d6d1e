import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";

/**
 * What a source's protection rule asks of a count before it may be shown.
 *
 * `round5`, `round10` and `ckm` are applied by the source itself before it delivers: their
 * figures are not secret any more, but a `ckm` figure is approximate.
 * `money` is a sum over contributors; without the contributors the platform can
 * only follow the pattern that the source sends along.
 */
export interface RuleDemands {
  /** Counts from 1 up to just below this are withheld; 1 withholds nothing. */
  readonly minimumCount: number;
  /** Values were changed a little by the source and do not add up. */
  readonly approximate: boolean;
}

/**
 * The demands of a named rule.
 *
 * Source: catalogue of requirements, X-010.
 *
 * @example
 * demandsOf("min3").minimumCount // 3
 * demandsOf("ckm") // { minimumCount: 1, approximate: true }
 */
export function demandsOf(rule: DisclosureRule): RuleDemands {
  return demands[rule];
}

const demands: Readonly<Record<DisclosureRule, RuleDemands>> = {
  none: { minimumCount: 1, approximate: false },
  ckm: { minimumCount: 1, approximate: true },
  round5: { minimumCount: 1, approximate: false },
  round10: { minimumCount: 1, approximate: false },
  money: { minimumCount: 1, approximate: false },
  min3: { minimumCount: 3, approximate: false },
  min5: { minimumCount: 5, approximate: false },
  min10: { minimumCount: 10, approximate: false },
};

/** Whether a text names a rule set of the catalogue. */
export function isDisclosureRule(text: string): text is DisclosureRule {
  return Object.hasOwn(demands, text);
}

/**
 * Whether a count is too small to be shown: nobody at all is no secret, a
 * handful is.
 *
 * @example
 * isTooSmall(2, 3) // true
 * isTooSmall(3, 3) // false
 * isTooSmall(0, 3) // false
 * isTooSmall(0.25, 1) // false
 */
export function isTooSmall(count: number, minimumCount: number): boolean {
  // A minimum of one holds nothing back, not even a quarter of a post or an index between 0 and 1.
  return minimumCount > 1 && count > 0 && count < minimumCount;
}
