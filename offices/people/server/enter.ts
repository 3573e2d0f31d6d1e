import { appendEntry } from "../../../runtime/history/auditTrail.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Door } from "../../../runtime/people/accounts/door.ts";
import { knownBrowser, rememberBrowser } from "../../../runtime/people/accounts/knownBrowser.ts";
import { tellHolder } from "./accountNews.ts";

/**
 * What follows when somebody has got in: the session that this browser had before ends, the browser is
 * known from now on, and the audit trail has a line. Failed tries leave none there: whoever wanted to
 * could fill it.
 */
export async function enter(
  context: Pick<Context, "db" | "now">,
  { accounts, visit }: Door,
  entered: { readonly accountId: string; readonly by: string },
): Promise<void> {
  const before = await accounts.accountAt(visit);
  if (before !== undefined)
    await accounts.db.deleteFrom("kreislauf.session").where("id", "=", before.session.id).execute();
  const { email, ...person } = await accounts.db
    .selectFrom("kreislauf.account")
    .select(["id", "name", "email"])
    .where("id", "=", entered.accountId)
    .executeTakeFirstOrThrow();
  if (knownBrowser(visit, email, accounts.secret) === undefined && !entered.by.startsWith("people.accept"))
    await tellHolder(accounts.db, { accountId: person.id, what: "people.newBrowser" }, accounts.now());
  rememberBrowser(visit, email, accounts.secret);
  await accounts.sweep();
  await appendEntry(context.db, { ...person, grants: [] }, context.now(), {
    operation: entered.by,
    action: "create",
    object: "signIn",
    subject: {},
    outcome: "done",
  });
}
