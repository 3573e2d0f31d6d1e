import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { type Baseline, followOriginalContract, type GoalContent } from "../contract.ts";
import { copiedContent } from "./copiedContent.ts";
import { demandOwnGoal, type GoalRow } from "./goalStore.ts";
import { demandWay } from "./writtenGoal.ts";

/**
 * Notes that a change of the county's goal was seen, and takes its wording and target into the copy when asked.
 *
 * Refuses a goal that is no copy, and an edition that the county does not share.
 */
export const followOriginal = operation(
  followOriginalContract,
  async (context, { id, basedOn, edition, take }) => {
    const row = await demandOwnGoal(context, id);
    const { original_tenant: from, original_goal: goal, title } = row;
    if (from === null || goal === null) throw new Refusal("plan.noOriginal", { title });
    const original = await context.db
      .selectFrom("kreislauf.shared_goal")
      .select("content")
      .where("tenant", "=", from)
      .where("goal_id", "=", goal)
      .where("edition", "=", edition)
      .where("withdrawn_at", "is", null)
      .executeTakeFirst();
    if (original === undefined) throw new Refusal("plan.notSharedEdition", { title, edition }, { kind: "missing" });
    const taken = take ? takenOver(row, copiedContent(context.catalogue, original.content as GoalContent)) : {};
    return changeOnce(context.db, { kind: "goal", id: String(id) }, basedOn, async (db) => {
      await db
        .updateTable("goal")
        .set({ ...taken, original_edition: edition })
        .where("id", "=", id)
        .execute();
      await db
        .updateTable("kreislauf.goal_adoption")
        .set({ edition })
        .where("from_tenant", "=", from)
        .where("goal_id", "=", goal)
        .where("to_tenant", "=", context.tenant)
        .execute();
      return { id };
    });
  },
  { narrows: ["own"] },
);

/** With another indicator the baseline falls away: it was one of the old. */
function takenOver(row: GoalRow, copied: ReturnType<typeof copiedContent>) {
  if (copied.indicator_id !== row.indicator_id) return { ...copied, baseline: null };
  demandWay(row.baseline as Baseline | null, copied.target_value, copied.target_date);
  return copied;
}
