import type { Static } from "typebox";
import { type Period, periodAt, periodPoint } from "../../../kernel/time/period.ts";
import { isPresent, strongestAbsence, type Value } from "../../../kernel/value/value.ts";
import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type Profile, type ProfileRow, profileContract } from "../contract.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { reasonTexts } from "../reasonTexts.ts";
import { profileSentence } from "../sentences/profileSentence.ts";
import type { StoredArea } from "../spaces/spaces.ts";
import { starNote } from "./apartNotes.ts";
import { areaHead, askedArea, askedPeriod, indicatorHead, isForReader, listOf } from "./asked.ts";
import { breaksIn } from "./breaksIn.ts";
import { type DataState, dataState } from "./dataState.ts";
import { facilitiesWithin } from "./facilitiesWithin.ts";
import { pyramidOf } from "./pyramidOf.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { rowTrend } from "./showTrend.ts";
import { sourcesOf } from "./sourcesOf.ts";
import { positionIn, spreadOf } from "./spreadOf.ts";

type Input = Static<typeof profileContract.input>;

const german = new Intl.Collator("de");
const facts = ["einwohnerzahl", "bevoelkerungsdichte", "bevoelkerungsentwicklung_5j", "anteil_u18", "anteil_65plus"];
const highlights = 3;

/**
 * One area with everything that is known of it, beside all comparable areas, the county and a peer group.
 *
 * Refuses an area or period that is not there.
 */
export async function profileAnswer(context: Context, input: Input): Promise<Profile> {
  const state = await dataState(context);
  const { spaces } = state;
  const area = askedArea(state, input.level, input.code);
  const peers = listOf(input.peers).map((code) => askedArea(state, input.level, code));
  const asked = input.period === undefined ? undefined : askedPeriod(input.period);
  const comparable = area.division === "" ? [area] : spaces.areasOf(area.level, area.division);
  const row = comparable.findIndex((one) => one.id === area.id);
  const peerRows = peers.map((peer) => comparable.findIndex((one) => one.id === peer.id)).filter((at) => at >= 0);
  const indicators = [...state.catalogue.indicators.keys()].flatMap((id) => state.prepared(id) ?? []);
  const ids = [...comparable.map((one) => one.id), spaces.county.id];
  const areasKey = `${area.level} ${area.division === "" ? null : area.division}`;
  const answers = await releasedFigures(
    context.db,
    state,
    indicators.map((indicator) => ({ indicator, areas: ids, areasKey, frequency: asked?.frequency })),
  );
  const present = answers.flatMap((rows): ShownRow[] => {
    if (rows === null) return [];
    const values = rows.row(row);
    const place = placeOf(rows, values, asked?.ordinal);
    return place === undefined ? [] : [{ rows, place, shown: profileRow(rows, { row, values }, place, peerRows) }];
  });
  const comparing = comparable.length > 1;
  const { strongest, weakest } = comparing
    ? standOuts(present.map((one) => one.shown))
    : { strongest: [], weakest: [] };
  const labels = new Map(present.map((one) => [one.shown.indicator.id, one.shown.indicator.label.de]));
  const named = (id: string) => labels.get(id) ?? id;
  const residents = present.find((one) => one.shown.indicator.id === "einwohnerzahl")?.shown;
  const [pyramid, facilities] = await Promise.all([
    pyramidOf(context.db, state, area.id, asked?.frequency === "year" ? asked.ordinal : null),
    facilitiesWithin(context, area.id),
  ]);
  return {
    area: areaHead(state, area),
    parents: spaces.wholesOf(area.id).map((one) => areaHead(state, one)),
    children: spaces
      .groupsOf(area.id)
      .flatMap((group) => group.parts.map((part) => part.area))
      .filter(({ level }) => isForReader(state, level))
      .map((part) => areaHead(state, part)),
    peers: peers.map((one) => areaHead(state, one)),
    comparable: comparable.length,
    facts: facts.flatMap((id) => {
      const one = present.find((other) => other.shown.indicator.id === id)?.shown;
      if (one === undefined) return [];
      const { label, unit, decimals } = one.indicator;
      return [{ id, label, value: one.value, unit, decimals, period: one.period }];
    }),
    pyramid,
    groups: grouped(
      present.map((one) => one.shown),
      turnsOf(state.catalogue),
    ),
    strongest,
    weakest,
    facilities,
    reasonTexts,
    sentence: profileSentence({
      areaName: area.name,
      residents: residents?.value ?? "unknown",
      period: residents?.period ?? "",
      comparable: comparable.length,
      strongest: strongest.map(named),
      weakest: weakest.map(named),
    }),
    notes: starNote(present.map((one) => one.shown.mark)),
    sources: profileSources(state, present, area),
  };
}

interface ShownRow {
  readonly rows: ReleasedRows;
  readonly place: number;
  readonly shown: ProfileRow;
}

/** The period asked for, else the newest in which any comparable area has a value. */
function placeOf(rows: ReleasedRows, values: readonly Value[], ordinal: number | undefined): number | undefined {
  if (ordinal !== undefined) return rows.places.includes(ordinal - rows.first) ? ordinal - rows.first : undefined;
  const own = rows.places.findLast((place) => values[place] !== "unknown");
  return own ?? rows.places.at(-1);
}

