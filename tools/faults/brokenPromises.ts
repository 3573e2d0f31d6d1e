import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { verifyTrail } from "../../runtime/history/verifyTrail.ts";
import type { Database } from "../../runtime/store/database.ts";
import { type Deed, municipalities } from "./deeds.ts";

/**
 * What is not as it must be after everything stopped and was started again: half
 * deliveries, confirmed changes that are gone, jobs that took effect twice, a broken
 * trail, files that belong to nothing. Empty when all is well.
 */
export async function brokenPromises(db: Kysely<Database>, folder: string, deeds: readonly Deed[]): Promise<string[]> {
  return [
    ...(await halfDeliveries(db)),
    ...(await lostChanges(db, deeds)),
    ...(await doubledJobs(db)),
    ...(await brokenTrail(db)),
    ...leftFiles(folder),
  ];
}

async function halfDeliveries(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ id: number; state: string; values: number; steps: number }>`
    select d.id, d.state, coalesce(sum(cardinality(s.area_ids)), 0)::integer as values,
      (select count(*)::integer from delivery_step t where t.delivery_id = d.id and t.state = 'accepted') as steps
    from delivery d left join slice s on s.delivery_id = d.id group by d.id`.execute(db);
  const half = rows.filter(({ state, values, steps }) =>
    state === "accepted" ? values !== municipalities || steps !== 1 : values !== 0 || steps !== 0,
  );
  const accepted = rows.filter(({ state }) => state === "accepted").length;
  const seen = await sql<{ count: number }>`select count(*)::integer as count from observation`.execute(db);
  const told = half.map(
    ({ id, state, values, steps }) => `delivery ${id} is ${state}, ${values} values, ${steps} acceptances`,
  );
  if (seen.rows[0]?.count !== accepted * municipalities)
    told.push(`${accepted} accepted deliveries, but ${seen.rows[0]?.count} values to be seen`);
  const orders = await sql<{ count: number; last: number }>`
    select count(accepted_order)::integer as count, coalesce(max(accepted_order), 0) as last from delivery`.execute(db);
  if (orders.rows[0]?.count !== orders.rows[0]?.last) told.push("the order of acceptances has holes");
  return told;
}

async function lostChanges(db: Kysely<Database>, deeds: readonly Deed[]): Promise<string[]> {
  const lost: string[] = [];
  for (const { kind, key, confirmed, ids } of deeds) {
    const gone = (what: string) => lost.push(`${key}: ${what} was confirmed and is gone`);
    if (kind === "import" && confirmed.has("accepted")) {
      const row = await db
        .selectFrom("delivery")
        .select("state")
        .where("id", "=", ids.get("delivery") ?? 0)
        .executeTakeFirst();
      if (row?.state !== "accepted") gone("the acceptance");
    }
    if (kind === "edit" && confirmed.has("saved")) {
      const row = await sql<{ note: string }>`
        select content->>'note' as note from definition where id = 'einwohner_probe' and version = ${ids.get("version") ?? 0}`.execute(
        db,
      );
      if (row.rows[0]?.note !== key) gone("the version");
    }
    if (kind === "release") {
      const row = await db
        .selectFrom("report")
        .select("state")
        .where("id", "=", ids.get("report") ?? 0)
        .executeTakeFirst();
      if (confirmed.has("created") && row === undefined) gone("the report");
      if (confirmed.has("released") && row?.state !== "released") gone("the release");
    }
    if (kind === "job" && confirmed.has("queued")) {
      const row = await sql<{ state: string }>`select state from job where id = ${ids.get("job") ?? 0}`.execute(db);
      if (row.rows[0]?.state !== "done") gone(`the job (${row.rows[0]?.state ?? "no row"})`);
    }
  }
  return lost;
}

async function doubledJobs(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{
    id: number;
    state: string;
  }>`select id, state from job where state not in ('done', 'queued', 'running')`.execute(db);
  return rows.map(({ id, state }) => `job ${id} ended as ${state}`);
}

async function brokenTrail(db: Kysely<Database>): Promise<string[]> {
  const { broken } = await verifyTrail(db);
  return broken === null ? [] : [`the audit trail is ${broken.reason} at ${broken.number}`];
}

function leftFiles(folder: string): string[] {
  const incoming = join(folder, "incoming");
  return existsSync(incoming) ? readdirSync(incoming).map((name) => `half-sent file ${name}`) : [];
}
