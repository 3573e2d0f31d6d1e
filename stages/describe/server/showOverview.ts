import { sql } from "kysely";
import type { Static } from "typebox";
import type { Text } from "../../../kernel/text/text.ts";
import { periodAt } from "../../../kernel/time/period.ts";
import { isPresent } from "../../../kernel/value/value.ts";
import { loadOverview } from "../../../runtime/catalogue/loadOverview.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { knowsNames } from "../../../runtime/people/knowsNames.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { reachOf } from "../../../runtime/people/policy.ts";
import { type Overview, overviewContract } from "../contract.ts";
import type { PreparedIndicator } from "../figures/indicatorOverAreas.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { overviewSentence } from "../sentences/overviewSentence.ts";
import { tileSentence } from "../sentences/tileSentence.ts";
import { askedAreas, askedIndicator, askedLevel, indicatorHead, listOf } from "./asked.ts";
import { availability } from "./availability.ts";
import { breaksIn, sinceBreak } from "./breaksIn.ts";
import { type DataState, dataState } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { rowTrend } from "./showTrend.ts";
import { sourcesOf } from "./sourcesOf.ts";

type Input = Static<typeof overviewContract.input>;

const mostTiles = 12;
const mostNews = 8;

/**
 * The county at a glance: at most twelve tiles, what is new, what waits (PM08-035).
 *
 * Refuses an indicator that is not there.
 */
export async function overviewAnswer(context: Context, input: Input): Promise<Overview> {
  const state = await dataState(context);
  const { county } = state.spaces;
  const asked = listOf(input.indicators).map((id) => askedIndicator(state, id));
  const indicators = asked.length > 0 ? asked : standing(state);
  // The county twice: the last row of every set is the whole.
  const answers = await releasedFigures(
    context.db,
    state,
    indicators.map((indicator) => ({ indicator, areas: [county.id, county.id], areasKey: "county" })),
  );
  const apart = await spreads(context, state, indicators);
  const tiles = answers.flatMap((rows, at): Overview["tiles"] => {
    const one = rows === null ? null : tile(state, rows, apart[at] ?? null);
    return one === null ? [] : [one];
  });
  const shown = tiles.slice(0, mostTiles);
  const residents = shown.find((one) => one.indicator.id === "einwohnerzahl");
  const [news, waiting] = await Promise.all([newest(state, context), waitingOnes(context)]);
  return {
    name: state.county?.name ?? county.name,
    tiles: shown,
    news,
    waiting,
    sentence:
      shown.length === 0
        ? nothingYet(state)
        : overviewSentence(
            state.county?.name ?? county.name,
            residents ?? null,
            shown.map(({ indicator, trend }) => ({ label: indicator.label, judgement: trend.judgement })),
          ),
    basis: basis(state),
  };
}

/** The shipped choice as far as there is data, filled up from every life situation in turn. */
function standing(state: DataState): PreparedIndicator[] {
  const { indicators: newest } = availability(state);
  const chosen = loadOverview().filter((id) => newest.has(id));
  const others = [...newest.keys()].filter((id) => !chosen.includes(id));
  const situation = (id: string) => state.catalogue.indicators.get(id)?.lifeSituation ?? "";
  // What can be judged first; mere key figures only where there is nothing else.
  const isNeutral = (id: string) => (state.catalogue.indicators.get(id)?.direction === "neutral" ? mostTiles * 2 : 0);
  const ids = [...chosen];
  const left = [...others];
  while (ids.length < mostTiles + 4 && left.length > 0) {
    const counts = (id: string) => isNeutral(id) + ids.filter((one) => situation(one) === situation(id)).length;
    left.sort((a, b) => counts(a) - counts(b) || (a < b ? -1 : 1));
    ids.push(left.shift() ?? "");
  }
  return ids.flatMap((id) => state.prepared(id) ?? []);
}

/** The areas of the county's usual level at all times, for each indicator; null where that level has none. */
async function spreads(
  context: Context,
  state: DataState,
  indicators: readonly PreparedIndicator[],
): Promise<(LevelRows | null)[]> {
  const { defaultLevel } = availability(state).standing(state.spaces);
  if (defaultLevel === null) return [];
  const { areas, division } = askedAreas(state, defaultLevel);
  if (areas.length < 2) return [];
  const level = askedLevel(state, defaultLevel).label;
  const ids = [...areas.map((area) => area.id), state.spaces.county.id];
  const answers = await releasedFigures(
    context.db,
    state,
    indicators.map((indicator) => ({ indicator, areas: ids, areasKey: `${defaultLevel} ${division}` })),
  );
  return answers.map((rows) => (rows === null ? null : { level, rows }));
}

