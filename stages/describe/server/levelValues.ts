import { type Period, periodAt } from "../../../kernel/time/period.ts";
import type { Mark } from "../../../kernel/value/table.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Context } from "../../../runtime/http/operation.ts";
import type { Source } from "../contract.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import { askedAreas, askedIndicator, askedPeriod, indicatorHead } from "./asked.ts";
import { dataState } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { sourcesOf } from "./sourcesOf.ts";

export interface LevelValues {
  readonly division: string | null;
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly rows: readonly {
    readonly indicator: ReturnType<typeof indicatorHead>;
    readonly period: Period | null;
    /** One per area, released. */
    readonly values: readonly Value[];
    readonly marks: readonly (Mark | null)[];
    readonly periods: readonly Period[];
    readonly sources: readonly Source[];
  }[];
}

/**
 * Several indicators for all areas of a level at one time, released: what indices
 * and reports are made of. Without a period, each has its newest.
 *
 * Refuses an indicator, level or period that is not there.
 */
export async function levelValues(
  context: Context,
  question: {
    indicators: readonly string[];
    level: string;
    period?: Period | undefined;
    division?: string | undefined;
  },
): Promise<LevelValues> {
  const state = await dataState(context);
  const { areas, division } = askedAreas(state, question.level, question.division);
  const asked = question.period === undefined ? undefined : askedPeriod(question.period);
  const indicators = question.indicators.map((id) => askedIndicator(state, id));
  const ids = [...areas.map((area) => area.id), state.spaces.county.id];
  const areasKey = `${question.level} ${division}`;
  const answers = await releasedFigures(
    context.db,
    state,
    indicators.map((indicator) => ({ indicator, areas: ids, areasKey, frequency: asked?.frequency })),
  );
  const placeIn = (rows: ReleasedRows) => (asked === undefined ? rows.places.at(-1) : asked.ordinal - rows.first);
  return {
    division,
    areas: areas.map(({ code, name }) => ({ code, name })),
    rows: indicators.map((indicator, at) => {
      const rows = answers[at] ?? null;
      const place = rows === null ? undefined : placeIn(rows);
      const isThere = rows !== null && place !== undefined && place >= 0 && place < rows.width;
      return {
        indicator: indicatorHead(indicator),
        period: isThere ? periodAt(rows.frequency, rows.first + place) : (question.period ?? null),
        values: areas.map((_, row) => (isThere ? rows.valueAt(row, place) : "unknown")),
        marks: areas.map((_, row) => (isThere ? rows.markAt(row, place) : null)),
        periods: rows === null ? [] : rows.places.map((one) => periodAt(rows.frequency, rows.first + one)),
        sources: isThere ? sourcesOf(state, [indicator], rows.frequency, [rows.first + place], division) : [],
      };
    }),
  };
}
