import { sql } from "kysely";
import type { Context } from "../../../runtime/http/operation.ts";

/**
 * Stores the next version of a county's own definition and answers its number;
 * versions before it stay, the one of the shipped catalogue among them.
 */
export async function storedDefinition(
  context: Context,
  definition: {
    readonly kind: "baseFigure" | "indicator";
    readonly id: string;
    /** Newest version that is known from elsewhere; 0 where there is none. */
    readonly known: number;
    readonly reason: string;
    readonly content: (version: number) => unknown;
  },
): Promise<{ id: string; version: number }> {
  const { kind, id, known, reason, content } = definition;
  return context.db.transaction().execute(async (db) => {
    // One after the other, so that two people never give the same number.
    await sql`select pg_advisory_xact_lock(7311, hashtext(${`${kind} ${id}`}))`.execute(db);
    const newest = await db
      .selectFrom("definition")
      .select((of) => of.fn.max("version").as("version"))
      .where("kind", "=", kind)
      .where("id", "=", id)
      .executeTakeFirst();
    const version = Math.max(newest?.version ?? 0, known) + 1;
    const written = {
      content: JSON.stringify(content(version)),
      changed_at: context.now(),
      person: context.person.name,
    };
    await db
      .insertInto("definition")
      .values({ kind, id, version, reason, ...written })
      .execute();
    return { id, version };
  });
}
