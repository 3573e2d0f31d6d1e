import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { countTry, perChallenge } from "../../../runtime/people/accounts/slowDown.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { passkeyChallenge as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

/**
 * What the device must sign to sign in by passkey. It asks for finger, face or PIN, so a passkey stands for both
 * factors.
 */
export const passkeyChallenge = operation(contract, async (context) => {
  const { accounts, visit } = doorOf(context);
  await countTry(accounts, ["challenge", visit.network], perChallenge);
  const auth = await accounts.authAt(visit);
  const { body } = await callAuth(withoutSession(visit), (visitor) =>
    auth.api.generatePasskeyAuthenticationOptions(visitor),
  );
  // The device must ask for finger, face or PIN: a passkey stands for both factors.
  return { options: { ...body, userVerification: "required" } };
});
