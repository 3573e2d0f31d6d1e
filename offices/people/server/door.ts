import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Account } from "../../../runtime/people/accounts/accounts.ts";
import type { Door } from "../../../runtime/people/accounts/door.ts";
import { firstTenant } from "../../../runtime/people/tenant.ts";

/** The door that a call came through. Signing in needs one; the command line and a server without accounts have none. */
export function doorOf({ door }: Pick<Context, "door">): Door {
  if (door === undefined) throw new Refusal("people.nobodySignsIn", {}, { kind: "missing" });
  return door;
}

/** The door, and who stands in it. */
export async function signedIn(context: Pick<Context, "door">): Promise<Door & { readonly account: Account }> {
  const door = doorOf(context);
  const account = await door.accounts.accountAt(door.visit);
  if (account === undefined) throw new Refusal("people.signInFirst", {}, { kind: "signIn" });
  return { ...door, account };
}

const freshMilliseconds = 30 * 60_000;

/** What opens a new way into the account needs a sign-in of the last half hour: a screen may have been left alone. */
export function demandFresh({ session }: Account, now: Date): void {
  if (now.getTime() - session.createdAt.getTime() > freshMilliseconds)
    throw new Refusal("people.signInAgain", {}, { kind: "signIn" });
}

/**
 * Who must have a second factor and has one changes the ways in only after entering with it: else the password alone
 * would open the rest.
 */
export async function demandOwnFactor({ accounts, account }: Door & { readonly account: Account }): Promise<void> {
  if (accounts.isStrong(account) || !(await accounts.demandsSecondFactor(account.id))) return;
  const passkey = await accounts.db
    .selectFrom("kreislauf.passkey")
    .select("id")
    .where("account_id", "=", account.id)
    .executeTakeFirst();
  if (account.secondFactor || passkey !== undefined)
    throw new Refusal("people.signInStronger", {}, { kind: "forbidden" });
}

/** Accounts are looked after where the installation is, not in one of its municipalities. */
export function demandFirstTenant({ tenant }: Pick<Context, "tenant">): void {
  if (tenant !== firstTenant) throw new Refusal("people.onlyInCounty", {}, { kind: "forbidden" });
}
