import type { Text } from "../../kernel/text/text.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import { isSame } from "./statistics/evened.ts";

/** Burden and competence side by side; never one minus the other. */
export type AxisType =
  | "highBurdenLowCompetence"
  | "highBurdenHighCompetence"
  | "lowBurdenLowCompetence"
  | "lowBurdenHighCompetence";

export const axisTypes: Readonly<Record<AxisType, Text>> = {
  highBurdenLowCompetence: { de: "hohe Belastung, geringe Kompetenz", en: "high burden, low competence" },
  highBurdenHighCompetence: { de: "hohe Belastung, hohe Kompetenz", en: "high burden, high competence" },
  lowBurdenLowCompetence: { de: "geringe Belastung, geringe Kompetenz", en: "low burden, low competence" },
  lowBurdenHighCompetence: { de: "geringe Belastung, hohe Kompetenz", en: "low burden, high competence" },
};

/**
 * The type of every area in the field of burden and competence: above the limit is high, at or below it low.
 *
 * The two are never netted: a difference of them is not computed here. Null where one of them is absent.
 *
 * One index of each kind for each area; limits on the scale of the indices.
 *
 * @example
 * twoAxes([0.67, -0.1, "withheld"], [-0.2, 0.3, 1]) // ["highBurdenLowCompetence", "lowBurdenHighCompetence", null]
 */
export function twoAxes(
  burden: readonly Value[],
  competence: readonly Value[],
  limits: { readonly burden: number; readonly competence: number } = { burden: 0, competence: 0 },
): (AxisType | null)[] {
  return burden.map((b, i) => {
    const c = competence[i] ?? "unknown";
    if (!isPresent(b) || !isPresent(c)) return null;
    const above = (value: number, limit: number): boolean => value > limit && !isSame(value, limit);
    const high = above(b, limits.burden) ? "highBurden" : "lowBurden";
    return `${high}${above(c, limits.competence) ? "HighCompetence" : "LowCompetence"}` as AxisType;
  });
}
