import { sql } from "kysely";
import type { AreaPurpose } from "../../../../kernel/area/area.ts";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { versionsInForce } from "../../../../runtime/history/changeOnce.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { levelsContract } from "../../spaces/contract.ts";
import { seenDivisions } from "./seenDivisions.ts";

/** The levels of the county, coarse first, each with how much there is of it today. */
async function levelList(context: ReachingContext) {
  const { db, now } = context;
  const seen = await seenDivisions(context);
  const today = localDay(now());
  const { rows } = await sql<{
    id: string;
    label_de: string;
    label_en: string | null;
    rank: number;
    purposes: AreaPurpose[];
    areas: number;
    drawn: boolean;
    only_action: boolean;
  }>`
    select l.id, l.label_de, l.label_en, l.rank, l.purposes,
      (select count(*)::integer from area a where a.level_id = l.id
        and coalesce(a.valid_from, '-infinity') <= ${today}::date and coalesce(a.valid_to, 'infinity') > ${today}::date) as areas,
      exists (select from area a join area_geometry g on g.area_id = a.id where a.level_id = l.id) as drawn,
      coalesce((select bool_and(d.kind = 'action') from division d where d.level_id = l.id), false) as only_action
    from area_level l
    where ${seen}::text[] is null or not exists (select from division d where d.level_id = l.id)
      or exists (select from division d where d.level_id = l.id and d.id = any(${seen}::text[]))
    order by l.rank, l.label_de, l.id`.execute(db);
  const version = await versionsInForce(db, "level");
  return {
    levels: rows.map(({ id, label_de, label_en, rank, purposes, areas, drawn, only_action }) => ({
      id,
      label: { de: label_de, ...(label_en === null ? {} : { en: label_en }) },
      rank,
      purposes,
      areas,
      hasGeometry: drawn,
      hasFigures: !only_action || purposes.includes("data"),
      version: version(id),
    })),
  };
}

export const levels = operation(levelsContract, levelList, { narrows: ["own", "published"] });
