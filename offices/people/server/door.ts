import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Account } from "../../../runtime/people/accounts/accounts.ts";
import type { Door } from "../../../runtime/people/accounts/door.ts";
import { firstTenant } from "../../../runtime/people/tenant.ts";

/** The door that a call came through. Signing in needs one; the command line has none. */
export function doorOf({ door }: Pick<Context, "door">): Door {
  if (door === undefined) throw new Error("operation without a door: signing in works through the server only");
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

/** Accounts are looked after where the installation is, not in one of its municipalities. */
export function demandFirstTenant({ tenant }: Pick<Context, "tenant">): void {
  if (tenant !== firstTenant) throw new Refusal("people.onlyInCounty", {}, { kind: "forbidden" });
}
