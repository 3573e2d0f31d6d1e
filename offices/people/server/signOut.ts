import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { signOut as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

/** Ends the session of this device; signing out twice does no harm. */
export const signOut = operation(
  contract,
  async (context) => {
    const { accounts, visit } = doorOf(context);
    const auth = await accounts.authAt(visit);
    await callAuth(visit, (visitor) => auth.api.signOut(visitor));
    return {};
  },
  { tracesItself: true },
);
