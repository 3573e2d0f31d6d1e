import { operation } from "../../../runtime/http/operation.ts";
import { findInvitation } from "../../../runtime/people/accounts/invitations.ts";
import { showInvitation as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

/**
 * For whom an invitation is and until when it holds, as the page behind the link shows it. Refuses a link that was
 * used, has run out or never was.
 */
export const showInvitation = operation(contract, async (context, { token }) => {
  const { accounts } = doorOf(context);
  const { name, email, expiresAt } = await findInvitation(accounts.db, token, accounts.now());
  return { name, email, expiresAt: expiresAt.toISOString() };
});
