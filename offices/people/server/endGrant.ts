import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { endGrant as contract } from "../rightsContract.ts";
import { tellHolder } from "./accountNews.ts";

/**
 * Takes a role away, at once. The row stays, so that one can say later who was allowed what and when.
 *
 * Refuses a role that has ended or never was.
 */
export const endGrant = operation(contract, async ({ db, installation, tenant, person, now }, { id, reason = "" }) => {
  const ended = await db
    .updateTable("kreislauf.role_grant")
    .set({ ended_at: now(), ended_by: person.name, end_reason: reason })
    .where("id", "=", id)
    .where("tenant", "=", tenant)
    .where("ended_at", "is", null)
    .returning("account_id")
    .executeTakeFirst();
  if (ended === undefined) throw new Refusal("people.noSuchGrant", { id }, { kind: "missing" });
  await tellHolder(installation, { accountId: ended.account_id, what: contract.name, byOther: person.name }, now());
  return { id };
});
