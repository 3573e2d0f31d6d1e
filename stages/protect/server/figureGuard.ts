import { type Circle, circles } from "../../../kernel/contract/circle.ts";
import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
import { ruleFor, type SetRule } from "../profiles.ts";
import { demandsOf } from "../rules.ts";
import type { ProtectWishes } from "./protectFigures.ts";

/** By what the pattern of a figure is worked out. */
export interface FigureGuard {
  /** What counts no people has no minimum: 1. */
  readonly minimumCount: number;
  /** Whether its areas add up to larger ones. */
  readonly addsUp: boolean;
  /** Figures of which it is a share: the rest is a count too. */
  readonly denominators: readonly string[];
  /** Sums and equalities of base figures to which it belongs, as the catalogue declares them. */
  readonly sums: readonly string[];
  /** Minimum for each circle of readers for which a higher one was set than for those further inside. */
  readonly stricter: ReadonlyMap<Circle, number>;
}

/**
 * What guards one base figure: how many cases it takes before it is shown, to which circle of readers, and which other
 * figures would give it away.
 */
export function figureGuard(
  key: string,
  rules: ReadonlyMap<string, DisclosureRule>,
  set: readonly SetRule[],
  { catalogue, shares = [] }: ProtectWishes,
): FigureGuard {
  const figure = catalogue?.baseFigures.get(key);
  const countsNoCases = figure !== undefined && !countsCases(figure);
  const rule = rules.get(key) ?? "min3";
  const minimumOf = (one: DisclosureRule) => (countsNoCases ? 1 : demandsOf(one).minimumCount);
  const minimumCount = minimumOf(rule);
  const stricter = new Map<Circle, number>();
  let known = minimumCount;
  for (const circle of circles) {
    const own = minimumOf(ruleFor(key, rule, circle, set));
    if (own > known) stricter.set(circle, own);
    known = Math.max(known, own);
  }
  return {
    minimumCount,
    stricter,
    addsUp: (figure?.additive ?? "yes") === "yes",
    sums: [...(catalogue?.baseFigures.values() ?? [])].flatMap(({ sums = [] }) =>
      sums.filter((sum) => sum.split(/[^A-Z0-9_]+/).includes(key)),
    ),
    denominators: known === 1 ? [] : shares.filter((s) => s.numerator === key).map((s) => s.denominator),
  };
}

/** Raised when patterns are worked out by another procedure: then all are worked out anew. */
const procedure = 2;

/**
 * The guard as it is kept beside the pattern, so that a later one can be held against it.
 *
 * @example
 * guardInWords({ minimumCount: 3, addsUp: true, denominators: ["BEV_U15"], sums: [], stricter: new Map([["public", 5]]) }) // "procedure 2, from 3, adds up, of BEV_U15, public from 5"
 */
export function guardInWords({ minimumCount, addsUp, denominators, sums, stricter }: FigureGuard): string {
  return [
    `procedure ${procedure}`,
    `from ${minimumCount}`,
    addsUp ? "adds up" : "single",
    ...(denominators.length > 0 ? [`of ${[...denominators].sort().join(" ")}`] : []),
    ...[...sums].sort(),
    ...[...stricter].map(([circle, minimum]) => `${circle} from ${minimum}`),
  ].join(", ");
}
