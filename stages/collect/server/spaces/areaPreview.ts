import type { Kysely } from "kysely";
import type { Ground } from "../../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import type { AreaPreview } from "../../spaces/contract.ts";
import { screenGrounds } from "../../spaces/screenGrounds.ts";
import type { ReadArea, ReadAreas } from "./readAreas.ts";
import type { StoredAreas } from "./storeAreas.ts";
import type { StoredGeometry } from "./storeGrounds.ts";

type Db = Kysely<Database>;

/** An area that an earlier boundary version had and the file has no more. */
export interface LeftOut {
  readonly code: string;
  readonly name: string;
}

export type NamedWhole = AreaPreview["wholes"][number];

/** More areas than this are told in a table only. */
const mostDrawn = 2_000;

/**
 * What an import would make of each area: new, changed, known or left out, with its
 * border against the newest that is there, and a drawing of all.
 *
 * @param version the boundary version that the dry run has stored, and that is no earlier one
 */
export async function areaPreview(
  db: Db,
  {
    found,
    stored,
    gone,
    wholes,
    findings,
    version,
  }: {
    readonly found: ReadAreas;
    readonly stored: StoredAreas;
    readonly gone: readonly LeftOut[];
    readonly wholes: readonly NamedWhole[];
    readonly findings: readonly Finding[];
    readonly version: string | null;
  },
): Promise<AreaPreview> {
  const before = await newestGrounds(db, [...stored.ids.values()], version);
  const faulty = new Set(
    findings.filter(({ severity }) => severity === "error").map(({ parameters }) => String(parameters.feature ?? "")),
  );
  const nameOf = new Map(wholes.map(({ level, code, name }) => [`${level} ${code}`, name]));
  const areas = found.areas.map((area) => {
    const { state, before: name } = stored.states.get(area.code) ?? { state: "new" as const, before: null };
    return {
      code: area.code,
      name: area.name,
      state,
      before: name,
      border: borderOf(area, faulty, before.get(stored.ids.get(area.code) ?? -1)),
      squareKilometres: area.ground === null ? null : area.squareMetres / 1e6,
      wholes: Object.fromEntries(area.wholes.map(({ level, code }) => [level, nameOf.get(`${level} ${code}`) ?? code])),
    };
  });
  const left = gone.map(({ code, name }) => ({
    code,
    name,
    state: "gone" as const,
    before: null,
    border: "none" as const,
    squareKilometres: null,
    wholes: {},
  }));
  return { areas: [...areas, ...left], wholes: [...wholes], picture: pictureOf(found.areas) };
}

function borderOf(
  { code, features, ground }: ReadArea,
  faulty: ReadonlySet<string>,
  before: string | undefined,
): AreaPreview["areas"][number]["border"] {
  const isFaulty = features.some(({ number }) => faulty.has(`Nr. ${number} (${code})`));
  if (isFaulty || (ground === null && features.some(({ shape }) => shape.kind === "ground"))) return "faulty";
  if (ground === null) return "none";
  if (before === undefined) return "new";
  return before === JSON.stringify(ground) ? "same" : "changed";
}

/** The newest drawing of each area, as text; made of parts or delivered, but not what is just being taken. */
async function newestGrounds(
  db: Db,
  ids: readonly number[],
  version: string | null,
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom("area_geometry")
    .innerJoin("boundary_version", "boundary_version.id", "boundary_version_id")
    .select(["area_id", "original"])
    .where("area_id", "in", [...ids])
    .where("boundary_version.id", "<>", version ?? "")
    .orderBy("valid_on")
    .execute();
  return new Map(
    rows.map(({ area_id, original }) => [area_id, JSON.stringify((original as StoredGeometry).coordinates)]),
  );
}

function pictureOf(areas: readonly ReadArea[]): AreaPreview["picture"] {
  const drawn = areas.flatMap(({ code, name, ground }) => (ground === null ? [] : [{ code, name, ground }]));
  if (drawn.length === 0 || drawn.length > mostDrawn) return null;
  const screens = screenGrounds(
    drawn.map(({ ground }) => ground),
    { pixels: 720 },
  );
  return {
    type: "FeatureCollection",
    features: drawn.map(({ code, name }, at) => ({
      type: "Feature",
      id: code,
      properties: { code, name },
      geometry: { type: "MultiPolygon", coordinates: mutable(screens[at] ?? []) },
    })),
  };
}

function mutable(ground: Ground): number[][][][] {
  return ground.map((polygon) => polygon.map((ring) => ring.map((position) => [...position])));
}
