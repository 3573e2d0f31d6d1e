import type { Kysely } from "kysely";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";

/** Puts a released edition where the municipalities of the county see it. */
export async function shareEdition(
  { tenant, now }: Pick<Context, "tenant" | "now">,
  db: Kysely<Database>,
  goal: number,
  edition: number,
): Promise<void> {
  const { content } = await db
    .selectFrom("goal_edition")
    .select("content")
    .where("goal_id", "=", goal)
    .where("number", "=", edition)
    .executeTakeFirstOrThrow();
  await db
    .insertInto("kreislauf.shared_goal")
    .values({
      ...{ tenant, goal_id: goal, edition, content: JSON.stringify(content) },
      ...{ shared_at: now(), withdrawn_at: null },
    })
    .onConflict((known) => known.columns(["tenant", "goal_id", "edition"]).doUpdateSet({ withdrawn_at: null }))
    .execute();
}
