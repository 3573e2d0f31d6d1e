import { type Kysely, sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { whatIsMissing as contract } from "../contract.ts";
import { indicatorsByFigure } from "./figuresOfFormula.ts";

/**
 * What indicators need and how much of it is there: per base figure and level, the
 * number of areas with a number in each year. Levels finer than a figure's own
 * finest level are not asked of it.
 *
 * Refuses an indicator or level that does not exist.
 */
export const whatIsMissing = operation(
  contract,
  async ({ db, catalogue }, { level, indicator, counted }) => {
    if (indicator !== undefined && !catalogue.indicators.has(indicator))
      throw new Refusal("collect.unknownIndicator", { indicator }, { kind: "missing" });
    const { rows: levels } = await sql<{ id: string; rank: number; areas: number }>`
      select l.id, l.rank, count(a.id)::integer as areas
      from area_level l left join area a on a.level_id = l.id and a.valid_to is null
      group by l.id order by l.rank`.execute(db);
    if (level !== undefined && !levels.some(({ id }) => id === level))
      throw new Refusal("collect.unknownLevel", { level }, { kind: "missing" });
    const users = [...indicatorsByFigure(catalogue)].filter(
      ([, own]) => indicator === undefined || own.some(({ id }) => id === indicator),
    );
    const covered =
      counted === false
        ? []
        : await coverage(
            db,
            users.map(([figure]) => figure),
            level,
          );
    const counts = new Map(covered.map((row) => [`${row.figure}|${row.level}|${row.year}`, row.areas]));
    const years = [...new Set(covered.map((row) => row.year))].sort((a, b) => a - b);
    const figures = users.flatMap(([figure, own]) => {
      const definition = catalogue.baseFigures.get(figure);
      if (definition === undefined) return [];
      const finest = levels.find(({ id }) => id === definition.levelMin)?.rank ?? Number.POSITIVE_INFINITY;
      const asked = levels.filter(
        ({ id, rank, areas }) => areas > 0 && rank <= finest && (level === undefined || id === level),
      );
      return (counted === false ? asked.slice(-1) : asked).map(({ id, areas }) => {
        const perYear = years.map((year) => counts.get(`${figure}|${id}|${year}`) ?? 0);
        const newest = perYear.findLastIndex((count) => count > 0);
        return {
          figure,
          label: definition.label.de,
          source: definition.source,
          access: definition.access,
          level: id,
          indicators: own.map((one) => one.id),
          areas,
          covered: perYear,
          newest: newest < 0 ? null : String(years[newest]),
        };
      });
    });
    return { periods: years.map(String), figures };
  },
  { keptPerDataState: true },
);

/** Areas with a number, per figure, level and year. Most series have no gap: those are counted as a whole, and only the others looked into. */
async function coverage(db: Kysely<Database>, figures: readonly string[], level: string | undefined) {
  const { rows } = await sql<{ figure: string; level: string; year: number; areas: number }>`
    with own as materialized (
      select s.figure_id, a.level_id, s.first_ordinal, s.amounts, array_position(s.amounts, null) is null as whole
      from series s join area a on a.id = s.area_id
      where s.frequency = 'year' and s.breakdown = '' and (${level ?? null}::text is null or a.level_id = ${level ?? null})
        and s.figure_id in (select id from figure where key = any(${figures}::text[]))),
    counted as (
      select figure_id, level_id, first_ordinal + n as year, areas
      from (select figure_id, level_id, first_ordinal, cardinality(amounts) as width, count(*) as areas
            from own where whole group by 1, 2, 3, 4) together, generate_series(0, width - 1) n
      union all
      select figure_id, level_id, first_ordinal + (p.position - 1)::integer, count(*)
      from own, unnest(amounts) with ordinality as p(amount, position)
      where not whole and p.amount is not null group by 1, 2, 3)
    select f.key as figure, level_id as level, year, sum(areas)::integer as areas
    from counted join figure f on f.id = figure_id group by f.key, level_id, year`.execute(db);
  return rows;
}
