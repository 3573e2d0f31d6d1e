import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { endSession as contract } from "../accountContract.ts";
import { signedIn } from "./door.ts";

/** Signs oneself out on one device. Refuses a session that has ended or is somebody else's. */
export const endSession = operation(contract, async (context, { id }) => {
  const { accounts, account } = await signedIn(context);
  const { numDeletedRows } = await accounts.db
    .deleteFrom("kreislauf.session")
    .where("id", "=", id)
    .where("account_id", "=", account.id)
    .executeTakeFirst();
  if (numDeletedRows === 0n) throw new Refusal("people.noSuchSession", {}, { kind: "missing" });
  return {};
});
