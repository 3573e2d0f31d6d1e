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
  /** What figures are made of, and how they are defined and shown: also definitions, those of the county above among them, and classes. */
  readonly defined: string;
  /** All that an answer about figures may say: also who agreed to the notice, indices, facilities, deliveries under way, settings. */
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
      (select ${writers} from area),
      (select ${writers} from area_part),
      (select ${writers} from boundary_change),
      (select ${writers} from conversion_key),
      (select ${writers} from division),
      (select ${writers} from area_level),
      (select ${writers} from boundary_version),
      (select sum(xmin::text::bigint) from setting where key = 'county')) as state),
    figures as (select concat_ws(' ', state,
      (select max(accepted_order) || '/' || count(*) from delivery where state = 'accepted'),
      (select sum(edition) from figure),
      (select count(*) || '/' || max(id) from audience_level),
      (select count(*) || '/' || max(id) from disclosure_rule)) as state from spaces),
    defined as (select concat_ws(' ', state,
      (select ${writers} from definition),
      (select count(*) from kreislauf.shared_definition),
      (select ${writers} from class_breaks)) as state from figures),
    consents as (select ${writers} as state from fine_data_consent)
    select spaces.state as spaces, figures.state as figures, defined.state as defined, consents.state as consents,
      concat_ws(' ', defined.state, consents.state,
      (select ${writers} from delivery),
      (select ${writers} from facility),
      (select ${writers} from area_geometry),
      (select ${writers} from index_version),
      (select count(*) from round_event),
      (select ${writers} from setting)) as all
    from spaces, figures, defined, consents`.execute(db);
  const [state] = rows;
  if (state === undefined) throw new Error("the state of the data: no row");
  return state;
}

// How many rows, and which transactions wrote them: each one's distance from the first that there ever was. The numbers
// themselves would have to be printed and read again, which for thousands of areas takes three times as long.
const writers = sql.raw("coalesce(count(*) || '/' || (sum(age(xmin)) - count(*) * age('3'::xid)), '0')");

const asked = new AsyncLocalStorage<{ readonly db: Kysely<Database>; readonly state: StateOfData }>();

/** Does reading work for which the state was asked a moment ago, so that the work need not ask again. */
export function withStateOfData<Result>(db: Kysely<Database>, state: StateOfData, work: () => Result): Result {
  return asked.run({ db, state }, work);
}
