import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { resetSecondFactor as contract } from "../peopleContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFirstTenant } from "./door.ts";

/**
 * Helps whoever lost the telephone: the password alone opens again, and all sessions end. Passkeys go as well, since
 * the telephone may have held one; where they are the only way in they stay, and a new link helps.
 *
 * Refuses one's own account, since that has a page for it, and one that is gone.
 */
export const resetSecondFactor = operation(contract, async (context, { id }) => {
  demandFirstTenant(context);
  if (id === context.person.id) throw new Refusal("people.ownSecondFactor");
  await context.installation.transaction().execute(async (db) => {
    const { numUpdatedRows } = await db
      .updateTable("kreislauf.account")
      .set({ two_factor_enabled: false })
      .where("id", "=", id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal("people.noSuchAccount", {}, { kind: "missing" });
    await db.deleteFrom("kreislauf.second_factor").where("account_id", "=", id).execute();
    await db
      .deleteFrom("kreislauf.passkey")
      .where("account_id", "=", id)
      .where((is) =>
        is.exists(is.selectFrom("kreislauf.credential as c").select("c.id").where("c.account_id", "=", id)),
      )
      .execute();
    await db.deleteFrom("kreislauf.session").where("account_id", "=", id).execute();
  });
  const { installation, person, now } = context;
  await tellHolder(installation, { accountId: id, what: contract.name, byOther: person.name }, now());
  return {};
});
