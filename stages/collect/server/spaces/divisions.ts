import { sql } from "kysely";
import type { DivisionKind } from "../../../../kernel/area/area.ts";
import { localDay } from "../../../../kernel/time/localDay.ts";
import { operation, type ReachingContext } from "../../../../runtime/http/operation.ts";
import { divisionsContract } from "../../spaces/contract.ts";
import { seenDivisions } from "./seenDivisions.ts";

interface DivisionRow {
  readonly id: string;
  readonly level_id: string;
  readonly label_de: string;
  readonly label_en: string | null;
  readonly kind: DivisionKind;
  readonly is_partition: boolean;
  readonly author: string;
  readonly purpose: string;
  readonly criteria: string;
  readonly decided_on: string | null;
  readonly approval: string;
  readonly areas: number;
  readonly purposes: readonly string[];
  readonly versions: readonly { id: string; validOn: string; source: string; licence: string }[];
}

/** The divisions with how many areas they have today, what they say about who drew them (TR-002), and their boundary versions. */
async function divisionList(context: ReachingContext, { level }: { level?: string }) {
  const seen = await seenDivisions(context);
  const today = localDay(context.now());
  const { rows } = await sql<DivisionRow>`
    select d.*, l.purposes, (select count(*)::integer from area a where a.division_id = d.id
        and coalesce(a.valid_from, '-infinity') <= ${today}::date and coalesce(a.valid_to, 'infinity') > ${today}::date) as areas,
      coalesce((select jsonb_agg(jsonb_build_object('id', v.id, 'validOn', to_char(v.valid_on, 'YYYY-MM-DD'), 'source', v.source,
        'licence', v.licence) order by v.valid_on desc, v.id) from boundary_version v where v.division_id = d.id), '[]') as versions
    from division d join area_level l on l.id = d.level_id
    where (${level ?? null}::text is null or d.level_id = ${level ?? null}) and (${seen}::text[] is null or d.id = any(${seen}::text[]))
    order by l.rank, d.label_de, d.id`.execute(context.db);
  return {
    divisions: rows.map((row) => ({
      id: row.id,
      level: row.level_id,
      label: { de: row.label_de, ...(row.label_en === null ? {} : { en: row.label_en }) },
      kind: row.kind,
      partition: row.is_partition,
      author: row.author,
      purpose: row.purpose,
      criteria: row.criteria,
      decidedOn: row.decided_on,
      approval: row.approval,
      areas: row.areas,
      hasFigures: row.kind !== "action" || row.purposes.includes("data"),
      boundaryVersions: [...row.versions],
    })),
  };
}

export const divisions = operation(divisionsContract, divisionList, { narrows: ["own", "published"] });
