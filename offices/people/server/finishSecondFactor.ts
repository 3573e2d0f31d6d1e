import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { countTry, forgive, perAccount } from "../../../runtime/people/accounts/slowDown.ts";
import { finishSecondFactor as contract } from "../accountContract.ts";
import { signedIn } from "./door.ts";
import { demandUnused, typedCode } from "./secondFactorCode.ts";

export const finishSecondFactor = operation(contract, async (context, { code }) => {
  const { accounts, visit, account } = await signedIn(context);
  if (account.secondFactor) throw new Refusal("people.secondFactorThere", {}, { kind: "conflict" });
  const who = ["code", account.session.id];
  await countTry(accounts, who, perAccount);
  const typed = typedCode(code);
  if (typed.kind !== "app") throw new Refusal("people.codeWrong");
  await demandUnused(accounts, account.id, typed.code);
  const auth = await accounts.authAt(visit);
  const answer = await callAuth(visit, (visitor) => auth.api.verifyTOTP({ body: { code: typed.code }, ...visitor }));
  if (!answer.ok) throw new Refusal("people.codeWrong");
  await forgive(accounts, who);
  return {};
});
