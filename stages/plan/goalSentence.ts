import type { Text } from "../../kernel/text/text.ts";
import { germanDate } from "../../kernel/time/germanDate.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import { listed, spoken } from "../describe/describe.ts";
import type { Course } from "./attainment.ts";
import { type CourseCounts, type GoalLevel, levelNames } from "./goalLevels.ts";
import { type Lack, lackNames } from "./lackingOf.ts";

/** What the sentence about a goal is made of. */
export interface GoalStory {
  readonly level: GoalLevel;
  readonly lacking: readonly Lack[];
  /** Operational goals below it, by how they stand. */
  readonly counts: CourseCounts;
  /** Null for what is not measured, or not yet. */
  readonly measure: {
    readonly indicator: { readonly label: Text; readonly unit: string; readonly decimals: number };
    readonly area: string;
    readonly baseline: { readonly period: string; readonly value: Value };
    readonly targetValue: number;
    readonly targetDate: string;
  } | null;
  readonly progress: {
    readonly latest: { readonly period: string; readonly value: Value };
    readonly attainment: Value;
    readonly timeGone: number;
    readonly course: Course | undefined;
  } | null;
}

/**
 * How a goal stands, in one sentence: what page, report and screen reader say first.
 *
 * @example
 * goalSentence({ level: "operational", lacking: [], counts: { reached: 0, onCourse: 0, behind: 1, farBehind: 0, unmeasured: 0 }, measure: { indicator: { label: { de: "Rückstellungsquote" }, unit: "%", decimals: 1 }, area: "Musterkreis", baseline: { period: "2024", value: 9.4 }, targetValue: 6, targetDate: "2028-12-31" }, progress: { latest: { period: "2026", value: 8.2 }, attainment: 0.353, timeGone: 0.4997, course: "behind" } }).de
 * // "Im Verzug: Rückstellungsquote, Musterkreis, 8,2\u202f% (2026). Nach 50\u202f% der Zeit sind 35\u202f% des Weges von 9,4\u202f% (2024) zu 6,0\u202f% (bis 31.12.2028) zurückgelegt."
 */
export function goalSentence(story: GoalStory): Required<Text> {
  if (story.level !== "operational") return countsSentence(story.level, story.counts);
  const { measure, progress, lacking } = story;
  if (measure === null) return lackingSentence(lacking);
  const { indicator, area, baseline } = measure;
  const name = { de: indicator.label.de, en: indicator.label.en ?? indicator.label.de };
  const start = spoken(baseline.value, indicator);
  const target = spoken(measure.targetValue, indicator);
  const day = { de: germanDate(measure.targetDate), en: englishDay(measure.targetDate) };
  if (progress === null && !isPresent(baseline.value))
    return {
      de: `Nicht zu sagen: Der Ausgangswert von ${baseline.period} ist ${start.de} (${name.de}, ${area}). Zielwert ${target.de} bis ${day.de}.`,
      en: `Cannot be told: the baseline of ${baseline.period} is ${start.en} (${name.en}, ${area}). Target ${target.en} by ${day.en}.`,
    };
  if (progress === null)
    return {
      de: `Noch kein neuer Wert: ${name.de}, ${area}, soll von ${start.de} (${baseline.period}) bis ${day.de} auf ${target.de} kommen.`,
      en: `No new value yet: ${name.en}, ${area}, is to go from ${start.en} (${baseline.period}) to ${target.en} by ${day.en}.`,
    };
  const { latest, attainment, timeGone, course } = progress;
  const now = spoken(latest.value, indicator);
  if (!isPresent(baseline.value))
    return {
      de: `Nicht zu sagen: Der Ausgangswert von ${baseline.period} ist ${start.de}; ${name.de}, ${area}, ${now.de} (${latest.period}). Zielwert ${target.de} bis ${day.de}.`,
      en: `Cannot be told: the baseline of ${baseline.period} is ${start.en}; ${name.en}, ${area}, ${now.en} (${latest.period}). Target ${target.en} by ${day.en}.`,
    };
  if (!isPresent(attainment) || course === undefined)
    return {
      de: `Nicht zu sagen: Der Wert von ${latest.period} ist ${now.de} (${name.de}, ${area}). Zielwert ${target.de} bis ${day.de}.`,
      en: `Cannot be told: the value of ${latest.period} is ${now.en} (${name.en}, ${area}). Target ${target.en} by ${day.en}.`,
    };
  const head = {
    de: `${courseNames[course].de}: ${name.de}, ${area}, ${now.de} (${latest.period}).`,
    en: `${courseNames[course].en}: ${name.en}, ${area}, ${now.en} (${latest.period}).`,
  };
  if (course === "reached")
    return {
      de: `${head.de} Zielwert ${target.de} bis ${day.de}, Ausgangswert ${start.de} (${baseline.period}).`,
      en: `${head.en} Target ${target.en} by ${day.en}, baseline ${start.en} (${baseline.period}).`,
    };
  const gone = share(timeGone);
  if (attainment < 0)
    return {
      de: `${head.de} Der Wert hat sich nach ${gone} der Zeit vom Ziel entfernt: von ${start.de} (${baseline.period}) sollte er auf ${target.de} (bis ${day.de}) kommen.`,
      en: `${head.en} After ${gone} of the time the value has moved away from the target: it was to go from ${start.en} (${baseline.period}) to ${target.en} (by ${day.en}).`,
    };
  // Nobody should read 100 % of a goal that is not reached.
  const done = share(Math.min(attainment, 0.99));
  return {
    de: `${head.de} Nach ${gone} der Zeit sind ${done} des Weges von ${start.de} (${baseline.period}) zu ${target.de} (bis ${day.de}) zurückgelegt.`,
    en: `${head.en} After ${gone} of the time, ${done} of the way from ${start.en} (${baseline.period}) to ${target.en} (by ${day.en}) is done.`,
  };
}

