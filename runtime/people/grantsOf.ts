import { type Kysely, sql } from "kysely";
import type { Database } from "../store/database.ts";
import type { Grant, Role, Scope } from "./person.ts";

/**
 * The roles that an account holds in a tenant on a day, each scope with what lies
 * below it: units by the organisation chart of that day, areas by how they hang together.
 *
 * @param db connections of that tenant
 * @param day `YYYY-MM-DD`
 */
export async function grantsOf(db: Kysely<Database>, accountId: string, tenant: string, day: string): Promise<Grant[]> {
  const rows = await db
    .selectFrom("kreislauf.role_grant")
    .select(["role", "scope_kind", "scope_id"])
    .where("account_id", "=", accountId)
    .where("tenant", "=", tenant)
    .where("valid_from", "<=", day)
    .where((is) => is.or([is("valid_until", "is", null), is("valid_until", ">=", day)]))
    .where("ended_at", "is", null)
    .orderBy("id")
    .execute();
  const grants: Grant[] = [];
  for (const { role, scope_kind: kind, scope_id: id } of rows)
    grants.push({
      role: role as Role,
      within: kind === null || id === null ? "everything" : await withBelow(db, { kind, id }, day),
    });
  return grants;
}

/** A scope with everything that lies below it on a day. */
export async function withBelow(db: Kysely<Database>, { kind, id }: Scope, day: string): Promise<Scope> {
  // Topics are a plain list; nothing lies below one.
  const below = kind === "unit" ? await unitsBelow(db, id, day) : kind === "area" ? await areasBelow(db, id, day) : [];
  return { kind, id, below };
}

async function unitsBelow(db: Kysely<Database>, id: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive below (id) as (
      select unit_id from unit_state where parent_id::text = ${id}
        and valid_from <= ${day}::date and coalesce(valid_to, 'infinity') > ${day}::date
      union
      select s.unit_id from unit_state s join below b on s.parent_id = b.id
        where s.valid_from <= ${day}::date and coalesce(s.valid_to, 'infinity') > ${day}::date)
    select id::text from below where id::text <> ${id} order by below.id`.execute(db);
  return rows.map((row) => row.id);
}

async function areasBelow(db: Kysely<Database>, id: string, day: string): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    with recursive below (id) as (
      select a.id from area a where a.level_id || ':' || a.code = ${id}
      union
      select p.part_id from area_part p join below b on p.whole_id = b.id
        where coalesce(p.valid_from, '-infinity') <= ${day}::date and coalesce(p.valid_to, 'infinity') > ${day}::date)
    select distinct a.level_id || ':' || a.code as name from below join area a on a.id = below.id order by 1`.execute(
    db,
  );
  return rows.map((row) => row.name).filter((name) => name !== id);
}
