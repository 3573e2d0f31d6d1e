import type { Kysely } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";
import type { Entry } from "../contract.ts";

/** Lines of the audit trail with the names that are still kept, newest first. */
export async function readEntries(
  db: Kysely<Database>,
  which: {
    readonly before?: number | undefined;
    readonly since?: Date | undefined;
    readonly outcome?: Entry["outcome"] | "ended" | undefined;
    readonly limit: number;
  },
): Promise<Omit<Entry, "summary">[]> {
  let query = db
    .selectFrom("audit_entry as entry")
    .leftJoin("audit_person as of", "of.number", "entry.number")
    .select(["entry.number", "entry.happened_at", "entry.operation", "entry.action", "entry.object"])
    .select(["entry.subject", "entry.outcome", "of.person"])
    .orderBy("entry.number", "desc")
    .limit(which.limit);
  if (which.before !== undefined) query = query.where("entry.number", "<", which.before);
  if (which.since !== undefined) query = query.where("entry.happened_at", ">=", which.since);
  if (which.outcome === "ended") query = query.where("entry.outcome", "<>", "begun");
  else if (which.outcome !== undefined) query = query.where("entry.outcome", "=", which.outcome);
  const rows = await query.execute();
  return rows.map(({ happened_at, ...row }) => ({
    ...row,
    happenedAt: happened_at.toISOString(),
    subject: row.subject as Entry["subject"],
  }));
}
