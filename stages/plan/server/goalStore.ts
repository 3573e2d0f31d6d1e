import { type Selectable, sql } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { reaches } from "../../../runtime/people/reach.ts";
import { unitNames } from "../../../runtime/people/unitNames.ts";
import type { GoalTable } from "../../../runtime/store/goalTables.ts";
import type { Baseline, GoalContent } from "../contract.ts";
import { type Decision, shownEdition } from "../goalHistory.ts";

export type GoalRow = Selectable<GoalTable>;

export interface Edition {
  readonly number: number;
  readonly content: GoalContent;
  readonly releasedAt: Date;
}

export interface StoredResolution extends Decision {
  readonly id: number;
  readonly body: string;
  readonly votesFor: number | null;
  readonly votesAgainst: number | null;
  readonly abstentions: number | null;
  readonly reference: string;
  readonly note: string;
}

/** A goal as the asking person sees it. */
export interface SeenGoal {
  readonly row: GoalRow;
  /** The present wording for those whose it is; for others the edition that people outside see. */
  readonly content: GoalContent;
  /** Whether the present wording is seen. */
  readonly isInside: boolean;
  /** The edition that is seen; for those inside the newest. */
  readonly edition: Edition | undefined;
  readonly editions: readonly Edition[];
  /** In the order in which they were recorded. */
  readonly resolutions: readonly StoredResolution[];
}

/** The day of a call. */
export function today({ now }: Pick<Context, "now">): string {
  return localDay(now());
}

/** All goals that the person's right reaches: every one, one's own, and what was released of the others. */
export async function seenGoals(context: ReachingContext): Promise<SeenGoal[]> {
  const { db, reach } = context;
  const published = sql`exists (select from goal_edition e where e.goal_id = goal.id)`;
  const rows = await db
    .selectFrom("goal")
    .selectAll()
    .where(withinReach(reach, "goal", published))
    .orderBy("id")
    .execute();
  const ids = rows.map((row) => row.id);
  if (ids.length === 0) return [];
  const editions = await db
    .selectFrom("goal_edition")
    .select(["goal_id", "number", "content", "released_at"])
    .where("goal_id", "in", ids)
    .orderBy("number")
    .execute();
  const resolutions = await db.selectFrom("resolution").selectAll().where("goal_id", "in", ids).orderBy("id").execute();
  const contentOf = await contentMaker(context, rows);
  return rows.map((row) => {
    const own = editions
      .filter((edition) => edition.goal_id === row.id)
      .map(({ number, content, released_at }) => ({
        number,
        content: content as GoalContent,
        releasedAt: released_at,
      }));
    const decided = resolutions.filter((one) => one.goal_id === row.id).map(resolutionOf);
    const isInside = reaches(
      { ...reach, published: false },
      { madeBy: row.made_by, owner: row.owner, published: false },
    );
    const shown = shownEdition(
      own.map((edition) => edition.number),
      decided,
      today(context),
    );
    const edition = isInside ? own.at(-1) : own.find(({ number }) => number === shown);
    const content = isInside || edition === undefined ? contentOf(row) : edition.content;
    return { row, content, isInside, edition, editions: own, resolutions: decided };
  });
}

/** One goal as the person sees it, or a refusal that says there is none; what is not for this person is none. */
export function demandGoal(goals: readonly SeenGoal[], id: number): SeenGoal {
  const found = goals.find((goal) => goal.row.id === id);
  if (found === undefined) throw new Refusal("plan.unknownGoal", { id }, { kind: "missing" });
  return found;
}

/** One goal that the person may change; one that is only read, or not at all, is none. */
export async function demandOwnGoal(context: ReachingContext, id: number): Promise<GoalRow> {
  const row = await context.db
    .selectFrom("goal")
    .selectAll()
    .where("id", "=", id)
    .where(withinReach({ ...context.reach, published: false }, "goal"))
    .executeTakeFirst();
  if (row === undefined) throw new Refusal("plan.unknownGoal", { id }, { kind: "missing" });
  return row;
}

function resolutionOf(row: {
  readonly id: number;
  readonly goal_edition: number | null;
  readonly outcome: Decision["outcome"];
  readonly decided_on: string;
  readonly body: string;
  readonly votes_for: number | null;
  readonly votes_against: number | null;
  readonly abstentions: number | null;
  readonly reference: string;
  readonly note: string;
}): StoredResolution {
  return {
    id: row.id,
    edition: row.goal_edition ?? 0,
    outcome: row.outcome,
    decidedOn: row.decided_on,
    body: row.body,
    votesFor: row.votes_for,
    votesAgainst: row.votes_against,
    abstentions: row.abstentions,
    reference: row.reference,
    note: row.note,
  };
}

/** Turns rows into what is released, shared and shown: with the names of indicator, area and unit as they are today. */
export async function contentMaker(
  context: Context,
  rows: readonly Pick<GoalRow, "area_code">[],
): Promise<(row: GoalRow) => GoalContent> {
  const codes = rows.flatMap((row) => row.area_code ?? []);
  const areas =
    codes.length === 0
      ? []
      : await context.db
          .selectFrom("area")
          .select(["level_id", "code", "name"])
          .where("code", "in", codes)
          .orderBy("valid_from", (order) => order.desc().nullsLast())
          .execute();
  const nameOf = await unitNames(context.db);
  return (row) => {
    const indicator = row.indicator_id === null ? undefined : context.catalogue.indicators.get(row.indicator_id);
    const area = areas.find(({ level_id, code }) => level_id === row.level_id && code === row.area_code);
    return {
      level: row.level,
      parent: row.parent_id,
      title: row.title,
      description: row.description,
      indicator:
        row.indicator_id === null
          ? null
          : {
              id: row.indicator_id,
              // Taken out of the catalogue since: its id must do.
              label: indicator?.label ?? { de: row.indicator_id },
              unit: indicator?.unit ?? "",
              decimals: indicator?.decimals ?? 1,
            },
      area:
        row.level_id === null || row.area_code === null
          ? null
          : { level: row.level_id, code: row.area_code, name: area?.name ?? row.area_code },
      baseline: row.baseline as Baseline | null,
      targetValue: row.target_value,
      targetDate: row.target_date,
      responsible: row.unit_id === null ? row.responsible : (nameOf(row.unit_id, today(context)) ?? ""),
      unit: row.unit_id,
    };
  };
}
