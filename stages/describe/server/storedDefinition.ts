import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { countyCatalogue } from "../../../runtime/catalogue/countyCatalogue.ts";
import { demandUnchanged } from "../../../runtime/history/changeOnce.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { renewPatterns } from "../../protect/server/protect.ts";

/**
 * Stores the next version of a county's own definition and answers its number;
 * versions before it stay, the one of the shipped catalogue among them.
 *
 * Where another rule of protection follows from it, what is held back is worked out
 * anew in the same transaction: nobody sees figures under a rule that no longer holds.
 */
export async function storedDefinition(
  context: Context,
  definition: {
    readonly kind: "baseFigure" | "indicator";
    readonly id: string;
    /** Newest version that is known from elsewhere; 0 where there is none. */
    readonly known: number;
    readonly reason: string;
    /** The version that the person saw, 0 for none; when there is a newer one, nothing is stored. */
    readonly basedOn?: number | undefined;
    readonly content: (version: number) => unknown;
  },
): Promise<{ id: string; version: number }> {
  const { kind, id, known, reason, basedOn, content } = definition;
  return context.db.transaction().execute(async (db) => {
    // One after the other, so that two people never give the same number.
    await demandUnchanged(db, { kind, id }, basedOn);
    const newest = await db
      .selectFrom("definition")
      .select("version")
      .where("kind", "=", kind)
      .where("id", "=", id)
      .orderBy("version", "desc")
      .executeTakeFirst();
    // Somebody meant to add what the shipped catalogue has already.
    if (newest === undefined && basedOn !== undefined && basedOn < known)
      throw new Refusal("describe.idTaken", { id }, { kind: "conflict" });
    const version = Math.max(newest?.version ?? 0, known) + 1;
    const written = {
      content: JSON.stringify(content(version)),
      changed_at: context.now(),
      person: context.person.name,
      made_by: context.person.id,
    };
    await db
      .insertInto("definition")
      .values({ kind, id, version, reason, ...written })
      .execute();
    await renewPatterns(db, { catalogue: await countyCatalogue(db, undefined, context.tenant), now: context.now });
    return { id, version };
  });
}
