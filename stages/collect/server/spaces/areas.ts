import { sql } from "kysely";
import type { Static } from "typebox";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { areasContract } from "../../spaces/contract.ts";
import { demandLevel } from "./demandLevel.ts";
import { seenDivisions } from "./seenDivisions.ts";

interface AreaRow {
  readonly code: string;
  readonly name: string;
  readonly level: string;
  readonly division: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly ground: number | null;
  readonly wholes: readonly { level: string; code: string; name: string; share: number }[];
}

/**
 * The areas of a level that are in force on a day, each with the larger areas it belongs to.
 *
 * Ground in square metres, shares from 0 to 1. Refuses a level that does not exist.
 */
async function areaList(context: ReachingContext, { level, on, division }: Static<typeof areasContract.input>) {
  const { db, now } = context;
  const seen = await seenDivisions(context);
  await demandLevel(db, level);
  const day = on ?? localDay(now());
  const { rows } = await sql<AreaRow>`
    select a.code, a.name, a.level_id as level, a.division_id as division,
      a.valid_from as "validFrom", a.valid_to as "validTo",
      (select g.ground_m2 from area_geometry g join boundary_version v on v.id = g.boundary_version_id
        where g.area_id = a.id order by v.valid_on <= ${day}::date desc, abs(v.valid_on - ${day}::date) limit 1) as ground,
      coalesce((select jsonb_agg(jsonb_build_object('level', w.level_id, 'code', w.code, 'name', w.name, 'share', p.share)
          order by l.rank desc, w.level_id, w.code)
        from area_part p join area w on w.id = p.whole_id join area_level l on l.id = w.level_id
        where p.part_id = a.id and coalesce(p.valid_from, '-infinity') <= ${day}::date
          and coalesce(p.valid_to, 'infinity') > ${day}::date), '[]') as wholes
    from area a
    where a.level_id = ${level} and (${seen}::text[] is null or a.division_id = any(${seen}::text[]))
      and (${division ?? null}::text is null or a.division_id = ${division ?? null})
      and coalesce(a.valid_from, '-infinity') <= ${day}::date and coalesce(a.valid_to, 'infinity') > ${day}::date
    order by a.code`.execute(db);
  return {
    level,
    on: day,
    areas: rows.map(({ ground, wholes, ...area }) => ({
      ...area,
      hasGeometry: ground !== null,
      groundSquareMetres: ground,
      wholes: [...wholes],
    })),
  };
}

export const areas = operation(areasContract, areaList, { narrows: ["own", "published"] });
