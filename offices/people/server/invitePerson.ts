import { operation } from "../../../runtime/http/operation.ts";
import { invitationAddress, invite } from "../../../runtime/people/accounts/invitations.ts";
import { invitePerson as contract } from "../peopleContract.ts";
import { demandFirstTenant, doorOf } from "./door.ts";

export const invitePerson = operation(contract, async (context, person) => {
  demandFirstTenant(context);
  const { accounts, visit } = doorOf(context);
  const by = { person: context.person.id, now: context.now() };
  const { accountId, token, expiresAt } = await invite(context.installation, person, by);
  accounts.noticeFirst();
  return {
    id: accountId,
    link: invitationAddress(accounts.originFor(visit), token),
    expiresAt: expiresAt.toISOString(),
  };
});
