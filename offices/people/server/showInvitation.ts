import { operation } from "../../../runtime/http/operation.ts";
import { findInvitation } from "../../../runtime/people/accounts/invitations.ts";
import { showInvitation as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

export const showInvitation = operation(contract, async (context, { token }) => {
  const { accounts } = doorOf(context);
  const { name, email, expiresAt } = await findInvitation(accounts.db, token, accounts.now());
  return { name, email, expiresAt: expiresAt.toISOString() };
});
