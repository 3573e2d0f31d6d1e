import { lastDayOf } from "../../kernel/area/conversion.ts";
import type { Period } from "../../kernel/time/period.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";

/** Where a goal starts and where it wants to be. The unit is the indicator's. */
export interface Way {
  readonly baseline: number;
  readonly target: number;
}

/**
 * How much of the way from baseline to target is behind us: 0 at the baseline, 1 at the target.
 *
 * Below 0 things moved away from the target, above 1 they went beyond it; both are
 * kept as they are. Whether less or more is wanted follows from where the target
 * lies. An absent value stays absent. Baseline and target that agree leave no way to
 * go and are refused when a goal is saved; here the question is senseless.
 *
 * Source: rule R-13 of the requirements; 9.4 to 6.0 with 8.2 today is 35 %.
 *
 * @example
 * attainment({ baseline: 10, target: 6 }, 9) // 0.25
 * attainment({ baseline: 40, target: 50 }, 46) // 0.6
 * attainment({ baseline: 10, target: 6 }, 11) // -0.25
 * attainment({ baseline: 10, target: 6 }, "withheld") // "withheld"
 * attainment({ baseline: 10, target: 10 }, 10) // "senseless"
 */
export function attainment({ baseline, target }: Way, actual: Value): Value {
  if (!isPresent(actual)) return actual;
  if (target === baseline) return "senseless";
  return (actual - baseline) / (target - baseline);
}

/**
 * How much of the time between baseline and target date was gone when the value was
 * counted: 0 to 1. Both periods count to their last day, as German stocks do.
 *
 * The day of the value decides and not the day of reading: figures come late, and
 * a goal must not seem to fall back only because nobody has counted since.
 *
 * Source: rule R-13 of the requirements, which compares with the elapsed share of time.
 *
 * @example
 * timeGone("2024", "2026", "2028-12-31") // 730 / 1461
 * timeGone("2024", "2024", "2028-12-31") // 0
 * timeGone("2024", "2030", "2028-12-31") // 1
 */
export function timeGone(baseline: Period, actual: Period, targetDate: string): number {
  const start = dayNumber(lastDayOf(baseline));
  const whole = dayNumber(targetDate) - start;
  if (whole <= 0) return 1;
  return Math.min(1, Math.max(0, (dayNumber(lastDayOf(actual)) - start) / whole));
}

function dayNumber(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000;
}

/** How a goal stands against the time that is gone. */
export const courses = ["reached", "onCourse", "behind", "farBehind"] as const;
export type Course = (typeof courses)[number];

/** Attainment may lie this much below the share of time gone before a goal is far behind. */
const tolerated = 0.2;

/**
 * Whether a goal is reached, on course (at least as much of the way as of the time), behind,
 * or far behind (by more than 20 points). Undefined while there is no value to tell it by.
 *
 * Source: rule R-13 of the requirements (35 % against 50 % is behind, limit −20 points).
 *
 * @example
 * courseOf(0.35, 0.5) // "behind"
 * courseOf(0.5, 0.5) // "onCourse"
 * courseOf(0.3, 0.5) // "behind"
 * courseOf(0.29, 0.5) // "farBehind"
 * courseOf(1, 0.2) // "reached"
 * courseOf("withheld", 0.5) // undefined
 */
export function courseOf(attained: Value, gone: number): Course | undefined {
  if (!isPresent(attained)) return undefined;
  // Sums of decimal fractions miss their limit by a hair.
  const least = (limit: number) => attained > limit - 1e-9;
  if (least(1)) return "reached";
  if (least(gone)) return "onCourse";
  return least(gone - tolerated) ? "behind" : "farBehind";
}

/**
 * The newest value of a figure after the baseline.
 *
 * A period for which nobody has delivered, or that will be published later, says nothing
 * yet, and the one before it counts. A value that is withheld, unreliable or senseless
 * is an answer: it stays absent, and no older one stands in for it. Undefined when
 * there is nothing newer than the baseline.
 *
 * @example
 * newestValue({ periods: ["2022", "2023", "2024"], values: [9.4, 8.8, "unknown"] }, "2022") // { period: "2023", value: 8.8 }
 * newestValue({ periods: ["2022", "2023", "2024"], values: [9.4, 8.8, "withheld"] }, "2022") // { period: "2024", value: "withheld" }
 * newestValue({ periods: ["2021", "2022"], values: [9.9, 9.4] }, "2022") // undefined
 */
export function newestValue(
  series: { readonly periods: readonly Period[]; readonly values: readonly Value[] },
  baseline: Period,
): { readonly period: Period; readonly value: Value } | undefined {
  const start = lastDayOf(baseline);
  for (let at = series.periods.length - 1; at >= 0; at -= 1) {
    const period = series.periods[at];
    const value = series.values[at];
    if (period === undefined || value === undefined || value === "unknown" || value === "later") continue;
    return lastDayOf(period) > start ? { period, value } : undefined;
  }
  return undefined;
}
