import { localDay } from "../../../kernel/time/localDay.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { sharedGoalsContract } from "../contract.ts";
import { copiesOf } from "./adoptGoal.ts";
import { sharedGoals } from "./sharedGoals.ts";

/** What the county shares with this municipality, and what of it was adopted here. */
export const listSharedGoals = operation(
  sharedGoalsContract,
  async (context) => {
    const shared = await sharedGoals(context);
    if (shared === null) return { county: null, goals: [] };
    const copies = await copiesOf(context.db, shared.county.slug);
    return {
      county: shared.county.name,
      goals: shared.goals.map(({ goal, edition, sharedAt, content }) => ({
        ...{ tenant: shared.county.slug, tenantName: shared.county.name, goal, edition, content },
        ...{ sharedOn: localDay(sharedAt), copy: copies.get(goal) ?? null },
      })),
    };
  },
  { narrows: ["own", "published"] },
);
