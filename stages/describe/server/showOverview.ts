import { sql } from "kysely";
import type { Static } from "typebox";
import { periodAt } from "../../../kernel/time/period.ts";
import { loadOverview } from "../../../runtime/catalogue/loadOverview.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type Overview, overviewContract } from "../contract.ts";
import type { PreparedIndicator } from "../figures/indicatorOverAreas.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { trendSentence } from "../sentences/trendSentence.ts";
import { askedIndicator, indicatorHead, listOf } from "./asked.ts";
import { availability } from "./availability.ts";
import { breaksIn } from "./breaksIn.ts";
import { type DataState, dataState } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { rowTrend } from "./showTrend.ts";
import { sourcesOf } from "./sourcesOf.ts";

type Input = Static<typeof overviewContract.input>;

const mostTiles = 12;
const mostNews = 8;

/** The county at a glance: at most twelve tiles, what is new, what waits (PM08-035). */
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
  const tiles = answers.flatMap((rows): Overview["tiles"] => {
    const one = rows === null ? null : tile(state, rows);
    return one === null ? [] : [one];
  });
  const [news, waiting] = await Promise.all([newest(state, context), waitingOnes(context)]);
  return {
    name: state.county?.name ?? county.name,
    tiles: tiles.slice(0, mostTiles),
    news,
    waiting,
    sentence: opening(state),
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

function tile(state: DataState, rows: ReleasedRows): Overview["tiles"][number] | null {
  const place = rows.places.at(-1);
  if (place === undefined) return null;
  const { prepared } = rows;
  const { county } = state.spaces;
  const periods = rows.places.map((one) => periodAt(rows.frequency, rows.first + one));
  const values = rows.places.map((one) => rows.valueAt(0, one));
  const trend = rowTrend(rows, breaksIn(rows, [0]), 0, prepared.indicator);
  const [source] = sourcesOf(state, [prepared], rows.frequency, [rows.first + place], county.division || null);
  if (source === undefined) return null;
  return {
    indicator: indicatorHead(prepared),
    period: periods.at(-1) ?? "",
    value: rows.valueAt(0, place),
    mark: rows.markAt(0, place),
    sentence: trendSentence({ indicator: prepared.indicator, areaName: county.name, periods, values, trend }),
    sparkline: { periods, values },
    trend,
    source,
  };
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
    person: delivery.acceptedBy ?? "",
    figures: keys.get(delivery.id) ?? [],
  }));
}

async function waitingOnes(context: Context): Promise<Overview["waiting"]> {
  const rows = await context.db
    .selectFrom("delivery")
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

function opening(state: DataState): Overview["sentence"] {
  const { indicators } = availability(state);
  const name = state.county?.name ?? state.spaces.county.name;
  const all = state.catalogue.indicators.size;
  if (indicators.size === 0)
    return {
      de: `Für ${name} sind noch keine Zahlen da. Bringen Sie unter „Daten“ eine erste Datei ein.`,
      en: `There are no figures for ${name} yet. Bring in a first file under “Data”.`,
    };
  return {
    de: `Für ${name} lassen sich ${indicators.size} von ${all} Kennzahlen berechnen, aus ${state.deliveries.size} angenommenen Lieferungen.`,
    en: `${indicators.size} of ${all} indicators can be computed for ${name}, from ${state.deliveries.size} accepted deliveries.`,
  };
}

export const showOverview = operation(overviewContract, overviewAnswer, { keptPerDataState: true });
