import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { endGrant as contract } from "../rightsContract.ts";

/** Takes a role away, at once. The row stays, so that one can say later who was allowed what and when. */
export const endGrant = operation(contract, async ({ db, tenant, person, now }, { id, reason = "" }) => {
  const { numUpdatedRows } = await db
    .updateTable("kreislauf.role_grant")
    .set({ ended_at: now(), ended_by: person.name, end_reason: reason })
    .where("id", "=", id)
    .where("tenant", "=", tenant)
    .where("ended_at", "is", null)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("people.noSuchGrant", { id }, { kind: "missing" });
  return { id };
});
