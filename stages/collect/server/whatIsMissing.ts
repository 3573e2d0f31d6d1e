import { sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { whatIsMissing as contract } from "../contract.ts";
import { indicatorsByFigure } from "./figuresOfFormula.ts";

/**
 * What indicators need and how much of it is there: per base figure and level, the
 * number of areas with a number in each year. Levels finer than a figure's own
 * finest level are not asked of it.
 */
export const whatIsMissing = operation(contract, async ({ db, catalogue }, { level, indicator }) => {
  if (indicator !== undefined && !catalogue.indicators.has(indicator))
    throw new Refusal("collect.unknownIndicator", { indicator }, { kind: "missing" });
  const { rows: levels } = await sql<{ id: string; rank: number; areas: number }>`
    select l.id, l.rank, count(a.id)::integer as areas
    from area_level l left join area a on a.level_id = l.id and a.valid_to is null
    group by l.id order by l.rank`.execute(db);
  if (level !== undefined && !levels.some(({ id }) => id === level))
    throw new Refusal("collect.unknownLevel", { level }, { kind: "missing" });
  const { rows: covered } = await sql<{ figure: string; level: string; year: number; areas: number }>`
    select f.key as figure, a.level_id as level, o.ordinal as year, count(*)::integer as areas
    from observation o join figure f on f.id = o.figure_id join area a on a.id = o.area_id
    where o.frequency = 'year' and o.breakdown = '' and o.amount is not null
      and (${level ?? null}::text is null or a.level_id = ${level ?? null})
    group by f.key, a.level_id, o.ordinal`.execute(db);
  const counts = new Map(covered.map((row) => [`${row.figure}|${row.level}|${row.year}`, row.areas]));
  const years = [...new Set(covered.map((row) => row.year))].sort((a, b) => a - b);
  const needed = [...indicatorsByFigure(catalogue)].flatMap(([figure, users]) => {
    const definition = catalogue.baseFigures.get(figure);
    const ids = users.map(({ id }) => id);
    if (definition === undefined || (indicator !== undefined && !ids.includes(indicator))) return [];
    const finest = levels.find(({ id }) => id === definition.levelMin)?.rank ?? Number.POSITIVE_INFINITY;
    return levels
      .filter(({ id, rank, areas }) => areas > 0 && rank <= finest && (level === undefined || id === level))
      .map(({ id, areas }) => {
        const perYear = years.map((year) => counts.get(`${figure}|${id}|${year}`) ?? 0);
        const newest = perYear.findLastIndex((count) => count > 0);
        return {
          figure,
          label: definition.label.de,
          source: definition.source,
          access: definition.access,
          level: id,
          indicators: ids,
          areas,
          covered: perYear,
          newest: newest < 0 ? null : String(years[newest]),
        };
      });
  });
  return { periods: years.map(String), figures: needed };
});
