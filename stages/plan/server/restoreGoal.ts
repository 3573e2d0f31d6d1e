import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import type { Restore } from "../../../runtime/http/operation.ts";
import { reachOf } from "../../../runtime/people/policy.ts";
import { changeGoalContract } from "../contract.ts";
import { demandOwnGoal, type GoalRow } from "./goalStore.ts";
import { demandParent } from "./writtenGoal.ts";

/**
 * An earlier wording of a goal as its newest, with the baseline as it was taken then. What was
 * released, shared or adopted meanwhile stays.
 */
export const restoreGoal: Restore = async (context, { id, content, basedOn }) => {
  const reaching = { ...context, reach: reachOf(context.person, changeGoalContract.policy) };
  const row = await demandOwnGoal(reaching, Number(id));
  const before = content as GoalRow;
  if (before.parent_id !== null) await demandParent(reaching, row.level, before.parent_id);
  const { title, description, parent_id, indicator_id, level_id, area_code, baseline } = before;
  const { target_value, target_date, unit_id, responsible } = before;
  return changeOnce(context.db, { kind: "goal", id }, basedOn, async (db) => {
    await db
      .updateTable("goal")
      .set({
        ...{ title, description, parent_id, indicator_id, level_id, area_code },
        baseline: baseline === null ? null : JSON.stringify(baseline),
        ...{ target_value, target_date, unit_id, responsible },
      })
      .where("id", "=", row.id)
      .execute();
    return {};
  });
};
