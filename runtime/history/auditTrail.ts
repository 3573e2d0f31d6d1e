import { createHash, randomBytes } from "node:crypto";
import type { Kysely } from "kysely";
import type { Person } from "../people/person.ts";
import type { AuditEntryTable, Database } from "../store/database.ts";

/** What somebody tried, before it is linked into the trail. */
export interface Attempt {
  readonly operation: string;
  readonly action: string;
  readonly object: string;
  /** Which thing, by identifiers; never a text that somebody wrote. */
  readonly subject: Readonly<Record<string, string | number | boolean>>;
  readonly outcome: AuditEntryTable["outcome"];
}

/** A line of the trail as it is linked: everything that its hash covers. */
export interface LinkedEntry extends Attempt {
  readonly number: number;
  readonly happenedAt: Date;
  readonly personHash: string;
  readonly previous: string;
}

/**
 * Adds a line to the audit trail and links it to the one before.
 *
 * The trail of a tenant grows one line at a time: whoever adds locks its head. The
 * name of the person stands beside the line and can be erased when its time is
 * over; the line keeps a salted hash of it, so that the chain holds without it.
 */
export async function appendEntry(db: Kysely<Database>, person: Person, now: Date, attempt: Attempt): Promise<void> {
  const salt = randomBytes(16).toString("hex");
  const personHash = hashOfPerson(salt, person);
  await db.transaction().execute(async (transaction) => {
    const head = await transaction.selectFrom("audit_head").selectAll().forUpdate().executeTakeFirstOrThrow();
    const number = head.number + 1;
    const hash = hashOfEntry({ ...attempt, number, happenedAt: now, personHash, previous: head.hash });
    const { operation, action, object, outcome } = attempt;
    const subject = JSON.stringify(attempt.subject);
    await transaction
      .insertInto("audit_entry")
      .values({
        ...{ number, happened_at: now, operation, action, object, subject, outcome },
        ...{ person_hash: personHash, previous: head.hash, hash },
      })
      .execute();
    await transaction
      .insertInto("audit_person")
      .values({ number, salt, person_id: person.id, person: person.name })
      .execute();
    await transaction.updateTable("audit_head").set({ number, hash }).execute();
  });
}

/**
 * The hash that links a line: of its own content and, through `previous`, of all before it.
 *
 * SHA-256 over the fields in a fixed order as JSON; the fields of `subject` in
 * alphabetical order, so that it does not matter how the database keeps them.
 */
export function hashOfEntry(entry: LinkedEntry): string {
  const subject = Object.entries(entry.subject).sort(([a], [b]) => (a < b ? -1 : 1));
  const { number, operation, action, object, outcome, personHash, previous } = entry;
  const fields = [previous, number, entry.happenedAt.toISOString(), operation, action, object, subject, outcome];
  return sha256(JSON.stringify([...fields, personHash]));
}

/** What stands for a person in a line: nobody can read the name from it, but whoever knows name and salt can prove it. */
export function hashOfPerson(salt: string, person: Pick<Person, "id" | "name">): string {
  return sha256(JSON.stringify([salt, person.id, person.name]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
