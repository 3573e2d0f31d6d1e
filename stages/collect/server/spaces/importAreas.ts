import { type Kysely, sql } from "kysely";
import type { Ground } from "../../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { type AreaMapping, type ImportAreasOutput, importAreasContract } from "../../spaces/contract.ts";
import { inMetres } from "../../spaces/locate.ts";
import type { Projection } from "../../spaces/projection.ts";
import { afterChangedSpaces } from "./afterChangedSpaces.ts";
import { areaPreview, type LeftOut, type NamedWhole } from "./areaPreview.ts";
import { coverage } from "./coverage.ts";
import { ensureDivision, ensureLevel, ensureVersion, type Tally } from "./ensureSpaces.ts";
import { type GroundAlgebra, groundAlgebra } from "./geos.ts";
import { type ReadArea, type ReadAreas, readAreas } from "./readAreas.ts";
import { briefFindings, spaceSentences } from "./spaceSentences.ts";
import {
  finding,
  type Membership,
  membershipLoop,
  type StoredAreas,
  storeAreas,
  storeMemberships,
} from "./storeAreas.ts";
import { formWholes, refreshScreens, type StoredGeometry, storeGrounds, type WholeToForm } from "./storeGrounds.ts";

type Db = Kysely<Database>;

/**
 * Takes the areas of a file into the county: whole or not at all, and the second
 * time without any effect. A faulty drawing, a code taken by another division or a
 * missing larger area keeps everything from being stored; the findings say what.
 *
 * Refuses drawings without the day that they hold for, and areas that would lie inside themselves.
 */
