import { type Kysely, sql } from "kysely";
import type { BoundaryChange } from "../../../../kernel/area/boundaryChange.ts";
import type { ConversionKey } from "../../../../kernel/area/conversionKey.ts";
import { germanDate } from "../../../../kernel/time/germanDate.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { readChanges } from "../../spaces/boundaryChanges.ts";
import { type ImportChangesOutput, importChangesContract } from "../../spaces/changesContract.ts";
import { openFile } from "../openFile.ts";
import { afterChangedSpaces } from "./afterChangedSpaces.ts";
import { areaHistory } from "./areaHistory.ts";
import { demandLevel } from "./demandLevel.ts";
import { spaceSentences } from "./spaceSentences.ts";
import { finding } from "./storeAreas.ts";

type Db = Kysely<Database>;

/**
 * Takes what a file says about how areas changed: single events, or keys from state
 * to state. Areas that were dissolved end on their day, those that came of them
 * begin. The same file a second time changes nothing. A dry run tells the same and
 * stores nothing.
 *
 * Refuses a level that does not exist, and a file in none of the layouts.
 */
export const importChanges = operation(
  importChangesContract,
  async (context, { file, level, codesStartWith = "", dryRun }) => {
    const { db, progress, signal } = context;
    await demandLevel(db, level);
    progress({ doing: "Datei wird gelesen", done: 0, total: null });
    const digits = await codeLength(db, level);
    const { changes, keys, read, findings: odd } = readChanges(await openFile(file), level, digits);
    const findings: Finding[] = [
      ...odd.filter((f) => String(f.parameters.code ?? codesStartWith).startsWith(codesStartWith)),
    ];
    const wanted = changes.filter(
      ({ from, to }) => from.code.startsWith(codesStartWith) || to.code.startsWith(codesStartWith),
    );
    const report = (fresh: readonly BoundaryChange[], rows: { added: number; known: number }): ImportChangesOutput => {
      const added = fresh.length + rows.added;
      const unchanged = wanted.length - fresh.length + rows.known;
      if (added === 0 && unchanged > 0) findings.push(finding("note", "nothingNew", {}));
      if (added + unchanged === 0) findings.push(finding("note", "changesElsewhere", { read, codes: codesStartWith }));
      return {
        changed: added > 0,
        read,
        added,
        unchanged,
        findings,
        sentences: spaceSentences(findings),
      };
    };
    try {
      return await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(7304)`.execute(trx);
        const fresh = await storeChanges(trx, level, wanted);
        for (const [position, change] of fresh.entries()) {
          signal.throwIfAborted();
          progress({ doing: "Änderungen werden angewandt", done: position, total: fresh.length });
          await applyToAreas(trx, change, wanted, findings);
        }
        const rows = await storeKeys(trx, level, keys, codesStartWith);
        if (dryRun === true) {
          const events = fresh.slice(0, eventsShown).map(({ level: _, source: __, ...event }) => event);
          throw new NotStored({ ...report(fresh, rows), changed: false, events });
        }
        if (fresh.length + rows.added > 0) await afterChangedSpaces(context, trx);
        signal.throwIfAborted();
        return report(fresh, rows);
      });
    } catch (trouble) {
      if (trouble instanceof NotStored) return trouble.report;
      throw trouble;
    }
  },
);

/** A dry run tells so many events one by one. */
const eventsShown = 500;

/** Carries the report out of the transaction that it undoes. */
class NotStored extends Error {
  readonly report: ImportChangesOutput;
  constructor(report: ImportChangesOutput) {
    super("not stored");
    this.report = report;
  }
}

/** How many characters the codes of a level have; 8 as in municipalities where there are none yet. */
async function codeLength(db: Db, level: string): Promise<number> {
  const { rows } = await sql<{ digits: number }>`
    select length(code)::integer as digits from area where level_id = ${level} group by 1 order by count(*) desc limit 1`.execute(
    db,
  );
  return rows[0]?.digits ?? 8;
}

async function storeChanges(db: Db, level: string, changes: readonly BoundaryChange[]): Promise<BoundaryChange[]> {
  const sameAs = (change: BoundaryChange): string =>
    [change.on, change.kind, change.from.code, change.to.code, change.to.name].join("|");
  const known = new Set((await areaHistory(db, level)).changes.map(sameAs));
  const fresh = changes.filter((change) => !known.has(sameAs(change)));
  for (let at = 0; at < fresh.length; at += 500) {
    await db
      .insertInto("boundary_change")
      .values(
        fresh.slice(at, at + 500).map((change) => ({
          level_id: level,
          happened_on: change.on,
          kind: change.kind,
          from_code: change.from.code,
          from_name: change.from.name,
          to_code: change.to.code,
          to_name: change.to.name,
          share_population: change.sharePopulation,
          share_area: change.shareArea,
          source: change.source,
        })),
      )
      .execute();
  }
  return fresh;
}

/** Ends what was dissolved, begins what came of it, and renames what is called otherwise now. */
async function applyToAreas(
  db: Db,
  change: BoundaryChange,
  all: readonly BoundaryChange[],
  findings: Finding[],
): Promise<void> {
  const { on, level, from, to, kind } = change;
  const before = await inForce(db, level, from.code, on);
  if (before === undefined) return;
  if (from.code === to.code) {
    if (kind !== "rename" || before.name === to.name) return;
    await db.updateTable("area").set({ name: to.name }).where("id", "=", before.id).execute();
    findings.push(finding("note", "renamed", { code: to.code, name: to.name, before: before.name }));
    return;
  }
  if (staysHere(change) && (await inForce(db, level, to.code, on)) === undefined) {
    const { id } = await db
      .insertInto("area")
      .values({
        division_id: before.division_id,
        level_id: level,
        code: to.code,
        name: to.name === "" ? to.code : to.name,
        valid_from: on,
        valid_to: null,
      })
      .returning("id")
      .executeTakeFirstOrThrow();
    await sql`insert into area_part (part_id, whole_id, share, valid_from, valid_to)
      select ${id}, whole_id, share, ${on}::date, null from area_part where part_id = ${before.id} and valid_to is null`.execute(
      db,
    );
    findings.push(finding("note", "areaBegan", { area: to.name === "" ? to.code : to.name, day: germanDate(on) }));
  }
  const together = all.filter((other) => other.on === on && other.from.code === from.code);
  // What only gave a part away lives on, as does what a row of the list keeps under its code.
  if (kind === "transfer" || together.some((other) => other.to.code === from.code)) return;
  if (before.valid_to !== null || (await drawnSince(db, before.id, on))) return;
  await db.updateTable("area").set({ valid_to: on }).where("id", "=", before.id).execute();
  await db
    .updateTable("area_part")
    .set({ valid_to: on })
    .where("part_id", "=", before.id)
    .where("valid_to", "is", null)
    .execute();
  const targets = together.map((other) => other.to.name || other.to.code).join(", ");
  findings.push(finding("note", "areaEnded", { area: before.name, day: germanDate(on), targets }));
}

/**
 * Whether what came of an area belongs to the same county: a strip of forest may go to
 * a municipality next door, which is none of ours. Official keys say so with their
 * first five digits; a changed key changes just those and stays.
 */
function staysHere({ kind, from, to }: BoundaryChange): boolean {
  if (kind === "transfer") return false;
  const official = /^\d{8,12}$/.test(from.code);
  return kind === "key" || !official || from.code.slice(0, 5) === to.code.slice(0, 5);
}

/** Whether somebody drew the area at a later day: then the code was given anew, and this is not the one that ended. */
async function drawnSince(db: Db, area: number, day: string): Promise<boolean> {
  const later = await db
    .selectFrom("area_geometry")
    .innerJoin("boundary_version", "boundary_version.id", "boundary_version_id")
    .select("id")
    .where("area_id", "=", area)
    .where("valid_on", ">=", day)
    .executeTakeFirst();
  return later !== undefined;
}

function inForce(db: Db, level: string, code: string, day: string) {
  return db
    .selectFrom("area")
    .selectAll()
    .where("level_id", "=", level)
    .where("code", "=", code)
    .where((where) => where.or([where("valid_to", "is", null), where("valid_to", ">=", day)]))
    .where((where) => where.or([where("valid_from", "is", null), where("valid_from", "<=", day)]))
    .executeTakeFirst();
}

async function storeKeys(
  db: Db,
  level: string,
  keys: readonly ConversionKey[],
  codesStartWith: string,
): Promise<{ added: number; known: number }> {
  const there = (await areaHistory(db, level)).keys;
  let added = 0;
  let known = 0;
  for (const key of keys) {
    const before = there.find((other) => other.fromDay === key.fromDay && other.toDay === key.toDay);
    const codes = new Set(before?.rows.map((row) => row.from));
    const wanted = key.rows.filter((row) => row.from.startsWith(codesStartWith) || row.to.startsWith(codesStartWith));
    // All rows of a code or none: half of its shares would lose the other half of its people.
    const whole = new Set(wanted.map((row) => row.from));
    const fresh = key.rows.filter((row) => whole.has(row.from) && !codes.has(row.from));
    known += wanted.length - fresh.length;
    if (fresh.length === 0) continue;
    added += fresh.length;
    const rows = [...(before?.rows ?? []), ...fresh];
    const packed = {
      from_codes: rows.map((row) => row.from),
      to_codes: rows.map((row) => row.to),
      share_population: rows.map((row) => row.sharePopulation),
      share_area: rows.map((row) => row.shareArea),
      source: key.source,
    };
    await db
      .insertInto("conversion_key")
      .values({ level_id: level, from_day: key.fromDay, to_day: key.toDay, ...packed })
      .onConflict((conflict) => conflict.columns(["level_id", "from_day", "to_day"]).doUpdateSet(packed))
      .execute();
  }
  return { added, known: Math.max(0, known) };
}
