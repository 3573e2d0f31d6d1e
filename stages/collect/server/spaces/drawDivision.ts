import { type Kysely, sql } from "kysely";
import type { Static } from "typebox";
import { type Ground, groundBounds, type Polygon } from "../../../../kernel/geometry/polygon.ts";
import { localDay } from "../../../../kernel/time/localDay.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { belongingOf } from "../../../../runtime/people/narrowing.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import { drawDivisionContract } from "../../spaces/contract.ts";
import { afterChangedSpaces } from "./afterChangedSpaces.ts";
import { ensureDivision, ensureLevel, type Tally } from "./ensureSpaces.ts";
import { groundAlgebra } from "./geos.ts";
import { germanReason } from "./readAreas.ts";
import { spaceSentences } from "./spaceSentences.ts";
import { finding, type Membership, membershipLoop, storeAreas, storeMemberships } from "./storeAreas.ts";
import { formWholes, refreshScreens, storeGrounds } from "./storeGrounds.ts";

/**
 * Makes a Planungsraum of existing areas, which then has figures like any other, or
 * a Handlungsraum, built or drawn, which has none unless its level says so (SE-016).
 *
 * Refuses a division that exists, a Planungsraum without ground, parts that do not exist, lie in two areas where none
 * may overlap or would contain themselves, and a drawing whose rings are open or cross.
 */
async function drawnDivision(context: ReachingContext, input: Static<typeof drawDivisionContract.input>) {
  const { db, now, person } = context;
  const { level, division, areas } = input;
  const day = input.on ?? localDay(now());
  const findings: Finding[] = [];
  for (const area of areas)
    if (area.parts === undefined && area.geometry === undefined && division.kind === "planning")
      throw new Refusal("collect.spaceWithoutGround", { space: area.name });
  const figures = await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(7304)`.execute(trx);
    const there = await trx.selectFrom("division").select("id").where("id", "=", division.id).executeTakeFirst();
    if (there !== undefined)
      throw new Refusal("collect.divisionExists", { division: division.id }, { kind: "conflict" });
    const tally: Tally = { changes: 0 };
    const purposes = division.kind === "action" ? (["participation"] as const) : (["data", "planning"] as const);
    await ensureLevel(trx, { ...level, purposes: level.purposes ?? [...purposes] }, tally);
    await ensureDivision(trx, division, level.id, tally);
    await trx
      .updateTable("division")
      .set(belongingOf(person.id, context.reach))
      .where("id", "=", division.id)
      .execute();
    const drafts = areas.map(({ code, name }) => ({ code, name, validFrom: null, validTo: null }));
    const stored = await storeAreas(trx, level.id, division.id, drafts, day, tally, findings);
    const taken = findings.find(({ severity }) => severity === "error");
    if (taken !== undefined) throw new Refusal(taken.code, taken.parameters, { kind: "conflict" });
    const memberships: Membership[] = [];
    const owners = new Map<number, string>();
    for (const area of areas) {
      for (const part of area.parts ?? []) {
        const found = await areaInForce(trx, part.level, part.code, day);
        if (found === undefined) throw new Refusal("collect.partMissing", { part: part.code, level: part.level });
        const before = owners.get(found.id);
        if (before !== undefined && division.partition)
          throw new Refusal("collect.partTwice", { part: found.name, one: before, other: area.name });
        owners.set(found.id, area.name);
        memberships.push({
          partId: found.id,
          part: found.name,
          wholeId: stored.ids.get(area.code) ?? 0,
          whole: area.name,
          // Overlapping spaces of one division do not push each other out.
          wholeDivision: division.partition ? division.id : "",
        });
      }
    }
    await storeMemberships(trx, memberships, day, tally, findings);
    const loop = await membershipLoop(trx);
    if (loop !== undefined) throw new Refusal("collect.hierarchyLoop", { path: loop });
    const built = areas.filter((area) => area.parts !== undefined && area.geometry === undefined);
    const touched = await formWholes(
      trx,
      built.map((area) => ({ id: stored.ids.get(area.code) ?? 0, name: area.name, division: division.id })),
      day,
      tally,
      findings,
    );
    const drawn = await drawnGrounds(areas, stored.ids);
    if (drawn.length > 0) {
      const version = `${division.id}@${day}`;
      await trx
        .insertInto("boundary_version")
        .values({
          id: version,
          division_id: division.id,
          valid_on: day,
          source: `Gezeichnet von ${person.name}`,
          licence: "",
        })
        .execute();
      await storeGrounds(trx, version, drawn, tally);
      touched.add(version);
    }
    await refreshScreens(trx, touched);
    await afterChangedSpaces(context, trx);
    const { purposes: used } = await trx
      .selectFrom("area_level")
      .select("purposes")
      .where("id", "=", level.id)
      .executeTakeFirstOrThrow();
    return division.kind !== "action" || used.includes("data");
  });
  if (!figures) findings.push(finding("note", "spaceOfActionHasNoFigures", {}));
  return {
    division: division.id,
    areas: areas.length,
    hasFigures: figures,
    findings,
    sentences: spaceSentences(findings),
  };
}

export const drawDivision = operation(drawDivisionContract, drawnDivision, { narrows: ["own"] });

async function areaInForce(
  db: Kysely<Database>,
  level: string,
  code: string,
  day: string,
): Promise<{ id: number; name: string } | undefined> {
  return db
    .selectFrom("area")
    .select(["id", "name"])
    .where("level_id", "=", level)
    .where("code", "=", code)
    .where((where) => where.or([where("valid_from", "is", null), where("valid_from", "<=", day)]))
    .where((where) => where.or([where("valid_to", "is", null), where("valid_to", ">", day)]))
    .executeTakeFirst();
}

async function drawnGrounds(
  areas: readonly {
    readonly code: string;
    readonly name: string;
    readonly geometry?: { readonly type: string; readonly coordinates: unknown };
  }[],
  ids: ReadonlyMap<string, number>,
): Promise<{ areaId: number; code: string; ground: Ground }[]> {
  const algebra = await groundAlgebra();
  return areas.flatMap(({ code, name, geometry }) => {
    if (geometry === undefined) return [];
    const ground = geometry.type === "Polygon" ? [geometry.coordinates as Polygon] : (geometry.coordinates as Ground);
    if (groundBounds(ground) === undefined) throw new Refusal("collect.spaceWithoutGround", { space: name });
    const open = ground.flat().some((ring) => ring.length < 4 || String(ring[0]) !== String(ring.at(-1)));
    if (open) throw new Refusal("collect.ringOpen", { feature: name });
    const fault = algebra.faultOf(ground);
    if (fault !== undefined)
      throw new Refusal("collect.groundFaulty", {
        feature: name,
        reason: germanReason(fault.reason),
        place: fault.at?.join(" / ") ?? "",
      });
    return [{ areaId: ids.get(code) ?? 0, code, ground }];
  });
}
