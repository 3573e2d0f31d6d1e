import { lastDayOf } from "../../../kernel/area/conversion.ts";
import { germanNumber } from "../../../kernel/number/germanNumber.ts";
import { germanDate } from "../../../kernel/time/germanDate.ts";
import { periodPoint } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Absence } from "../../../kernel/value/value.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { lineageAnswer, trendAnswer } from "../../describe/server/describe.ts";
import type { Baseline, GoalWriting } from "../contract.ts";
import { type GoalLevel, levelAbove, levelNames } from "../goalLevels.ts";
import { type GoalRow, today } from "./goalStore.ts";

/** What is stored of what somebody wrote. */
export type WrittenGoal = Pick<
  GoalRow,
  | "parent_id"
  | "title"
  | "description"
  | "indicator_id"
  | "level_id"
  | "area_code"
  | "target_value"
  | "target_date"
  | "unit_id"
  | "responsible"
> & { readonly baseline: string | null };

/**
 * Looks at what somebody wrote about a goal, and takes its baseline from the released figures.
 *
 * A baseline that was taken stays as it was, also when later deliveries correct the figure: a
 * body decided on it. It is taken anew when indicator, area or period change, or when asked.
 */
export async function writtenGoal(
  context: ReachingContext,
  level: GoalLevel,
  input: Omit<GoalWriting, "reason">,
  before?: GoalRow,
  renewBaseline = false,
): Promise<WrittenGoal> {
  const { indicator, areaLevel, areaCode, baselinePeriod, targetValue, targetDate, unit, responsible = "" } = input;
  const title = input.title.trim();
  if (title.length < 3) throw new Refusal("plan.titleTooShort");
  const parent = input.parent ?? null;
  if (parent !== null) await demandParent(context, level, parent);
  const measured = [indicator, areaLevel, areaCode, baselinePeriod, targetValue, targetDate, unit];
  if (level !== "operational" && (measured.some((part) => part !== undefined) || responsible.trim() !== ""))
    throw new Refusal("plan.onlyOperational", { level: levelNames[level].de });
  if (unit !== undefined) await demandUnit(context, unit);
  if ((areaLevel === undefined) !== (areaCode === undefined)) throw new Refusal("plan.halfArea");
  if (targetDate !== undefined) demandDay(targetDate);
  if (indicator !== undefined && !context.catalogue.indicators.has(indicator))
    throw new Refusal("plan.unknownIndicator", { id: indicator }, { kind: "missing" });
  if (baselinePeriod !== undefined && (indicator === undefined || areaLevel === undefined || areaCode === undefined))
    throw new Refusal("plan.baselineOfWhat");
  const baseline =
    indicator === undefined || areaLevel === undefined || areaCode === undefined || baselinePeriod === undefined
      ? null
      : await baselineFor(
          context,
          { indicator, level: areaLevel, code: areaCode, period: baselinePeriod },
          renewBaseline ? undefined : before,
        );
  if (indicator !== undefined && areaLevel !== undefined && areaCode !== undefined && baseline === null)
    // Refuses an indicator, level or area that does not exist, although nothing is measured yet.
    await trendAnswer(context, { indicator, level: areaLevel, areas: areaCode });
  demandWay(baseline, targetValue ?? null, targetDate ?? null);
  return {
    parent_id: parent,
    title,
    description: (input.description ?? "").trim(),
    indicator_id: indicator ?? null,
    level_id: areaLevel ?? null,
    area_code: areaCode ?? null,
    baseline: baseline === null ? null : JSON.stringify(baseline),
    target_value: targetValue ?? null,
    target_date: targetDate ?? null,
    unit_id: unit ?? null,
    // The chart knows what the unit is called.
    responsible: unit === undefined ? responsible.trim() : "",
  };
}

/** There must be a way from baseline to target, and time to go it. */
export function demandWay(baseline: Baseline | null, targetValue: number | null, targetDate: string | null): void {
  if (baseline === null) return;
  if (targetValue === baseline.value)
    throw new Refusal("plan.noWay", { value: germanNumber(targetValue, { decimals: 2 }), period: baseline.period });
  if (targetDate !== null && targetDate <= lastDayOf(baseline.period))
    throw new Refusal("plan.noTime", { day: germanDate(targetDate), period: baseline.period });
}

