import { operation } from "../../../runtime/http/operation.ts";
import { belongingOf } from "../../../runtime/people/narrowing.ts";
import { createGoalContract } from "../contract.ts";
import { writtenGoal } from "./writtenGoal.ts";

/** Adds a goal as a draft; nobody outside sees it until leadership has released it. */
export const createGoal = operation(
  createGoalContract,
  async (context, { level, reason: _, ...input }) => {
    const written = await writtenGoal(context, level, input);
    const { id } = await context.db
      .insertInto("goal")
      .values({
        ...{ level, ...written, original_tenant: null, original_goal: null, original_edition: null },
        ...belongingOf(context.person.id, context.reach),
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    return { id, version: 1 };
  },
  { narrows: ["own"] },
);
