import { localDay } from "../../../kernel/time/localDay.ts";
import { differences } from "../../../kernel/version/differences.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { mayI, reachOf } from "../../../runtime/people/policy.ts";
import { reaches } from "../../../runtime/people/reach.ts";
import { comparableGoal } from "../comparableGoal.ts";
import {
  changeGoalContract,
  type GoalContent,
  type GoalPage,
  goalContract,
  recordGoalResolutionContract,
  releaseGoalContract,
  shareGoalContract,
} from "../contract.ts";
import { editionState, validSpans } from "../goalHistory.ts";
import { goalHeads } from "./goalHeads.ts";
import { demandGoal, type SeenGoal, seenGoals, today } from "./goalStore.ts";

/**
 * One goal with all that hangs on it.
 *
 * Refuses a goal that is not there for this reader.
 */
export const showGoal = operation(
  goalContract,
  async (context, { id }) => {
    const seen = await seenGoals(context);
    const goal = demandGoal(seen, id);
    const above = aboveOf(seen, goal);
    const isBelow = ({ row, content }: SeenGoal) => content.parent === id && !row.set_aside;
    const heads = await goalHeads(context, seen, (one) => one.row.id === id || isBelow(one));
    const head = heads.get(id);
    if (head === undefined) throw new Error(`goal without head: ${id}`);
    const day = today(context);
    const spans = validSpans(goal.resolutions);
    return {
      goal: head,
      above: above.map(({ row, content }) => ({ id: row.id, level: content.level, title: content.title })),
      below: seen.filter(isBelow).flatMap(({ row }) => heads.get(row.id) ?? []),
      editions: goal.editions.map(({ number, content, releasedAt }) => ({
        number,
        title: content.title,
        releasedOn: localDay(releasedAt),
        state: editionState(number, goal.resolutions, day),
        spans: spans.filter((span) => span.edition === number).map(({ from, to }) => ({ from, to })),
      })),
      resolutions: goal.resolutions.map(({ votesFor, votesAgainst, abstentions, ...rest }) => ({
        ...rest,
        ...(votesFor === null ? {} : { votesFor }),
        ...(votesAgainst === null ? {} : { votesAgainst }),
        ...(abstentions === null ? {} : { abstentions }),
      })),
      adoptions: goal.isInside ? await adoptionsOf(context, id) : [],
      original: goal.isInside ? await changesOfOriginal(context, goal) : null,
      may: await mayOf(context, goal),
    };
  },
  { narrows: ["own", "published"] },
);

function aboveOf(seen: readonly SeenGoal[], goal: SeenGoal): SeenGoal[] {
  const above = seen.find(({ row }) => row.id === goal.content.parent);
  return above === undefined ? [] : [...aboveOf(seen, above), above];
}

/** Which municipalities adopted the goal, and what they released of their copies. */
async function adoptionsOf({ db, tenant }: Context, id: number): Promise<GoalPage["adoptions"]> {
  const rows = await db
    .selectFrom("kreislauf.goal_adoption")
    .innerJoin("kreislauf.tenant", "kreislauf.tenant.slug", "to_tenant")
    .select(["to_tenant", "name", "adopted_at", "edition", "released"])
    .where("from_tenant", "=", tenant)
    .where("goal_id", "=", id)
    .orderBy("adopted_at")
    .orderBy("to_tenant")
    .execute();
  return rows.map(({ to_tenant, name, adopted_at, edition, released }) => ({
    ...{ tenant: to_tenant, tenantName: name || to_tenant, edition },
    adoptedOn: localDay(adopted_at),
    released: released as GoalContent | null,
  }));
}

/** What the county changed of the original since its edition was looked at last. */
async function changesOfOriginal({ db }: Context, { row }: SeenGoal): Promise<GoalPage["original"]> {
  const { original_tenant, original_goal, original_edition } = row;
  if (original_tenant === null || original_goal === null || original_edition === null) return null;
  const editions = await db
    .selectFrom("kreislauf.shared_goal")
    .select(["edition", "content", "withdrawn_at"])
    .where("tenant", "=", original_tenant)
    .where("goal_id", "=", original_goal)
    .orderBy("edition")
    .execute();
  const newest = editions.findLast(({ withdrawn_at }) => withdrawn_at === null);
  const looked = editions.find(({ edition }) => edition === original_edition);
  if (newest === undefined || newest.edition <= original_edition)
    return { edition: original_edition, newest: newest?.edition ?? null, differences: [] };
  const wordings = [looked, newest].map((one) =>
    one === undefined ? null : comparableGoal(one.content as GoalContent),
  );
  return { edition: original_edition, newest: newest.edition, differences: differences(wordings[0], wordings[1]) };
}

async function mayOf(context: Context, { row, isInside, editions }: SeenGoal): Promise<GoalPage["may"]> {
  const { db, person, tenant } = context;
  const belonging = { madeBy: row.made_by, owner: row.owner, published: false };
  // Where no municipality is, there is nobody to share with.
  const below = await db.selectFrom("kreislauf.tenant").select("slug").where("parent", "=", tenant).executeTakeFirst();
  const isOut = editions.length > 0;
  return {
    change: reaches(reachOf(person, changeGoalContract.policy), belonging),
    release: isInside && !row.set_aside && mayI(person, releaseGoalContract.policy),
    share: isInside && isOut && below !== undefined && mayI(person, shareGoalContract.policy),
    decide: isOut && mayI(person, recordGoalResolutionContract.policy),
  };
}
