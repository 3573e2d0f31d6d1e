import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { findInvitation } from "../../../runtime/people/accounts/invitations.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { invitationChallenge as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

/**
 * What the device must sign so that an invited person can enter with a passkey instead of a password. Refuses a link
 * that was used, has run out or never was.
 */
export const invitationChallenge = operation(contract, async (context, { token }) => {
  const { accounts, visit } = doorOf(context);
  const { hash } = await findInvitation(accounts.db, token, accounts.now());
  const auth = await accounts.authAt(visit);
  const { body } = await callAuth(withoutSession(visit), (visitor) =>
    auth.api.generatePasskeyRegistrationOptions({ query: { context: hash }, ...visitor }),
  );
  return { options: body };
});
