import type { Kysely } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";

const daysKept = 365;

/** What is told to the holder of an account. */
export interface AccountNews {
  readonly accountId: string;
  /** The operation that did it, or `people.newDevice`. */
  readonly what: string;
  /** Who did it, when it was not the holder. */
  readonly byOther?: string;
}

/**
 * Writes down for its holder what happened to an account: no mail is sent, so the account itself tells it at the next visit.
 * What is older than a year goes.
 */
export async function tellHolder(db: Kysely<Database>, news: AccountNews, now: Date): Promise<void> {
  const { accountId, what, byOther = null } = news;
  await db
    .deleteFrom("kreislauf.account_event")
    .where("account_id", "=", accountId)
    .where("happened_at", "<", new Date(now.getTime() - daysKept * 24 * 3_600_000))
    .execute();
  await db
    .insertInto("kreislauf.account_event")
    .values({ account_id: accountId, happened_at: now, what, by_other: byOther, seen_at: null })
    .execute();
}

/** How much of it the holder has not looked at. */
export async function countNews(db: Kysely<Database>, accountId: string): Promise<number> {
  const { n } = await db
    .selectFrom("kreislauf.account_event")
    .select((count) => count.fn.countAll<number>().as("n"))
    .where("account_id", "=", accountId)
    .where("seen_at", "is", null)
    .executeTakeFirstOrThrow();
  return Number(n);
}
