import type { Kysely } from "kysely";
import type { ConversionKeyRow } from "../../../../kernel/area/conversionKey.ts";
import type { AreaHistory } from "../../../../kernel/area/successors.ts";
import type { Database } from "../../../../runtime/store/database.ts";

/**
 * How the county's own areas changed, by level; of events and keys only what names one of their codes, since the
 * official lists are the whole of Germany's. A level that never changed is left out.
 */
export async function areaHistories(db: Kysely<Database>): Promise<ReadonlyMap<string, AreaHistory>> {
  const areas = await db.selectFrom("area").select(["level_id", "code"]).execute();
  const own = new Map<string, Set<string>>();
  for (const { level_id, code } of areas) own.set(level_id, (own.get(level_id) ?? new Set()).add(code));
  const found = new Map<string, AreaHistory>();
  for (const [level, codes] of own) {
    const { changes, keys } = await areaHistory(db, level);
    const history = {
      changes: changes.filter((change) => codes.has(change.from.code) || codes.has(change.to.code)),
      keys: keys.map((key) => ({ ...key, rows: rowsFor(key.rows, codes) })).filter((key) => key.rows.length > 0),
    };
    if (history.changes.length > 0 || history.keys.length > 0) found.set(level, history);
  }
  return found;
}

/** All rows of a code stay together, since its shares add up to one. */
function rowsFor(rows: readonly ConversionKeyRow[], codes: ReadonlySet<string>): ConversionKeyRow[] {
  const concerned = new Set(rows.filter((row) => codes.has(row.from) || codes.has(row.to)).map((row) => row.from));
  return rows.filter((row) => concerned.has(row.from));
}

/** All that the county knows about how the areas of a level changed; what `convertSeries` needs. */
export async function areaHistory(db: Kysely<Database>, level: string): Promise<AreaHistory> {
  const changes = await db
    .selectFrom("boundary_change")
    .selectAll()
    .where("level_id", "=", level)
    .orderBy("happened_on")
    .orderBy("id")
    .execute();
  const keys = await db
    .selectFrom("conversion_key")
    .selectAll()
    .where("level_id", "=", level)
    .orderBy("from_day")
    .orderBy("to_day")
    .execute();
  return {
    changes: changes.map((change) => ({
      on: change.happened_on,
      kind: change.kind,
      level,
      from: { code: change.from_code, name: change.from_name },
      to: { code: change.to_code, name: change.to_name },
      sharePopulation: change.share_population,
      shareArea: change.share_area,
      source: change.source,
    })),
    keys: keys.map((key) => ({
      level,
      fromDay: key.from_day,
      toDay: key.to_day,
      source: key.source,
      rows: key.from_codes.map((from, position) => ({
        from,
        to: key.to_codes[position] ?? from,
        sharePopulation: key.share_population[position] ?? null,
        shareArea: key.share_area[position] ?? null,
      })),
    })),
  };
}
