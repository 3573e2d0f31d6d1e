import type { Kysely } from "kysely";
import { clearTenant } from "../../runtime/store/clearTenant.ts";
import type { Database } from "../../runtime/store/database.ts";
import type { Store } from "../../runtime/store/openStore.ts";

// While the demo county is made, a setting says so, with the licence that all its files bear.
const key = "demoInTheMaking";

/** Notes that the making of the demo county begins. */
export async function noteBegin(db: Kysely<Database>, licence: string): Promise<void> {
  await db
    .insertInto("setting")
    .values({ key, content: JSON.stringify({ licence }) })
    .execute();
}

/** Notes that the demo county is whole. */
export async function noteEnd(db: Kysely<Database>): Promise<void> {
  await db.deleteFrom("setting").where("key", "=", key).execute();
}

/**
 * Takes away half a demo county, left by somebody who broke its making off or by a machine that lost its power, so that it
 * can be made anew. Where anybody brought in a file of their own meanwhile, all stays as it is.
 */
export async function clearBrokenOffDemo(store: Store): Promise<void> {
  const note = await store.db.selectFrom("setting").select("content").where("key", "=", key).executeTakeFirst();
  if (note === undefined) return;
  const { licence } = note.content as { licence: string };
  const deliveries = await store.db.selectFrom("delivery").select("source").execute();
  const isAllDemo = deliveries.every(({ source }) => (source as { licence?: string }).licence === licence);
  if (isAllDemo) await clearTenant(store);
}
