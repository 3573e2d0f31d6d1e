import type { Kysely } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { operation } from "../../../runtime/http/operation.ts";
import type { Scope } from "../../../runtime/people/person.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { grantRole as contract } from "../rightsContract.ts";
import { tellHolder } from "./accountNews.ts";

/**
 * Gives a role in this tenant: where, from when, until when. Nobody gives one to oneself.
 *
 * Refuses an account or scope that does not exist, and an end before the beginning.
 */
export const grantRole = operation(contract, async (context, input) => {
  const { db, installation, tenant, person, now } = context;
  const account = await installation
    .selectFrom("kreislauf.account")
    .select(["id", "name"])
    .where((is) => is.or([is("id", "=", input.account), is("email", "=", input.account.trim().toLowerCase())]))
    .where("disabled_at", "is", null)
    .executeTakeFirst();
  if (account === undefined)
    throw new Refusal("people.noAccountToGrant", { account: input.account }, { kind: "missing" });
  if (account.id === person.id) throw new Refusal("people.notToYourself", {}, { kind: "forbidden" });
  const today = localDay(now());
  const from = input.from ?? today;
  const { until = null, scope } = input;
  if (until !== null && until < from) throw new Refusal("people.endsBeforeItBegins", { from, until });
  if (scope !== undefined) await demandScope(db, scope);
  // Under the tenant's own role: the database takes no grant for another tenant from it.
  const { id } = await db
    .insertInto("kreislauf.role_grant")
    .values({
      account_id: account.id,
      tenant,
      role: input.role,
      scope_kind: scope?.kind ?? null,
      scope_id: scope?.id ?? null,
      valid_from: from,
      valid_until: until,
      reason: input.reason ?? "",
      granted_by: person.name,
      granted_at: now(),
      ended_by: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await tellHolder(installation, { accountId: account.id, what: contract.name, byOther: person.name }, now());
  return { id };
});

async function demandScope(db: Kysely<Database>, { kind, id }: Scope): Promise<void> {
  const [level = "", code = ""] = id.split(/:(.*)/s);
  const known =
    kind === "topic"
      ? loadVocabulary().topics.some((topic) => topic.id === id)
      : kind === "unit"
        ? (
            await db
              .selectFrom("unit")
              .select("id")
              .where("id", "=", Number(id) || 0)
              .execute()
          ).length > 0
        : (await db.selectFrom("area").select("id").where("level_id", "=", level).where("code", "=", code).execute())
            .length > 0;
  if (!known) throw new Refusal(`people.noSuchScope.${kind}`, { id }, { kind: "missing" });
}
