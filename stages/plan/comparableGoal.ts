import type { GoalContent } from "./contract.ts";

/** What readers compare of two editions of a goal: each place of the form in one line, names instead of numbers. */
export interface ComparableGoal {
  readonly title: string;
  readonly description: string;
  readonly indicator: string | null;
  readonly area: string | null;
  readonly baseline: string | null;
  readonly targetValue: number | null;
  readonly targetDate: string | null;
  readonly responsible: string;
}

/**
 * A goal as one line for each place of its form.
 *
 * @example
 * comparableGoal({ level: "guiding", parent: null, title: "A", description: "", indicator: null, area: null, baseline: null, targetValue: null, targetDate: null, responsible: "", unit: null }).title // "A"
 */
export function comparableGoal(content: GoalContent): ComparableGoal {
  const { title, description, indicator, area, baseline, targetValue, targetDate, responsible } = content;
  return {
    ...{ title, description, targetValue, targetDate, responsible },
    indicator: indicator?.label.de ?? null,
    area: area?.name ?? null,
    baseline: baseline === null ? null : `${String(baseline.value).replace(".", ",")} (${baseline.period})`,
  };
}
