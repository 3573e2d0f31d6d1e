import { expertRound, MOST_ROUNDS, type RoundResult } from "../expertRound.ts";
import { type Grade, grades } from "../methods/weights/gradePoints.ts";
import type { Proposal, WeightingRound } from "./weightingRound.ts";

/** Fewer answers than this are not shown: whoever knows their own would know the others'. */
export const FEWEST_ANSWERS = 3;

/** One person's grades in one Delphi round, under a name that only their own link makes. */
export interface Ballot {
  readonly pseudonym: string;
  readonly group: string | null;
  readonly grades: Readonly<Record<string, Grade>>;
  readonly reasons: Readonly<Record<string, string>>;
}

/** One asking of the panel. Ballots are only added; of each person the last one counts. */
export interface DelphiRound {
  readonly openedAt: string;
  readonly closedAt: string | null;
  /** Components that are asked: those without agreement. */
  readonly asked: readonly string[];
  readonly ballots: readonly Ballot[];
  /** Per component, once the round is closed; null where too few gave a grade. */
  readonly results: Readonly<Record<string, ComponentResult | null>>;
}

/** The rounds from one opening of the Delphi step to the next. */
export interface DelphiPass {
  readonly rounds: readonly DelphiRound[];
}

export interface ComponentResult extends RoundResult {
  /** How many people graded it; with groups counting alike, `count` is a multiple. */
  readonly people: number;
  /** How often the component was asked, this round included. */
  readonly asked: number;
  /** Why people graded as they did, without names, in the order of the alphabet. */
  readonly reasons: readonly string[];
}

/**
 * Proposals that are in the index: selected and placed, main indicators before their parts.
 *
 * @example
 * componentsOf({ proposals: [
 *   { id: "v1", mergedInto: null, outcome: "include", place: { side: "burden", main: "v2", polarity: 1 } },
 *   { id: "v2", mergedInto: null, outcome: "include", place: { side: "burden", main: null, polarity: 1 } },
 *   { id: "v3", mergedInto: null, outcome: "exclude", place: null },
 * ] }).map(({ id }) => id) // ["v2", "v1"]
 */
export function componentsOf(round: WeightingRound): Proposal[] {
  const placed = round.proposals.filter((p) => p.mergedInto === null && p.outcome === "include" && p.place !== null);
  const mains = placed.filter((p) => p.place?.main === null);
  return (["burden", "competence"] as const).flatMap((side) =>
    mains
      .filter((main) => main.place?.side === side)
      .flatMap((main) => [main, ...placed.filter((part) => part.place?.main === main.id)]),
  );
}

/** What became of one component in the pass that counts: its last result, and whether it must be asked again. */
export function standingOf(
  round: WeightingRound,
  id: string,
): { result: ComponentResult | null; next: RoundResult["next"] } {
  const rounds = (round.passes.at(-1)?.rounds ?? []).filter((one) => one.closedAt !== null && one.asked.includes(id));
  const result = rounds.at(-1)?.results[id] ?? null;
  if (result === null) return { result, next: rounds.length < MOST_ROUNDS ? "nextRound" : "dissent" };
  return { result, next: result.next };
}

/** Components that the next round asks: without agreement, and not asked three times yet. */
export function componentsToAsk(round: WeightingRound): string[] {
  return componentsOf(round)
    .map(({ id }) => id)
    .filter((id) => standingOf(round, id).next === "nextRound");
}

/**
 * The last ballot of each person.
 *
 * @example
 * countedBallots([{ pseudonym: "a", grades: { armut: 2 } }, { pseudonym: "a", grades: { armut: 4 } }]) // [{ pseudonym: "a", grades: { armut: 4 } }]
 */
export function countedBallots(ballots: readonly Ballot[]): Ballot[] {
  return [...new Map(ballots.map((ballot) => [ballot.pseudonym, ballot])).values()];
}

/**
 * Median, quartiles and agreement of one component.
 *
 * Where every group counts alike, each grade of a group of n stands for the n-th part of the group: the grades of
 * all groups are multiplied up to the same number, so that the rule of R-16 holds as it is.
 */
export function delphiResult(
  round: WeightingRound,
  pass: DelphiPass,
  current: DelphiRound,
  id: string,
): ComponentResult | null {
  const given = countedBallots(current.ballots).flatMap((ballot) => {
    const grade = ballot.grades[id];
    return grade === undefined
      ? []
      : [{ grade: grades.indexOf(grade) + 1, group: ballot.group, reason: ballot.reasons[id] }];
  });
  if (given.length < FEWEST_ANSWERS) return null;
  const asked = pass.rounds.filter((one) => one.asked.includes(id)).length;
  const weighed = round.weighting === "group" ? alikePerGroup(given) : given.map(({ grade }) => grade);
  const reasons = given.flatMap(({ reason }) => (reason === undefined || reason.trim() === "" ? [] : [reason.trim()]));
  return {
    ...expertRound(weighed, asked),
    counts: expertRound(
      given.map(({ grade }) => grade),
      asked,
    ).counts,
    people: given.length,
    asked,
    reasons: reasons.sort((a, b) => a.localeCompare(b, "de")),
  };
}

function alikePerGroup(given: readonly { readonly grade: number; readonly group: string | null }[]): number[] {
  const sizes = new Map<string | null, number>();
  for (const { group } of given) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const whole = [...sizes.values()].reduce(leastCommonMultiple, 1);
  return given.flatMap(({ grade, group }) => Array<number>(whole / (sizes.get(group) ?? 1)).fill(grade));
}

/**
 * The smallest number of copies by which groups of two sizes can count alike: the smallest that both divide.
 *
 * Method: Euclid's algorithm.
 *
 * @example
 * leastCommonMultiple(4, 6) // 12
 */
export function leastCommonMultiple(a: number, b: number): number {
  let [x, y] = [a, b];
  while (y !== 0) [x, y] = [y, x % y];
  return (a / x) * b;
}

/** Where the grade that counts comes from. */
export type GradeOrigin = "agreed" | "decided" | "between" | "dissent" | "first";

/**
 * The grade that a component goes on with.
 *
 * What people decided counts first; then an agreed median. A median between two grades, and one without agreement,
 * takes the lower grade until somebody decides: upward only by explicit decision. Without any answer of the
 * panel the first grade stays.
 */
export function gradeOf(round: WeightingRound, component: Proposal): { grade: Grade; origin: GradeOrigin } | null {
  if (component.resolved !== null) return { grade: component.resolved.grade, origin: "decided" };
  const { result, next } = standingOf(round, component.id);
  if (result === null) return component.firstGrade === null ? null : { grade: component.firstGrade, origin: "first" };
  const lower = grades[Math.floor(result.median) - 1] ?? "gering";
  if (next !== "agreed") return { grade: lower, origin: "dissent" };
  return { grade: lower, origin: Number.isInteger(result.median) ? "agreed" : "between" };
}
