import type { Static } from "typebox";
import type { Text } from "../../../kernel/text/text.ts";
import { periodAt } from "../../../kernel/time/period.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { mapClasses } from "../classes/classes.ts";
import { type MapAnswer, mapContract } from "../contract.ts";
import { disparityOf } from "../dispersion.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { reasonTexts } from "../reasonTexts.ts";
import { mapSentence } from "../sentences/mapSentence.ts";
import { apartNotes } from "./apartNotes.ts";
import { askedAreas, askedIndicator, askedLevel, askedPeriod, indicatorHead } from "./asked.ts";
import { type DataState, dataState, readersAlike } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { sourcesOf } from "./sourcesOf.ts";
import { spreadOf } from "./spreadOf.ts";

type Input = Static<typeof mapContract.input>;

/**
 * A map's figures: one indicator, one period, all areas of a level, with classes, dispersion, sentence and sources.
 *
 * Values in the unit of the indicator, one for each area in the order of the areas. Refuses an indicator, level,
 * division or period that is not there.
 */
export async function mapAnswer(context: Context, input: Input): Promise<MapAnswer> {
  const state = await dataState(context);
  const indicator = askedIndicator(state, input.indicator);
  const level = askedLevel(state, input.level);
  const { areas, division } = askedAreas(state, input.level, input.division);
  const asked = input.period === undefined ? undefined : askedPeriod(input.period);
  const { county } = state.spaces;
  const [[rows = null], fixed] = await Promise.all([
    releasedFigures(context.db, state, [
      {
        indicator,
        areas: [...areas.map((area) => area.id), county.id],
        areasKey: `${input.level} ${division}`,
        frequency: asked?.frequency,
        approximate: input.approximate,
        pooledYears: input.pooledYears,
      },
    ]),
    fixedClasses(context, input),
  ]);
  // Where no area has a value at any time, the newest period still tells why.
  const newest = rows === null ? -1 : (rows.places.at(-1) ?? rows.width - 1);
  const place = rows === null || asked === undefined ? newest : asked.ordinal - rows.first;
  const isThere = rows !== null && place >= 0 && place < rows.width;
  const before = isThere ? (rows.places.findLast((one) => one < place) ?? -1) : -1;
  const at = (row: number, when: number): Value =>
    rows === null || when < 0 || when >= rows.width ? "unknown" : rows.valueAt(row, when);
  const values = areas.map((_, row) => at(row, place));
  const previous = areas.map((_, row) => at(row, before));
  const period = input.period ?? (rows !== null && isThere ? periodOf(rows, place) : null);
  const previousPeriod = rows !== null && before >= 0 ? periodOf(rows, before) : null;
  const countyRow = areas.length;
  const intervals = areas.map((_, row) => (rows !== null && isThere ? rows.intervalAt(row, place) : null));
  const countyInterval = rows !== null && isThere ? rows.intervalAt(countyRow, place) : null;
  const statisticsAt = (when: number) => (rows === null || when < 0 ? null : spreadOf(rows, when).dispersion);
  const statistics = isThere ? statisticsAt(place) : null;
  const statisticsBefore = statisticsAt(before);
  const isRate = indicator.quotient.denominator !== null;
  const marks = areas.map((_, row) => (rows !== null && isThere ? rows.markAt(row, place) : null));
  return {
    indicator: indicatorHead(indicator),
    level: level.id,
    levelLabel: level.label,
    division,
    period,
    periods: rows === null ? [] : rows.places.map((one) => periodOf(rows, one)),
    previousPeriod,
    areas: { codes: areas.map((area) => area.code), names: areas.map((area) => area.name) },
    values,
    marks,
    reasons: areas.map((_, row) => (rows !== null && isThere ? rows.reasonAt(row, place) || null : "notDelivered")),
    reasonTexts,
    lower: intervals.map((interval) => interval?.lower ?? null),
    upper: intervals.map((interval) => interval?.upper ?? null),
    numerator: rows !== null && isThere && isRate ? areas.map((_, row) => rows.numeratorAt(row, place)) : null,
    denominator: rows !== null && isThere && isRate ? areas.map((_, row) => rows.denominatorAt(row, place)) : null,
    previous,
    county: {
      name: county.name,
      value: at(countyRow, place),
      mark: rows !== null && isThere ? rows.markAt(countyRow, place) : null,
      lower: countyInterval?.lower ?? null,
      upper: countyInterval?.upper ?? null,
      previous: at(countyRow, before),
    },
    statistics,
    statisticsBefore,
    disparity: disparityOf(statisticsBefore, statistics),
    classes: classesFor(fixed, values),
    pooledYears: input.pooledYears ?? 1,
    sentence: mapSentence({
      indicator: indicator.indicator,
      countyName: county.name,
      period,
      county: at(countyRow, place),
      names: areas.map((area) => area.name),
      values,
      marks,
      previousPeriod,
      previous: at(countyRow, before),
    }),
    notes: notesOn(state, input, rows, place),
    sources:
      rows === null || !isThere ? [] : sourcesOf(state, [indicator], rows.frequency, [rows.first + place], division),
  };
}

