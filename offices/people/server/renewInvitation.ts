import { operation } from "../../../runtime/http/operation.ts";
import { invitationAddress, inviteAgain } from "../../../runtime/people/accounts/invitations.ts";
import { renewInvitation as contract } from "../peopleContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFirstTenant, doorOf } from "./door.ts";

/**
 * A new link for whoever lost the first one or the password; older links end, and the person is told.
 *
 * Refuses everywhere but at the installation's first tenant, and an account that is gone or disabled.
 */
export const renewInvitation = operation(contract, async (context, { id }) => {
  demandFirstTenant(context);
  const { accounts, visit } = doorOf(context);
  const by = { person: context.person.id, now: context.now() };
  const { token, expiresAt } = await inviteAgain(context.installation, id, by);
  const news = { accountId: id, what: contract.name, byOther: context.person.name };
  await tellHolder(context.installation, news, by.now);
  return { id, link: invitationAddress(accounts.originFor(visit), token), expiresAt: expiresAt.toISOString() };
});
