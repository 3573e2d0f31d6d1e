import { sql } from "kysely";
import type { Context } from "../../../runtime/http/operation.ts";
import { askedLevel } from "./asked.ts";
import { dataState } from "./dataState.ts";

/**
 * Whether a reader may see results that were computed and kept when somebody inside the
 * administration saw all components: only where nothing of them is held back from the reader's
 * circle, since from an index one could solve for the hidden component.
 *
 * A refusal where the level asks for the notice first.
 */
export async function keptResultsOpen(
  context: Context,
  { level, indicators }: { readonly level: string; readonly indicators: readonly string[] },
): Promise<boolean> {
  const state = await dataState(context);
  const { sight } = state;
  if (sight.afterNotice.has(level)) askedLevel(state, level);
  const isGone = !state.allLevels.some(({ id }) => id === level);
  if (!sight.open.has(level) && !(isGone && sight.circle === "inside")) return false;
  // A result over all areas is for whoever may see every component in every area.
  const topics = indicators.map((id) => state.catalogue.indicators.get(id)?.topic ?? "");
  if (!isGone && !topics.every((topic) => sight.isOpen({ level, code: "" }, topic))) return false;
  if (sight.heldBack.length === 0) return true;
  const figures = indicators.flatMap((id) => state.prepared(id)?.figures ?? []).map(({ id }) => id);
  const ids = figures.flatMap((figure) => state.figures.get(figure)?.id ?? []);
  const { rows } = await sql`
    select 1 from audience_cell where figure_id = any(${ids}::integer[]) and audience = any(${[...sight.heldBack]}::text[])
    limit 1`.execute(context.db);
  return rows.length === 0;
}
