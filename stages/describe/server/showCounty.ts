import { periodAt } from "../../../kernel/time/period.ts";
import { versionInForce } from "../../../runtime/history/changeOnce.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { readMode } from "../../../runtime/store/operatingMode.ts";
import { type County, countyContract } from "../contract.ts";
import { isForReader } from "./asked.ts";
import { availability } from "./availability.ts";
import { dataState } from "./dataState.ts";
import { version } from "./version.ts";

/** The county as the shell of every page needs it. */
export async function countyAnswer(context: Context): Promise<County> {
  const state = await dataState(context);
  const { spaces, catalogue, figures, county } = state;
  const available = availability(state);
  const ordinals = [...available.yearsOfFigures].sort((a, b) => a - b);
  const periods = ordinals.map((ordinal) => periodAt("year", ordinal));
  const [mode, baseMap, baseMapVersion, waiting, facilities, deliveries] = await Promise.all([
    readMode(context.db),
    context.db.selectFrom("setting").select("content").where("key", "=", "baseMap").executeTakeFirst(),
    versionInForce(context.db, { kind: "setting", id: "baseMap" }),
    count(context, "delivery", ["received", "read", "checked"]),
    context.db
      .selectFrom("facility")
      .select((of) => of.fn.countAll<string>().as("count"))
      .executeTakeFirstOrThrow(),
    count(context, "delivery", null),
  ]);
  const { defaultLevel, latest } = available.standing(spaces);
  return {
    name: county?.name ?? spaces.county.name,
    fictional: county?.fictional ?? false,
    mode,
    notice: county?.notice ?? null,
    levels: state.allLevels
      .filter(({ id }) => isForReader(state, id))
      .map((level) => {
        const divisions = spaces.divisions
          .filter((division) => division.level === level.id)
          .map(({ id, label }) => ({ id, label, areaCount: spaces.areasOf(level.id, id).length }));
        const standard = spaces.divisionOf(level.id)?.id;
        return {
          id: level.id,
          label: level.label,
          rank: level.rank,
          purposes: [...level.purposes],
          areaCount: divisions.find((division) => division.id === standard)?.areaCount ?? 0,
          divisions,
          asksNotice: state.sight.afterNotice.has(level.id),
        };
      }),
    defaultLevel,
    periods,
    latestPeriod: latest === null ? null : periodAt("year", latest),
    indicatorCount: catalogue.indicators.size,
    indicatorsWithData: available.indicators.size,
    baseFigureCount: catalogue.baseFigures.size,
    baseFiguresWithData: [...figures.keys()].filter((id) => catalogue.baseFigures.has(id)).length,
    deliveryCount: deliveries,
    deliveriesOpen: waiting,
    facilityCount: Number(facilities.count),
    baseMap: baseMapOf(baseMap?.content),
    baseMapVersion,
    dataState: state.newest,
    version: version(),
  };
}

async function count(context: Context, table: "delivery", states: readonly ("received" | "read" | "checked")[] | null) {
  const all = context.db.selectFrom(table).select((of) => of.fn.countAll<string>().as("count"));
  const row = await (states === null ? all : all.where("state", "in", states)).executeTakeFirstOrThrow();
  return Number(row.count);
}

function baseMapOf(content: unknown): County["baseMap"] {
  const { kind, url, attribution } = (content ?? {}) as { kind?: unknown; url?: unknown; attribution?: unknown };
  if (typeof url !== "string") return null;
  return {
    kind: kind === "wms" ? "wms" : "tiles",
    url,
    attribution: typeof attribution === "string" ? attribution : "",
  };
}

export const showCounty = operation(countyContract, countyAnswer);
