import type { Context } from "../../../runtime/http/operation.ts";
import type { GoalContent } from "../contract.ts";

/** A goal as its county shares it. */
export interface OfferedGoal {
  readonly goal: number;
  readonly edition: number;
  readonly sharedAt: Date;
  readonly content: GoalContent;
}

/** The county above this tenant and the newest edition of each goal that it shares; null for a tenant without a county. */
export async function sharedGoals({ db, tenant }: Pick<Context, "db" | "tenant">): Promise<{
  readonly county: { readonly slug: string; readonly name: string };
  readonly goals: readonly OfferedGoal[];
} | null> {
  const tenants = await db.selectFrom("kreislauf.tenant").select(["slug", "name", "parent"]).execute();
  const parent = tenants.find(({ slug }) => slug === tenant)?.parent;
  const county = tenants.find(({ slug }) => slug === parent);
  if (county === undefined) return null;
  const rows = await db
    .selectFrom("kreislauf.shared_goal")
    .select(["goal_id", "edition", "shared_at", "content"])
    .where("tenant", "=", county.slug)
    .where("withdrawn_at", "is", null)
    .orderBy("goal_id")
    .orderBy("edition")
    .execute();
  const newest = rows.filter((row, at) => rows[at + 1]?.goal_id !== row.goal_id);
  return {
    county: { slug: county.slug, name: county.name || county.slug },
    goals: newest.map(({ goal_id, edition, shared_at, content }) => ({
      ...{ goal: goal_id, edition, sharedAt: shared_at, content: content as GoalContent },
    })),
  };
}
