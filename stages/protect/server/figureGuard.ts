import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
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
}

export function figureGuard(
  key: string,
  rules: ReadonlyMap<string, DisclosureRule>,
  { catalogue, shares = [] }: ProtectWishes,
): FigureGuard {
  const figure = catalogue?.baseFigures.get(key);
  const countsNoCases = figure !== undefined && !countsCases(figure);
  const minimumCount = countsNoCases ? 1 : demandsOf(rules.get(key) ?? "min3").minimumCount;
  return {
    minimumCount,
    addsUp: (figure?.additive ?? "yes") === "yes",
    denominators: minimumCount === 1 ? [] : shares.filter((s) => s.numerator === key).map((s) => s.denominator),
  };
}

/**
 * The guard as it is kept beside the pattern, so that a later one can be held against it.
 *
 * @example
 * guardInWords({ minimumCount: 3, addsUp: true, denominators: ["BEV_U15"] }) // "from 3, adds up, of BEV_U15"
 */
export function guardInWords({ minimumCount, addsUp, denominators }: FigureGuard): string {
  const words = [`from ${minimumCount}`, addsUp ? "adds up" : "single"];
  return [...words, ...(denominators.length > 0 ? [`of ${[...denominators].sort().join(" ")}`] : [])].join(", ");
}
