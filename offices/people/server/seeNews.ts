import { operation } from "../../../runtime/http/operation.ts";
import { seeNews as contract } from "../accountContract.ts";
import { signedIn } from "./door.ts";

/** The holder has looked at what happened to the account; it stays in the list. */
export const seeNews = operation(contract, async (context) => {
  const { accounts, account } = await signedIn(context);
  await accounts.db
    .updateTable("kreislauf.account_event")
    .set({ seen_at: accounts.now() })
    .where("account_id", "=", account.id)
    .where("seen_at", "is", null)
    .execute();
  return {};
});
