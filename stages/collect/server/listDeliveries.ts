import { sql } from "kysely";
import { operation } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { listDeliveries as contract } from "../contract.ts";
import { deliverySummaries } from "./deliverySummaries.ts";

/** The deliveries that are the asking person's to see, newest first; by state, or those that give values of a figure. */
export const listDeliveries = operation(
  contract,
  async ({ db, reach }, { state, figure }) => ({
    deliveries: await deliverySummaries(
      db,
      sql`${withinReach(reach, "d")} and (${state ?? null}::text is null or d.state = ${state ?? null})
      and (${figure ?? null}::text is null or exists (
        select from slice s join figure g on g.id = s.figure_id where s.delivery_id = d.id and g.key = ${figure ?? null}))`,
    ),
  }),
  { narrows: ["own"] },
);