function periodOf(rows: ReleasedRows, place: number): string {
  return periodAt(rows.frequency, rows.first + place);
}

/** What somebody fixed for this indicator and level, and its version. */
async function fixedClasses({ db }: Context, { indicator, level }: Input) {
  const [stored, version] = await Promise.all([
    db
      .selectFrom("class_breaks")
      .select(["method", "class_count", "limits"])
      .where("indicator_id", "=", indicator)
      .where("level_id", "=", level)
      .executeTakeFirst(),
    versionInForce(db, { kind: "classBreaks", id: `${indicator}/${level}` }),
  ]);
  return { stored, version };
}

/** Classes that somebody fixed; else five by quantiles of this period. */
function classesFor(
  { stored, version }: Awaited<ReturnType<typeof fixedClasses>>,
  values: readonly Value[],
): MapAnswer["classes"] {
  if (!values.some((value) => typeof value === "number")) return null;
  const { method, limits, counts, classOf } =
    stored?.limits != null
      ? { ...mapClasses(values, "manual", stored.class_count, stored.limits), method: stored.method }
      : mapClasses(values, stored?.method ?? "quantile", stored?.class_count ?? 5);
  return {
    method,
    limits: [...limits],
    counts: [...counts],
    classOf: [...classOf],
    stored: stored !== undefined,
    version,
  };
}

function notesOn(state: DataState, input: Input, rows: ReleasedRows | null, place: number): Text[] {
  const notes: Text[] = [];
  if (rows === null || place < 0 || place >= rows.width) return notes;
  const cells = rows.areas.map((_, row) => row);
  if (cells.some((row) => rows.estimatedAt(row, place)))
    notes.push({
      de: `Ein Teil der Werte wurde auf den Gebietsstand vom ${germanDay(state.spaces.day)} umgerechnet und ist geschätzt.`,
      en: `Some values were brought to the boundaries of ${state.spaces.day} and are estimated.`,
    });
  if (cells.some((row) => rows.markAt(row, place) === "unsafe"))
    notes.push({
      de: "Werte in Klammern sind unsicher: weniger als 10 Fälle oder ein 95-Prozent-Bereich von mehr als 15 Punkten.",
      en: "Values in brackets are uncertain: fewer than 10 cases, or a 95 % interval wider than 15 points.",
    });
  if (cells.some((row) => rows.markAt(row, place) === "mixedDates")) notes.push(...apartNotes(state, rows, [place]));
  if (input.pooledYears !== undefined && input.pooledYears > 1)
    notes.push({
      de: `Für jeden Wert wurden ${input.pooledYears} Jahre zusammengefasst.`,
      en: `Each value puts ${input.pooledYears} years together.`,
    });
  if (input.approximate === true)
    notes.push({
      de: "Angenähert: nach Einwohnern gewichtetes Mittel, wo nichts zusammengezählt werden kann.",
      en: "Approximate: mean weighted by residents where nothing can be summed.",
    });
  return notes;
}

function germanDay(day: string): string {
  return day.split("-").reverse().join(".");
}

export const showMap = operation(mapContract, mapAnswer, { keptPerDataState: true, readersAlike });
