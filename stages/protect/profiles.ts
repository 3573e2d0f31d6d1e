import { type Circle, circles, circlesUpTo } from "../../kernel/contract/circle.ts";
import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";
import { strictestRule } from "../../kernel/indicator/strictestRule.ts";
import { demandsOf } from "./rules.ts";

/** A level of areas as the profiles need it: the larger the rank, the smaller the areas. */
export interface RankedLevel {
  readonly id: string;
  readonly rank: number;
}

/** The smallest levels that somebody set, by circle; a circle for which nobody set one has the usual. */
export type SetLevels = ReadonlyMap<Circle, string>;

/** A rule that somebody set on top of the sources' own: for one base figure or all, for one circle of readers or everybody. */
export interface SetRule {
  readonly figure: string | null;
  readonly circle: Circle | null;
  readonly rule: DisclosureRule;
}

/** Rules that a profile may set: what is rounded or changed a little can only be so at its source. */
export const settableRules = ["min3", "min5", "min10"] as const satisfies readonly DisclosureRule[];

/**
 * The levels that each circle of readers may see (X-016, PM10-053).
 *
 * The administration sees all unless somebody set less; everybody else sees the
 * level of municipalities (`GEM`) and what is larger. Where there are none, as in a
 * city, that is all above its social areas (`SUB`); where no level is known by name,
 * the whole alone. Nobody further outside sees more than those further inside: what is
 * set for a circle opens the way for those further inside for whom nothing was set,
 * and ends at the limit of those for whom something was.
 *
 * @example
 * [...levelsSeen([{ id: "KREIS", rank: 0 }, { id: "GEM", rank: 2 }, { id: "SUB", rank: 3 }], new Map()).public] // ["KREIS", "GEM"]
 * [...levelsSeen([{ id: "KREIS", rank: 0 }, { id: "GEM", rank: 2 }, { id: "SUB", rank: 3 }], new Map([["public", "SUB"]])).public] // ["KREIS", "GEM", "SUB"]
 * [...levelsSeen([{ id: "KREIS", rank: 0 }, { id: "GEM", rank: 2 }, { id: "SUB", rank: 3 }], new Map([["inside", "GEM"], ["public", "SUB"]])).public] // ["KREIS", "GEM"]
 */
export function levelsSeen(
  levels: readonly RankedLevel[],
  set: SetLevels,
): Readonly<Record<Circle, ReadonlySet<string>>> {
  const usual = usualRank(levels);
  const rankOf = new Map(levels.map(({ id, rank }) => [id, rank]));
  const seen: Record<Circle, ReadonlySet<string>> = {
    inside: new Set(),
    municipalities: new Set(),
    partners: new Set(),
    public: new Set(),
  };
  let finest = Number.POSITIVE_INFINITY;
  for (const [at, circle] of circles.entries()) {
    const outside = circles.slice(at + 1).flatMap((one) => rankOf.get(set.get(one) ?? "") ?? []);
    const unset = circle === "inside" ? Number.POSITIVE_INFINITY : Math.max(usual, ...outside);
    finest = Math.min(finest, rankOf.get(set.get(circle) ?? "") ?? unset);
    const limit = finest;
    seen[circle] = new Set(levels.filter(({ rank }) => rank <= limit).map(({ id }) => id));
  }
  return seen;
}

/** Rank of the smallest areas that anybody may see while nobody says otherwise. */
function usualRank(levels: readonly RankedLevel[]): number {
  const municipality = levels.find(({ id }) => id === "GEM");
  if (municipality !== undefined) return municipality.rank;
  const socialArea = levels.find(({ id }) => id === "SUB");
  const ranks = levels.map(({ rank }) => rank);
  const above = ranks.filter((rank) => socialArea !== undefined && rank < socialArea.rank);
  return above.length > 0 ? Math.max(...above) : Math.min(...ranks);
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
