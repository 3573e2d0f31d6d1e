import type { Static } from "typebox";
import type { Text } from "../../../kernel/text/text.ts";
import { periodAt } from "../../../kernel/time/period.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type TrendSeriesAnswer, trendContract } from "../contract.ts";
import { pointsInYear } from "../figures/indicatorOverAreas.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { trendSentence } from "../sentences/trendSentence.ts";
import { type Trend, trendOf } from "../trendOf.ts";
import { apartNotes } from "./apartNotes.ts";
import { askedAreaList, askedAreas, askedIndicator, askedLevel, indicatorHead } from "./asked.ts";
import { breaksIn, convertedCells, type SeriesBreak, sinceBreak } from "./breaksIn.ts";
import { type DataState, dataState, readersAlike } from "./dataState.ts";
import { baseFigureOverAreas, releasedFigures } from "./releasedFigures.ts";
import { sourcesOf } from "./sourcesOf.ts";

type Input = Static<typeof trendContract.input>;

/**
 * One indicator over all periods, on today's boundaries, with its breaks and what was converted.
 *
 * Values in the unit of the indicator, one row for each area, one column for each period. Refuses an indicator, level,
 * division or area that is not there.
 */
export async function trendAnswer(context: Context, input: Input): Promise<TrendSeriesAnswer> {
  const state = await dataState(context);
  const indicator = askedIndicator(state, input.indicator);
  askedLevel(state, input.level);
  const { areas: all, division } = askedAreas(state, input.level, input.division);
  const areas = input.areas === undefined ? all : askedAreaList(state, input.areas, input.level);
  const { county } = state.spaces;
  const areasKey = input.areas === undefined ? `${input.level} ${division}` : areas.map((area) => area.id).join(" ");
  const ids = [...areas.map((area) => area.id), county.id];
  const [rows = null] = await releasedFigures(context.db, state, [
    { indicator, areas: ids, areasKey, approximate: input.approximate, all: true },
  ]);
  const head = {
    indicator: indicatorHead(indicator),
    level: input.level,
    isSum: indicator.indicator.aggregation === "sum",
    areas: {
      levels: areas.map((area) => area.level),
      codes: areas.map((area) => area.code),
      names: areas.map((area) => area.name),
    },
  };
  if (rows === null) {
    const trend = trendOf({ values: [], pointsPerYear: 1, since: 0, direction: indicator.indicator.direction });
    return {
      ...head,
      periods: [],
      values: areas.map(() => []),
      marks: null,
      county: { name: county.name, values: [], marks: [], trend },
      breaks: [],
      converted: [],
      trends: areas.map(() => trend),
      sentence: trendSentence({
        indicator: indicator.indicator,
        areaName: county.name,
        periods: [],
        values: [],
        trend,
      }),
      notes: [],
      sources: [],
    };
  }
  const breaks = breaksIn(rows);
  const periods = rows.places.map((place) => periodAt(rows.frequency, rows.first + place));
  // Mostly there are values at every point in time.
  const shown = <Thing>(list: Thing[]): Thing[] =>
    rows.places.length === list.length ? list : rows.places.flatMap((place) => list.slice(place, place + 1));
  const unmarked = rows.places.map(() => null);
  const marksAt = (row: number) => {
    const marks = rows.marksOf(row);
    return marks === null ? unmarked : shown(marks);
  };
  const countyRow = areas.length;
  const values = rows.areas.map((_, row) => rows.row(row));
  const acrossBreaks = input.acrossBreaks === true;
  const trends = areas.map((_, row) => rowTrend(rows, breaks, row, values[row], acrossBreaks));
  const countyTrend = rowTrend(rows, breaks, countyRow, values[countyRow], acrossBreaks);
  const marks = areas.map((_, row) => marksAt(row));
  const [only] = areas;
  const one = areas.length === 1 && only !== undefined ? { name: only.name, row: 0, trend: trends[0] } : undefined;
  return {
    ...head,
    periods,
    values: areas.map((_, row) => shown(values[row] ?? [])),
    marks: marks.some((row) => row !== unmarked && row.some((mark) => mark !== null)) ? marks : null,
    county: {
      name: county.name,
      values: shown(values[countyRow] ?? []),
      marks: marksAt(countyRow),
      trend: countyTrend,
    },
    breaks: breaks.map(({ place, kind, note, rows: concerned }) => ({
      period: periodAt(rows.frequency, rows.first + place),
      kind,
      note,
      areas: concerned === null ? null : concerned.flatMap((row) => areas[row]?.code ?? []),
    })),
    converted: rows.isConverted()
      ? convertedCells(rows, indicator, await figuresBehind(context, state, rows), areas)
      : [],
    trends,
    sentence: trendSentence({
      indicator: indicator.indicator,
      areaName: one?.name ?? county.name,
      periods,
      values: shown(values[one?.row ?? countyRow] ?? []),
      trend: one?.trend ?? countyTrend,
    }),
    notes: [...notesOn(breaks, acrossBreaks), ...apartNotes(state, rows, rows.places)],
    sources: sourcesOf(
      state,
      [indicator],
      rows.frequency,
      rows.places.map((place) => rows.first + place),
      division,
    ),
  };
}

/** The base figures of an indicator, for the story of what was converted. */
async function figuresBehind({ db }: Context, state: DataState, { prepared, frequency }: ReleasedRows) {
  const found = await Promise.all(
    prepared.figures.map((figure) => baseFigureOverAreas(db, state, figure, prepared.summable(figure), frequency)),
  );
  return found.filter((figure) => figure !== undefined);
}

/**
 * The trend of one row of released figures, from its last break on.
 *
 * @param values the row's own, for whoever has them at hand
 */
export function rowTrend(
  rows: ReleasedRows,
  breaks: readonly SeriesBreak[],
  row: number,
  values: readonly Value[] = rows.row(row),
  acrossBreaks = false,
): Trend {
  const { direction } = rows.prepared.indicator;
  const last = values.findLastIndex(isPresent);
  return trendOf({
    values,
    pointsPerYear: pointsInYear(rows.frequency),
    since: acrossBreaks ? 0 : sinceBreak(breaks, row),
    direction,
    lastInterval: last < 0 ? null : rows.intervalAt(row, last),
  });
}

function notesOn(breaks: readonly SeriesBreak[], acrossBreaks: boolean): Required<Text>[] {
  if (!breaks.some((one) => one.kind !== "gap")) return [];
  return [
    acrossBreaks
      ? {
          de: "Der Trend wurde auf Wunsch über einen Bruch hinweg gerechnet.",
          en: "As asked, the trend was computed across a break.",
        }
      : { de: "Trends beginnen nach dem letzten Bruch der Reihe.", en: "Trends begin after the last break." },
  ];
}

export const showTrend = operation(trendContract, trendAnswer, { keptPerDataState: true, readersAlike });
