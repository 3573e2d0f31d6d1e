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
 * age, and those that add up to one another or count the same, over any number of steps.
 *
 * @example
 * figureFamilies(["BEV_U3", "BEV_INSG", "ALO", "A", "X"], [{ whole: { figure: "ALO", breakdown: "" }, parts: [{ figure: "A", breakdown: "" }, { figure: "B", breakdown: "" }] }]) // [["BEV_U3", "BEV_INSG"], ["ALO", "A"], ["X"]]
 */
export function figureFamilies(figures: readonly string[], sums: readonly FigureSum[]): string[][] {
  const leader = new Map<string, string>();
  const leaderOf = (name: string): string => {
    const next = leader.get(name) ?? name;
    return next === name ? name : leaderOf(next);
  };
  const nameOf = (id: string) => (ageSpanOf({ id }) === undefined ? id : "all residents");
  const join = (one: string, other: string) => leader.set(leaderOf(nameOf(one)), leaderOf(nameOf(other)));
  for (const { whole, parts } of sums) for (const part of parts) join(part.figure, whole.figure);
  const families = new Map<string, string[]>();
  for (const id of figures) {
    const name = leaderOf(nameOf(id));
    const family = families.get(name);
    if (family === undefined) families.set(name, [id]);
    else family.push(id);
  }
  return [...families.values()];
}
