import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Kysely } from "kysely";
import type { Pool } from "pg";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { firstTenant, type Tenant } from "../people/tenant.ts";
import type { Database } from "./database.ts";
import { migrate } from "./migrate.ts";

/** Slug of the tenant whose schema a store was opened with. */
export function slugOf(schema: string): string {
  return schema === "county" ? firstTenant : schema.replaceAll("_", "-");
}

/** Schema of a tenant that is added under this slug. */
export function schemaOf(slug: string): string {
  return slug === firstTenant ? "county" : `tenant_${slug.replaceAll("-", "_")}`;
}

/** Where a tenant's files lie; the first one has the data folder itself. */
export function folderOf(folder: string, slug: string, first: string): string {
  return slug === first ? folder : join(folder, "tenants", slug);
}

/** Slug of the tenant that was there first, which is addressed without `/g/…` and has the say over accounts. */
export async function firstOf(installation: Kysely<Database>): Promise<string> {
  const row = await installation
    .selectFrom("kreislauf.tenant")
    .select("slug")
    .orderBy("added_at")
    .orderBy("slug")
    .limit(1)
    .executeTakeFirst();
  return row?.slug ?? firstTenant;
}

/** All tenants, counties first. */
export async function listTenants(installation: Kysely<Database>): Promise<Tenant[]> {
  const rows = await installation.selectFrom("kreislauf.tenant").selectAll().orderBy("kind").orderBy("name").execute();
  return rows.map(({ slug, name, kind, parent, schema_name }) => ({ slug, name, kind, parent, schema: schema_name }));
}

/**
 * Adds a tenant: its row, its schema with all tables, its database role.
 *
 * @param pool connections of the installation's own user
 */
export async function addTenant(pool: Pool, tenant: Omit<Tenant, "schema">): Promise<Tenant> {
  const { slug, name, kind, parent } = tenant;
  if (!/^[a-z][a-z0-9-]{0,40}$/.test(slug)) throw new Refusal("store.wrongSlug", { slug });
  const { rows } = await pool.query<{ slug: string; kind: string }>("select slug, kind from kreislauf.tenant");
  if (rows.some((row) => row.slug === slug)) throw new Refusal("store.tenantExists", { slug }, { kind: "conflict" });
  if (parent !== null && !rows.some((row) => row.slug === parent && row.kind === "county"))
    throw new Refusal("store.noSuchCounty", { slug: parent, known: rows.map((row) => row.slug).join(", ") });
  const schema = schemaOf(slug);
  await pool.query("insert into kreislauf.tenant (slug, name, kind, parent, schema_name) values ($1, $2, $3, $4, $5)", [
    ...[slug, name, kind, parent, schema],
  ]);
  await migrate(pool, schema);
  await secureTenant(pool, schema);
  return { ...tenant, schema };
}

/** Notes the tenant whose schema the store was opened with, where it is not yet known. */
export async function noteFirstTenant(pool: Pool, schema: string): Promise<void> {
  await pool.query(
    `insert into kreislauf.tenant (slug, name, kind, schema_name)
     select $1, coalesce((select content ->> 'name' from ${schema}.setting where key = 'county'), ''), 'county', $2
     where not exists (select from kreislauf.tenant where schema_name = $2)
     on conflict do nothing`,
    [slugOf(schema), schema],
  );
  // Definitions from before there was anybody to share them with.
  await pool.query(
    `insert into kreislauf.shared_definition (tenant, kind, id, version, content)
     select t.slug, d.kind, d.id, d.version, d.content from ${schema}.definition d, kreislauf.tenant t
     where t.schema_name = $1 and t.kind = 'county' on conflict do nothing`,
    [schema],
  );
  // The county may have got its name since.
  await pool.query(
    `update kreislauf.tenant t set name = s.content ->> 'name' from ${schema}.setting s
     where t.schema_name = $1 and s.key = 'county' and t.name <> s.content ->> 'name'`,
    [schema],
  );
}

/**
 * Gives a tenant its database role: it may use its own schema and its own rows of
 * what is shared, and nothing else. Answers the name of the role, or null where the
 * installation's user may not create roles; then queries keep tenants apart, and
 * the database does not.
 */
