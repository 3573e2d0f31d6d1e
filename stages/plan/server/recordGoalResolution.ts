import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { recordGoalResolutionContract } from "../contract.ts";
import { today } from "./goalStore.ts";
import { resolutionRow } from "./resolutionRow.ts";

/**
 * Records what a body decided about an edition of a goal (PM08-012). Only the committee
 * office may; a record stays, and a correction is a newer one.
 *
 * Refuses a goal that was never released, an edition that does not exist, and a day that is still to come.
 */
export const recordGoalResolution = operation(
  recordGoalResolutionContract,
  async (context, { id, edition: asked, ...resolution }) => {
    const { db } = context;
    const editions = await db
      .selectFrom("goal_edition")
      .select("number")
      .where("goal_id", "=", id)
      .orderBy("number")
      .execute();
    const newest = editions.at(-1)?.number;
    // What was never released is not there for those who decide.
    if (newest === undefined) throw new Refusal("plan.unknownGoal", { id }, { kind: "missing" });
    const edition = asked ?? newest;
    if (!editions.some(({ number }) => number === edition))
      throw new Refusal("plan.unknownEdition", { edition, newest }, { kind: "missing" });
    if (resolution.decidedOn > today(context)) throw new Refusal("plan.decidedLater", { day: resolution.decidedOn });
    const { id: stored } = await db
      .insertInto("resolution")
      .values({
        report_id: null,
        goal_id: id,
        goal_edition: edition,
        ...resolutionRow(context, resolution),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { id: stored, edition };
  },
);
