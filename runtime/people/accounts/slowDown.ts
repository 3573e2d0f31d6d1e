import { createHmac } from "node:crypto";
import type { Kysely } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Database } from "../../store/database.ts";

/** How many tries are free, and how long one waits after that. */
export interface Patience {
  readonly free: number;
  readonly firstWaitSeconds: number;
  readonly longestWaitSeconds: number;
  /** After so long without a try everything is forgotten. */
  readonly forgottenAfterSeconds: number;
}

const day = 24 * 3_600;

/** Tries at one account from one network, or from one browser that signed in there before. */
export const perAccount: Patience = {
  free: 5,
  firstWaitSeconds: 30,
  longestWaitSeconds: 3_600,
  forgottenAfterSeconds: day,
};
/** Tries from one network at whatever account, by browsers that nobody knows: an office has many people behind one address. */
export const perNetwork: Patience = {
  free: 60,
  firstWaitSeconds: 60,
  longestWaitSeconds: 900,
  forgottenAfterSeconds: day,
};
/** Challenges that one network asks for without answering them: each leaves a row for some minutes. */
export const perChallenge: Patience = {
  free: 200,
  firstWaitSeconds: 60,
  longestWaitSeconds: 300,
  forgottenAfterSeconds: 600,
};
/** A code of a second factor opens once. */
export const once: Patience = { free: 1, firstWaitSeconds: 180, longestWaitSeconds: 180, forgottenAfterSeconds: 180 };

/**
 * Counts a try, and refuses it while somebody who failed too often has to wait.
 *
 * The first tries are free; after them each failure doubles the wait, up to an hour. Counted is the
 * try before its outcome is known, so that a hundred at once are not a hundred guesses; who succeeds
 * is `forgiven`. What is counted is never an account alone: a stranger who fails on purpose makes
 * only the own network wait, and not the person, whose browser is known. Under the key stands a keyed
 * hash, so that the table names nobody.
 *
 * Source: OWASP, Slow Down Online Guessing Attacks with Device Cookies.
 */
export async function countTry(book: TryBook, about: readonly string[], patience: Patience): Promise<void> {
  const key = keyOf(book, about);
  const now = book.now();
  const waits = await book.db.transaction().execute(async (db) => {
    await db
      .insertInto("kreislauf.attempt")
      .values({ key, failures: 0, last_at: now, waits_until: null })
      .onConflict((conflict) => conflict.column("key").doNothing())
      .execute();
    const row = await db
      .selectFrom("kreislauf.attempt")
      .select(["failures", "last_at", "waits_until"])
      .where("key", "=", key)
      .forUpdate()
      .executeTakeFirstOrThrow();
    if (row.waits_until !== null && row.waits_until > now) return row.waits_until.getTime() - now.getTime();
    const isOld = now.getTime() - row.last_at.getTime() > patience.forgottenAfterSeconds * 1_000;
    const failures = (isOld ? 0 : row.failures) + 1;
    const seconds = waitAfter(failures, patience);
    await db
      .updateTable("kreislauf.attempt")
      .set({
        failures,
        last_at: now,
        waits_until: seconds === 0 ? null : new Date(now.getTime() + seconds * 1_000),
      })
      .where("key", "=", key)
      .execute();
    return 0;
  });
  if (waits > 0) throw new Refusal("people.waitAWhile", { wait: waitInWords(waits) }, { kind: "later" });
}

/** Takes back what was counted: the person succeeded. */
export async function forgive(book: TryBook, about: readonly string[]): Promise<void> {
  await book.db.deleteFrom("kreislauf.attempt").where("key", "=", keyOf(book, about)).execute();
}

/** Takes one try back and leaves the others: one who succeeds does not speak for the rest of the network. */
export async function takeBack(book: TryBook, about: readonly string[], patience: Patience): Promise<void> {
  const row = await book.db
    .updateTable("kreislauf.attempt")
    .set((set) => ({ failures: set("failures", "-", 1) }))
    .where("key", "=", keyOf(book, about))
    .where("failures", ">", 0)
    .returning("failures")
    .executeTakeFirst();
  if (row === undefined || row.failures >= patience.free) return;
  await book.db
    .updateTable("kreislauf.attempt")
    .set({ waits_until: null })
    .where("key", "=", keyOf(book, about))
    .execute();
}

/** What counting needs: where, under which key, and what time it is. */
export interface TryBook {
  readonly db: Kysely<Database>;
  readonly secret: string;
  readonly now: () => Date;
}

/**
 * Seconds to wait after so many failures.
 *
 * @example
 * [4, 5, 6, 7, 30].map((failures) => waitAfter(failures, { free: 5, firstWaitSeconds: 30, longestWaitSeconds: 3600, forgottenAfterSeconds: 86400 })) // [0, 30, 60, 120, 3600]
 */
export function waitAfter(failures: number, { free, firstWaitSeconds, longestWaitSeconds }: Patience): number {
  return failures < free ? 0 : Math.min(longestWaitSeconds, firstWaitSeconds * 2 ** (failures - free));
}

function keyOf({ secret }: TryBook, about: readonly string[]): string {
  return createHmac("sha256", secret)
    .update(`try|${JSON.stringify(about)}`)
    .digest("base64url");
}

function waitInWords(milliseconds: number): string {
  const seconds = Math.ceil(milliseconds / 1_000);
  if (seconds <= 90) return `${seconds} Sekunden`;
  return `${Math.ceil(seconds / 60)} Minuten`;
}
