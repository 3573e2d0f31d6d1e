import type { Static } from "typebox";
import { periodAt } from "../../../kernel/time/period.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type Comparison, comparisonContract } from "../contract.ts";
import type { PreparedIndicator } from "../figures/indicatorOverAreas.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { reasonTexts } from "../reasonTexts.ts";
import { joined } from "../sentences/mapSentence.ts";
import { spoken } from "../sentences/wording.ts";
import type { StoredArea } from "../spaces/spaces.ts";
import { starNote } from "./apartNotes.ts";
import { areaHead, askedAreaList, askedIndicator, askedPeriod, indicatorHead, listOf } from "./asked.ts";
import { dataState } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { sourcesOf } from "./sourcesOf.ts";
import { spreadOf } from "./spreadOf.ts";

type Input = Static<typeof comparisonContract.input>;

const mostAreas = 6;

/**
 * Up to six areas of any level side by side, with their lines over time (PM10-028).
 *
 * Refuses no area or indicator, more areas than can be told apart, and any that is not there.
 */
export async function comparisonAnswer(context: Context, input: Input): Promise<Comparison> {
  const state = await dataState(context);
  const areas = askedAreaList(state, input.areas);
  const [firstArea] = areas;
  if (firstArea === undefined) throw new Refusal("describe.noAreas");
  if (areas.length > mostAreas) throw new Refusal("describe.tooManyAreas", { most: mostAreas, count: areas.length });
  const indicators = listOf(input.indicators).map((id) => askedIndicator(state, id));
  if (indicators.length === 0) throw new Refusal("describe.noIndicators");
  const asked = input.period === undefined ? undefined : askedPeriod(input.period);
  const { county } = state.spaces;
  const ids = [...areas.map((area) => area.id), county.id];
  const areasKey = areas.map((area) => area.id).join(" ");
  const level = state.spaces.areasOf(firstArea.level, firstArea.division);
  const levelIds = [...level.map((area) => area.id), county.id];
  const own = indicators.map((indicator) => ({ indicator, areas: ids, areasKey, frequency: asked?.frequency }));
  const all = indicators.map((indicator) => ({
    indicator,
    areas: levelIds,
    areasKey: `${firstArea.level} ${firstArea.division}`,
    frequency: asked?.frequency,
  }));
  const answers = await releasedFigures(context.db, state, [...own, ...all]);
  const isOneDivision = areas.every((area) => area.division === firstArea.division);
  const division = isOneDivision ? firstArea.division || null : null;
  const rows = indicators.map((indicator, at) => {
    const own = answers[at] ?? null;
    const row = comparedRow(indicator, own, answers[indicators.length + at] ?? null, areas, county, asked?.ordinal);
    const sources =
      own === null || row.period === null ? [] : sourcesOf(state, [indicator], own.frequency, pointsOf(own), division);
    return { ...row, isSum: indicator.indicator.aggregation === "sum", sources };
  });
  const sources = rows.flatMap((row) => row.sources);
  return {
    areas: areas.map((area) => areaHead(state, area)),
    rows,
    reasonTexts,
    notes: starNote(rows.flatMap((row) => row.marks)),
    sources: [...new Map(sources.map((source) => [source.deliveryId, source])).values()],
  };
}

function pointsOf(rows: ReleasedRows): number[] {
  return rows.places.map((place) => rows.first + place);
}

function comparedRow(
  indicator: PreparedIndicator,
  rows: ReleasedRows | null,
  level: ReleasedRows | null,
  areas: readonly StoredArea[],
  county: StoredArea,
  ordinal: number | undefined,
): Omit<Comparison["rows"][number], "isSum" | "sources"> {
  const head = indicatorHead(indicator);
  const place = rows === null ? -1 : ordinal === undefined ? (rows.places.at(-1) ?? -1) : ordinal - rows.first;
  if (rows === null || place < 0 || place >= rows.width) {
    const title = { de: head.label.de, en: head.label.en ?? head.label.de };
    return {
      indicator: head,
      period: null,
      values: areas.map(() => "unknown"),
      marks: areas.map(() => null),
      lower: areas.map(() => null),
      upper: areas.map(() => null),
      reasons: areas.map(() => "notDelivered"),
      county: "unknown",
      range: null,
      series: { periods: [], values: areas.map(() => []), county: [] },
      sentence: {
        de: `${title.de}: Dazu liegen noch keine Zahlen vor.`,
        en: `${title.en}: no figures have been delivered yet.`,
      },
    };
  }
  const period = periodAt(rows.frequency, rows.first + place);
  const intervals = areas.map((_, row) => rows.intervalAt(row, place));
  const levelPlace = level === null ? -1 : rows.first + place - level.first;
  const dispersion = level === null ? null : spreadOf(level, levelPlace).dispersion;
  return {
    indicator: head,
    period,
    values: areas.map((_, row) => rows.valueAt(row, place)),
    marks: areas.map((_, row) => rows.markAt(row, place)),
    lower: intervals.map((interval) => interval?.lower ?? null),
    upper: intervals.map((interval) => interval?.upper ?? null),
    reasons: areas.map((_, row) => rows.reasonAt(row, place) || null),
    county: rows.valueAt(areas.length, place),
    range:
      dispersion === null
        ? null
        : {
            count: dispersion.count,
            min: dispersion.min,
            q1: dispersion.q1,
            median: dispersion.median,
            q3: dispersion.q3,
            max: dispersion.max,
          },
    series: {
      periods: rows.places.map((one) => periodAt(rows.frequency, rows.first + one)),
      values: areas.map((_, row) => rows.places.map((one) => rows.valueAt(row, one))),
      county: rows.places.map((one) => rows.valueAt(areas.length, one)),
    },
    sentence: sentence(indicator, rows, place, period, areas, county),
  };
}

function sentence(
  { indicator }: PreparedIndicator,
  rows: ReleasedRows,
  place: number,
  period: string,
  areas: readonly StoredArea[],
  county: StoredArea,
) {
  const said = [...areas, county].map((area, row) => {
    const value = spoken(rows.valueAt(row, place), indicator);
    return { name: area.name, ...value, present: isPresent(rows.valueAt(row, place)) };
  });
  const list = (language: "de" | "en") => said.map((one) => `${one.name} ${one[language]}`).join(", ");
  return joined([
    {
      de: `${indicator.label.de} ${period}: ${list("de")}.`,
      en: `${indicator.label.en ?? indicator.label.de} ${period}: ${list("en")}.`,
    },
  ]);
}

export const showComparison = operation(comparisonContract, comparisonAnswer, { keptPerDataState: true });
