import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { type Bounds, type Ground, groundBounds, joinedBounds } from "../../../../kernel/geometry/polygon.ts";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { type AreaGeometryOutput, areaGeometryContract } from "../../spaces/contract.ts";
import { pictureGround } from "../../spaces/pictureGround.ts";
import { demandLevel } from "./demandLevel.ts";
import { seenDivisions } from "./seenDivisions.ts";

interface GeometryRow {
  readonly code: string;
  readonly name: string;
  readonly screen: { readonly type: "MultiPolygon"; readonly coordinates: number[][][][] };
  readonly version: string;
  readonly valid_on: string;
  readonly source: string;
  readonly licence: string;
}

/**
 * The borders of a level for the screen on a day: for each area in force the newest
 * drawing up to that day, or the earliest one where all are younger.
 *
 * The last answers are kept, frozen, and given again until something about the
 * level's areas or drawings changes, also by another process.
 */
export async function levelGeometry(
  context: ReachingContext,
  { level, on, division }: Static<typeof areaGeometryContract.input>,
): Promise<AreaGeometryOutput> {
  const { db, now } = context;
  const seen = await seenDivisions(context);
  await demandLevel(db, level);
  const day = on ?? localDay(now());
  const stamp = await stampOf(db, level);
  const kept = answers.get(db) ?? new Map<string, KeptAnswer>();
  answers.set(db, kept);
  const question = JSON.stringify([level, day, division, seen]);
  const before = kept.get(question);
  if (before?.stamp === stamp) return before.answer;
  const answer = Object.freeze(await drawnLevel(db, level, day, division, seen));
  kept.delete(question);
  kept.set(question, { stamp, answer });
  for (const oldest of kept.keys()) if (kept.size > mostAnswers) kept.delete(oldest);
  return answer;
}

/**
 * The borders of a level on a day, as GeoJSON: to be zoomed into, or with as many points as a picture of fixed size
 * needs.
 */
export const areaGeometry = operation(
  areaGeometryContract,
  async (context, { detail, ...question }) => {
    const whole = await levelGeometry(context, question);
    return detail === "picture" ? pictureOf(whole) : whole;
  },
  { narrows: ["own", "published"] },
);

const pictures = new WeakMap<AreaGeometryOutput, AreaGeometryOutput>();
// About as fine as the still drawing on the page and the printed one show it.
const cellsAcross = 800;

/** The same borders as coarse as a picture of all of them needs. */
function pictureOf(whole: AreaGeometryOutput): AreaGeometryOutput {
  const before = pictures.get(whole);
  if (before !== undefined) return before;
  const [west = 0, south = 0, east = 0, north = 0] = whole.bounds ?? [];
  const features = whole.features.features.map((feature) => {
    const { geometry } = feature;
    const ground = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
    const coarse = pictureGround(ground as unknown as Ground, [west, south, east, north], cellsAcross);
    const coordinates = coarse as unknown as number[][][][];
    return { ...feature, geometry: { type: "MultiPolygon" as const, coordinates } };
  });
  const picture = Object.freeze({ ...whole, features: { type: "FeatureCollection" as const, features } });
  pictures.set(whole, picture);
  return picture;
}

interface KeptAnswer {
  readonly stamp: string;
  readonly answer: AreaGeometryOutput;
}

const answers = new WeakMap<Kysely<Database>, Map<string, KeptAnswer>>();
// A map of all German municipalities takes some ten megabytes.
const mostAnswers = 8;

/** Alters with every change to the areas of a level or their drawings: which transactions wrote their rows. */
async function stampOf(db: Kysely<Database>, level: string): Promise<string> {
  const { rows } = await sql<{ stamp: string }>`
    select concat_ws(' ', count(*), sum(a.xmin::text::bigint), sum(g.xmin::text::bigint), sum(v.xmin::text::bigint)) as stamp
    from area a left join area_geometry g on g.area_id = a.id
      left join boundary_version v on v.id = g.boundary_version_id
    where a.level_id = ${level}`.execute(db);
  return rows[0]?.stamp ?? "";
}

async function drawnLevel(
  db: Kysely<Database>,
  level: string,
  day: string,
  division: string | undefined,
  seen: readonly string[] | null,
): Promise<AreaGeometryOutput> {
  const { rows } = await sql<GeometryRow>`
    select distinct on (a.code) a.code, a.name, g.screen, v.id as version, v.valid_on, v.source, v.licence
    from area a
      join area_geometry g on g.area_id = a.id
      join boundary_version v on v.id = g.boundary_version_id
    where a.level_id = ${level} and (${seen}::text[] is null or a.division_id = any(${seen}::text[]))
      and (${division ?? null}::text is null or a.division_id = ${division ?? null})
      and coalesce(a.valid_from, '-infinity') <= ${day}::date and coalesce(a.valid_to, 'infinity') > ${day}::date
    order by a.code, v.valid_on <= ${day}::date desc, abs(v.valid_on - ${day}::date), v.id not like '%/vereint' desc`.execute(
    db,
  );
  const versions = new Map(
    rows.map(({ version, valid_on, source, licence }) => [
      version,
      { id: version, validOn: valid_on, source, licence },
    ]),
  );
  const counts = new Map<string, number>();
  for (const { version } of rows) counts.set(version, (counts.get(version) ?? 0) + 1);
  const sorted = [...versions.values()].sort((a, b) => (counts.get(b.id) ?? 0) - (counts.get(a.id) ?? 0));
  const bounds = joinedBounds(
    rows.flatMap(({ screen }): Bounds[] => {
      const one = groundBounds(screen.coordinates as unknown as Ground);
      return one === undefined ? [] : [one];
    }),
  );
  const answer: AreaGeometryOutput = {
    level,
    boundaryVersion: sorted[0] ?? null,
    boundaryVersions: sorted,
    bounds: bounds === undefined ? null : [...bounds],
    features: {
      type: "FeatureCollection",
      features: rows.map(({ code, name, screen }) => ({
        type: "Feature",
        id: code,
        properties: { code, name },
        geometry: screen,
      })),
    },
  };
  return answer;
}
