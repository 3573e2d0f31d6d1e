import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { addPasskey as contract } from "../accountContract.ts";
import { demandFresh, signedIn } from "./door.ts";

export const addPasskey = operation(contract, async (context, { answer, name }) => {
  const { accounts, visit, account } = await signedIn(context);
  demandFresh(account, accounts.now());
  const auth = await accounts.authAt(visit);
  const { ok } = await callAuth(visit, (visitor) =>
    auth.api.verifyPasskeyRegistration({ body: { response: answer, name }, ...visitor }),
  );
  if (!ok) throw new Refusal("people.passkeyNotMade");
  return {};
});
