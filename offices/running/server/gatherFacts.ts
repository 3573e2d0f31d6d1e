import { accessSync, constants, existsSync, readdirSync, statfsSync, statSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { plansIn } from "../../../runtime/backup/schemaPlan.ts";
import { migrationsIn, rooms } from "../../../runtime/store/migrate.ts";
import { reachDatabase } from "../../../runtime/store/reachDatabase.ts";
import { backupsIn, madeAt } from "../backupNames.ts";
import type { DatabaseFacts, Facts } from "../examinations.ts";

/** The data folder as it lies there. */
export function folderFacts(path: string): Facts["folder"] {
  const exists = existsSync(path);
  if (!exists) return { path, exists, writable: false, open: false, freeBytes: freeAbove(path), leftovers: 0 };
  let writable = true;
  try {
    accessSync(path, constants.W_OK);
  } catch {
    writable = false;
  }
  const incoming = join(path, "incoming");
  const leftovers = existsSync(incoming) ? readdirSync(incoming).length : 0;
  // Only what lies in it counts: the cluster and the key guard themselves, the delivered files do not.
  const files = join(path, "files");
  const open = existsSync(files) && isOpen(path) && isOpen(files);
  return { path, exists, writable, open, freeBytes: freeAbove(path), leftovers };
}

function isOpen(path: string): boolean {
  return process.platform !== "win32" && (statSync(path).mode & 0o007) !== 0;
}

function freeAbove(path: string): number | null {
  for (let place = path; ; place = join(place, "..")) {
    if (existsSync(place)) {
      const { bavail, bsize } = statfsSync(place);
      return bavail * bsize;
    }
    if (place === join(place, "..")) return null;
  }
}

/** The newest backup of a folder, by its name. */
export function newestBackup(folder: string): string | null {
  if (!existsSync(folder)) return null;
  const newest = backupsIn(readdirSync(folder)).at(-1);
  return newest === undefined ? null : madeAt(newest);
}

export type ReachedDatabase = Pick<Facts, "database" | "databaseTrouble">;

/** Looks at the database without changing anything; what keeps it from being reached is a fact too. */
export async function databaseFacts(
  choice: { readonly folder: string; readonly databaseUrl: string | undefined; readonly home: string | undefined },
  sentenceOf: (refusal: Refusal) => string,
): Promise<ReachedDatabase> {
  try {
    const { url, leave } = await reachDatabase({ ...choice, as: "guest" });
    try {
      return { database: await look(url, choice), databaseTrouble: undefined };
    } finally {
      await leave();
    }
  } catch (trouble) {
    if (trouble instanceof Refusal) return { database: undefined, databaseTrouble: sentenceOf(trouble) };
    const { code } = trouble as { code?: string };
    return { database: undefined, databaseTrouble: code ?? (trouble instanceof Error ? trouble.name : "?") };
  }
}

async function look(
  url: string,
  { folder, home = "county" }: { readonly folder: string; readonly home: string | undefined },
): Promise<DatabaseFacts> {
  const client = new pg.Client({ connectionString: url, application_name: "kreislauf doctor" });
  client.on("error", () => {});
  await client.connect();
  try {
    await client.query("begin isolation level repeatable read read only");
    const { rows: heads } = await client.query<{
      version: string;
      encoding: string;
      creates: boolean;
      roles: boolean;
      super: boolean;
      ssl: boolean;
      connections: string;
      clock: Date;
    }>(`select current_setting('server_version') as version,
          pg_encoding_to_char(d.encoding) as encoding,
          has_database_privilege(current_user, current_database(), 'create') as creates,
          r.rolcreaterole or r.rolsuper as roles, r.rolsuper as super,
          coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false) as ssl,
          current_setting('max_connections') as connections, clock_timestamp() as clock
        from pg_database d, pg_roles r where d.datname = current_database() and r.rolname = current_user`);
    const [head] = heads;
    if (head === undefined) throw new Error("no answer about the database");
    const plans = await plansIn(client);
    const [steps, files, jobs, newestMoment] = [
      { behind: 0, ahead: 0, other: [] as string[] },
      { orphans: 0, lost: 0 },
      { failed: 0, waiting: 0 },
      [] as Date[],
    ];
    for (const plan of plans) {
      const known = await migrationsIn(rooms[plan.room]);
      steps.behind += Math.max(0, known.length - plan.migrations.length);
      steps.ahead += Math.max(0, plan.migrations.length - known.length);
      for (const [at, { hash, file }] of plan.migrations.entries())
        if (known[at] !== undefined && known[at].hash !== hash) steps.other.push(file);
      if (plan.room !== "tenant") continue;
      const schema = pg.escapeIdentifier(plan.schema);
      const has = (table: string) => plan.tables.some(({ name }) => name === table);
      if (has("file")) {
        const below = plan.schema === home ? folder : await tenantFolder(client, folder, plan.schema);
        const named = new Set((await client.query(`select hash from ${schema}.file`)).rows.map(({ hash }) => hash));
        const there = existsSync(join(below, "files")) ? readdirSync(join(below, "files")) : [];
        files.orphans += there.filter((name) => !named.has(name)).length;
        files.lost += [...named].filter((hash) => !there.includes(hash)).length;
      }
      if (has("job")) {
        const { rows } = await client.query<{ failed: number; waiting: number }>(
          `select count(*) filter (where state = 'failed' and ended_at > now() - interval '7 days')::integer as failed,
             count(*) filter (where state in ('queued', 'running') and asked_at < now() - interval '1 hour')::integer as waiting
           from ${schema}.job`,
        );
        jobs.failed += rows[0]?.failed ?? 0;
        jobs.waiting += rows[0]?.waiting ?? 0;
      }
      if (has("delivery_step")) {
        const { rows } = await client.query<{ newest: Date | null }>(
          `select max(happened_at) as newest from ${schema}.delivery_step`,
        );
        if (rows[0]?.newest != null) newestMoment.push(rows[0].newest);
      }
    }
    const host = new URL(url).hostname;
    return {
      version: head.version,
      encoding: head.encoding,
      mayCreate: head.creates,
      mayCreateRoles: head.roles,
      isSuperuser: head.super,
      encrypted: head.ssl,
      remote: !["127.0.0.1", "localhost", "[::1]", ""].includes(host),
      connections: Number(head.connections),
      clock: head.clock,
      newestMoment: newestMoment.sort((a, b) => b.getTime() - a.getTime())[0] ?? null,
      stepsBehind: steps.behind,
      stepsAhead: steps.ahead,
      otherSteps: [...new Set(steps.other)],
      tenants: plans.filter(({ room }) => room === "tenant").length,
      orphanFiles: files.orphans,
      lostFiles: files.lost,
      failedJobs: jobs.failed,
      waitingJobs: jobs.waiting,
    };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function tenantFolder(client: pg.Client, folder: string, schema: string): Promise<string> {
  const { rows } = await client.query<{ slug: string }>("select slug from kreislauf.tenant where schema_name = $1", [
    schema,
  ]);
  return join(folder, "tenants", rows[0]?.slug ?? schema);
}
