import { AsyncLocalStorage } from "node:async_hooks";
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

/** Texts that differ as soon as something was changed, also by another process. */
export interface StateOfData {
  /** Areas, their boundaries and how they hang together. */
  readonly spaces: string;
  /** The same, and what was accepted or is held back, and from whom. */
  readonly figures: string;
  /** Who agreed to the notice before seeing small areas. */
  readonly consents: string;
  /** All that an answer about figures may say: also definitions, those of the county above among them, indices, classes, facilities, deliveries under way, settings. */
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
  const known = asked.getStore();
  if (known?.db === db) return known.state;
  const { rows } = await sql<StateOfData>`
    with spaces as (select concat_ws(' ',
      (select count(*) || '/' || sum(xmin::text::bigint) from area),
      (select count(*) || '/' || sum(xmin::text::bigint) from area_part),
      (select count(*) || '/' || sum(xmin::text::bigint) from boundary_change),
      (select count(*) || '/' || sum(xmin::text::bigint) from conversion_key),
      (select count(*) || '/' || sum(xmin::text::bigint) from division),
      (select count(*) || '/' || sum(xmin::text::bigint) from area_level),
      (select count(*) || '/' || sum(xmin::text::bigint) from boundary_version),
      (select sum(xmin::text::bigint) from setting where key = 'county')) as state),
    figures as (select concat_ws(' ', state,
      (select max(accepted_order) || '/' || count(*) from delivery where state = 'accepted'),
      (select sum(edition) from figure),
      (select count(*) || '/' || max(id) from audience_level),
      (select count(*) || '/' || max(id) from disclosure_rule)) as state from spaces),
    consents as (select concat_ws('/', count(*), sum(xmin::text::bigint)) as state from fine_data_consent)
    select spaces.state as spaces, figures.state as figures, consents.state as consents,
      concat_ws(' ', figures.state, consents.state,
      (select count(*) || '/' || sum(xmin::text::bigint) from delivery),
      (select count(*) || '/' || sum(xmin::text::bigint) from definition),
      (select count(*) from kreislauf.shared_definition),
      (select count(*) || '/' || sum(xmin::text::bigint) from class_breaks),
      (select count(*) || '/' || sum(xmin::text::bigint) from facility),
      (select count(*) || '/' || sum(xmin::text::bigint) from area_geometry),
      (select count(*) || '/' || sum(xmin::text::bigint) from index_version),
      (select count(*) from round_event),
      (select count(*) || '/' || sum(xmin::text::bigint) from setting)) as all
    from spaces, figures, consents`.execute(db);
  const [state] = rows;
  if (state === undefined) throw new Error("the state of the data: no row");
  return state;
}

const asked = new AsyncLocalStorage<{ readonly db: Kysely<Database>; readonly state: StateOfData }>();

/** Does reading work for which the state was asked a moment ago, so that the work need not ask again. */
export function withStateOfData<Result>(db: Kysely<Database>, state: StateOfData, work: () => Result): Result {
  return asked.run({ db, state }, work);
}
