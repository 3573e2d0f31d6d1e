import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import type { Accounts } from "../../../runtime/people/accounts/accounts.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { providerId } from "../../../runtime/people/accounts/provider.ts";
import { perChallenge, takeBack } from "../../../runtime/people/accounts/slowDown.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { signInByProvider as contract } from "../contract.ts";
import { doorOf } from "./door.ts";
import { enter } from "./enter.ts";

/**
 * Signs in whom the organisation's own sign-in service knows, to the account that fits.
 *
 * Accounts are not made on the way: refuses whom nobody invited, an answer without e-mail address, a sign-in that was
 * called off, ran out or began in another window.
 */
export const signInByProvider = operation(
  contract,
  async (context, input) => {
    const door = doorOf(context);
    const { accounts, visit } = door;
    const auth = await accounts.authViaProvider(visit);
    const cookies: string[] = [];
    const visitor = { ...withoutSession(visit), keep: (lines: readonly string[]) => void cookies.push(...lines) };
    const { location } = await callAuth(visitor, (given) =>
      auth.api.callbackOAuth({ method: "GET", query: input, params: { id: providerId }, ...given }),
    );
    visit.keep(cookies);
    const trouble = location === null ? "no answer" : new URL(location, visit.origin).searchParams.get("error");
    if (trouble !== null) throw refusalOf(trouble, accounts.settings.provider?.name ?? "");
    await takeBack(accounts, ["challenge", visit.network], perChallenge);
    await enter(context, door, { accountId: await newestOf(accounts, cookies), by: contract.name });
    return { next: "done" as const };
  },
  { tracesItself: true },
);

/** Whose session has just been opened. */
async function newestOf(accounts: Accounts, cookies: readonly string[]): Promise<string> {
  const line = cookies.find((cookie) => cookie.startsWith("kreislauf.session_token="));
  const [token = ""] = (line?.slice(line.indexOf("=") + 1) ?? "").split(".");
  const { account_id } = await accounts.db
    .selectFrom("kreislauf.session")
    .select("account_id")
    .where("token", "=", token)
    .executeTakeFirstOrThrow();
  return account_id;
}

function refusalOf(trouble: string, provider: string): Refusal {
  switch (trouble) {
    case "access_denied":
      return new Refusal("people.providerCancelled", { provider }, { kind: "signIn" });
    case "signup_disabled":
    case "account_not_linked":
    case "unable_to_create_user":
    case "unable_to_create_session":
    case "unable_to_link_account":
      return new Refusal("people.providerUnknown", { provider }, { kind: "signIn" });
    case "email_not_found":
      return new Refusal("people.providerWithoutEmail", { provider }, { kind: "signIn" });
    default:
      return /state|restart/.test(trouble)
        ? new Refusal("people.providerOver", { provider }, { kind: "signIn" })
        : new Refusal("people.providerFailed", { provider }, { kind: "signIn" });
  }
}
