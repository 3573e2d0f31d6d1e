import { localDay } from "../../../kernel/time/localDay.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { invitationAddress, invite } from "../../../runtime/people/accounts/invitations.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { invitePerson as contract } from "../peopleContract.ts";
import { demandFirstTenant, doorOf } from "./door.ts";

/**
 * Gives a person an account and the link, valid for seven days and once, with which to enter it. It holds no right
 * yet.
 *
 * The first account of an installation takes over from whoever sat at the machine. Refuses an empty name, what is no
 * e-mail address, and an address that has an account.
 */
export const invitePerson = operation(contract, async (context, person) => {
  demandFirstTenant(context);
  const { accounts, visit } = doorOf(context);
  const by = { person: context.person.id, now: context.now() };
  const { accountId, token, expiresAt } = await invite(context.installation, person, by);
  if (context.person.id === plannerAtThisMachine.id) await takeOver(context, accountId);
  accounts.noticeFirst();
  return {
    id: accountId,
    link: invitationAddress(accounts.originFor(visit), token),
    expiresAt: expiresAt.toISOString(),
  };
});

/** The first account takes over what the planner at this machine could do until now; otherwise nobody could let anybody in. */
async function takeOver(context: Pick<Context, "installation" | "tenant" | "person" | "now">, accountId: string) {
  const { installation, tenant, person } = context;
  const now = context.now();
  const others = await installation
    .selectFrom("kreislauf.account")
    .select("id")
    .where("id", "<>", accountId)
    .limit(1)
    .executeTakeFirst();
  if (others !== undefined) return;
  await installation
    .insertInto("kreislauf.role_grant")
    .values(
      plannerAtThisMachine.grants.map(({ role }) => ({
        ...{ account_id: accountId, tenant, role, scope_kind: null, scope_id: null },
        ...{ valid_from: localDay(now), valid_until: null, reason: "" },
        ...{ granted_by: person.name, granted_at: now },
      })),
    )
    .execute();
}
