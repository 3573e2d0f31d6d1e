import { type Kysely, sql } from "kysely";
import type { Context } from "../../../../runtime/http/operation.ts";
import { countsAsAccepted } from "../../../../runtime/store/countsAsAccepted.ts";
import type { Database } from "../../../../runtime/store/database.ts";

/**
 * Areas that changed add figures up in other ways than before: what later stages do
 * at an acceptance, the protection first, is done again for everything that was
 * accepted, inside the transaction that changes them.
 */
export async function afterChangedSpaces(context: Context, db: Kysely<Database>): Promise<void> {
  if (context.afterAcceptance.length === 0) return;
  const { rows } = await sql<{ key: string }>`
    select distinct f.key from figure f join slice s on s.figure_id = f.id join delivery d on d.id = s.delivery_id
    where ${countsAsAccepted} order by f.key`.execute(db);
  if (rows.length === 0) return;
  const figures = rows.map(({ key }) => key);
  for (const step of context.afterAcceptance) await step(context, db, figures);
}
