import { type Kysely, sql } from "kysely";
import type { Database } from "../runtime/store/database.ts";

interface Line {
  text: string;
}

/**
 * The tables as they stand after all migrations, as SQL to read: `db/schema.sql`.
 *
 * Made from the catalogue of the database itself, the same from every supported version.
 */
export async function schemaText(db: Kysely<Database>): Promise<string> {
  const ask = async (query: ReturnType<typeof sql<Line>>) => (await query.execute(db)).rows.map((row) => row.text);
  const tables = await sql<{ name: string; columns: string[]; constraints: string[] | null }>`
    select c.relname as name,
      array(
        select a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
          || case a.attidentity when 'a' then ' generated always as identity' else '' end
          || case when a.attnotnull then ' not null' else '' end
          || coalesce(' default ' || pg_get_expr(d.adbin, d.adrelid), '')
        from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped order by a.attnum) as columns,
      array(
        select pg_get_constraintdef(k.oid) from pg_constraint k
        where k.conrelid = c.oid and k.contype in ('p', 'u', 'f', 'c') order by k.contype desc, k.conname) as constraints
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    order by c.relname`.execute(db);
  const indexes = await ask(sql<Line>`
    select pg_get_indexdef(i.indexrelid) as text
    from pg_index i join pg_class c on c.oid = i.indrelid
    where c.relnamespace = current_schema()::regnamespace and c.relname <> 'migration'
      and not exists (select from pg_constraint k where k.conindid = i.indexrelid)
    order by pg_get_indexdef(i.indexrelid) collate "C"`);
  const functions = await ask(sql<Line>`
    select pg_get_functiondef(oid) as text from pg_proc
    where pronamespace = current_schema()::regnamespace order by proname`);
  const triggers = await ask(sql<Line>`
    select pg_get_triggerdef(t.oid) as text from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = current_schema()::regnamespace and not t.tgisinternal order by tgname`);
  const views = await ask(sql<Line>`
    select 'CREATE VIEW ' || relname || ' AS' || chr(10) || pg_get_viewdef(oid, true) as text from pg_class
    where relnamespace = current_schema()::regnamespace and relkind = 'v' order by relname`);
  const schema = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  const prefix = new RegExp(`\\b${schema.rows[0]?.name}\\.`, "g");
  const blocks = [
    ...tables.rows.map(({ name, columns, constraints }) =>
      [
        `CREATE TABLE ${name} (`,
        [...columns, ...(constraints ?? [])].map((line) => `  ${line}`).join(",\n"),
        ");",
      ].join("\n"),
    ),
    ...[...indexes, ...functions.map((text) => text.trimEnd()), ...triggers].map((text) => `${text};`),
    ...views.map((text) => text.trimEnd()),
  ];
  return `${heading}\n\n${blocks.join("\n\n").replace(prefix, "")}\n`;
}

const heading = "-- Generated from db/migrations by `npx tsx tools/writeSchema.ts`; change it there.";
