import { sql } from "kysely";
import type { ReachingContext } from "../../../../runtime/http/operation.ts";
import { withinReach } from "../../../../runtime/people/narrowing.ts";

/**
 * The divisions that a person may see; null for all of them.
 *
 * Public is every division but the draft of a Handlungsraum: one that nobody has decided or approved yet.
 */
export async function seenDivisions({ db, reach }: Pick<ReachingContext, "db" | "reach">): Promise<string[] | null> {
  if (reach.everything) return null;
  const { rows } = await sql<{ id: string }>`
    select d.id from division d
    where ${withinReach(reach, "d", sql`(d.kind <> 'action' or d.decided_on is not null or d.approval <> '')`)}
    order by d.id`.execute(db);
  return rows.map((row) => row.id);
}
