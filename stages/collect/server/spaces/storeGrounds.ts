import { type Kysely, sql } from "kysely";
import { type Ground, groundArea, groundBounds, joinedBounds } from "../../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { inMetres } from "../../spaces/locate.ts";
import { metricProjection } from "../../spaces/projection.ts";
import { screenGrounds } from "../../spaces/screenGrounds.ts";
import type { Tally } from "./ensureSpaces.ts";
import { groundAlgebra } from "./geos.ts";
import { finding } from "./storeAreas.ts";

type Db = Kysely<Database>;

/** A ground as it is kept: GeoJSON in longitude and latitude. */
export interface StoredGeometry {
  readonly type: "MultiPolygon";
  readonly coordinates: Ground;
}

export interface GroundToStore {
  readonly areaId: number;
  readonly code: string;
  readonly ground: Ground;
}

/**
 * Keeps the grounds of areas in a boundary version. What is there already stays: the
 * same drawing again changes nothing, another one is refused, since a corrected
 * boundary is a new version.
 *
 * @returns how many are new
 */
export async function storeGrounds(
  db: Db,
  version: string,
  grounds: readonly GroundToStore[],
  tally: Tally,
): Promise<number> {
  const known = new Map(
    (
      await db
        .selectFrom("area_geometry")
        .select(["area_id", "original"])
        .where("boundary_version_id", "=", version)
        .execute()
    ).map(({ area_id, original }) => [area_id, JSON.stringify((original as StoredGeometry).coordinates)]),
  );
  const differing = grounds.filter(({ areaId, ground }) => {
    const there = known.get(areaId);
    return there !== undefined && there !== JSON.stringify(ground);
  });
  if (differing.length > 0)
    throw new Refusal(
      "collect.versionDiffers",
      {
        version,
        count: differing.length,
        examples: differing
          .slice(0, 5)
          .map((g) => g.code)
          .join(", "),
      },
      { kind: "conflict" },
    );
  const fresh = grounds.filter(({ areaId }) => !known.has(areaId));
  await insertGrounds(db, version, fresh);
  tally.changes += fresh.length;
  return fresh.length;
}

async function insertGrounds(db: Db, version: string, grounds: readonly GroundToStore[]): Promise<void> {
  const bounds = joinedBounds(grounds.flatMap(({ ground }) => [groundBounds(ground) ?? [0, 0, 0, 0]]));
  if (bounds === undefined) return;
  const metric = metricProjection(bounds);
  for (let at = 0; at < grounds.length; at += 200) {
    await db
      .insertInto("area_geometry")
      .values(
        grounds.slice(at, at + 200).map(({ areaId, ground }) => {
          const geometry = JSON.stringify({ type: "MultiPolygon", coordinates: ground } satisfies StoredGeometry);
          return {
            area_id: areaId,
            boundary_version_id: version,
            original: geometry,
            // Until `refreshScreens` draws it together with its neighbours.
            screen: geometry,
            ground_m2: groundArea(inMetres(ground, metric)),
          };
        }),
      )
      .execute();
  }
}

/** How the id of a boundary version ends that nobody delivered, but that was made of parts. */
const madeOfParts = "/vereint";

export interface WholeToForm {
  readonly id: number;
  readonly name: string;
  readonly division: string;
}

/**
 * Forms the ground of larger areas from their parts, for those of which nobody
 * delivered one for the day. A whole waits until all of its parts are drawn.
 *
 * @returns the boundary versions that were formed or that parts were taken from
 */
export async function formWholes(
  db: Db,
  wholes: readonly WholeToForm[],
  day: string,
  tally: Tally,
  findings: Finding[],
): Promise<Set<string>> {
  const touched = new Set<string>();
  const algebra = await groundAlgebra();
  for (const division of new Set(wholes.map((whole) => whole.division))) {
    const version = `${division}@${day}${madeOfParts}`;
    const formed: { areaId: number; code: string; ground: Ground }[] = [];
    const sources = new Map<string, string>();
    for (const whole of wholes.filter((w) => w.division === division)) {
      const delivered = await db
        .selectFrom("area_geometry")
        .innerJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
        .select("boundary_version.id")
        .where("area_id", "=", whole.id)
        .where("valid_on", "=", day)
        .where("boundary_version.id", "not like", `%${madeOfParts}`)
        .executeTakeFirst();
      if (delivered !== undefined) continue;
      const parts = await partsOf(db, whole.id, day);
      const undrawn = parts.filter((part) => part.original === null).length;
      if (undrawn === parts.length) continue;
      if (undrawn > 0) {
        findings.push(finding("note", "wholeWithoutUnion", { whole: whole.name, count: undrawn }));
        continue;
      }
      const grounds = parts.map((part) => (part.original as StoredGeometry).coordinates);
      formed.push({ areaId: whole.id, code: whole.name, ground: algebra.union(grounds) });
      for (const part of parts) sources.set(part.version ?? "", `${part.source}|${part.licence}`);
    }
    if (formed.length === 0) continue;
    const origins = [...new Set(sources.values())].map((origin) => origin.split("|"));
    const source = `Vereinigung der Teile aus: ${[...new Set(origins.map(([from]) => from))].join("; ")}`;
    const licence = [...new Set(origins.map(([, terms]) => terms))].join("; ");
    await db
      .insertInto("boundary_version")
      .values({ id: version, division_id: division, valid_on: day, source, licence })
      .onConflict((conflict) => conflict.column("id").doNothing())
      .execute();
    tally.changes += await replaceFormed(db, version, formed);
    touched.add(version);
    for (const from of sources.keys()) touched.add(from);
  }
  return touched;
}

