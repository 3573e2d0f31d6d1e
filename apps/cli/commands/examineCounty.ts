import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import { hashOf } from "../../../runtime/backup/writeBackup.ts";
import { countyCatalogue } from "../../../runtime/catalogue/countyCatalogue.ts";
import { verifyTrail } from "../../../runtime/history/verifyTrail.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import { dataAsOf } from "../../../runtime/store/dataAsOf.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { rebuildSeries } from "../../../runtime/store/facts.ts";
import { takenBack } from "../../../runtime/store/takenBack.ts";
import { compareReport } from "../../../stages/report/server/report.ts";

/** What an examination of a county found; nothing was changed. */
export interface Examination {
  readonly files: { readonly checked: number; readonly lost: readonly string[]; readonly changed: readonly string[] };
  /** Figures whose readable form is not what their accepted slices say. */
  readonly series: { readonly checked: number; readonly different: readonly string[] };
  /** Figures whose withheld cells are not those that the rules of today give. */
  readonly patterns: { readonly checked: number; readonly different: readonly string[] };
  readonly reports: readonly ExaminedReport[];
  readonly trail: { readonly entries: number; readonly broken: number | null };
}

export interface ExaminedReport {
  readonly id: number;
  readonly title: string;
  /** Its figures, worked out again from the state of the data that it was made from. */
  readonly same: number;
  readonly changed: number;
  readonly missing: number;
  readonly first: string;
  /** Whether the PDF that was released is kept. */
  readonly hasPdf: boolean;
}

const atOnce = 20;

/**
 * Holds what is stored against what it must be: delivered files against their
 * hashes, series against slices, withheld cells against the rules, released reports
 * against the data of their time, the audit trail against its chain.
 *
 * Everything is worked out anew in transactions that are taken back.
 */
export async function examineCounty(context: Context): Promise<Examination> {
  const { db } = context;
  const figures = (await db.selectFrom("figure").select("key").orderBy("key").execute()).map(({ key }) => key);
  const trail = await verifyTrail(db);
  return {
    files: await examineFiles(context),
    series: {
      checked: figures.length,
      different: await differences(context, figures, "Reihen nachrechnen", seriesSums, (transaction, keys) =>
        rebuildSeries(transaction, keys),
      ),
    },
    patterns: {
      checked: figures.length,
      different: await differences(context, figures, "Sperrmuster nachrechnen", patternSums, (transaction, keys) =>
        protect(context, transaction, keys),
      ),
    },
    reports: await examineReports(context),
    trail: { entries: trail.entries, broken: trail.broken?.number ?? null },
  };
}

/** Works out series and withheld cells of these figures anew from what was accepted; all of it or nothing. */
export async function workOutAnew(context: Context, figures: readonly string[]): Promise<void> {
  const keys = [...new Set(figures)];
  if (keys.length === 0) return;
  await context.db.transaction().execute(async (transaction) => {
    await rebuildSeries(transaction, keys);
    await protect(context, transaction, keys);
  });
}

async function examineFiles({ db, folder, signal, progress }: Context): Promise<Examination["files"]> {
  const files = await db.selectFrom("file").select("hash").orderBy("hash").execute();
  const [lost, changed]: [string[], string[]] = [[], []];
  for (const [done, { hash }] of files.entries()) {
    signal.throwIfAborted();
    progress({ doing: "Dateien prüfen", done, total: files.length });
    const found = await hashOf(join(folder, "files", hash)).catch(() => undefined);
    if (found === undefined) lost.push(hash);
    else if (found !== hash) changed.push(hash);
  }
  return { checked: files.length, lost, changed };
}

type Sums = (db: Kysely<Database>, keys: readonly string[]) => Promise<ReadonlyMap<string, string>>;

async function differences(
  { db, signal, progress }: Context,
  figures: readonly string[],
  doing: string,
  sumsOf: Sums,
  workOut: (transaction: Kysely<Database>, keys: readonly string[]) => Promise<void>,
): Promise<string[]> {
  const different: string[] = [];
  // A few at a time, so that nobody who accepts a delivery waits for long.
  for (let from = 0; from < figures.length; from += atOnce) {
    signal.throwIfAborted();
    progress({ doing, done: from, total: figures.length });
    const keys = figures.slice(from, from + atOnce);
    const [stored, right] = await takenBack(db, async (transaction) => {
      const before = await sumsOf(transaction, keys);
      await workOut(transaction, keys);
      return [before, await sumsOf(transaction, keys)] as const;
    });
    different.push(...keys.filter((key) => stored.get(key) !== right.get(key)));
  }
  return different;
}

const seriesSums: Sums = (db, keys) => sumsOf(db, "series", keys);
const patternSums: Sums = (db, keys) => sumsOf(db, "withheld_cell", keys);

async function sumsOf(
  db: Kysely<Database>,
  table: "series" | "withheld_cell",
  keys: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ key: string; sum: string }>`
    select f.key, count(t.figure_id) || ' ' ||
      coalesce(sum(('x' || substr(md5(t::text), 1, 16))::bit(64)::bigint::numeric), 0)::text as sum
    from figure f left join ${sql.table(table)} t on t.figure_id = f.id
    where f.key = any(${[...keys]}::text[]) group by f.key`.execute(db);
  return new Map(rows.map(({ key, sum }) => [key, sum]));
}

async function protect(context: Context, transaction: Kysely<Database>, keys: readonly string[]): Promise<void> {
  for (const step of context.afterAcceptance) await step({ ...context, db: transaction }, transaction, keys);
}

async function examineReports(context: Context): Promise<ExaminedReport[]> {
  const { db, signal, progress } = context;
  const reports = await db
    .selectFrom("report")
    .select(["id", "title", "data_state", "created_at"])
    .select((query) => query("pdf", "is not", null).as("has_pdf"))
    .where("state", "=", "released")
    .orderBy("id")
    .execute();
  const examined: ExaminedReport[] = [];
  for (const [done, { id, title, data_state, created_at, has_pdf }] of reports.entries()) {
    signal.throwIfAborted();
    progress({ doing: "Berichte nachrechnen", done, total: reports.length });
    const { same, changed, missing, list } = await takenBack(db, async (transaction) => {
      const figures = await dataAsOf(transaction, data_state, created_at);
      const then = { ...context, db: transaction, catalogue: await countyCatalogue(transaction) };
      await protect(then, transaction, figures);
      return compareReport.run({ ...then, progress: () => undefined }, { id });
    });
    const [first] = list;
    const named = first === undefined ? "" : `${first.label.de}, ${first.area}: ${first.before} statt ${first.after}`;
    examined.push({ id, title, same, changed, missing, first: named, hasPdf: Boolean(has_pdf) });
  }
  return examined;
}
