import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openStore, type Store } from "./openStore.ts";
import { rebuildSeries } from "./rebuildSeries.ts";
import { stateOfData } from "./stateOfData.ts";
import { addTenant, listTenants, secureTenant } from "./tenants.ts";
import { freshDatabase } from "./testDatabase.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-tenants-"));
let store: Store;

beforeAll(async () => {
  store = await openStore({ folder, databaseUrl: fresh.url, as: "guest" });
  for (const slug of ["neuenfeld", "altdorf"])
    await addTenant(store.pool, { slug, name: slug, kind: "municipality", parent: "kreis" });
  await store.installation
    .insertInto("kreislauf.account")
    .values({ id: "anna", name: "Anna", email: "anna@example.org", created_at: new Date(0), updated_at: new Date(0) })
    .execute();
  for (const tenant of ["kreis", "neuenfeld", "altdorf"])
    await store.installation
      .insertInto("kreislauf.role_grant")
      .values({
        account_id: "anna",
        tenant,
        role: "R4",
        scope_kind: null,
        scope_id: null,
        valid_from: "2024-01-01",
        valid_until: null,
        granted_by: "here",
        granted_at: new Date(0),
        ended_by: null,
      })
      .execute();
});
afterAll(async () => {
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function dbOf(slug: string) {
  const room = slug === "kreis" ? { store } : await store.tenantRoom(slug);
  if (room === undefined) throw new Error(`no tenant ${slug}`);
  return room.store.db;
}

async function figureIn(slug: string, key: string): Promise<void> {
  await sql`insert into figure (key) values (${key})`.execute(await dbOf(slug));
}

test("X-071 three tenants in one installation have tables of their own: what one writes the others do not have", async () => {
  expect((await listTenants(store.installation)).map(({ slug, kind, parent }) => [slug, kind, parent])).toEqual([
    ["kreis", "county", null],
    ["altdorf", "municipality", "kreis"],
    ["neuenfeld", "municipality", "kreis"],
  ]);
  for (const slug of ["kreis", "neuenfeld", "altdorf"]) await figureIn(slug, `FIGURE_OF_${slug.toUpperCase()}`);
  for (const slug of ["kreis", "neuenfeld", "altdorf"]) {
    const rows = await (await dbOf(slug)).selectFrom("figure").select("key").execute();
    expect(rows).toEqual([{ key: `FIGURE_OF_${slug.toUpperCase()}` }]);
  }
});

test("X-071 the database itself refuses a query that names another tenant's schema, for reading and for writing", async () => {
  const county = await dbOf("kreis");
  const town = await dbOf("neuenfeld");
  const refused = { code: "42501" };
  await expect(sql`select * from tenant_neuenfeld.figure`.execute(county)).rejects.toMatchObject(refused);
  await expect(sql`select * from county.figure`.execute(town)).rejects.toMatchObject(refused);
  await expect(sql`select * from tenant_altdorf.delivery`.execute(town)).rejects.toMatchObject(refused);
  await expect(sql`insert into county.figure (key) values ('X')`.execute(town)).rejects.toMatchObject(refused);
  await expect(sql`set search_path to county; select key from figure`.execute(town)).rejects.toThrow();
});

test("X-071 a forgotten where on a shared table leaks nothing, and nobody writes a role into another tenant", async () => {
  for (const slug of ["kreis", "neuenfeld", "altdorf"]) {
    const rows = await (await dbOf(slug)).selectFrom("kreislauf.role_grant").select("tenant").execute();
    expect(rows).toEqual([{ tenant: slug }]);
  }
  const town = await dbOf("neuenfeld");
  await expect(
    sql`insert into kreislauf.role_grant (account_id, tenant, role, valid_from, granted_by, granted_at)
        values ('anna', 'kreis', 'R11', '2024-01-01', 'anna', now())`.execute(town),
  ).rejects.toMatchObject({ code: "42501" });
  const changed = await sql`update kreislauf.role_grant set role = 'R11'`.execute(town);
  expect(changed.numAffectedRows).toBe(1n);
  const { rows } = await sql`select tenant from kreislauf.role_grant where role = 'R11'`.execute(store.installation);
  expect(rows).toEqual([{ tenant: "neuenfeld" }]);
});

test("X-071 a handover is seen by giver and receiver only", async () => {
  await sql`insert into kreislauf.handover
      (from_tenant, to_tenant, title, file_name, content, content_hash, mapping, summary, released_by, released_at)
      values ('neuenfeld', 'kreis', 'T', 't.csv', '', '', '{}', '{}', 'anna', now())`.execute(await dbOf("neuenfeld"));
  const seen = async (slug: string) =>
    (await (await dbOf(slug)).selectFrom("kreislauf.handover").select("title").execute()).length;
  expect([await seen("kreis"), await seen("neuenfeld"), await seen("altdorf")]).toEqual([1, 1, 0]);
});

test("a tenant's connection can neither change tables nor read passwords and sessions of accounts", async () => {
  const town = await dbOf("neuenfeld");
  for (const table of ["account", "credential", "session", "second_factor"])
    await expect(sql`select * from ${sql.table(`kreislauf.${table}`)}`.execute(town), table).rejects.toMatchObject({
      code: "42501",
    });
  await expect(sql`drop table figure`.execute(town)).rejects.toMatchObject({ code: "42501" });
  await expect(sql`alter table slice disable trigger all`.execute(town)).rejects.toMatchObject({ code: "42501" });
});

test("where the installation's user may not create roles, tenants work all the same, and it is told", async () => {
  const name = `limited_${Math.random().toString(36).slice(2, 10)}`;
  const owner = new pg.Client({ connectionString: fresh.url });
  await owner.connect();
  await owner.query(`create role ${name} login password 'geheim' nocreaterole`);
  const database = `${name}_db`;
  await owner.query(`create database ${database} owner ${name}`);
  await owner.end();
  const url = new URL(fresh.url);
  url.username = name;
  url.password = "geheim";
  url.pathname = `/${database}`;
  const limited = await openStore({ folder, databaseUrl: url.href, as: "guest" });
  try {
    expect(limited.role).toBeNull();
    await addTenant(limited.pool, { slug: "neuenfeld", name: "Neuenfeld", kind: "municipality", parent: "kreis" });
    expect(await secureTenant(limited.pool, "tenant_neuenfeld")).toBeNull();
    const room = await limited.tenantRoom("neuenfeld");
    await sql`insert into figure (key) values ('A')`.execute(room?.store.db ?? limited.db);
    expect(await limited.db.selectFrom("figure").select("key").execute()).toEqual([]);
  } finally {
    await limited.close();
    const again = new pg.Client({ connectionString: fresh.url });
    await again.connect();
    await again.query(`drop database ${database} with (force)`);
    await again.query(`drop role ${name}`);
    await again.end();
  }
});

test("X-071 a role that lacks a right on a table, as after a version that shares one more, is given it at the next start", async () => {
  const role = await secureTenant(store.pool, "tenant_altdorf");
  const allowed = async (table: string, right: string) =>
    (await store.pool.query("select has_table_privilege($1::text, $2, $3) as allowed", [role, table, right])).rows[0]
      .allowed;
  for (const [table, right] of [
    ["kreislauf.shared_definition", "insert"],
    ["tenant_altdorf.delivery", "update"],
  ] as const) {
    await store.pool.query(`revoke ${right} on ${table} from ${role}`);
    expect(await allowed(table, right), table).toBe(false);
    expect(await secureTenant(store.pool, "tenant_altdorf")).toBe(role);
    expect(await allowed(table, right), table).toBe(true);
  }
  expect(await allowed("tenant_altdorf.migration", "insert")).toBe(false);
  expect(await allowed("kreislauf.account", "select")).toBe(false);
});

test("X-071 a definition that the county shares anew changes what a municipality's answers rest on", async () => {
  const town = await dbOf("neuenfeld");
  const before = await stateOfData(town);
  await sql`insert into definition (kind, id, version, content, person, reason, changed_at)
    values ('indicator', 'shared-anew', 1, '{}', 'here', '', now())`.execute(await dbOf("kreis"));
  const after = await stateOfData(town);
  expect(after.all).not.toBe(before.all);
  expect(after.figures).toBe(before.figures);
});

test("figures that a tenant takes in are counted at once for the planner of questions, though it does not own its tables", async () => {
  const db = await dbOf("altdorf");
  const rowsKnown = async () =>
    (
      await sql<{ rows: number }>`
        select reltuples::integer as rows from pg_class where oid = 'series'::regclass`.execute(db)
    ).rows[0]?.rows;
  await db.transaction().execute(async (transaction) => {
    await sql`insert into series (figure_id, breakdown, frequency, area_id, first_ordinal, amounts)
      select 1, '', 'year', n, 2020, '{1,2,3}' from generate_series(1, 500) n`.execute(transaction);
    await rebuildSeries(transaction, []);
  });
  expect(await rowsKnown()).toBe(500);
});
