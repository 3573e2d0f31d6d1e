import { type Kysely, sql } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";

/** Ids of definitions that the county added or changed, each with the account of who wrote the newest version. */
export async function ownDefinitions(
  db: Kysely<Database>,
  kind: "baseFigure" | "indicator",
): Promise<ReadonlyMap<string, string | null>> {
  const { rows } = await sql<{ id: string; made_by: string | null }>`
    select distinct on (id) id, made_by from definition where kind = ${kind} order by id, version desc`.execute(db);
  return new Map(rows.map((row) => [row.id, row.made_by]));
}
