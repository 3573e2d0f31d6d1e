import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { endSecondFactor as contract } from "../accountContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandPassword } from "./demandPassword.ts";
import { demandOwnFactor, signedIn } from "./door.ts";

/**
 * Switches one's own second factor off: from now on the password opens the account alone.
 *
 * Asks for factor and password once more. Refuses where no second factor is set up, and a wrong password.
 */
export const endSecondFactor = operation(contract, async (context, { password }) => {
  const door = await signedIn(context);
  const { accounts, visit, account } = door;
  if (!account.secondFactor) throw new Refusal("people.noSecondFactor");
  await demandOwnFactor(door);
  await demandPassword(door, account, password);
  const auth = await accounts.authAt(visit);
  const { ok, code } = await callAuth(visit, (visitor) =>
    auth.api.disableTwoFactor({ body: { password }, ...visitor }),
  );
  if (!ok) throw new Error(`switching a second factor off: ${code}`);
  await tellHolder(accounts.db, { accountId: account.id, what: contract.name }, accounts.now());
  return {};
});
