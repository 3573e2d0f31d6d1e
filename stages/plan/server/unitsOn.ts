import type { Kysely } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";

/** Units of the organisation chart that hold on a day, by their names of that day. */
export async function unitsOn(db: Kysely<Database>, day: string): Promise<{ id: number; name: string }[]> {
  const rows = await db
    .selectFrom("unit_state")
    .select(["unit_id", "name"])
    .where("valid_from", "<=", day)
    .where((is) => is.or([is("valid_to", "is", null), is("valid_to", ">", day)]))
    .orderBy("name")
    .execute();
  return rows.map(({ unit_id, name }) => ({ id: unit_id, name }));
}
