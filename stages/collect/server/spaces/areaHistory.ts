import type { Kysely } from "kysely";
import type { AreaHistory } from "../../../../kernel/area/successors.ts";
import type { Database } from "../../../../runtime/store/database.ts";

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
