import { sql } from "kysely";

/** Condition over `delivery d` as text: accepted, and not superseded by another accepted one. */
export const acceptedCondition = `d.state = 'accepted'
  and not exists (select from delivery newer where newer.supersedes_id = d.id and newer.state = 'accepted')`;

/** The same as part of a query. */
export const countsAsAccepted = sql.raw(acceptedCondition);
