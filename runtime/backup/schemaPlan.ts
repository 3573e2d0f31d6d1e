import type { ClientBase } from "pg";
import pg from "pg";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { migrateWithin, migrationsIn, rooms } from "../store/migrate.ts";

/** A schema as it goes into a backup or to another database: what made it, and its tables in the order of filling. */
export interface SchemaPlan {
  readonly schema: string;
  /** Tables of one tenant, or those that the installation shares. */
  readonly room: keyof typeof rooms;
  readonly migrations: readonly { readonly number: number; readonly file: string; readonly hash: string }[];
  readonly tables: readonly TablePlan[];
  /** Where the numbers go on that the database gives. */
  readonly sequences: readonly SequencePlan[];
}

export interface TablePlan {
  readonly name: string;
  readonly columns: readonly string[];
}

export interface SequencePlan {
  readonly table: string;
  readonly column: string;
  /** Text, since it may be larger than numbers are exact. */
  readonly last: string;
  readonly called: boolean;
}

/** Settings under which everybody prints values alike, whatever the server was set up with. */
export const alike =
  "set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local intervalstyle = 'postgres';" +
  "set local extra_float_digits = 1; set local bytea_output = 'hex'; set local client_encoding = 'UTF8';" +
  // Rather fail than leave out rows that a policy hides.
  "set local row_security = off";

/** All schemas of ours in a database; the shared one first, since rights and tenants stand in it. */
export async function plansIn(client: ClientBase): Promise<SchemaPlan[]> {
  const { rows } = await client.query<{ schema: string }>(
    `select n.nspname as schema from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relname = 'migration' and c.relkind = 'r' and n.nspname !~ '^(pg_|information_schema|graphile_worker)'
     order by 1`,
  );
  const plans: SchemaPlan[] = [];
  for (const { schema } of rows) {
    const plan = await planOf(client, schema);
    if (plan !== undefined) plans.push(plan);
  }
  return plans.sort((a, b) => Number(a.room === "tenant") - Number(b.room === "tenant"));
}

async function planOf(client: ClientBase, schema: string): Promise<SchemaPlan | undefined> {
  const { rows: migrations } = await client.query<SchemaPlan["migrations"][number]>(
    `select number, file, hash from ${pg.escapeIdentifier(schema)}.migration order by number`,
  );
  const room = await roomOf(migrations);
  if (room === undefined) return undefined;
  const { rows: tables } = await client.query<{ name: string; columns: string[]; needs: string[] }>(
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
             order by a.attnum) as columns,
       array(select distinct f.relname::text from pg_constraint k join pg_class f on f.oid = k.confrelid
             where k.conrelid = c.oid and k.contype = 'f' and f.oid <> c.oid and f.relnamespace = c.relnamespace) as needs
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and not c.relispartition and c.relname <> 'migration'
     order by 1`,
    [schema],
  );
  const { rows: columns } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column,
       pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) as sequence
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = $1 and c.relkind in ('r', 'p') and a.attnum > 0 and not a.attisdropped
       and (a.attidentity <> '' or pg_get_serial_sequence(format('%I.%I', n.nspname, c.relname), a.attname) is not null)
     order by 1, 2`,
    [schema],
  );
  const sequences: SequencePlan[] = [];
  for (const { table, column, sequence } of columns) {
    const { rows } = await client.query<{ last: string; called: boolean }>(
      `select last_value::text as last, is_called as called from ${sequence}`,
    );
    if (rows[0] !== undefined) sequences.push({ table, column, ...rows[0] });
  }
  return { schema, room, migrations, tables: inOrder(tables), sequences };
}

async function roomOf(migrations: SchemaPlan["migrations"]): Promise<SchemaPlan["room"] | undefined> {
  for (const [room, folder] of Object.entries(rooms) as [SchemaPlan["room"], string][]) {
    const [first] = await migrationsIn(folder);
    if (first !== undefined && migrations[0]?.file === first.file) return room;
  }
  return undefined;
}

/** Tables that others point to come first. */
function inOrder(tables: readonly (TablePlan & { needs: readonly string[] })[]): TablePlan[] {
  const placed = new Map<string, TablePlan>();
  let left = [...tables];
  while (left.length > 0) {
    const ready = left.filter((table) => table.needs.every((need) => placed.has(need)));
    if (ready.length === 0) throw new Error(`tables that point at each other: ${left.map((t) => t.name).join(", ")}`);
    for (const { name, columns } of ready) placed.set(name, { name, columns });
    left = left.filter((table) => !placed.has(table.name));
  }
  return [...placed.values()];
}

/** Refuses a plan that this program cannot follow: made by a newer one, or with other steps. */
export async function demandKnownSteps(plan: Pick<SchemaPlan, "room" | "migrations">): Promise<void> {
  const known = await migrationsIn(rooms[plan.room]);
  const found = plan.migrations.at(-1)?.number ?? 0;
  if (found > known.length) throw new Refusal("store.newerSchema", { found, known: known.length });
  for (const [at, { hash, file }] of plan.migrations.entries())
    if (known[at]?.hash !== hash) throw new Refusal("backup.otherSteps", { file });
}

/** Makes the empty schema as the plan's program knew it, ready to be filled. Part of the caller's transaction. */
export async function makeSchema(client: ClientBase, plan: SchemaPlan): Promise<void> {
  await migrateWithin(client, plan.schema, rooms[plan.room], plan.migrations.length);
  for (const table of plan.tables) await client.query(`alter table ${nameOf(plan, table)} disable trigger user`);
  // The steps themselves may have written rows; those of the plan take their place.
  if (plan.tables.length > 0)
    await client.query(`truncate ${plan.tables.map((table) => nameOf(plan, table)).join(", ")}`);
}

/** What is to be done when the tables are full: numbers go on, guards stand again, newer steps run. */
export async function finishSchema(client: ClientBase, plan: SchemaPlan): Promise<void> {
  for (const { table, column, last, called } of plan.sequences)
    await client.query("select setval(pg_get_serial_sequence($1, $2), $3::bigint, $4)", [
      nameOf(plan, { name: table }),
      column,
      last,
      called,
    ]);
  for (const table of plan.tables) await client.query(`alter table ${nameOf(plan, table)} enable trigger user`);
  await migrateWithin(client, plan.schema, rooms[plan.room]);
}

/** The full name of a table, as SQL wants it. */
export function nameOf({ schema }: Pick<SchemaPlan, "schema">, { name }: Pick<TablePlan, "name">): string {
  return `${pg.escapeIdentifier(schema)}.${pg.escapeIdentifier(name)}`;
}

/** The columns of a table in the order in which its rows travel. */
export function columnsOf({ columns }: TablePlan): string {
  return columns.map((column) => pg.escapeIdentifier(column)).join(", ");
}

/** How rows leave a table; one form for all kinds of tables. */
export function copyOut(plan: SchemaPlan, table: TablePlan): string {
  return `copy (select ${columnsOf(table)} from ${nameOf(plan, table)}) to stdout`;
}

/** How rows come into a table; the counterpart of `copyOut`. */
export function copyIn(plan: SchemaPlan, table: TablePlan): string {
  return `copy ${nameOf(plan, table)} (${columnsOf(table)}) from stdin`;
}