/** How the course of a goal is called. */
export const courseNames: Readonly<Record<Course | "unmeasured", Required<Text>>> = {
  reached: { de: "Erreicht", en: "Reached" },
  onCourse: { de: "Auf Kurs", en: "On course" },
  behind: { de: "Im Verzug", en: "Behind" },
  farBehind: { de: "Weit zurück", en: "Far behind" },
  unmeasured: { de: "Noch offen", en: "Not yet known" },
};

/**
 * How many operational goals stand how: counts, since a mean would hide who lags behind.
 *
 * @example
 * countsSentence("guiding", { reached: 1, onCourse: 0, behind: 2, farBehind: 0, unmeasured: 0 }).de // "3 Handlungsziele: 1 erreicht, 2 im Verzug."
 * countsSentence("intermediate", { reached: 0, onCourse: 0, behind: 0, farBehind: 0, unmeasured: 0 }).de // "Zu diesem Mittlerziel gibt es noch kein Handlungsziel."
 */
export function countsSentence(level: GoalLevel, counts: CourseCounts): Required<Text> {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (all === 0)
    return {
      de: `Zu diesem ${levelNames[level].de} gibt es noch kein Handlungsziel.`,
      en: `There is no operational goal below this ${levelNames[level].en.toLowerCase()} yet.`,
    };
  const parts = (language: "de" | "en") =>
    (Object.keys(courseNames) as (keyof CourseCounts)[])
      .filter((course) => counts[course] > 0)
      .map((course) => `${counts[course]} ${withinSentence(courseNames[course][language])}`)
      .join(", ");
  return {
    de: `${all} Handlungsziel${all === 1 ? "" : "e"}: ${parts("de")}.`,
    en: `${all} operational goal${all === 1 ? "" : "s"}: ${parts("en")}.`,
  };
}

/**
 * How all operational goals stand: what the page of the goal tree says first.
 *
 * @example
 * treeSentence({ reached: 0, onCourse: 1, behind: 0, farBehind: 0, unmeasured: 0 }).de // "1 Handlungsziel: 1 auf Kurs."
 */
export function treeSentence(counts: CourseCounts): Required<Text> {
  const all = Object.values(counts).reduce((sum, count) => sum + count, 0);
  if (all > 0) return countsSentence("guiding", counts);
  return {
    de: "Noch hat kein Handlungsziel einen Stand: Gemessen wird, was Kennzahl, Ausgangswert, Zielwert und Zieldatum hat.",
    en: "No operational goal has a state yet: measured is what has an indicator, a baseline, a target and a date.",
  };
}

function lackingSentence(lacking: readonly Lack[]): Required<Text> {
  const missing = listed(lacking.filter((lack) => lack !== "parent").map((lack) => lackNames[lack].de)).de;
  const missingEn = listed(lacking.filter((lack) => lack !== "parent").map((lack) => lackNames[lack].en)).en;
  return { de: `Noch nicht messbar. Es fehlt: ${missing}.`, en: `Not measurable yet. Missing: ${missingEn}.` };
}

// Only the first letter: "Verzug" stays a noun.
function withinSentence(name: string): string {
  return name.slice(0, 1).toLowerCase() + name.slice(1);
}

function share(part: number): string {
  return `${Math.round(part * 100)}\u202f%`;
}

function englishDay(day: string): string {
  return day.split("-").reverse().join("/");
}
