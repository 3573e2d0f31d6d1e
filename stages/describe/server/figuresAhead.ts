import type { Context, LikelyQuestion } from "../../../runtime/http/operation.ts";
import { askedAreas } from "./asked.ts";
import { dataState } from "./dataState.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { showTrend } from "./showTrend.ts";
import { spreadOf } from "./spreadOf.ts";

// The rest stays free for what people really ask.
const fullEnough = 0.75;
// Kept beside figures that are computed already, what they come from only makes the memory harder to keep tidy.
const muchRoom = 0.5;
// More values than this are not put into words while somebody waits.
const manyValues = 20_000;

/**
 * Reads and computes all indicators of all levels before anybody asks, the coarse levels first, as
 * far as there is room to keep them: maps, profiles and trends of a county with thousands of areas are then
 * there at once. Long trends are asked for, so that they lie ready as they will travel.
 */
export async function* figuresAhead(context: Context): AsyncGenerator<LikelyQuestion | null> {
  const state = await dataState(context);
  for (const { id: level } of state.spaces.levels) {
    const { areas, division } = askedAreas(state, level);
    if (areas.length === 0) continue;
    const ids = [...areas.map((area) => area.id), state.spaces.county.id];
    const areasKey = `${level} ${division}`;
    for (const name of state.catalogue.indicators.keys()) {
      const indicator = state.prepared(name);
      if (indicator === undefined) continue;
      if (state.rows.fullness() > fullEnough) return;
      const [rows = null] = await releasedFigures(context.db, state, [{ indicator, areas: ids, areasKey, all: true }]);
      if (rows === null) continue;
      const newest = rows.places.at(-1);
      if (newest !== undefined) spreadOf(rows, newest);
      const isLong = areas.length * rows.places.length > manyValues;
      yield isLong ? { operation: showTrend, input: { indicator: name, level } } : null;
    }
  }
  for (const part of [state.over, state.series]) if (part.fullness() > muchRoom) part.clear();
}
