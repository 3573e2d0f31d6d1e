import type { Kysely } from "kysely";
import type { AreaPurpose } from "../../../kernel/area/area.ts";
import type { Text } from "../../../kernel/text/text.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { areaHistories } from "../../collect/server/collect.ts";
import { type Spaces, spacesOf } from "../spaces/spaces.ts";

/** Reads levels, divisions, areas, parts and changes, and arranges them as they are on a day. */
export async function loadSpaces(db: Kysely<Database>, countyName: string, day: string): Promise<Spaces> {
  const [levels, divisions, areas, parts, histories] = await Promise.all([
    db.selectFrom("area_level").selectAll().execute(),
    db.selectFrom("division").selectAll().execute(),
    db.selectFrom("area").selectAll().execute(),
    db.selectFrom("area_part").selectAll().execute(),
    areaHistories(db),
  ]);
  return spacesOf({
    countyName,
    day,
    levels: levels.map((row) => ({
      id: row.id,
      label: label(row),
      rank: row.rank,
      purposes: row.purposes as AreaPurpose[],
    })),
    divisions: divisions.map((row) => ({
      id: row.id,
      level: row.level_id,
      label: label(row),
      kind: row.kind,
      partition: row.is_partition,
    })),
    areas: areas.map((row) => ({
      id: row.id,
      level: row.level_id,
      division: row.division_id,
      code: row.code,
      name: row.name,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    })),
    parts: parts.map((row) => ({
      part: row.part_id,
      whole: row.whole_id,
      share: row.share,
      validFrom: row.valid_from,
      validTo: row.valid_to,
    })),
    histories,
  });
}

function label(row: { label_de: string; label_en: string | null }): Text {
  return row.label_en === null ? { de: row.label_de } : { de: row.label_de, en: row.label_en };
}
