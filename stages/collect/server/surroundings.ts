import { sql } from "kysely";
import type { Value } from "../../../kernel/value/value.ts";
import type { Context } from "../../../runtime/http/operation.ts";
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

/** The values in force for the figures and areas of some slices. */
export async function presentValues(db: Context["db"], slices: readonly MappedSlice[]): Promise<PresentValues> {
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
