import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { demandGoodPassword } from "../../../runtime/people/accounts/passwordRules.ts";
import { countTry, forgive, perAccount } from "../../../runtime/people/accounts/slowDown.ts";
import { changePassword as contract } from "../accountContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandFresh, signedIn } from "./door.ts";

/**
 * Sets one's own password: ends all sessions of the account and opens a new one here. The first password of an account
 * needs a fresh sign-in.
 *
 * Refuses without the present password, and a wrong one.
 */
export const changePassword = operation(contract, async (context, { current, next }) => {
  const { accounts, visit, account } = await signedIn(context);
  const { db } = accounts;
  const before = await db
    .selectFrom("kreislauf.credential")
    .select("id")
    .where("account_id", "=", account.id)
    .where("password", "is not", null)
    .executeTakeFirst();
  demandGoodPassword(next, account);
  const sessions = await db.selectFrom("kreislauf.session").select("id").where("account_id", "=", account.id).execute();
  const auth = await accounts.authAt(visit);
  if (before === undefined) {
    demandFresh(account, accounts.now());
    const { ok, code } = await callAuth(visit, (visitor) =>
      auth.api.setPassword({ body: { newPassword: next }, ...visitor }),
    );
    if (!ok) throw new Error(`setting a first password: ${code}`);
    await db
      .deleteFrom("kreislauf.session")
      .where("account_id", "=", account.id)
      .where("id", "<>", account.session.id)
      .execute();
    await tellHolder(db, { accountId: account.id, what: contract.name }, accounts.now());
    return { otherSessionsEnded: sessions.length - 1 };
  }
  if (current === undefined) throw new Refusal("people.currentMissing");
  const who = ["password of", account.session.id];
  await countTry(accounts, who, perAccount);
  const { ok } = await callAuth(visit, (visitor) =>
    auth.api.changePassword({
      body: { currentPassword: current, newPassword: next, revokeOtherSessions: true },
      ...visitor,
    }),
  );
  if (!ok) throw new Refusal("people.currentWrong");
  await forgive(accounts, who);
  await tellHolder(db, { accountId: account.id, what: contract.name }, accounts.now());
  return { otherSessionsEnded: sessions.length - 1 };
});
