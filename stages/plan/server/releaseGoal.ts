import type { Kysely, Selectable } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { demandUnchanged } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import type { GoalTable } from "../../../runtime/store/goalTables.ts";
import { type GoalContent, releaseGoalContract } from "../contract.ts";
import { lackingOf, lackNames } from "../lackingOf.ts";
import { isSameContent } from "../sameContent.ts";
import { releasedSeries } from "./goalHeads.ts";
import { contentMaker, demandOwnGoal } from "./goalStore.ts";
import { shareEdition } from "./sharedEditions.ts";

/**
 * Freezes the present wording as the next edition. From then on the public reads it, bodies
 * decide about it, and where the goal is shared the municipalities see it.
 *
 * Refuses while something is lacking, while the goal above is not released, a baseline that the public may not see, a
 * goal that was set aside, and an edition in which nothing is new.
 */
export const releaseGoal = operation(releaseGoalContract, async (context, { id, basedOn }) => {
  const goal = await demandOwnGoal(context, id);
  const contentOf = await contentMaker(context, [goal]);
  await demandPublicBaseline(context, contentOf(goal));
  return context.db.transaction().execute(async (db) => {
    // One after the other, so that no edition is given twice and none misses a change.
    await demandUnchanged(db, { kind: "goal", id: String(id) }, basedOn);
    const row = await db.selectFrom("goal").selectAll().where("id", "=", id).forUpdate().executeTakeFirstOrThrow();
    const content = contentOf(row);
    await demandReleasable(db, row, content);
    const newest = await db
      .selectFrom("goal_edition")
      .select(["number", "content"])
      .where("goal_id", "=", id)
      .orderBy("number", "desc")
      .executeTakeFirst();
    if (newest !== undefined && isSameContent(newest.content as GoalContent, content))
      throw new Refusal("plan.nothingNew", { title: row.title, edition: newest.number }, { kind: "conflict" });
    const number = (newest?.number ?? 0) + 1;
    const released = { released_by: context.person.name, released_at: context.now() };
    await db
      .insertInto("goal_edition")
      .values({ goal_id: id, number, content: JSON.stringify(content), ...released })
      .execute();
    if (row.shared) await shareEdition(context, db, id, number);
    // The county learns what the municipality released of its copy, and nothing else of it.
    if (row.original_tenant !== null && row.original_goal !== null)
      await db
        .updateTable("kreislauf.goal_adoption")
        .set({ released: JSON.stringify(content) })
        .where("from_tenant", "=", row.original_tenant)
        .where("goal_id", "=", row.original_goal)
        .where("to_tenant", "=", context.tenant)
        .where("copy_id", "=", id)
        .execute();
    return { id, edition: number };
  });
});

/** What is released is read by everybody: it names no figure that the public may not see. */
async function demandPublicBaseline(context: Context, { indicator, area, baseline }: GoalContent): Promise<void> {
  if (indicator === null || area === null || baseline === null) return;
  const person = { id: "public", name: "", grants: [] };
  const asked = { indicator: indicator.id, level: area.level, code: area.code };
  const series = await releasedSeries({ ...context, person }, asked);
  if (typeof series?.values[series.periods.indexOf(baseline.period)] === "number") return;
  throw new Refusal("plan.baselineNotPublic", {
    indicator: indicator.label.de,
    area: area.name,
    period: baseline.period,
  });
}

/** A goal goes out when it is pursued, says all it must, and the goal that it serves is out. */
async function demandReleasable(db: Kysely<Database>, row: Selectable<GoalTable>, content: GoalContent): Promise<void> {
  const { title } = row;
  if (row.set_aside) throw new Refusal("plan.isSetAside", { title }, { kind: "conflict" });
  const lacking = lackingOf(content);
  if (lacking.length > 0)
    throw new Refusal("plan.notComplete", { title, lacking: lacking.map((lack) => lackNames[lack].de).join(", ") });
  if (row.parent_id === null) return;
  const above = await db
    .selectFrom("goal")
    .leftJoin("goal_edition", "goal_edition.goal_id", "goal.id")
    .select(["title", "number"])
    .where("goal.id", "=", row.parent_id)
    .executeTakeFirst();
  if (above?.number === null)
    throw new Refusal("plan.aboveNotReleased", { title, above: above.title }, { kind: "conflict" });
}
