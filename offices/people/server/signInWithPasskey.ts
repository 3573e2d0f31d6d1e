import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { perChallenge, takeBack } from "../../../runtime/people/accounts/slowDown.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { signInWithPasskey as contract } from "../contract.ts";
import { doorOf } from "./door.ts";
import { enter } from "./enter.ts";

/**
 * Signs in by a passkey, which stands for password and second factor together. Refuses a passkey of no account here,
 * and a device that did not ask for finger, face or PIN.
 */
export const signInWithPasskey = operation(
  contract,
  async (context, { answer }) => {
    const door = doorOf(context);
    const { accounts, visit } = door;
    const auth = await accounts.authAt(visit);
    const { ok, body } = await callAuth<{ user?: { id: string } }>(withoutSession(visit), (visitor) =>
      // Checked in there, whatever its form.
      auth.api.verifyPasskeyAuthentication({ body: { response: answer as never }, ...visitor }),
    );
    if (!ok) throw new Refusal("people.passkeyRefused", {}, { kind: "signIn" });
    await takeBack(accounts, ["challenge", visit.network], perChallenge);
    await enter(context, door, { accountId: body.user?.id ?? "", by: contract.name });
    return { next: "done" as const };
  },
  { tracesItself: true },
);
