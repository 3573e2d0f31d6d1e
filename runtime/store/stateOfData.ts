import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

/** Two texts that differ as soon as something was changed, also by another process. */
export interface StateOfData {
  /** Figures, areas, their boundaries and how they hang together. */
  readonly figures: string;
  /** All that an answer about figures may say: also definitions, classes, facilities, deliveries under way, settings. */
  readonly all: string;
}

/**
 * The state of the data, asked in one short question, so that whoever keeps what
 * was computed knows whether it still holds.
 *
 * Facts are only added, and with each acceptance its number grows. For tables
 * whose rows may change it asks which transactions wrote them.
 */
export async function stateOfData(db: Kysely<Database>): Promise<StateOfData> {
  const { rows } = await sql<StateOfData>`
    with figures as (select concat_ws(' ',
      (select max(accepted_order) || '/' || count(*) from delivery where state = 'accepted'),
      (select count(*) || '/' || sum(xmin::text::bigint) from area),
      (select count(*) || '/' || sum(xmin::text::bigint) from area_part),
      (select count(*) || '/' || sum(xmin::text::bigint) from boundary_change),
      (select count(*) || '/' || sum(xmin::text::bigint) from conversion_key),
      (select count(*) || '/' || sum(xmin::text::bigint) from division),
      (select count(*) || '/' || sum(xmin::text::bigint) from area_level),
      (select count(*) || '/' || sum(xmin::text::bigint) from boundary_version),
      (select sum(xmin::text::bigint) from setting where key = 'county')) as state)
    select state as figures, concat_ws(' ', state,
      (select count(*) || '/' || sum(xmin::text::bigint) from delivery),
      (select count(*) || '/' || sum(xmin::text::bigint) from definition),
      (select count(*) || '/' || sum(xmin::text::bigint) from class_breaks),
      (select count(*) || '/' || sum(xmin::text::bigint) from facility),
      (select count(*) || '/' || sum(xmin::text::bigint) from area_geometry),
      (select count(*) || '/' || sum(xmin::text::bigint) from setting)) as all
    from figures`.execute(db);
  const [state] = rows;
  if (state === undefined) throw new Error("the state of the data: no row");
  return state;
}
