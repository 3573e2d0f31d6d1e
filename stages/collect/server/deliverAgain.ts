import { sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { belongingOf } from "../../../runtime/people/narrowing.ts";
import { deliverAgain as contract } from "../contract.ts";
import { addStep, demandDelivery } from "./deliveryStore.ts";

/**
 * Takes the values of an earlier accepted delivery back into use: the same file, read in the same way, becomes a
 * delivery of its own. Its check shows value by value what would change, and accepting it makes the newest
 * version; what came between stays. One that is still open from the last time is taken up again.
 *
 * Refuses one that was never accepted.
 */
export const deliverAgain = operation(
  contract,
  async (context, { id, reason }) => {
    const { fileHash, fileName, mapping, state } = await demandDelivery(context, id);
    if (state !== "accepted" || mapping === null)
      throw new Refusal("collect.neverAccepted", { id }, { kind: "conflict" });
    return context.db.transaction().execute(async (transaction) => {
      // Of two people who ask at once the second finds what the first has begun.
      await sql`select from file where hash = ${fileHash} for update`.execute(transaction);
      const content = JSON.stringify(mapping);
      const open = await transaction
        .selectFrom("delivery")
        .select("id")
        .where("file_hash", "=", fileHash)
        .where("state", "in", ["received", "read", "checked"])
        .where(sql<boolean>`mapping = ${content}::jsonb`)
        .executeTakeFirst();
      if (open !== undefined) return { id: open.id };
      const { reader, source, boundary_version_id } = await transaction
        .selectFrom("delivery")
        .select(["reader", "source", "boundary_version_id"])
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      const again = await transaction
        .insertInto("delivery")
        .values({
          ...{ file_hash: fileHash, file_name: fileName, state: "read", reader, mapping: content },
          ...{ source: JSON.stringify(source), boundary_version_id, findings: "[]" },
          ...{ supersedes_id: null, accepted_order: null },
          ...belongingOf(context.person.id, context.reach),
        })
        .returning("id")
        .executeTakeFirstOrThrow();
      await addStep(transaction, context, again.id, "received", `${fileName}, wie Lieferung ${id}: ${reason.trim()}`);
      await addStep(transaction, context, again.id, "read");
      return { id: again.id };
    });
  },
  { narrows: ["own"] },
);
