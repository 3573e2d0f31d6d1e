import { sql } from "kysely";
import type { Value } from "../../../kernel/value/value.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { readSeries } from "../../../runtime/store/facts.ts";
import type { MappedSlice } from "../applyMapping.ts";
import type { CheckSurroundings, PresentValues } from "../checkedFigures.ts";
import type { StoredArea } from "../resolveAreas.ts";

/** Share of rows without a known area that is still taken, in percent, unless the county sets another (TR-009). */
const usualLimitPercent = 1;

/** What a file is checked against: the county's areas, the catalogue, the limit of unmatched rows. */
export async function surroundings({ db, catalogue }: Pick<Context, "db" | "catalogue">): Promise<CheckSurroundings> {
  const { rows: areas } = await sql<StoredArea>`
    select id, code, name, level_id as level, division_id as division, valid_to as "validTo" from area`.execute(db);
  const limit = await db
    .selectFrom("setting")
    .select("content")
    .where("key", "=", "collect.unmatchedLimitPercent")
    .executeTakeFirst();
  return {
    areas,
    figures: catalogue.baseFigures,
    unmatchedLimitPercent: typeof limit?.content === "number" ? limit.content : usualLimitPercent,
  };
}

/**
 * The values that the figures and areas of some slices have so far: those in force for whoever
 * answers for all deliveries, and their own earlier ones for others. What somebody else
 * delivered may be withheld from them, and a file with a guess in it must not find it out.
 */
export async function presentValues(
  { db, reach }: Pick<ReachingContext, "db" | "reach">,
  slices: readonly MappedSlice[],
): Promise<PresentValues> {
  if (!reach.everything) return ownValues({ db, reach }, slices);
  const figures = [...new Set(slices.map((slice) => slice.figure))];
  const areaIds = [...new Set(slices.flatMap((slice) => slice.areaIds))];
  const found = new Map<string, Map<number, { firstOrdinal: number; values: readonly Value[] }>>();
  for (const series of await readSeries(db, { figures, areaIds, breakdown: null })) {
    const key = `${series.figure}|${series.breakdown}|${series.frequency}`;
    const byArea = found.get(key);
    if (byArea === undefined) found.set(key, new Map([[series.areaId, series]]));
    else byArea.set(series.areaId, series);
  }
  return ({ figure, breakdown, frequency }) => {
    const byArea = found.get(`${figure}|${breakdown}|${frequency}`);
    return (areaId, ordinal) => {
      const series = byArea?.get(areaId);
      return series?.values[ordinal - series.firstOrdinal];
    };
  };
}

/** The numbers of one's own accepted deliveries, the newest of each. */
async function ownValues(
  { db, reach }: Pick<ReachingContext, "db" | "reach">,
  slices: readonly MappedSlice[],
): Promise<PresentValues> {
  const figures = [...new Set(slices.map((slice) => slice.figure))];
  const { rows } = await sql<{ key: string; area: number; ordinal: number; amount: number }>`
    select distinct on (key, area, s.ordinal)
           f.key || '|' || s.breakdown || '|' || s.frequency as key, p.area, s.ordinal, p.amount
    from slice s
    join figure f on f.id = s.figure_id
    join delivery d on d.id = s.delivery_id
    cross join lateral unnest(s.area_ids, s.amounts) as p(area, amount)
    where f.key = any(${figures}::text[]) and d.state = 'accepted' and ${withinReach(reach, "d")} and p.amount is not null
    order by key, area, s.ordinal, d.accepted_order desc, s.id desc`.execute(db);
  const found = new Map(rows.map(({ key, area, ordinal, amount }) => [`${key}|${area}|${ordinal}`, amount]));
  return ({ figure, breakdown, frequency }) =>
    (areaId, ordinal) =>
      found.get(`${figure}|${breakdown}|${frequency}|${areaId}|${ordinal}`);
}
