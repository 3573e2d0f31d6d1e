import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { newPasskeyChallenge as contract } from "../accountContract.ts";
import { demandFresh, signedIn } from "./door.ts";

/**
 * What the device must sign to become a passkey of one's own. Refuses an address that is a bare number, since browsers
 * know passkeys only by name, and a sign-in that is no longer fresh.
 */
export const newPasskeyChallenge = operation(contract, async (context) => {
  const { accounts, visit, account } = await signedIn(context);
  demandFresh(account, accounts.now());
  if (!accounts.passkeysWorkAt(visit)) throw new Refusal("people.passkeysNeedAName");
  const auth = await accounts.authAt(visit);
  const { body } = await callAuth(visit, (visitor) => auth.api.generatePasskeyRegistrationOptions(visitor));
  return { options: body };
});
