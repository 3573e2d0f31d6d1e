import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { hashPassword } from "../../../runtime/people/accounts/hashPassword.ts";
import { findInvitation, redeemInvitation } from "../../../runtime/people/accounts/invitations.ts";
import { demandGoodPassword } from "../../../runtime/people/accounts/passwordRules.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { acceptWithPassword as contract } from "../contract.ts";
import { tellHolder } from "./accountNews.ts";
import { doorOf } from "./door.ts";
import { enter } from "./enter.ts";

/**
 * Sets the password, uses the link up and signs in. Sessions from before end: the link may stand for a lost password.
 *
 * Refuses a link that was used or has run out, and a password that is short or easily guessed.
 */
export const acceptWithPassword = operation(
  contract,
  async (context, { token, password }) => {
    const door = doorOf(context);
    const { accounts, visit } = door;
    const now = accounts.now();
    const invitation = await findInvitation(accounts.db, token, now);
    demandGoodPassword(password, invitation);
    const { accountId, email } = invitation;
    const hash = await hashPassword(password);
    await accounts.db.transaction().execute(async (work) => {
      await redeemInvitation(work, invitation, now);
      await work
        .insertInto("kreislauf.credential")
        .values({
          id: accountId,
          account_id: accountId,
          provider: "credential",
          provider_account_id: accountId,
          password: hash,
          created_at: now,
          updated_at: now,
        })
        .onConflict((conflict) =>
          conflict.columns(["provider", "provider_account_id"]).doUpdateSet({ password: hash, updated_at: now }),
        )
        .execute();
      await work.deleteFrom("kreislauf.session").where("account_id", "=", accountId).execute();
    });
    await tellHolder(accounts.db, { accountId, what: contract.name }, now);
    const auth = await accounts.authAt(visit);
    const { body } = await callAuth<{ twoFactorRedirect?: boolean }>(withoutSession(visit), (visitor) =>
      auth.api.signInEmail({ body: { email, password }, ...visitor }),
    );
    if (body.twoFactorRedirect === true) return { next: "secondFactor" as const };
    await enter(context, door, { accountId, by: contract.name });
    return { next: "done" as const };
  },
  { tracesItself: true },
);
