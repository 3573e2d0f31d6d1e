import type { Text } from "../../kernel/text/text.ts";
import type { Course } from "./attainment.ts";

/** The three levels of the goal tree, from the widest to the one that is measured (TW-019). */
export const goalLevels = ["guiding", "intermediate", "operational"] as const;
export type GoalLevel = (typeof goalLevels)[number];

/**
 * The level that stands directly above another: an operational goal serves an
 * intermediate one, that one a guiding one, and nothing stands above that.
 *
 * @example
 * levelAbove("operational") // "intermediate"
 * levelAbove("guiding") // undefined
 */
export function levelAbove(level: GoalLevel): GoalLevel | undefined {
  return goalLevels[goalLevels.indexOf(level) - 1];
}

/** What the levels are called. */
export const levelNames: Readonly<Record<GoalLevel, Required<Text>>> = {
  guiding: { de: "Leitziel", en: "Guiding goal" },
  intermediate: { de: "Mittlerziel", en: "Intermediate goal" },
  operational: { de: "Handlungsziel", en: "Operational goal" },
};

/** Operational goals below a goal, by how they stand; `unmeasured` where no value tells. */
export type CourseCounts = Readonly<Record<Course | "unmeasured", number>>;

/** What the tree needs of a goal. */
export interface TreeGoal {
  readonly id: number;
  readonly parent: number | null;
  readonly level: GoalLevel;
  /** Undefined where an operational goal cannot be told yet. */
  readonly course: Course | undefined;
}

/**
 * How the operational goals below each goal stand, counted, never averaged: a mean of
 * attainments would let one goal that went far beyond its target hide three that
 * did not move (TW-019).
 *
 * @example
 * courseCounts([{ id: 1, parent: null, level: "guiding", course: undefined }, { id: 2, parent: 1, level: "intermediate", course: undefined }, { id: 3, parent: 2, level: "operational", course: "behind" }]).get(1) // { reached: 0, onCourse: 0, behind: 1, farBehind: 0, unmeasured: 0 }
 */
export function courseCounts(goals: readonly TreeGoal[]): ReadonlyMap<number, CourseCounts> {
  const above = new Map(goals.map((goal) => [goal.id, goal.parent]));
  const counts = new Map(
    goals.map((goal) => [goal.id, { reached: 0, onCourse: 0, behind: 0, farBehind: 0, unmeasured: 0 }]),
  );
  for (const goal of goals) {
    if (goal.level !== "operational") continue;
    // Three levels: nothing can stand in a circle, and nobody climbs further than that.
    for (let id: number | null = goal.id; id !== null; id = above.get(id) ?? null) {
      const count = counts.get(id);
      if (count !== undefined) count[goal.course ?? "unmeasured"] += 1;
    }
  }
  return counts;
}

/**
 * The tree as one reads it: each goal directly after the one it serves, with its depth, the number of goals above it;
 * what serves a goal that is not shown stands at the root. Goals are named by their number.
 *
 * @example
 * inTreeOrder([{ id: 3, parent: 2 }, { id: 1, parent: null }, { id: 2, parent: 1 }, { id: 4, parent: 9 }]) // [{ id: 1, depth: 0 }, { id: 2, depth: 1 }, { id: 3, depth: 2 }, { id: 4, depth: 0 }]
 */
export function inTreeOrder(
  goals: readonly { readonly id: number; readonly parent: number | null }[],
): { readonly id: number; readonly depth: number }[] {
  const known = new Set(goals.map((goal) => goal.id));
  const sorted = [...goals].sort((a, b) => a.id - b.id);
  const under = (parent: number | null, depth: number): { id: number; depth: number }[] =>
    sorted
      .filter((goal) => (goal.parent !== null && known.has(goal.parent) ? goal.parent : null) === parent)
      .flatMap((goal) => [{ id: goal.id, depth }, ...under(goal.id, depth + 1)]);
  return under(null, 0);
}
