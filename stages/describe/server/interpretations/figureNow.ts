import type { Kysely } from "kysely";
import { type Period, periodPoint } from "../../../../kernel/time/period.ts";
import type { Value } from "../../../../kernel/value/value.ts";
import type { Database } from "../../../../runtime/store/database.ts";
import type { DataState } from "../dataState.ts";
import { releasedFigures } from "../releasedFigures.ts";
import { sourcesOf } from "../sourcesOf.ts";

/** One figure with the state of the data that it comes from. */
export interface FigureNow {
  readonly value: Value;
  readonly definitionVersion: number;
  /** Numbers of the deliveries behind it, rising. */
  readonly deliveries: readonly number[];
}

/** A figure as it now leaves the protection, and what it comes from; undefined where indicator, area or period are gone. */
export async function figureNow(
  db: Kysely<Database>,
  state: DataState,
  asked: { readonly indicator: string; readonly level: string; readonly code: string; readonly period: Period },
): Promise<FigureNow | undefined> {
  const indicator = state.prepared(asked.indicator);
  const area = state.spaces.find(asked.level, asked.code);
  const point = periodPoint(asked.period);
  if (indicator === undefined || area === undefined || point === undefined) return undefined;
  const [rows = null] = await releasedFigures(db, state, [
    { indicator, areas: [area.id], areasKey: `area ${area.id}`, frequency: point.frequency },
  ]);
  const place = rows === null ? -1 : point.ordinal - rows.first;
  const isThere = rows !== null && place >= 0 && place < rows.width;
  const sources = sourcesOf(state, [indicator], point.frequency, [point.ordinal], area.division || null);
  return {
    value: isThere ? rows.valueAt(0, place) : "unknown",
    definitionVersion: indicator.indicator.version,
    deliveries: sources.map((source) => source.deliveryId).sort((a, b) => a - b),
  };
}
