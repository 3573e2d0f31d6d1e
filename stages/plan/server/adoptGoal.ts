import type { Kysely } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { belongingOf } from "../../../runtime/people/narrowing.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { adoptGoalContract } from "../contract.ts";
import { levelAbove } from "../goalLevels.ts";
import { copiedContent } from "./copiedContent.ts";
import { type OfferedGoal, sharedGoals } from "./sharedGoals.ts";
import { demandParent } from "./writtenGoal.ts";

/**
 * Makes a copy of a county's goal that belongs to the municipality (GOE-013): wording, indicator
 * and target come along, with a link to the original; area, baseline and who answers for it are its own.
 *
 * The goals above come along where they are not there yet, unless the copy is to serve
 * a goal of the municipality's own.
 *
 * Refuses where no county stands above, a goal that it does not share, and one that was adopted before.
 */
export const adoptGoal = operation(
  adoptGoalContract,
  async (context, { goal, parent }) => {
    const shared = await sharedGoals(context);
    if (shared === null) throw new Refusal("plan.noCountyAbove");
    const offered = new Map(shared.goals.map((one) => [one.goal, one]));
    const wanted = offered.get(goal);
    if (wanted === undefined) throw new Refusal("plan.notShared", { goal }, { kind: "missing" });
    if (parent !== undefined) await demandParent(context, wanted.content.level, parent);
    const { slug: from } = shared.county;
    return context.db.transaction().execute(async (db) => {
      const copies = await copiesOf(db, from);
      if (copies.has(goal))
        throw new Refusal("plan.alreadyAdopted", { title: wanted.content.title }, { kind: "conflict" });
      const chain = parent === undefined ? upwards(offered, wanted) : [wanted];
      const made: number[] = [];
      for (const one of chain) {
        const known = copies.get(one.goal);
        if (known !== undefined) continue;
        const above = one === wanted && parent !== undefined ? parent : copies.get(one.content.parent ?? 0);
        const { id } = await db
          .insertInto("goal")
          .values({
            ...{ level: one.content.level, ...copiedContent(context.catalogue, one.content) },
            parent_id: levelAbove(one.content.level) === undefined ? null : (above ?? null),
            ...{ original_tenant: from, original_goal: one.goal, original_edition: one.edition },
            ...belongingOf(context.person.id, context.reach),
          })
          .returning("id")
          .executeTakeFirstOrThrow();
        copies.set(one.goal, id);
        made.push(id);
        const adoption = { edition: one.edition, copy_id: id, adopted_at: context.now(), released: null };
        await db
          .insertInto("kreislauf.goal_adoption")
          .values({ from_tenant: from, goal_id: one.goal, to_tenant: context.tenant, ...adoption })
          // Adopted once before and set aside since.
          .onConflict((known) => known.columns(["from_tenant", "goal_id", "to_tenant"]).doUpdateSet(adoption))
          .execute();
      }
      return { id: made.at(-1) ?? 0, with: made.slice(0, -1) };
    });
  },
  { narrows: ["own"] },
);

/** Copies here of a county's goals, by the number of the original; what was set aside is none. */
export async function copiesOf(db: Kysely<Database>, county: string): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom("goal")
    .select(["id", "original_goal"])
    .where("original_tenant", "=", county)
    .where("set_aside", "=", false)
    .orderBy("id")
    .execute();
  return new Map(rows.map(({ id, original_goal }) => [original_goal ?? 0, id]));
}

/** The goal and those that it serves, the widest first. */
function upwards(offered: ReadonlyMap<number, OfferedGoal>, goal: OfferedGoal): OfferedGoal[] {
  const above = offered.get(goal.content.parent ?? 0);
  return above === undefined ? [goal] : [...upwards(offered, above), goal];
}
