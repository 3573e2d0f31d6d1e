import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";
import { rebuildSeries } from "./rebuildSeries.ts";

/**
 * Sets the figures back to an earlier state of the data, inside a transaction that
 * will be taken back: later acceptances and later definitions are as if they had
 * not been. Answers the figures that this touches; whoever protects works their
 * patterns out anew.
 *
 * @param order the last acceptance that counts
 * @param moment definitions that were made later do not count
 */
export async function dataAsOf(db: Kysely<Database>, order: number, moment: Date): Promise<string[]> {
  if (!db.isTransaction) throw new Error("data as of an earlier state only inside a transaction");
  const later = await db.selectFrom("delivery").select("id").where("accepted_order", ">", order).execute();
  await db.deleteFrom("definition").where("changed_at", ">", moment).execute();
  if (later.length === 0) return [];
  const ids = later.map(({ id }) => id);
  const { rows } = await sql<{ key: string }>`
    select distinct f.key from slice s join figure f on f.id = s.figure_id
    where s.delivery_id = any(${ids}::integer[]) order by 1`.execute(db);
  await db.updateTable("delivery").set({ state: "checked", accepted_order: null }).where("id", "in", ids).execute();
  const keys = rows.map(({ key }) => key);
  await rebuildSeries(db, keys);
  return keys;
}