/** The goal above must be one that this person may build on, of the level above, and pursued. */
export async function demandParent(context: ReachingContext, level: GoalLevel, parent: number): Promise<void> {
  const { db, reach } = context;
  const above = await db
    .selectFrom("goal")
    .select(["title", "level", "set_aside"])
    .where("id", "=", parent)
    // Who may write about own goals only serves goals of others that were released, or own ones.
    .where((is) =>
      is.or([
        withinReach(reach, "goal"),
        is.exists(is.selectFrom("goal_edition").select("number").whereRef("goal_edition.goal_id", "=", "goal.id")),
      ]),
    )
    .executeTakeFirst();
  if (above === undefined) throw new Refusal("plan.unknownGoal", { id: parent }, { kind: "missing" });
  const wanted = levelAbove(level);
  if (wanted === undefined) throw new Refusal("plan.nothingAbove", { level: levelNames[level].de });
  if (above.level !== wanted)
    throw new Refusal("plan.wrongParent", {
      level: levelNames[level].de,
      wanted: levelNames[wanted].de,
      title: above.title,
      is: levelNames[above.level].de,
    });
  if (above.set_aside) throw new Refusal("plan.parentSetAside", { title: above.title }, { kind: "conflict" });
}

async function demandUnit({ db }: Context, unit: number): Promise<void> {
  const found = await db.selectFrom("unit").select("id").where("id", "=", unit).executeTakeFirst();
  if (found === undefined) throw new Refusal("plan.unknownUnit", { unit }, { kind: "missing" });
}

/** A day that the calendar has, within the memory and foresight of planning. */
export function demandDay(day: string): void {
  const point = periodPoint(day);
  if (point?.frequency !== "day" || day < "1990-01-01" || day > "2199-12-31")
    throw new Refusal("plan.noSuchDay", { day });
}

interface Cell {
  readonly indicator: string;
  readonly level: string;
  readonly code: string;
  readonly period: string;
}

async function baselineFor(context: Context, cell: Cell, before: GoalRow | undefined): Promise<Baseline> {
  const kept = before?.baseline as Baseline | null | undefined;
  const isSame =
    before !== undefined &&
    kept?.period === cell.period &&
    before.indicator_id === cell.indicator &&
    before.level_id === cell.level &&
    before.area_code === cell.code;
  return isSame && kept ? kept : takenBaseline(context, cell);
}

/** The released value of a cell with the deliveries behind it, as they are today. */
async function takenBaseline(context: Context, cell: Cell): Promise<Baseline> {
  if (periodPoint(cell.period) === undefined) throw new Refusal("plan.noSuchPeriod", { period: cell.period });
  const { indicator, area, value, definition, parts } = await lineageAnswer(context, cell);
  if (typeof value !== "number")
    throw new Refusal(`plan.${noBaseline[value]}`, {
      indicator: indicator.label.de,
      area: area.name,
      period: cell.period,
    });
  // The goal is measured along this series; a start beside it would never be told.
  const series = await trendAnswer(context, { indicator: cell.indicator, level: cell.level, areas: cell.code });
  if (!series.periods.includes(cell.period))
    throw new Refusal("plan.noBaseline", { indicator: indicator.label.de, area: area.name, period: cell.period });
  const deliveries = new Map(
    parts.flatMap((part) => part.cells.flatMap(({ delivery }) => (delivery === null ? [] : [[delivery.id, delivery]]))),
  );
  return {
    period: cell.period,
    value,
    takenOn: today(context),
    indicatorVersion: definition.version,
    formula: definition.formula,
    sources: [...deliveries.values()].map(({ id, title, publisher, licence, fileName, fileHash }) => ({
      ...{ delivery: id, title, publisher, licence, fileName, fileHash },
    })),
  };
}

const noBaseline: Readonly<Record<Absence, string>> = {
  withheld: "baselineWithheld",
  unreliable: "baselineUnreliable",
  unknown: "noBaseline",
  later: "noBaseline",
  senseless: "noBaseline",
};
