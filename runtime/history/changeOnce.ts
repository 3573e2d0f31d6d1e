import { type Kysely, sql, type Transaction } from "kysely";
import { countyClock } from "../../kernel/time/localDay.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Database } from "../store/database.ts";

/** A thing with versions, as the history names it: `agreement`, `12`. */
export interface Versioned {
  readonly kind: string;
  readonly id: string;
}

/**
 * Changes a thing in one transaction, unless somebody else has changed it since the person saw it,
 * and answers what the change gives together with the version that is then in force.
 *
 * Two people who save at the same moment come one after the other, and the second is told.
 *
 * @param basedOn version that the person saw, 0 for none; without it nothing is compared
 */
export async function changeOnce<Result extends object>(
  db: Kysely<Database>,
  thing: Versioned,
  basedOn: number | undefined,
  change: (transaction: Transaction<Database>) => Promise<Result>,
): Promise<Result & { version: number }> {
  return db.transaction().execute(async (transaction) => {
    await demandUnchanged(transaction, thing, basedOn);
    const result = await change(transaction);
    return { ...result, version: (await newestVersion(transaction, thing))?.number ?? 0 };
  });
}

/**
 * Refuses when a thing has a newer version than the one a person saw; from here to the end of the
 * transaction nobody else gets past the same question.
 */
export async function demandUnchanged(
  transaction: Kysely<Database>,
  thing: Versioned,
  basedOn: number | undefined,
): Promise<void> {
  await sql`select pg_advisory_xact_lock(7317, hashtext(${`${thing.kind} ${thing.id}`}))`.execute(transaction);
  if (basedOn === undefined) return;
  const newest = await newestVersion(transaction, thing);
  if (newest === undefined || newest.number <= basedOn) return;
  throw new Refusal(
    "http.changedMeanwhile",
    { person: newest.person || "Jemand", time: momentInGerman(newest.changed_at), version: newest.number },
    { kind: "conflict" },
  );
}

/** Numbers of the versions in force of all things of a kind, by id; what was never changed has none. */
export async function versionsInForce(db: Kysely<Database>, kind: string): Promise<(id: string | number) => number> {
  const rows = await db
    .selectFrom("change")
    .select(["id", (of) => of.fn.max("number").as("number")])
    .where("kind", "=", kind)
    .groupBy("id")
    .execute();
  const numbers = new Map(rows.map((row) => [row.id, row.number]));
  return (id) => numbers.get(String(id)) ?? 0;
}

/** Number of the version in force of one thing; 0 when none was kept yet. */
export async function versionInForce(db: Kysely<Database>, thing: Versioned): Promise<number> {
  return (await newestVersion(db, thing))?.number ?? 0;
}

function newestVersion(db: Kysely<Database>, { kind, id }: Versioned) {
  return db
    .selectFrom("change")
    .select(["number", "person", "changed_at"])
    .where("kind", "=", kind)
    .where("id", "=", id)
    .orderBy("number", "desc")
    .limit(1)
    .executeTakeFirst();
}

function momentInGerman(moment: Date): string {
  return moment.toLocaleString("de-DE", { dateStyle: "medium", timeStyle: "short", timeZone: countyClock });
}
