import type { Kysely } from "kysely";
import type { Database } from "../store/database.ts";
import { eraseOldNames } from "./eraseOldNames.ts";

/** Under which the setting is kept. */
export const retentionKey = "auditRetention";
// Long enough for a yearly review of rights to look back on a whole year.
const monthsUnlessSet = 14;

/** How many months names stay in the audit trail. */
export async function readRetention(db: Kysely<Database>): Promise<number> {
  const row = await db.selectFrom("setting").select("content").where("key", "=", retentionKey).executeTakeFirst();
  return (row?.content as { months?: number } | undefined)?.months ?? monthsUnlessSet;
}

/** Sets how many months names stay. */
export async function writeRetention(db: Kysely<Database>, months: number): Promise<void> {
  const content = JSON.stringify({ months });
  await db
    .insertInto("setting")
    .values({ key: retentionKey, content })
    .onConflict((conflict) => conflict.column("key").doUpdateSet({ content }))
    .execute();
}

/** Erases the names whose time is over today. Runs at each start of the server and once a day. */
export async function eraseNamesInTime(db: Kysely<Database>, now: Date): ReturnType<typeof eraseOldNames> {
  const months = await readRetention(db);
  return eraseOldNames(db, monthsBefore(now, months));
}

/**
 * The same day some months ago; the last of the month where that month is shorter.
 *
 * @example
 * monthsBefore(new Date("2026-05-31T00:00:00Z"), 3).toISOString() // "2026-02-28T00:00:00.000Z"
 */
export function monthsBefore(moment: Date, months: number): Date {
  const before = new Date(moment);
  before.setUTCMonth(before.getUTCMonth() - months);
  if (before.getUTCDate() !== moment.getUTCDate()) before.setUTCDate(0);
  return before;
}