interface LevelRows {
  readonly level: Text;
  /** The last row is the county. */
  readonly rows: ReleasedRows;
}

function tile(state: DataState, rows: ReleasedRows, apart: LevelRows | null): Overview["tiles"][number] | null {
  const place = rows.places.at(-1);
  if (place === undefined) return null;
  const { prepared } = rows;
  const { county } = state.spaces;
  const periods = rows.places.map((one) => periodAt(rows.frequency, rows.first + one));
  const values = rows.places.map((one) => rows.valueAt(0, one));
  const breaks = breaksIn(rows, [0]);
  const trend = rowTrend(rows, breaks, 0);
  const comparable = rows.places.filter((one) => one >= sinceBreak(breaks, 0));
  const [source] = sourcesOf(state, [prepared], rows.frequency, [rows.first + place], county.division || null);
  if (source === undefined) return null;
  return {
    indicator: indicatorHead(prepared),
    period: periods.at(-1) ?? "",
    value: rows.valueAt(0, place),
    mark: rows.markAt(0, place),
    sentence: tileSentence({
      indicator: prepared.indicator,
      periods: comparable.map((one) => periodAt(rows.frequency, rows.first + one)),
      values: comparable.map((one) => rows.valueAt(0, one)),
      spread: spreadAt(apart, rows, rows.first + place),
    }),
    sparkline: { periods, values },
    trend,
    source,
  };
}

function spreadAt(apart: LevelRows | null, rows: ReleasedRows, ordinal: number) {
  if (apart === null || apart.rows.frequency !== rows.frequency) return null;
  const place = ordinal - apart.rows.first;
  if (place < 0 || place >= apart.rows.width) return null;
  // An unsafe value at the edge says more about the size of a village than about how people live there.
  const values = apart.rows.areas
    .slice(0, -1)
    .flatMap((_, row) => (apart.rows.markAt(row, place) === "unsafe" ? [] : [apart.rows.valueAt(row, place)]))
    .filter(isPresent);
  return values.length < 2 ? null : { level: apart.level, low: Math.min(...values), high: Math.max(...values) };
}

async function newest(state: DataState, context: Context): Promise<Overview["news"]> {
  const accepted = [...state.deliveries.values()].sort((a, b) => b.order - a.order).slice(0, mostNews);
  if (accepted.length === 0) return [];
  const { rows } = await sql<{ delivery_id: number; keys: string[] }>`
    select s.delivery_id, array_agg(distinct f.key order by f.key) as keys
    from slice s join figure f on f.id = s.figure_id
    where s.delivery_id = any(${accepted.map((one) => one.id)}::integer[])
    group by s.delivery_id`.execute(context.db);
  const keys = new Map(rows.map((row) => [row.delivery_id, row.keys]));
  return accepted.map((delivery) => ({
    deliveryId: delivery.id,
    title: titleOf(delivery.source, delivery.fileName),
    acceptedOn: delivery.acceptedAt?.toISOString() ?? "",
    person: knowsNames(context.person) ? (delivery.acceptedBy ?? "") : "",
    figures: keys.get(delivery.id) ?? [],
  }));
}

async function waitingOnes(context: Context): Promise<Overview["waiting"]> {
  const rows = await context.db
    .selectFrom("delivery")
    .where(withinReach(reachOf(context.person, { action: "read", object: "delivery" }), "delivery"))
    .select(["id", "file_name", "state", "source"])
    .where("state", "in", ["received", "read", "checked"])
    .orderBy("id", "desc")
    .limit(20)
    .execute();
  return rows.map((row) => ({ deliveryId: row.id, title: titleOf(row.source, row.file_name), state: row.state }));
}

function titleOf(source: unknown, fileName: string): string {
  const { title } = (source ?? {}) as { title?: unknown };
  return typeof title === "string" && title !== "" ? title : fileName;
}

function nothingYet(state: DataState): Overview["sentence"] {
  const name = state.county?.name ?? state.spaces.county.name;
  return {
    de: `Für ${name} sind noch keine Zahlen da. Bringen Sie unter „Daten“ eine erste Datei ein.`,
    en: `There are no figures for ${name} yet. Bring in a first file under “Data”.`,
  };
}

/** What the page stands on, for those who ask how complete it is. */
function basis(state: DataState): Overview["basis"] {
  const { indicators } = availability(state);
  const [count, all, deliveries] = [indicators.size, state.catalogue.indicators.size, state.deliveries.size];
  return {
    de: `${count} von ${all} Kennzahlen lassen sich berechnen, aus ${deliveries} angenommenen Lieferungen.`,
    en: `${count} of ${all} indicators can be computed, from ${deliveries} accepted deliveries.`,
  };
}

export const showOverview = operation(overviewContract, overviewAnswer, { keptPerDataState: true });
