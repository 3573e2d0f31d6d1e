import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { shareGoalContract } from "../contract.ts";
import { demandOwnGoal } from "./goalStore.ts";
import { shareEdition } from "./sharedEditions.ts";

/**
 * Lets the municipalities adopt a released goal. The goals above come with it, so that a copy
 * is never without the goal that it serves; editions released later follow by themselves.
 * Ending it takes those below along; copies that were made stay with their municipalities.
 *
 * Refuses where the tenant is no county, and while this goal or one above it is not released.
 */
export const shareGoal = operation(shareGoalContract, async (context, { id, shared }) => {
  const { tenant } = context;
  const goal = await demandOwnGoal(context, id);
  return context.db.transaction().execute(async (db) => {
    const mine = await db.selectFrom("kreislauf.tenant").select("kind").where("slug", "=", tenant).executeTakeFirst();
    if (mine?.kind !== "county") throw new Refusal("plan.onlyCounties", { title: goal.title });
    const all = await db.selectFrom("goal").select(["id", "parent_id", "title", "shared"]).orderBy("id").execute();
    const editions = await db
      .selectFrom("goal_edition")
      .select(["goal_id", (of) => of.fn.max("number").as("number")])
      .groupBy("goal_id")
      .execute();
    const goals = shared ? upwards(all, id) : downwards(all, id).filter((one) => one.shared);
    for (const one of goals) {
      const edition = editions.find(({ goal_id }) => goal_id === one.id);
      if (edition === undefined) throw new Refusal("plan.notReleased", { title: one.title }, { kind: "conflict" });
      await db.updateTable("goal").set({ shared }).where("id", "=", one.id).execute();
      if (shared) await shareEdition(context, db, one.id, edition.number);
      else
        await db
          .updateTable("kreislauf.shared_goal")
          .set({ withdrawn_at: context.now() })
          .where("tenant", "=", tenant)
          .where("goal_id", "=", one.id)
          .where("withdrawn_at", "is", null)
          .execute();
    }
    return { id, goals: goals.map((one) => one.id) };
  });
});

interface Placed {
  readonly id: number;
  readonly parent_id: number | null;
  readonly title: string;
  readonly shared: boolean;
}

function upwards(all: readonly Placed[], id: number): Placed[] {
  const goal = all.find((one) => one.id === id);
  if (goal === undefined) return [];
  return goal.parent_id === null ? [goal] : [...upwards(all, goal.parent_id), goal];
}

function downwards(all: readonly Placed[], id: number): Placed[] {
  return all.flatMap((one) =>
    one.id === id ? [one, ...all.filter(({ parent_id }) => parent_id === id).flatMap((b) => downwards(all, b.id))] : [],
  );
}
