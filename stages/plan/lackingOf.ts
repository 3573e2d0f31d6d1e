import type { Text } from "../../kernel/text/text.ts";
import { type GoalLevel, levelAbove } from "./goalLevels.ts";

/** What a goal may still lack before it can be released. */
export const lacks = ["parent", "indicator", "area", "baseline", "targetValue", "targetDate", "responsible"] as const;
export type Lack = (typeof lacks)[number];

/** What of a goal decides whether it is complete. */
export interface Completeness {
  readonly level: GoalLevel;
  readonly parent: number | null;
  readonly indicator: unknown;
  readonly area: unknown;
  readonly baseline: unknown;
  readonly targetValue: number | null;
  readonly targetDate: string | null;
  readonly responsible: string;
}

/**
 * What a goal still lacks before it can be released: a place below a goal of the level
 * above, and for an operational goal all that makes it measurable (PM08-021).
 *
 * A draft may lack anything; in a workshop the wording comes first and the figure later.
 *
 * @example
 * lackingOf({ level: "guiding", parent: null, indicator: null, area: null, baseline: null, targetValue: null, targetDate: null, responsible: "" }) // []
 * lackingOf({ level: "operational", parent: 2, indicator: "x", area: "y", baseline: null, targetValue: 6, targetDate: null, responsible: "Jugendamt" }) // ["baseline", "targetDate"]
 */
export function lackingOf(goal: Completeness): Lack[] {
  return lacks.filter((lack) => {
    if (lack === "parent") return goal.parent === null && levelAbove(goal.level) !== undefined;
    return goal.level === "operational" && (goal[lack] === null || goal[lack] === "");
  });
}

/** What is lacking, in words of the form. */
export const lackNames: Readonly<Record<Lack, Required<Text>>> = {
  parent: { de: "das Ziel darüber", en: "the goal above" },
  indicator: { de: "die Kennzahl", en: "the indicator" },
  area: { de: "das Gebiet", en: "the area" },
  baseline: { de: "der Ausgangswert", en: "the baseline" },
  targetValue: { de: "der Zielwert", en: "the target value" },
  targetDate: { de: "das Zieldatum", en: "the target date" },
  responsible: { de: "die Zuständigen", en: "who is responsible" },
};
