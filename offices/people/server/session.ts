import { operation } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { session as contract } from "../contract.ts";
import { countNews } from "./accountNews.ts";

/**
 * Who is at the door, and which ways of signing in there are: what every page asks first. Open to everybody, and tells
 * nothing about others.
 */
export const session = operation(contract, async (context) => {
  const looksAfterPeople = mayI(context.person, { action: "read", object: "settings" });
  if (context.door === undefined) return { ...nobody, looksAfterPeople };
  const { accounts, visit } = context.door;
  const required = await accounts.areRequired();
  const account = required ? await accounts.accountAt(visit) : undefined;
  return {
    signIn: required ? ("required" as const) : ("none" as const),
    account: account === undefined ? null : { name: account.name, email: account.email },
    firstIsMissing: required && !(await accounts.exist()),
    provider: accounts.settings.provider?.name ?? null,
    passkeys: accounts.passkeysWorkAt(visit),
    looksAfterPeople,
    secondFactorMissing: context.person.resting !== undefined,
    accountNews: account === undefined ? 0 : await countNews(accounts.db, account.id),
  };
});

/** A server that was started without a book of people: whoever reaches it is whom it takes everybody for. */
const nobody = {
  signIn: "none" as const,
  account: null,
  firstIsMissing: false,
  provider: null,
  passkeys: false,
  secondFactorMissing: false,
  accountNews: 0,
};
