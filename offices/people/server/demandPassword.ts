import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Account } from "../../../runtime/people/accounts/accounts.ts";
import type { Door } from "../../../runtime/people/accounts/door.ts";
import { isPassword } from "../../../runtime/people/accounts/hashPassword.ts";
import { countTry, forgive, perAccount } from "../../../runtime/people/accounts/slowDown.ts";

/** Refuses unless the person knows the password of the account: a stolen session alone must not change the ways in. */
export async function demandPassword({ accounts }: Door, account: Account, password: string): Promise<void> {
  const found = await accounts.db
    .selectFrom("kreislauf.credential")
    .select("password")
    .where("account_id", "=", account.id)
    .where("password", "is not", null)
    .executeTakeFirst();
  if (found === undefined || found.password === null) throw new Refusal("people.noPassword");
  const who = ["password of", account.session.id];
  await countTry(accounts, who, perAccount);
  if (!(await isPassword(found.password, password))) throw new Refusal("people.currentWrong");
  await forgive(accounts, who);
}
