import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { removePerson as contract } from "../peopleContract.ts";
import { demandFirstTenant } from "./door.ts";

/**
 * Removes an account with everything that belongs to it: sessions, factors, links, roles. What the
 * person did stays in the history; there the retention of names decides how long.
 *
 * Refuses one's own account, and one that is gone.
 */
export const removePerson = operation(contract, async (context, { id }) => {
  demandFirstTenant(context);
  if (id === context.person.id) throw new Refusal("people.notOneself");
  const { numDeletedRows } = await context.installation
    .deleteFrom("kreislauf.account")
    .where("id", "=", id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal("people.noSuchAccount", {}, { kind: "missing" });
  return {};
});
