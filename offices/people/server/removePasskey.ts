import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { removePasskey as contract } from "../accountContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFresh, demandOwnFactor, signedIn } from "./door.ts";

/**
 * Takes a passkey of one's own away, as when the device is lost. The last way into an account stays.
 *
 * Refuses that last way, and a passkey that is gone.
 */
export const removePasskey = operation(contract, async (context, { id }) => {
  const door = await signedIn(context);
  const { accounts, account } = door;
  demandFresh(account, accounts.now());
  await demandOwnFactor(door);
  await accounts.db.transaction().execute(async (db) => {
    const passkeys = await db
      .selectFrom("kreislauf.passkey")
      .select("id")
      .where("account_id", "=", account.id)
      .forUpdate()
      .execute();
    if (!passkeys.some((passkey) => passkey.id === id))
      throw new Refusal("people.noSuchPasskey", {}, { kind: "missing" });
    const other = await db
      .selectFrom("kreislauf.credential")
      .select("id")
      .where("account_id", "=", account.id)
      .executeTakeFirst();
    if (passkeys.length === 1 && other === undefined) throw new Refusal("people.lastWayIn");
    await db.deleteFrom("kreislauf.passkey").where("id", "=", id).where("account_id", "=", account.id).execute();
  });
  await tellHolder(accounts.db, { accountId: account.id, what: contract.name }, accounts.now());
  return {};
});
