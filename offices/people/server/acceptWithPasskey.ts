import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { acceptWithPasskey as contract } from "../contract.ts";
import { tellHolder } from "./accountNews.ts";
import { doorOf } from "./door.ts";
import { enter } from "./enter.ts";

/**
 * Enters an invited account for the first time with a passkey. The library checks the answer, has the invitation used
 * up, keeps the passkey and opens the session, in this order.
 *
 * Refuses what the device did not confirm by finger, face or PIN.
 */
export const acceptWithPasskey = operation(
  contract,
  async (context, { answer, name }) => {
    const door = doorOf(context);
    const { accounts, visit } = door;
    const auth = await accounts.authAt(visit);
    const { ok, body } = await callAuth<{ user?: { id: string } }>(withoutSession(visit), (visitor) =>
      auth.api.verifyPasskeyRegistration({ body: { response: answer, name, createSession: true }, ...visitor }),
    );
    if (!ok || body.user === undefined) throw new Refusal("people.passkeyNotMade");
    await tellHolder(accounts.db, { accountId: body.user.id, what: contract.name }, accounts.now());
    await enter(context, door, { accountId: body.user.id, by: contract.name });
    return { next: "done" as const };
  },
  { tracesItself: true },
);
