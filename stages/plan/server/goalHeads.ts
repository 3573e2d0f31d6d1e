import type { Period } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { versionsInForce } from "../../../runtime/history/changeOnce.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { trendAnswer } from "../../describe/server/describe.ts";
import { attainment, courseOf, newestValue, timeGone } from "../attainment.ts";
import type { GoalContent, GoalHead } from "../contract.ts";
import { editionState, validOn, validSpans } from "../goalHistory.ts";
import { courseCounts, type TreeGoal } from "../goalLevels.ts";
import { goalSentence } from "../goalSentence.ts";
import { lackingOf } from "../lackingOf.ts";
import { isSameContent } from "../sameContent.ts";
import { type SeenGoal, today } from "./goalStore.ts";

/**
 * What tree and pages say of goals: how far each has come by the newest released figure, and
 * how those below it stand.
 *
 * @param goals all that the person sees, since counts need those below
 * @param wanted those that are told; all when left out
 */
export async function goalHeads(
  context: Context,
  goals: readonly SeenGoal[],
  wanted: (goal: SeenGoal) => boolean = () => true,
): Promise<ReadonlyMap<number, GoalHead>> {
  const originals = await originalsOf(context, goals);
  const versionOf = await versionsInForce(context.db, "goal");
  const standing = new Map<number, Standing>();
  for (const { row, content } of goals) standing.set(row.id, await standingOf(context, content));
  const pursued = goals.filter(({ row }) => !row.set_aside);
  const counts = courseCounts(
    pursued.map(
      ({ row, content }): TreeGoal => ({
        id: row.id,
        parent: content.parent,
        level: content.level,
        course: standing.get(row.id)?.progress?.course ?? undefined,
      }),
    ),
  );
  const none = { reached: 0, onCourse: 0, behind: 0, farBehind: 0, unmeasured: 0 };
  return new Map(
    goals.filter(wanted).map((goal) => {
      const { row, content, edition, editions, resolutions, isInside } = goal;
      const { progress, baselineToday, baseline } = standing.get(row.id) ?? nothingYet;
      const lacking = lackingOf(content);
      const below = counts.get(row.id) ?? none;
      const day = today(context);
      const valid = validOn(validSpans(resolutions), day);
      const newest = editions.at(-1);
      const head: GoalHead = {
        id: row.id,
        ...content,
        baseline: baseline ?? content.baseline,
        state: edition === undefined ? "draft" : editionState(edition.number, resolutions, day),
        edition: edition?.number ?? null,
        valid: valid === undefined ? null : { edition: valid.edition, from: valid.from },
        beingChanged: isInside && newest !== undefined && !isSameContent(newest.content, content),
        lacking,
        progress: progress === null ? null : { ...progress, course: progress.course ?? null },
        baselineToday,
        counts: below,
        sentence: goalSentence({
          level: content.level,
          lacking,
          counts: below,
          measure: measured({ ...content, baseline: baseline ?? content.baseline }),
          progress,
        }),
        original: originals.get(row.id) ?? null,
        shared: row.shared,
        setAside: row.set_aside,
        // Outside nobody needs to know how often a wording was changed.
        version: isInside ? versionOf(row.id) : 0,
      };
      return [row.id, head] as const;
    }),
  );
}

interface Standing {
  readonly progress: {
    readonly latest: { readonly period: Period; readonly value: Value };
    readonly attainment: Value;
    readonly timeGone: number;
    readonly course: ReturnType<typeof courseOf>;
  } | null;
  readonly baselineToday: Value | null;
  /** The baseline as it may be shown; null where it is as it was taken. */
  readonly baseline: GoalContent["baseline"];
}

const nothingYet: Standing = { progress: null, baselineToday: null, baseline: null };

/** Of an operational goal all that makes it measurable; null while something lacks. */
function measured({ indicator, area, baseline, targetValue, targetDate }: GoalContent) {
  if (indicator === null || area === null || baseline === null || targetValue === null || targetDate === null)
    return null;
  return { indicator, area: area.name, areaAt: area, baseline, targetValue, targetDate };
}

async function standingOf(context: Context, content: GoalContent): Promise<Standing> {
  const measure = measured(content);
  if (measure === null) return nothingYet;
  const { indicator, areaAt, baseline, targetValue, targetDate } = measure;
  const series = await releasedSeries(context, { indicator: indicator.id, level: areaAt.level, code: areaAt.code });
  if (series === undefined) return { ...nothingYet, baseline: { ...baseline, value: "unknown" } };
  const then = series.values[series.periods.indexOf(baseline.period)] ?? "unknown";
  // What this reader is not shown today is not told from memory, nor is a share of the way that starts there.
  // A series does not even name periods in which all is withheld: then the start is merely unknown.
  const start: Value = isPresent(then) ? baseline.value : then;
  const shown = { baseline: start === baseline.value ? null : { ...baseline, value: start } };
  const isSame = !isPresent(then) || !isPresent(start) || Math.abs(then - start) < 1e-9;
  const baselineToday = isSame ? null : then;
  const latest = newestValue(series, baseline.period);
  if (latest === undefined) return { progress: null, baselineToday, ...shown };
  const attained = isPresent(start) ? attainment({ baseline: start, target: targetValue }, latest.value) : start;
  const gone = timeGone(baseline.period, latest.period, targetDate);
  return {
    progress: { latest, attainment: attained, timeGone: gone, course: courseOf(attained, gone) },
    baselineToday,
    ...shown,
  };
}

/**
 * The released figures of an indicator in one area over time, the same that its page shows.
 * Undefined where the indicator or the area is no longer there, or the level is not open to this reader.
 */
export async function releasedSeries(
  context: Context,
  { indicator, level, code }: { readonly indicator: string; readonly level: string; readonly code: string },
): Promise<{ readonly periods: readonly Period[]; readonly values: readonly Value[] } | undefined> {
  try {
    const { periods, values } = await trendAnswer(context, { indicator, level, areas: code });
    return { periods, values: values[0] ?? [] };
  } catch (trouble) {
    if (trouble instanceof Refusal) return undefined;
    throw trouble;
  }
}

async function originalsOf(
  { db }: Context,
  goals: readonly SeenGoal[],
): Promise<ReadonlyMap<number, NonNullable<GoalHead["original"]>>> {
  const copies = goals.filter(({ row }) => row.original_tenant !== null);
  if (copies.length === 0) return new Map();
  const tenants = await db.selectFrom("kreislauf.tenant").select(["slug", "name"]).execute();
  const shared = await db
    .selectFrom("kreislauf.shared_goal")
    .select(["tenant", "goal_id", "edition"])
    .where("tenant", "in", [...new Set(copies.flatMap(({ row }) => row.original_tenant ?? []))])
    .where("withdrawn_at", "is", null)
    .orderBy("edition")
    .execute();
  return new Map(
    copies.map(({ row }) => {
      const slug = row.original_tenant ?? "";
      const newest = shared.findLast((one) => one.tenant === slug && one.goal_id === row.original_goal);
      const original = {
        tenant: slug,
        tenantName: tenants.find((one) => one.slug === slug)?.name || slug,
        goal: row.original_goal ?? 0,
        edition: row.original_edition ?? 0,
        newest: newest?.edition ?? null,
      };
      return [row.id, original] as const;
    }),
  );
}
