import { operation } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { session as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

export const session = operation(contract, async (context) => {
  const { accounts, visit } = doorOf(context);
  const required = await accounts.areRequired();
  const account = required ? await accounts.accountAt(visit) : undefined;
  return {
    signIn: required ? ("required" as const) : ("none" as const),
    account: account === undefined ? null : { name: account.name, email: account.email },
    firstIsMissing: required && !(await accounts.exist()),
    provider: accounts.settings.provider?.name ?? null,
    passkeys: accounts.passkeysWorkAt(visit),
    looksAfterPeople: mayI(context.person, { action: "read", object: "settings" }),
  };
});
