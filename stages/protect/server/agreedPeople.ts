import type { Kysely } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";
import { noticeVersion } from "../notice.ts";

const known = new WeakMap<Kysely<Database>, { readonly state: string; readonly people: ReadonlySet<string> }>();

/**
 * Ids of all who agreed to the notice as it is worded now.
 *
 * @param state differs as soon as somebody agreed (`stateOfData`), so that not every answer asks anew
 */
export async function agreedPeople(db: Kysely<Database>, state: string): Promise<ReadonlySet<string>> {
  const before = known.get(db);
  if (before?.state === state) return before.people;
  const rows = await db
    .selectFrom("fine_data_consent")
    .select("person_id")
    .where("wording", "=", noticeVersion)
    .execute();
  const people = new Set(rows.map((row) => row.person_id));
  known.set(db, { state, people });
  return people;
}
