import { type Kysely, sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { type Context, type Operation, operation, type Restore } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type Group, restoreOf } from "../contract.ts";
import { kinds } from "./kinds.ts";
import { versionBefore } from "./versionBefore.ts";

/** Makes an earlier version of a thing the newest one; what came between stays. */
export function restoreVersion(group: Group): Operation {
  return operation(restoreOf(group), async (context, { kind, id, number, reason, basedOn }) => {
    const known = kinds[kind];
    const row = known?.group === group ? known.row : undefined;
    if (row === undefined) throw new Refusal("history.notRestorable", { kind });
    const { content } = await demandVersion(context, { kind, id, number });
    if (row === "stage")
      return restoredByStage(context, kind, { id, content, reason, ...(basedOn === undefined ? {} : { basedOn }) });
    const { version } = await changeOnce(context.db, { kind, id }, basedOn, async (db) => {
      await writeRow(context, db, row, content);
      return {};
    });
    return { number: version };
  });
}

async function demandVersion(
  context: Context,
  { kind, id, number }: { readonly kind: string; readonly id: string; readonly number: number },
): Promise<{ readonly content: unknown }> {
  const rows = await context.db
    .selectFrom("change")
    .select(["number", "content"])
    .where("kind", "=", kind)
    .where("id", "=", id)
    .orderBy("number")
    .execute();
  const own = rows.find((row) => row.number === number);
  if (own !== undefined && own.content !== null) return own;
  const before = rows.length === 0 ? undefined : await versionBefore(context, { kind, id }, rows[0]?.number);
  if (before !== undefined && before.number === number) return before;
  throw new Refusal("history.noSuchVersion", { kind, id, number }, { kind: "missing" });
}

async function restoredByStage(
  context: Context,
  kind: string,
  version: Parameters<Restore>[1],
): Promise<{ readonly number: number }> {
  const restore = context.restores.get(kind);
  if (restore === undefined) throw new Error(`no stage takes back: ${kind}`);
  return { number: (await restore(context, version)).version };
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