/** What is made of parts may be made anew when parts were added; what was delivered never. */
async function replaceFormed(db: Db, version: string, formed: readonly GroundToStore[]): Promise<number> {
  const known = new Map(
    (
      await db
        .selectFrom("area_geometry")
        .select(["area_id", "original"])
        .where("boundary_version_id", "=", version)
        .execute()
    ).map(({ area_id, original }) => [area_id, JSON.stringify((original as StoredGeometry).coordinates)]),
  );
  const differing = formed.filter(({ areaId, ground }) => known.get(areaId) !== JSON.stringify(ground));
  if (differing.length === 0) return 0;
  await db
    .deleteFrom("area_geometry")
    .where("boundary_version_id", "=", version)
    .where(
      "area_id",
      "in",
      differing.map(({ areaId }) => areaId),
    )
    .execute();
  await insertGrounds(db, version, differing);
  return differing.length;
}

interface PartGround {
  readonly version: string | null;
  readonly source: string | null;
  readonly licence: string | null;
  readonly original: unknown;
}

/** Each part of a whole on a day, with its newest drawing up to then. */
async function partsOf(db: Db, whole: number, day: string): Promise<PartGround[]> {
  const rows = await db
    .selectFrom("area_part")
    .innerJoin("area as part", "part.id", "area_part.part_id")
    .leftJoin("area_geometry", "area_geometry.area_id", "area_part.part_id")
    .leftJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
    .select(["part_id", "valid_on", "original", "boundary_version.id as version", "source", "licence"])
    .where("whole_id", "=", whole)
    .where("share", "=", 1)
    .where((where) => where.or([where("area_part.valid_from", "is", null), where("area_part.valid_from", "<=", day)]))
    .where((where) => where.or([where("area_part.valid_to", "is", null), where("area_part.valid_to", ">", day)]))
    // A village that was merged away no longer belongs to anything.
    .where((where) => where.or([where("part.valid_from", "is", null), where("part.valid_from", "<=", day)]))
    .where((where) => where.or([where("part.valid_to", "is", null), where("part.valid_to", ">", day)]))
    .execute();
  const newest = new Map<number, (typeof rows)[number]>();
  for (const row of rows) {
    const usable = row.valid_on !== null && row.valid_on <= day;
    const before = newest.get(row.part_id);
    if (before === undefined || (usable && (before.valid_on ?? "") < (row.valid_on ?? "")))
      newest.set(row.part_id, usable ? row : { ...row, original: null, valid_on: null });
  }
  return [...newest.values()];
}

/** Draws the given boundary versions anew for the screen, all together, so that common borders stay common. */
export async function refreshScreens(db: Db, versions: ReadonlySet<string>): Promise<void> {
  if (versions.size === 0) return;
  const rows = await db
    .selectFrom("area_geometry")
    .select(["area_id", "boundary_version_id", "original"])
    .where("boundary_version_id", "in", [...versions])
    .orderBy("boundary_version_id")
    .orderBy("area_id")
    .execute();
  const screens = screenGrounds(rows.map(({ original }) => (original as StoredGeometry).coordinates));
  for (let at = 0; at < rows.length; at += 500) {
    const slice = rows.slice(at, at + 500);
    const drawings = slice.map((_, position) =>
      JSON.stringify({ type: "MultiPolygon", coordinates: screens[at + position] ?? [] } satisfies StoredGeometry),
    );
    await sql`update area_geometry as g set screen = drawn.screen::jsonb
      from unnest(${slice.map((row) => row.area_id)}::integer[], ${slice.map((row) => row.boundary_version_id)}::text[],
        ${drawings}::text[]) as drawn(area_id, version, screen)
      where g.area_id = drawn.area_id and g.boundary_version_id = drawn.version`.execute(db);
  }
}