export const importAreas = operation(
  importAreasContract,
  async (context, { file, mapping, repair, dryRun, preview }) => {
    const { db, progress, signal } = context;
    progress({ doing: "Datei wird gelesen", done: 0, total: null });
    const found = await readAreas(file, mapping, repair === true);
    signal.throwIfAborted();
    if (found.metric !== null && mapping.boundaryVersion === undefined) throw new Refusal("collect.versionMissing");
    try {
      return await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(7304)`.execute(trx);
        progress({ doing: "Raumeinheiten werden geprüft", done: 0, total: found.areas.length });
        const report = await take(trx, mapping, found, dryRun === true && preview === true);
        if (dryRun === true || report.findings.some(({ severity }) => severity === "error"))
          throw new NotStored({ ...report, changed: false });
        signal.throwIfAborted();
        if (report.changed) await afterChangedSpaces(context, trx);
        // Who leaves before the end has taken nothing.
        signal.throwIfAborted();
        return report;
      });
    } catch (trouble) {
      if (trouble instanceof NotStored) return trouble.report;
      throw trouble;
    }
  },
);

/** Carries the report out of the transaction that it undoes. */
class NotStored extends Error {
  readonly report: ImportAreasOutput;
  constructor(report: ImportAreasOutput) {
    super("not stored");
    this.report = report;
  }
}

async function take(db: Db, mapping: AreaMapping, found: ReadAreas, isShown: boolean): Promise<ImportAreasOutput> {
  const findings: Finding[] = [...found.findings];
  const tally: Tally = { changes: 0 };
  const day = mapping.boundaryVersion?.validOn ?? null;
  const level = mapping.level.id;
  const rank = await ensureLevel(db, mapping.level, tally);
  await ensureDivision(db, mapping.division, level, tally);
  const stored = await storeAreas(db, level, mapping.division.id, found.areas, day, tally, findings);
  const { memberships, wholes, wholesAdded, named } = await takeWholes(
    db,
    mapping,
    found.areas,
    stored,
    rank,
    tally,
    findings,
  );
  await storeMemberships(db, memberships, day, tally, findings);
  const loop = await membershipLoop(db);
  if (loop !== undefined) throw new Refusal("collect.hierarchyLoop", { path: loop });
  let geometries = 0;
  let version: string | null = null;
  const broken = findings.some(({ severity }) => severity === "error");
  if (mapping.boundaryVersion !== undefined && found.metric !== null && !broken) {
    version = await ensureVersion(db, mapping.division.id, mapping.boundaryVersion, tally);
    const before = tally.changes;
    geometries = await storeGrounds(db, version, grounds(found.areas, stored), tally);
    const touched = await formWholes(db, wholes, mapping.boundaryVersion.validOn, tally, findings);
    if (tally.changes > before) await refreshScreens(db, touched.add(version));
    if (mapping.division.partition !== false)
      findings.push(...(await partitionFindings(db, mapping, found.areas, found.metric, wholes)));
  }
  const gone = await leftOut(db, mapping, found.areas);
  findings.push(...gone.map((area) => finding("warning", "areaNotInFile", { area: area.name })));
  const changed = tally.changes > 0;
  const isRefused = findings.some(({ severity }) => severity === "error");
  if (!changed && !isRefused) findings.push(finding("note", "nothingNew", {}));
  const brief = briefFindings(findings);
  return {
    changed,
    level,
    boundaryVersion: version,
    read: found.read,
    added: stored.added,
    renamed: stored.renamed,
    unchanged: stored.unchanged,
    geometries,
    wholesAdded,
    findings: brief,
    sentences: spaceSentences(brief),
    ...(isShown ? { preview: await areaPreview(db, { found, stored, gone, wholes: named, findings, version }) } : {}),
  };
}

/** Areas that an earlier boundary version had and a newer one has no more: dissolved perhaps, but nobody said so. */
async function leftOut(db: Db, mapping: AreaMapping, areas: readonly ReadArea[]): Promise<LeftOut[]> {
  const { boundaryVersion, division, filter = [], code } = mapping;
  const [only] = filter;
  const byCode = only?.startsWith !== undefined && JSON.stringify(only.column) === JSON.stringify(code);
  if (boundaryVersion === undefined || filter.length > 1 || (only !== undefined && !byCode)) return [];
  const earlier = await db
    .selectFrom("area")
    .innerJoin("area_geometry", "area_geometry.area_id", "area.id")
    .innerJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
    .select(["area.code", "area.name"])
    .distinct()
    .where("area.division_id", "=", division.id)
    .where("area.code", "like", `${only?.startsWith ?? ""}%`)
    .where("boundary_version.valid_on", "<", boundaryVersion.validOn)
    .where((where) =>
      where.or([where("area.valid_to", "is", null), where("area.valid_to", ">", boundaryVersion.validOn)]),
    )
    .execute();
  const there = new Set(areas.map((area) => area.code));
  return earlier.filter((area) => !there.has(area.code));
}

function grounds(areas: readonly ReadArea[], stored: StoredAreas) {
  return areas.flatMap(({ code, ground }) => {
    const areaId = stored.ids.get(code);
    return ground === null || areaId === undefined ? [] : [{ areaId, code, ground }];
  });
}

interface TakenWholes {
  readonly memberships: readonly Membership[];
  readonly wholes: readonly WholeToForm[];
  readonly wholesAdded: Record<string, number>;
  /** Every larger area that the file names, and whether it is there. */
  readonly named: readonly NamedWhole[];
}

/** Finds or makes the larger areas that the file names, in every hierarchy of the mapping. */
async function takeWholes(
  db: Db,
  mapping: AreaMapping,
  areas: readonly ReadArea[],
  stored: StoredAreas,
  rank: number,
  tally: Tally,
  findings: Finding[],
): Promise<TakenWholes> {
  const memberships: Membership[] = [];
  const wholes: WholeToForm[] = [];
  const wholesAdded: Record<string, number> = {};
  const wholeAt = new Map<string, StoredWhole>();
  const all: NamedWhole[] = [];
  const day = mapping.boundaryVersion?.validOn ?? null;
  for (const choice of mapping.wholes ?? []) {
    const level = choice.level.id;
    const named = new Map<string, string>();
    for (const area of areas)
      for (const whole of area.wholes)
        if (whole.level === level && (named.get(whole.code) ?? "") === "") named.set(whole.code, whole.name);
    const elsewhere = await codesElsewhere(db, level, choice.division?.id, [...named.keys()]);
    const missing = [...named].filter(([code]) => !elsewhere.has(code));
    const fresh = new Set<string>();
    if (choice.division !== undefined && (missing.length > 0 || named.size === 0)) {
      await ensureLevel(db, choice.level, tally, rank);
      await ensureDivision(db, choice.division, level, tally);
      const drafts = missing.map(([code, name]) => ({ code, name: name || code, validFrom: null, validTo: null }));
      const there = await storeAreas(db, level, choice.division.id, drafts, day, tally, findings, { rename: false });
      if (there.added > 0) wholesAdded[level] = there.added;
      for (const [code, { state }] of there.states) if (state === "new") fresh.add(code);
    }
    const known =
      named.size === 0
        ? []
        : await db
            .selectFrom("area")
            .select(["id", "code", "name", "division_id"])
            .where("level_id", "=", level)
            .where("code", "in", [...named.keys()])
            .where((where) => where.or([where("valid_to", "is", null), where("valid_to", ">", day ?? "infinity")]))
            .execute();
    const byCode = new Map(known.map((area) => [area.code, area]));
    for (const area of known) wholeAt.set(`${level} ${area.code}`, area);
    for (const [code, name] of named) {
      const parts = areas.filter((area) => area.wholes.some((whole) => whole.level === level && whole.code === code));
      const state = fresh.has(code) ? "new" : byCode.has(code) ? "there" : "missing";
      all.push({ level, code, name: byCode.get(code)?.name ?? (name || code), state, parts: parts.length });
    }
    wholes.push(...known.map(({ id, name, division_id }) => ({ id, name, division: division_id })));
    for (const area of areas) {
      for (const { code, level: wholeLevel } of area.wholes) {
        if (wholeLevel !== level) continue;
        const whole = byCode.get(code);
        const partId = stored.ids.get(area.code);
        if (whole === undefined)
          findings.push(finding("error", "wholeMissing", { area: area.name, whole: code, level }));
        else if (partId !== undefined)
          memberships.push({
            partId,
            part: area.name,
            wholeId: whole.id,
            whole: whole.name,
            wholeDivision: whole.division_id,
          });
      }
    }
  }
  memberships.push(...wholesInside(mapping, areas, wholeAt, findings));
  return { memberships, wholes, wholesAdded, named: all };
}

/** Those of some codes that areas of other divisions of the level bear: they are there, and are not made once more. */
async function codesElsewhere(
  db: Db,
  level: string,
  division: string | undefined,
  codes: readonly string[],
): Promise<ReadonlySet<string>> {
  if (division === undefined || codes.length === 0) return new Set();
  const rows = await db
    .selectFrom("area")
    .select("code")
    .where("level_id", "=", level)
    .where("division_id", "<>", division)
    .where("valid_to", "is", null)
    .where("code", "in", [...codes])
    .execute();
  return new Set(rows.map(({ code }) => code));
}

interface StoredWhole {
  readonly id: number;
  readonly name: string;
  readonly division_id: string;
}

/** Larger areas that lie in still larger ones, as their parts say; parts that disagree are named and nothing is stored. */
function wholesInside(
  mapping: AreaMapping,
  areas: readonly ReadArea[],
  wholeAt: ReadonlyMap<string, StoredWhole>,
  findings: Finding[],
): Membership[] {
  const memberships: Membership[] = [];
  for (const { level, inside = [] } of mapping.wholes ?? []) {
    for (const outer of inside) {
      const said = new Map<string, string>();
      for (const area of areas) {
        const [part, whole] = [level.id, outer].map((one) => area.wholes.find((found) => found.level === one)?.code);
        if (part === undefined || whole === undefined) continue;
        const before = said.get(part) ?? whole;
        said.set(part, before);
        if (before !== whole)
          findings.push(
            finding("error", "wholeDivided", {
              whole: part,
              level: level.id,
              one: before,
              other: whole,
              area: area.name,
            }),
          );
      }
      for (const [partCode, wholeCode] of said) {
        const part = wholeAt.get(`${level.id} ${partCode}`);
        const whole = wholeAt.get(`${outer} ${wholeCode}`);
        if (part === undefined || whole === undefined || part.id === whole.id) continue;
        const { id: wholeId, name, division_id: wholeDivision } = whole;
        memberships.push({ partId: part.id, part: part.name, wholeId, whole: name, wholeDivision });
      }
    }
  }
  return memberships;
}

/** Gaps and overlaps among the areas, held against the larger area where somebody delivered its border. */
async function partitionFindings(
  db: Db,
  mapping: AreaMapping,
  areas: readonly ReadArea[],
  metric: Projection,
  wholes: readonly WholeToForm[],
): Promise<Finding[]> {
  const division = await db
    .selectFrom("division")
    .select("is_partition")
    .where("id", "=", mapping.division.id)
    .executeTakeFirst();
  if (division?.is_partition !== true) return [];
  const algebra = await groundAlgebra();
  const measured = (some: readonly ReadArea[]) =>
    some.flatMap(({ name, ground }) => (ground === null ? [] : [{ name, ground: inMetres(ground, metric) }]));
  for (const { level } of mapping.wholes ?? []) {
    const delivered = await deliveredWholes(db, level.id, wholes, mapping.boundaryVersion?.validOn ?? "");
    if (delivered.size === 0) continue;
    return [...delivered].flatMap(([code, { name, ground }]) => {
      const members = areas.filter((area) =>
        area.wholes.some((whole) => whole.level === level.id && whole.code === code),
      );
      return coverageOf(algebra, measured(members), { name, ground: inMetres(ground, metric) });
    });
  }
  return coverageOf(algebra, measured(areas));
}

function coverageOf(
  algebra: GroundAlgebra,
  areas: Parameters<typeof coverage>[1],
  whole?: Parameters<typeof coverage>[2],
): Finding[] {
  return areas.length === 0 ? [] : [...coverage(algebra, areas, whole).findings];
}

async function deliveredWholes(
  db: Db,
  level: string,
  wholes: readonly WholeToForm[],
  day: string,
): Promise<Map<string, { name: string; ground: Ground }>> {
  if (wholes.length === 0) return new Map();
  const rows = await db
    .selectFrom("area")
    .innerJoin("area_geometry", "area_geometry.area_id", "area.id")
    .innerJoin("boundary_version", "boundary_version.id", "area_geometry.boundary_version_id")
    .select(["area.code", "area.name", "original"])
    .where("area.level_id", "=", level)
    .where(
      "area.id",
      "in",
      wholes.map((whole) => whole.id),
    )
    .where("boundary_version.id", "not like", "%/vereint")
    .where("valid_on", "<=", day)
    .orderBy("valid_on")
    .execute();
  return new Map(
    rows.map(({ code, name, original }) => [code, { name, ground: (original as StoredGeometry).coordinates }]),
  );
}
