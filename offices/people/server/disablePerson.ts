import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { disablePerson as contract } from "../peopleContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFirstTenant } from "./door.ts";

/**
 * Disables an account: ends every session at once and closes every way in. What the person did stays, with the name.
 *
 * Refuses one's own account, so that somebody is always left who can open it again, and one that is gone.
 */
export const disablePerson = operation(contract, async (context, { id }) => {
  demandFirstTenant(context);
  // So that somebody is always left who can open it again.
  if (id === context.person.id) throw new Refusal("people.notOneself");
  const now = context.now();
  await context.installation.transaction().execute(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable("kreislauf.account")
      .set((set) => ({ disabled_at: set.fn.coalesce("disabled_at", set.val(now)) }))
      .where("id", "=", id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal("people.noSuchAccount", {}, { kind: "missing" });
    await db.deleteFrom("kreislauf.session").where("account_id", "=", id).execute();
    await db
      .updateTable("kreislauf.invitation")
      .set({ used_at: now })
      .where("account_id", "=", id)
      .where("used_at", "is", null)
      .execute();
  });
  const news = { accountId: id, what: contract.name, byOther: context.person.name };
  await tellHolder(context.installation, news, context.now());
  return {};
});
