import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { countTry, forgive, perAccount } from "../../../runtime/people/accounts/slowDown.ts";
import { finishSecondFactor as contract } from "../accountContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandOwnFactor, signedIn } from "./door.ts";
import { demandUnused, typedCode } from "./secondFactorCode.ts";

/**
 * Last step to a second factor: from now on the password alone opens nothing; sessions that it opened end, but for
 * this one.
 *
 * Refuses a code that is wrong or was used, and an account that has a second factor.
 */
export const finishSecondFactor = operation(contract, async (context, { code }) => {
  const door = await signedIn(context);
  const { accounts, visit, account } = door;
  if (account.secondFactor) throw new Refusal("people.secondFactorThere", {}, { kind: "conflict" });
  await demandOwnFactor(door);
  const who = ["code", account.session.id];
  await countTry(accounts, who, perAccount);
  const typed = typedCode(code);
  if (typed.kind !== "app") throw new Refusal("people.codeWrong");
  await demandUnused(accounts, account.id, typed.code);
  const auth = await accounts.authAt(visit);
  const answer = await callAuth(visit, (visitor) => auth.api.verifyTOTP({ body: { code: typed.code }, ...visitor }));
  if (!answer.ok) throw new Refusal("people.codeWrong");
  await forgive(accounts, who);
  // Elsewhere somebody may still be in who knew the password only.
  await accounts.db
    .deleteFrom("kreislauf.session")
    .where("account_id", "=", account.id)
    .where("proof", "=", "password")
    .execute();
  await tellHolder(accounts.db, { accountId: account.id, what: contract.name }, accounts.now());
  return {};
});
