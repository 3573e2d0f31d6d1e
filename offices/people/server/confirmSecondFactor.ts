import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import type { Door } from "../../../runtime/people/accounts/door.ts";
import { countTry, forgive, perAccount } from "../../../runtime/people/accounts/slowDown.ts";
import { cookieOf, withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { confirmSecondFactor as contract } from "../contract.ts";
import { tellHolder } from "./accountNews.ts";
import { doorOf } from "./door.ts";
import { enter } from "./enter.ts";
import { demandUnused, recoveryCodesLeft, typedCode } from "./secondFactorCode.ts";

/**
 * Second step of signing in: the code of the app, or one of the recovery codes, each of which opens once.
 *
 * Answers how many recovery codes are left when one was used. Refuses a wrong or used code, a sign-in whose password
 * was given too long ago, and for a quarter of an hour whoever guessed too often.
 */
export const confirmSecondFactor = operation(
  contract,
  async (context, { code }) => {
    const door = doorOf(context);
    const { accounts, visit } = door;
    const accountId = await whoseCodeIsMissing(door);
    const who = ["code", visit.network, accountId];
    await countTry(accounts, who, perAccount);
    const auth = await accounts.authAt(visit);
    const typed = typedCode(code);
    if (typed.kind === "app") await demandUnused(accounts, accountId, typed.code);
    const body = { code: typed.code };
    const answer = await callAuth(withoutSession(visit), (visitor) =>
      typed.kind === "app"
        ? auth.api.verifyTOTP({ body, ...visitor })
        : auth.api.verifyBackupCode({ body, ...visitor }),
    );
    if (!answer.ok) throw refusalOf(answer.code);
    await forgive(accounts, who);
    if (typed.kind === "recovery")
      await tellHolder(accounts.db, { accountId, what: "people.usedRecoveryCode" }, accounts.now());
    await enter(context, door, { accountId, by: contract.name });
    return { recoveryCodesLeft: typed.kind === "app" ? null : await recoveryCodesLeft(auth, accountId) };
  },
  { tracesItself: true },
);

/** The account whose password was given at this visit some minutes ago. */
async function whoseCodeIsMissing({ accounts, visit }: Door): Promise<string> {
  const [waiting = ""] = (cookieOf(visit, "two_factor") ?? "").split(".");
  const found = await accounts.db
    .selectFrom("kreislauf.verification as v")
    .innerJoin("kreislauf.account as a", "a.id", "v.value")
    .select("a.id")
    .where("v.identifier", "=", waiting)
    .where("v.expires_at", ">", accounts.now())
    .executeTakeFirst();
  if (found === undefined) throw new Refusal("people.secondFactorOver", {}, { kind: "signIn" });
  return found.id;
}

function refusalOf(code: string): Refusal {
  switch (code) {
    case "INVALID_CODE":
    case "INVALID_BACKUP_CODE":
      return new Refusal("people.codeWrong", {}, { kind: "signIn" });
    case "ACCOUNT_TEMPORARILY_LOCKED":
      return new Refusal("people.codeLocked", {}, { kind: "later" });
    default:
      return new Refusal("people.secondFactorOver", {}, { kind: "signIn" });
  }
}
