import { type RawBuilder, sql } from "kysely";
import type { Circle } from "../../../kernel/contract/circle.ts";

/**
 * The table of all cells that are held back from readers, to be read from like `withheld_cell`.
 *
 * @param circles whose cells count beside those that are held back from everybody
 */
export function heldBackFrom(circles: readonly Circle[]): RawBuilder<unknown> {
  if (circles.length === 0) return sql`withheld_cell`;
  const columns = sql`figure_id, breakdown, frequency, ordinal, area_id`;
  return sql`(select ${columns} from withheld_cell union
    select ${columns} from audience_cell where audience = any(${[...circles]}::text[]))`;
}
