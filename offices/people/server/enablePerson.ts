import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { enablePerson as contract } from "../peopleContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFirstTenant } from "./door.ts";

/**
 * Lets a disabled person in again, with the ways in and the roles of before; the person is told. Refuses an account
 * that is gone.
 */
export const enablePerson = operation(contract, async (context, { id }) => {
  demandFirstTenant(context);
  const { numUpdatedRows } = await context.installation
    .updateTable("kreislauf.account")
    .set({ disabled_at: null })
    .where("id", "=", id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("people.noSuchAccount", {}, { kind: "missing" });
  const news = { accountId: id, what: contract.name, byOther: context.person.name };
  await tellHolder(context.installation, news, context.now());
  return {};
});
