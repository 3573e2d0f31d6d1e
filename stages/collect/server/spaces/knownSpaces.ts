import type { Kysely } from "kysely";
import { groundBounds, type Position } from "../../../../kernel/geometry/polygon.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { readCounty } from "../../../../runtime/store/foundCounty.ts";
import type { KnownSpaces } from "../../spaces/proposedAreas.ts";
import type { StoredGeometry } from "./storeGrounds.ts";

/** What there is of spaces already, for a proposal to lean on. */
export async function knownSpaces(db: Kysely<Database>): Promise<KnownSpaces> {
  const levels = await db
    .selectFrom("area_level")
    .select(["id", "label_de as label", "rank"])
    .orderBy("rank")
    .execute();
  const divisions = await db.selectFrom("division").select(["id", "level_id as level"]).orderBy("id").execute();
  const versions = await db
    .selectFrom("boundary_version")
    .select(["division_id", "source", "licence"])
    .where("id", "not like", "%/vereint")
    .orderBy("valid_on")
    .execute();
  const origins = new Map(versions.map(({ division_id, ...origin }) => [division_id, origin]));
  const areas = await db
    .selectFrom("area")
    .select(["level_id as level", "division_id as division", "code"])
    .where("valid_to", "is", null)
    .execute();
  return {
    county: (await readCounty(db))?.name ?? "",
    levels,
    divisions: divisions.map((division) => ({ ...division, origin: origins.get(division.id) ?? null })),
    areas,
  };
}

/** A place in the county, in degrees: the middle of one of its areas; undefined while nothing is drawn. */
export async function countyPlace(db: Kysely<Database>): Promise<Position | undefined> {
  const row = await db.selectFrom("area_geometry").select("screen").orderBy("area_id").limit(1).executeTakeFirst();
  const bounds = row === undefined ? undefined : groundBounds((row.screen as StoredGeometry).coordinates);
  if (bounds === undefined) return undefined;
  const [west, south, east, north] = bounds;
  return [(west + east) / 2, (south + north) / 2];
}
