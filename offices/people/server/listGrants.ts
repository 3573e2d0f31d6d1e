import type { Kysely } from "kysely";
import { localDay } from "../../../kernel/time/localDay.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { unitNames } from "../../../runtime/people/unitNames.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { firstOf } from "../../../runtime/store/tenants.ts";
import { listGrants as contract } from "../rightsContract.ts";

/** Who holds which role in this tenant, also what is over, newest first. */
export const listGrants = operation(contract, async (context, { account }) => {
  const { db, installation, tenant, now } = context;
  const day = localDay(now());
  let asked = installation
    .selectFrom("kreislauf.role_grant as g")
    .innerJoin("kreislauf.account as a", "a.id", "g.account_id")
    .selectAll("g")
    .select("a.name")
    .where("g.tenant", "=", tenant)
    .orderBy("g.id", "desc");
  if (account !== undefined) asked = asked.where("g.account_id", "=", account);
  const rows = await asked.execute();
  const label = await labels(db, day);
  return {
    grants: rows.map((row) => {
      const isOver = row.ended_at !== null || (row.valid_until !== null && row.valid_until < day);
      return {
        id: row.id,
        account: row.account_id,
        name: row.name,
        role: row.role,
        scope:
          row.scope_kind === null || row.scope_id === null
            ? null
            : { kind: row.scope_kind, id: row.scope_id, label: label(row.scope_kind, row.scope_id) },
        from: row.valid_from,
        until: row.valid_until,
        reason: row.reason,
        grantedBy: row.granted_by,
        state: isOver ? ("over" as const) : row.valid_from > day ? ("later" as const) : ("holds" as const),
      };
    }),
    people: await grantable(installation, tenant),
    topics: loadVocabulary().topics.map(({ id, label: name }) => ({ id, label: name.de })),
  };
});

async function grantable(installation: Kysely<Database>, tenant: string) {
  let asked = installation
    .selectFrom("kreislauf.account as a")
    .select(["a.id", "a.name", "a.email"])
    .where("a.disabled_at", "is", null)
    .orderBy("a.name");
  // Whoever looks after one municipality is not told who works in the others.
  if (tenant !== (await firstOf(installation)))
    asked = asked.where(({ exists, selectFrom }) =>
      exists(
        selectFrom("kreislauf.role_grant as g")
          .select("g.id")
          .whereRef("g.account_id", "=", "a.id")
          .where("g.tenant", "=", tenant),
      ),
    );
  return asked.execute();
}

async function labels(db: Kysely<Database>, day: string): Promise<(kind: string, id: string) => string> {
  const unitName = await unitNames(db);
  const areas = await db.selectFrom("area").select(["level_id", "code", "name"]).execute();
  const areaName = new Map(areas.map((area) => [`${area.level_id}:${area.code}`, area.name]));
  const topicName = new Map(loadVocabulary().topics.map(({ id, label }) => [id, label.de]));
  return (kind, id) =>
    (kind === "unit" ? unitName(Number(id), day) : kind === "area" ? areaName.get(id) : topicName.get(id)) ?? id;
}
