import { operation } from "../../../runtime/http/operation.ts";
import { endOtherSessions as contract } from "../accountContract.ts";
import { signedIn } from "./door.ts";

/** Signs oneself out on every device but this one, as after losing a telephone; answers how many sessions that were. */
export const endOtherSessions = operation(contract, async (context) => {
  const { accounts, account } = await signedIn(context);
  const { numDeletedRows } = await accounts.db
    .deleteFrom("kreislauf.session")
    .where("account_id", "=", account.id)
    .where("id", "<>", account.session.id)
    .executeTakeFirst();
  return { ended: Number(numDeletedRows) };
});
