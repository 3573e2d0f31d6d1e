import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { knownBrowser } from "../../../runtime/people/accounts/knownBrowser.ts";
import { countTry, forgive, perAccount, perNetwork, takeBack } from "../../../runtime/people/accounts/slowDown.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { signIn as contract } from "../contract.ts";
import { doorOf } from "./door.ts";
import { enter } from "./enter.ts";

/**
 * Signs in by e-mail address and password; the answer says whether a second factor is still missing.
 *
 * One answer, after the same work, whether the address is unknown, the password wrong, the account disabled or without
 * a password: nobody learns who has an account. Refuses all of these in the same words, and for a while whoever
 * guesses on.
 */
export const signIn = operation(
  contract,
  async (context, { email, password }) => {
    const door = doorOf(context);
    const { accounts, visit } = door;
    const address = email.trim().toLowerCase();
    const browser = knownBrowser(visit, address, accounts.secret);
    const who = browser === undefined ? ["network", visit.network, address] : ["browser", browser, address];
    if (browser === undefined) await countTry(accounts, ["network", visit.network], perNetwork);
    await countTry(accounts, who, perAccount);

    const auth = await accounts.authAt(visit);
    const answer = await callAuth<{ user?: { id: string }; twoFactorRedirect?: boolean }>(
      withoutSession(visit),
      (visitor) => auth.api.signInEmail({ body: { email: address, password }, ...visitor }),
    );
    if (!answer.ok) throw new Refusal("people.signInFailed", {}, { kind: "signIn" });
    await forgive(accounts, who);
    if (browser === undefined) await takeBack(accounts, ["network", visit.network], perNetwork);
    if (answer.body.twoFactorRedirect === true) return { next: "secondFactor" as const };
    await enter(context, door, { accountId: answer.body.user?.id ?? "", by: contract.name });
    return { next: "done" as const };
  },
  { tracesItself: true },
);