export async function secureTenant(pool: Pool, schema: string): Promise<string | null> {
  const client = await pool.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock(7307)");
    const { rows } = await client.query<{ database: string; who: string; role: string | null }>(
      `select current_database() as database, current_user as who,
              (select database_role from kreislauf.tenant where schema_name = $1) as role`,
      [schema],
    );
    const { database = "", who = "", role: before = null } = rows[0] ?? {};
    const role = roleName(database, schema);
    if (before !== role || !(await isSecured(client, schema, role))) {
      await client.query("savepoint roles");
      try {
        await secure(client, schema, role, who);
      } catch (trouble) {
        // 42501: the user may not create roles, or may not become this one.
        if ((trouble as { code?: string }).code !== "42501") throw trouble;
        await client.query("rollback to savepoint roles");
        await client.query("update kreislauf.tenant set database_role = null where schema_name = $1", [schema]);
        await client.query("commit");
        return null;
      }
    }
    await client.query("commit");
    return role;
  } catch (trouble) {
    await client.query("rollback").catch(() => undefined);
    throw trouble;
  } finally {
    client.release();
  }
}

interface Client {
  query<Row extends object>(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
}

// Roles belong to the whole server, so that the name of the database is in theirs.
function roleName(database: string, schema: string): string {
  const mark = createHash("sha256").update(`${database} ${schema}`).digest("hex").slice(0, 10);
  return `kreislauf_${schema.slice(0, 40)}_${mark}`;
}

/** What a tenant may do with the tables that the installation shares; their policies say with which rows. */
const sharedRights: Readonly<Record<string, readonly string[]>> = {
  tenant: ["select"],
  role_grant: ["select", "insert", "update"],
  handover: ["select", "insert", "update"],
  shared_definition: ["select", "insert"],
  shared_goal: ["select", "insert", "update"],
  goal_adoption: ["select", "insert", "update"],
};

// Every right is looked at: a later version brings tables, of the tenant's own or shared, that no role may use yet.
async function isSecured(client: Client, schema: string, role: string): Promise<boolean> {
  const { rows: known } = await client.query<{ oid: number }>("select oid from pg_roles where rolname = $1", [role]);
  if (known.length === 0) return false;
  const shared = Object.entries(sharedRights).flatMap(([table, rights]) => rights.map((right) => ({ table, right })));
  const { rows } = await client.query<{ secured: boolean }>(
    `select pg_has_role(current_user, $2::oid, 'member')
       and has_schema_privilege($2::oid, $1, 'usage')
       and has_schema_privilege($2::oid, 'kreislauf', 'usage')
       and not exists (
         select from pg_class c, unnest(array['select', 'insert', 'update', 'delete']) as own (right_)
          where c.relnamespace = $1::regnamespace and c.relkind in ('r', 'v', 'p')
            and (c.relname <> 'migration' or right_ = 'select')
            and not has_table_privilege($2::oid, c.oid, right_))
       and not exists (
         select from pg_class c
          where c.relnamespace = $1::regnamespace and c.relkind = 'S'
            and not (has_sequence_privilege($2::oid, c.oid, 'usage') and has_sequence_privilege($2::oid, c.oid, 'select')))
       and not exists (
         select from unnest($3::text[], $4::text[]) as shared (table_, right_)
          where not has_table_privilege($2::oid, 'kreislauf.' || table_, right_)) as secured`,
    [schema, known[0]?.oid, shared.map(({ table }) => table), shared.map(({ right }) => right)],
  );
  return rows[0]?.secured === true;
}

async function secure(client: Client, schema: string, role: string, who: string): Promise<void> {
  const { rows } = await client.query("select from pg_roles where rolname = $1", [role]);
  if (rows.length === 0) await client.query(`create role ${role} nologin`);
  await client.query(`grant ${role} to "${who.replaceAll('"', '""')}"`);
  for (const statement of [
    `grant usage on schema ${schema}, kreislauf to ${role}`,
    `grant select, insert, update, delete on all tables in schema ${schema} to ${role}`,
    `grant usage, select on all sequences in schema ${schema} to ${role}`,
    `revoke insert, update, delete on ${schema}.migration from ${role}`,
    ...Object.entries(sharedRights).map(
      ([table, rights]) => `grant ${rights.join(", ")} on kreislauf.${table} to ${role}`,
    ),
  ])
    await client.query(statement);
  await client.query("update kreislauf.tenant set database_role = $1 where schema_name = $2", [role, schema]);
}
