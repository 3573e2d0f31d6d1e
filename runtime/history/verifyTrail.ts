import type { Kysely } from "kysely";
import type { AuditEntryTable, Database } from "../store/database.ts";
import { hashOfEntry, hashOfPerson } from "./auditTrail.ts";

/** What checking the trail found. */
export interface TrailCheck {
  readonly entries: number;
  /** Hash of the newest line: written down elsewhere, it proves later that nothing before it was changed. */
  readonly head: string;
  /** The first line that is not as it was, and why; null when the trail holds. */
  readonly broken: { readonly number: number; readonly reason: "changed" | "missing" | "unlinked" | "name" } | null;
  /** Whether the line with the hash that somebody had written down is still there; null when nobody asked. */
  readonly anchorFound: boolean | null;
}

const page = 5_000;

/**
 * Walks the whole audit trail and finds the first line that was changed, taken out or put in.
 *
 * Who can write to the database could also forge the whole trail anew. Against
 * that helps a hash that was written down elsewhere: give it as `anchor`.
 */
export async function verifyTrail(db: Kysely<Database>, anchor?: string): Promise<TrailCheck> {
  let number = 0;
  let previous = "";
  let anchorFound = false;
  const found = (reason: NonNullable<TrailCheck["broken"]>["reason"], at: number): TrailCheck => ({
    entries: number,
    head: previous,
    broken: { number: at, reason },
    anchorFound: anchor === undefined ? null : anchorFound,
  });
  for (;;) {
    const rows = await db
      .selectFrom("audit_entry as entry")
      .leftJoin("audit_person as of", "of.number", "entry.number")
      .selectAll("entry")
      .select(["of.salt", "of.person_id", "of.person"])
      .where("entry.number", ">", number)
      .orderBy("entry.number")
      .limit(page)
      .execute();
    for (const row of rows) {
      if (row.number !== number + 1) return found("missing", number + 1);
      if (row.previous !== previous) return found("unlinked", row.number);
      if (row.hash !== hashOfEntry(entryOf(row))) return found("changed", row.number);
      const { salt, person_id: id, person: name } = row;
      if (salt !== null && id !== null && name !== null && hashOfPerson(salt, { id, name }) !== row.person_hash)
        return found("name", row.number);
      number = row.number;
      previous = row.hash;
      anchorFound ||= row.hash === anchor;
    }
    if (rows.length < page) break;
  }
  const head = await db.selectFrom("audit_head").selectAll().executeTakeFirst();
  if (head === undefined || head.number !== number || head.hash !== previous) return found("missing", number + 1);
  return { entries: number, head: previous, broken: null, anchorFound: anchor === undefined ? null : anchorFound };
}

type Row = {
  [Column in keyof AuditEntryTable]: Column extends "happened_at"
    ? Date
    : Column extends "subject"
      ? Readonly<Record<string, string | number | boolean>>
      : AuditEntryTable[Column];
};

function entryOf(row: unknown) {
  const { number, happened_at, operation, action, object, subject, outcome, person_hash, previous } = row as Row;
  return {
    ...{ number, happenedAt: happened_at, operation, action, object, subject, outcome },
    ...{ personHash: person_hash, previous },
  };
}
