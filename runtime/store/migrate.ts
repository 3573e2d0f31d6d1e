import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { ClientBase, Pool } from "pg";
import { Refusal } from "../../kernel/trouble/refusal.ts";

const folder = join(import.meta.dirname, "../../db/migrations");
// Key of the advisory lock under which one process at a time changes tables.
const changing = 7_303;

interface Migration {
  readonly number: number;
  readonly file: string;
  readonly hash: string;
  readonly statements: string;
}

/**
 * Brings the tables of a county up to date: runs the numbered SQL files that have not run yet.
 *
 * Forward only, each file in a transaction of its own, one process at a time. The
 * table `migration` keeps what ran. Refuses data that a newer program made.
 */
export async function migrate(pool: Pool, schema: string, from: string = folder): Promise<void> {
  const migrations = await migrationsIn(from);
  const client = await pool.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [changing]);
    try {
      await client.query(`create schema if not exists ${schema}`);
      await client.query(createLog(schema));
      const { rows } = await client.query<{ number: number; hash: string }>(
        `select number, hash from ${schema}.migration order by number`,
      );
      const ran = new Map(rows.map((row) => [row.number, row.hash]));
      const found = Math.max(0, ...ran.keys());
      const known = migrations.at(-1)?.number ?? 0;
      if (found > known) throw new Refusal("store.newerSchema", { found, known });
      for (const migration of migrations) {
        const hash = ran.get(migration.number);
        if (hash === undefined) await runMigration(client, schema, migration);
        else if (hash !== migration.hash) throw new Refusal("store.changedMigration", { file: migration.file });
      }
    } finally {
      await client.query("select pg_advisory_unlock($1)", [changing]);
    }
  } finally {
    client.release();
  }
}

/** Schema that all counties of an installation share: accounts, tenants, who holds which role where. */
export const installation = "kreislauf";

/** Brings both up to date: what the installation shares, then the tables of one county. */
export async function migrateAll(pool: Pool, schema: string): Promise<void> {
  await migrate(pool, installation, rooms.installation);
  await migrate(pool, schema);
}

/** Where the numbered files of each kind of schema lie. */
export const rooms = { installation: join(folder, "../installation"), tenant: folder } as const;

/**
 * The same inside the caller's transaction, as far as a number: for a backup that is taken back with the tables of its
 * time. Leaves nothing when the transaction fails.
 */
export async function migrateWithin(
  client: ClientBase,
  schema: string,
  from: string,
  upTo = Number.POSITIVE_INFINITY,
): Promise<void> {
  await client.query("select pg_advisory_xact_lock($1)", [changing]);
  await client.query(`create schema if not exists ${schema}`);
  await client.query(createLog(schema));
  const { rows } = await client.query<{ number: number }>(`select number from ${schema}.migration`);
  const ran = new Set(rows.map(({ number }) => number));
  for (const migration of await migrationsIn(from))
    if (migration.number <= upTo && !ran.has(migration.number)) await apply(client, schema, migration);
}

function createLog(schema: string): string {
  return `create table if not exists ${schema}.migration (
    number integer primary key, file text not null, hash text not null, ran_at timestamptz not null)`;
}

async function apply(client: ClientBase, schema: string, migration: Migration): Promise<void> {
  await client.query(`set local search_path to ${schema}`);
  await client.query(migration.statements);
  await client.query(`insert into ${schema}.migration (number, file, hash, ran_at) values ($1, $2, $3, now())`, [
    migration.number,
    migration.file,
    migration.hash,
  ]);
}

async function runMigration(client: ClientBase, schema: string, migration: Migration): Promise<void> {
  await client.query("begin");
  try {
    await apply(client, schema, migration);
    await client.query("commit");
  } catch (trouble) {
    await client.query("rollback");
    throw new Error(`migration ${migration.file} failed`, { cause: trouble });
  }
}

/** The numbered files of a folder, in order and without gaps. */
export async function migrationsIn(path: string): Promise<Migration[]> {
  const files = (await readdir(path)).filter((name) => name.endsWith(".sql")).sort();
  const migrations = await Promise.all(
    files.map(async (file): Promise<Migration> => {
      const number = Number(/^(\d{4})_[a-z_]+\.sql$/.exec(file)?.[1]);
      if (Number.isNaN(number)) throw new Error(`name of a migration: ${file}`);
      const statements = await readFile(join(path, file), "utf8");
      return { number, file, statements, hash: createHash("sha256").update(statements).digest("hex") };
    }),
  );
  migrations.forEach((migration, position) => {
    if (migration.number !== position + 1) throw new Error(`migrations are numbered without gaps: ${migration.file}`);
  });
  return migrations;
}
