import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { startSecondFactor as contract } from "../accountContract.ts";
import { demandPassword } from "./demandPassword.ts";
import { demandOwnFactor, signedIn } from "./door.ts";

/**
 * First step to a second factor: makes a secret for the app. It counts only when a code from the app has proved that
 * it arrived there.
 *
 * Refuses an account that has a second factor, and a wrong password.
 */
export const startSecondFactor = operation(contract, async (context, { password }) => {
  const door = await signedIn(context);
  const { accounts, visit, account } = door;
  if (account.secondFactor) throw new Refusal("people.secondFactorThere", {}, { kind: "conflict" });
  await demandOwnFactor(door);
  await demandPassword(door, account, password);
  const auth = await accounts.authAt(visit);
  const { ok, code, body } = await callAuth<{ totpURI: string; backupCodes: string[] }>(visit, (visitor) =>
    auth.api.enableTwoFactor({ body: { password, method: "totp" }, ...visitor }),
  );
  if (!ok) throw new Error(`setting up a second factor: ${code}`);
  const secret = new URL(body.totpURI).searchParams.get("secret") ?? "";
  return { address: body.totpURI, secret, recoveryCodes: body.backupCodes };
});
