import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { providerId } from "../../../runtime/people/accounts/provider.ts";
import { countTry, perChallenge } from "../../../runtime/people/accounts/slowDown.ts";
import { withoutSession } from "../../../runtime/people/accounts/visit.ts";
import { goToProvider as contract } from "../contract.ts";
import { doorOf } from "./door.ts";

/**
 * The address at which the organisation's own sign-in service takes over. Refuses when that service does not answer.
 */
export const goToProvider = operation(contract, async (context) => {
  const { accounts, visit } = doorOf(context);
  await countTry(accounts, ["challenge", visit.network], perChallenge);
  const auth = await accounts.authViaProvider(visit);
  const { ok, body } = await callAuth<{ url?: string }>(withoutSession(visit), (visitor) =>
    auth.api.signInSocial({
      body: { provider: providerId, callbackURL: "/", errorCallbackURL: "/", disableRedirect: true },
      ...visitor,
    }),
  );
  if (!ok || body.url === undefined)
    throw new Refusal("people.providerSilent", { provider: accounts.settings.provider?.name ?? "" });
  return { address: body.url };
});
