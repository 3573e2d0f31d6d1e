import { type Kysely, sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Context, type Operation, operation } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type Group, restoreOf } from "../contract.ts";
import { kinds } from "./kinds.ts";

/** Makes an earlier version of a thing the newest one; what came between stays. */
export function restoreVersion(group: Exclude<Group, "reports">): Operation {
  return operation(restoreOf(group), async (context, { kind, id, number, reason }) => {
    const known = kinds[kind];
    const row = known?.group === group ? known.row : null;
    if (row === null || row === undefined) throw new Refusal("history.notRestorable", { kind });
    return context.db.transaction().execute(async (db) => {
      const version = await db
        .selectFrom("change")
        .select("content")
        .where("kind", "=", kind)
        .where("id", "=", id)
        .where("number", "=", number)
        .executeTakeFirst();
      if (version === undefined || version.content === null)
        throw new Refusal("history.noSuchVersion", { kind, id, number }, { kind: "missing" });
      if (row === "definition") await addDefinition(context, db, { kind, id, content: version.content, reason });
      else await writeRow(context, db, row, version.content);
      const newest = await db
        .selectFrom("change")
        .select((of) => of.fn.max("number").as("number"))
        .where("kind", "=", kind)
        .where("id", "=", id)
        .executeTakeFirstOrThrow();
      return { number: newest.number };
    });
  });
}

interface Again {
  readonly kind: string;
  readonly id: string;
  readonly content: unknown;
  readonly reason: string;
}

async function addDefinition(context: Context, db: Kysely<Database>, { kind, id, content, reason }: Again) {
  if (kind !== "indicator" && kind !== "baseFigure") throw new Error(`definition of kind: ${kind}`);
  await sql`select pg_advisory_xact_lock(7311, hashtext(${`${kind} ${id}`}))`.execute(db);
  const newest = await db
    .selectFrom("definition")
    .select((of) => of.fn.max("version").as("version"))
    .where("kind", "=", kind)
    .where("id", "=", id)
    .executeTakeFirstOrThrow();
  const version = newest.version + 1;
  await db
    .insertInto("definition")
    .values({
      ...{ kind, id, version, reason, person: context.person.name, changed_at: context.now() },
      content: JSON.stringify({ ...(content as object), version }),
    })
    .execute();
}

// Columns that versions leave out, since they change with every writing.
const stamps: Readonly<Record<string, (context: Context) => Record<string, unknown>>> = {
  class_breaks: (context) => ({ changed_at: context.now(), person: context.person.name }),
};

async function writeRow(
  context: Context,
  db: Kysely<Database>,
  { table, keys }: { readonly table: string; readonly keys: readonly string[] },
  content: unknown,
): Promise<void> {
  const full = { ...(content as Record<string, unknown>), ...stamps[table]?.(context) };
  const columns = Object.keys(full);
  const into = sql.table(table);
  const set = columns
    .filter((column) => !keys.includes(column))
    .map((column) => sql`${sql.ref(column)} = again.${sql.ref(column)}`);
  const row = sql`jsonb_populate_record(null::${into}, ${JSON.stringify(full)}::jsonb)`;
  const same = keys.map((key) => sql`${into}.${sql.ref(key)} = again.${sql.ref(key)}`);
  // A row that is still there is changed; one that was taken away comes back. What it hangs on must be there.
  const changed = await sql`
    update ${into} set ${sql.join(set)} from ${row} as again where ${sql.join(same, sql` and `)}`.execute(db);
  if ((changed.numAffectedRows ?? 0n) > 0n) return;
  const list = sql.join(columns.map((column) => sql.ref(column)));
  await sql`insert into ${into} (${list}) select ${list} from ${row} as again`.execute(db);
}
