import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { callAuth } from "../../../runtime/people/accounts/callAuth.ts";
import { renewRecoveryCodes as contract } from "../accountContract.ts";
import { tellHolder } from "./accountNews.ts";
import { demandPassword } from "./demandPassword.ts";
import { demandOwnFactor, signedIn } from "./door.ts";

/**
 * New recovery codes in place of all old ones; they are shown this one time. Refuses where no second factor is set up,
 * and a wrong password.
 */
export const renewRecoveryCodes = operation(contract, async (context, { password }) => {
  const door = await signedIn(context);
  const { accounts, visit, account } = door;
  if (!account.secondFactor) throw new Refusal("people.noSecondFactor");
  await demandOwnFactor(door);
  await demandPassword(door, account, password);
  const auth = await accounts.authAt(visit);
  const { ok, code, body } = await callAuth<{ backupCodes: string[] }>(visit, (visitor) =>
    auth.api.generateBackupCodes({ body: { password }, ...visitor }),
  );
  if (!ok) throw new Error(`new recovery codes: ${code}`);
  await tellHolder(accounts.db, { accountId: account.id, what: contract.name }, accounts.now());
  return { recoveryCodes: body.backupCodes };
});