function profileRow(
  rows: ReleasedRows,
  { row, values }: { readonly row: number; readonly values: Value[] },
  place: number,
  peerRows: readonly number[],
): ProfileRow {
  const value = values[place] ?? "unknown";
  const countyRow = rows.areas.length - 1;
  const { dispersion, sorted } = spreadOf(rows, place);
  const interval = rows.intervalAt(row, place);
  return {
    indicator: indicatorHead(rows.prepared),
    period: periodAt(rows.frequency, rows.first + place),
    value,
    mark: rows.markAt(row, place),
    reason: rows.reasonAt(row, place) || null,
    lower: interval?.lower ?? null,
    upper: interval?.upper ?? null,
    sparkline: {
      periods: shownPeriods(rows),
      values: rows.places.length === values.length ? values : rows.places.map((one) => values[one] ?? "unknown"),
    },
    trend: rowTrend(rows, breaksIn(rows, [row]), row, values),
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
    county: rows.valueAt(countyRow, place),
    peer: peerRows.length === 0 ? null : peerValue(rows, peerRows, place),
    position: isPresent(value) ? positionIn(sorted, value) : null,
  };
}

const knownPeriods = new WeakMap<ReleasedRows, Period[]>();

/** The same for every area, and kept: 231 indicators have some 4,000 of them. */
function shownPeriods(rows: ReleasedRows): Period[] {
  let periods = knownPeriods.get(rows);
  if (periods === undefined) {
    periods = rows.places.map((place) => periodAt(rows.frequency, rows.first + place));
    knownPeriods.set(rows, periods);
  }
  return periods;
}

/** A group as one: numerators and denominators summed, never rates averaged. */
function peerValue(rows: ReleasedRows, peerRows: readonly number[], place: number): Value {
  const { quotient, figures, summable } = rows.prepared;
  if (figures.some((figure) => summable(figure) !== "yes")) return "unknown";
  const sum = (at: (row: number) => Value): Value => {
    const values = peerRows.map(at);
    return strongestAbsence(values) ?? values.filter(isPresent).reduce((total, value) => total + value, 0);
  };
  const above = sum((row) => rows.numeratorAt(row, place));
  if (quotient.denominator === null) return isPresent(above) ? above * quotient.factor : above;
  const below = sum((row) => rows.denominatorAt(row, place));
  if (!isPresent(above) || !isPresent(below)) return strongestAbsence([above, below]) ?? "unknown";
  return below === 0 ? "senseless" : (above / below) * quotient.factor;
}

/** Where an area stands out among comparable ones, by the direction of the indicator; unsafe and neutral figures never. */
function standOuts(rows: readonly ProfileRow[]): { strongest: string[]; weakest: string[] } {
  const scored = rows.flatMap(({ indicator, position, mark, range }) => {
    const told = position !== null && mark !== "unsafe" && range !== null && range.min < range.max;
    if (!told || indicator.direction === "neutral") return [];
    return [{ id: indicator.id, score: indicator.direction === "competence" ? position : 1 - position }];
  });
  const best = scored.filter((one) => one.score > 0.5).sort((a, b) => b.score - a.score || (a.id < b.id ? -1 : 1));
  const worst = scored.filter((one) => one.score < 0.5).sort((a, b) => a.score - b.score || (a.id < b.id ? -1 : 1));
  return {
    strongest: best.slice(0, highlights).map((one) => one.id),
    weakest: worst.slice(0, highlights).map((one) => one.id),
  };
}

function grouped(rows: readonly ProfileRow[], turns: ReadonlyMap<string, number>): Profile["groups"] {
  const turn = (row: ProfileRow) => turns.get(row.indicator.id) ?? 0;
  return loadVocabulary().lifeSituations.flatMap(({ id, label }) => {
    const own = rows.filter((row) => row.indicator.lifeSituation === id).sort((a, b) => turn(a) - turn(b));
    return own.length === 0 ? [] : [{ id, label, rows: own }];
  });
}

const knownTurns = new WeakMap<Catalogue, ReadonlyMap<string, number>>();

/** Whose turn it is when indicators stand in German order; comparing names for every profile would cost more than its figures. */
function turnsOf(catalogue: Catalogue): ReadonlyMap<string, number> {
  let turns = knownTurns.get(catalogue);
  if (turns === undefined) {
    const sorted = [...catalogue.indicators.values()].sort((a, b) => german.compare(a.label.de, b.label.de));
    turns = new Map(sorted.map(({ id }, turn) => [id, turn]));
    knownTurns.set(catalogue, turns);
  }
  return turns;
}

function profileSources(state: DataState, present: readonly ShownRow[], area: StoredArea): Profile["sources"] {
  const found = new Map<number, Profile["sources"][number]>();
  for (const { rows, shown } of present) {
    const point = periodPoint(shown.period);
    if (point === undefined) continue;
    for (const source of sourcesAt(state, rows, point.ordinal, area.division))
      if (!found.has(source.deliveryId)) found.set(source.deliveryId, source);
  }
  return [...found.values()].sort((a, b) => b.deliveryId - a.deliveryId);
}

const knownSources = new WeakMap<DataState, Map<string, Profile["sources"]>>();

/** Sources of one figure at one time, the same for every area; kept as long as this state of the data. */
function sourcesAt(state: DataState, rows: ReleasedRows, ordinal: number, division: string): Profile["sources"] {
  const { prepared, frequency } = rows;
  const { id, version } = prepared.indicator;
  const kept = knownSources.get(state) ?? new Map<string, Profile["sources"]>();
  knownSources.set(state, kept);
  const key = `${id} ${version} ${frequency} ${ordinal} ${division}`;
  let sources = kept.get(key);
  if (sources === undefined) {
    sources = sourcesOf(state, [prepared], frequency, [ordinal], division);
    kept.set(key, sources);
  }
  return sources;
}

export const showProfile = operation(profileContract, profileAnswer, { keptPerDataState: true });
