import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { changeGoalContract } from "../contract.ts";
import { demandOwnGoal } from "./goalStore.ts";
import { writtenGoal } from "./writtenGoal.ts";

/**
 * Changes the present wording of a goal; editions that were released stay as they were.
 *
 * Refuses to set aside what was released or what other goals serve, and a wording that somebody else has changed
 * meanwhile.
 */
export const changeGoal = operation(
  changeGoalContract,
  async (context, { id, basedOn, reason: _, renewBaseline, setAside, ...input }) => {
    const row = await demandOwnGoal(context, id);
    const written = await writtenGoal(context, row.level, input, row, renewBaseline);
    if (setAside === true && !row.set_aside) await demandMaySetAside(context, row);
    return changeOnce(context.db, { kind: "goal", id: String(id) }, basedOn, async (db) => {
      await db
        .updateTable("goal")
        .set({ ...written, set_aside: setAside ?? row.set_aside })
        .where("id", "=", id)
        .execute();
      return { id };
    });
  },
  { narrows: ["own"] },
);

/** What a body may have decided on, and what others hang on, does not go away. */
async function demandMaySetAside(
  { db }: Pick<Context, "db">,
  { id, title }: { readonly id: number; readonly title: string },
): Promise<void> {
  const edition = await db.selectFrom("goal_edition").select("number").where("goal_id", "=", id).executeTakeFirst();
  if (edition !== undefined) throw new Refusal("plan.wasReleased", { title }, { kind: "conflict" });
  const below = await db
    .selectFrom("goal")
    .select("title")
    .where("parent_id", "=", id)
    .where("set_aside", "=", false)
    .executeTakeFirst();
  if (below !== undefined) throw new Refusal("plan.hasBelow", { title, below: below.title }, { kind: "conflict" });
}
