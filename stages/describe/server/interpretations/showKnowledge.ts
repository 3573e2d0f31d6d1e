import { sql } from "kysely";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { reachOf } from "../../../../runtime/people/policy.ts";
import { type Knowledge, knowledgeContract } from "../../contract/interpretations.ts";
import { askedIndicator } from "../asked.ts";
import { dataState } from "../dataState.ts";
import { interpretationsFor } from "./storedInterpretation.ts";

/**
 * The four steps from a delivered number to secured knowledge: raw, checked, interpreted, confirmed.
 *
 * Refuses an indicator that is not there.
 */
export const showKnowledge = operation(
  knowledgeContract,
  async (context, asked) => ({
    interpretations: await interpretationsFor(context, asked),
    values: asked.indicator === undefined ? [] : await deliveredValues(context, asked.indicator),
  }),
  { narrows: ["published"] },
);

/** Deliveries of base figures of the indicator, those that wait for a check first. */
async function deliveredValues(context: ReachingContext, id: string): Promise<Knowledge["values"]> {
  if (!reachOf(context.person, { action: "read", object: "delivery" }).everything) return [];
  const figures = askedIndicator(await dataState(context), id).figures.map((figure) => figure.id);
  const { rows } = await sql<{ id: number; file_name: string; state: string; person: string; happened_at: Date }>`
    select d.id, d.file_name, d.state, step.person, step.happened_at
    from delivery d
    join lateral (select s.person, s.happened_at from delivery_step s
                  where s.delivery_id = d.id and s.state = case when d.state = 'accepted' then 'accepted' else 'received' end
                  order by s.happened_at desc limit 1) step on true
    where (d.state in ('received', 'read', 'checked')
           and exists (select from jsonb_array_elements(d.mapping -> 'figures') one where one ->> 'figure' = any(${figures})))
       or (d.state = 'accepted'
           and exists (select from slice s join figure f on f.id = s.figure_id
                       where s.delivery_id = d.id and f.key = any(${figures})))
    order by d.state = 'accepted', d.id desc limit 50`.execute(context.db);
  return rows.map((row) => ({
    status: row.state === "accepted" ? "checked" : "raw",
    delivery: row.id,
    file: row.file_name,
    by: row.person,
    at: row.happened_at.toISOString(),
  }));
}
