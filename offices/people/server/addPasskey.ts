import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { addPasskey as contract } from "../accountContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFresh, demandOwnFactor, signedIn } from "./door.ts";

/**
 * Keeps one more passkey of one's own, under a name by which one finds the device again.
 *
 * Only shortly after signing in and with a second factor where there is one. Refuses what the device did not confirm
 * by finger, face or PIN.
 */
export const addPasskey = operation(contract, async (context, { answer, name }) => {
  const door = await signedIn(context);
  const { accounts, visit, account } = door;
  demandFresh(account, accounts.now());
  await demandOwnFactor(door);
  const auth = await accounts.authAt(visit);
  const { ok } = await callAuth(visit, (visitor) =>
    auth.api.verifyPasskeyRegistration({ body: { response: answer, name }, ...visitor }),
  );
  if (!ok) throw new Refusal("people.passkeyNotMade");
  // Just now the device has asked for finger, face or PIN: this session has seen both factors.
  await accounts.db
    .updateTable("kreislauf.session")
    .set({ proof: "passkey", proved_at: accounts.now() })
    .where("id", "=", account.session.id)
    .where("proof", "<>", "secondFactor")
    .execute();
  await tellHolder(accounts.db, { accountId: account.id, what: contract.name }, accounts.now());
  return {};
});
