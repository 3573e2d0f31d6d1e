import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import { type FigureSum, figureSum } from "../../../kernel/indicator/figureSum.ts";
import { ageSpanOf } from "../ageSpans.ts";

/** The sums of base figures that the catalogue declares. */
export function declaredSums(figures: Iterable<Pick<BaseFigure, "sums">>): FigureSum[] {
  const texts = new Set([...figures].flatMap(({ sums = [] }) => sums));
  return [...texts].flatMap((text) => figureSum(text) ?? []);
}

/**
 * Figures that give each other away, each group in its own: those of residents by
 * age, and those that add up to one another, over any number of steps.
 *
 * @example
 * figureFamilies(["BEV_U3", "BEV_INSG", "ALO", "X"], [{ whole: "ALO", parts: ["A", "B"] }]) // [["BEV_U3", "BEV_INSG"], ["ALO"], ["X"]]
 */
export function figureFamilies(figures: readonly string[], sums: readonly FigureSum[]): string[][] {
  const leader = new Map<string, string>();
  const leaderOf = (name: string): string => {
    const next = leader.get(name) ?? name;
    return next === name ? name : leaderOf(next);
  };
  const join = (one: string, other: string) => leader.set(leaderOf(one), leaderOf(other));
  for (const id of figures) if (ageSpanOf({ id }) !== undefined) join(id, "all residents");
  for (const { whole, parts } of sums)
    for (const part of parts)
      for (const id of [whole, part]) join(ageSpanOf({ id }) === undefined ? id : "all residents", whole);
  const families = new Map<string, string[]>();
  for (const id of figures) {
    const name = leaderOf(ageSpanOf({ id }) === undefined ? id : "all residents");
    const family = families.get(name);
    if (family === undefined) families.set(name, [id]);
    else family.push(id);
  }
  return [...families.values()];
}
