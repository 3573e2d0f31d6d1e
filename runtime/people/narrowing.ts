import { type RawBuilder, sql } from "kysely";
import type { Reach } from "./reach.ts";

/**
 * The rows that a reach lets through, as a condition for SQL: the same answer as
 * `reaches` gives for one object.
 *
 * @param table alias of the table with `made_by` and `owner`
 * @param published condition under which a row is published to the asking person; never, when left out
 */
export function withinReach(
  reach: Reach,
  table: string,
  published: RawBuilder<unknown> = sql`false`,
): RawBuilder<boolean> {
  if (reach.everything) return sql`true`;
  const own =
    reach.own === null
      ? sql`false`
      : sql`(${sql.ref(`${table}.made_by`)} = ${reach.own.person} or ${sql.ref(`${table}.owner`)} = any(${[...reach.own.scopes]}::text[]))`;
  return reach.published ? sql`(${own} or ${published})` : sql`${own}`;
}

/**
 * Whose a new object is: it bears who made it and the first of the scopes in which the person may make such things.
 *
 * @example
 * belongingOf("a", { everything: false, own: { person: "a", scopes: ["unit 12", "unit 13"] }, published: false }) // { made_by: "a", owner: "unit 12" }
 * belongingOf("a", { everything: true, own: null, published: false }) // { made_by: "a", owner: null }
 */
export function belongingOf(person: string, reach: Reach): { made_by: string; owner: string | null } {
  return { made_by: person, owner: reach.everything ? null : (reach.own?.scopes[0] ?? null) };
}
