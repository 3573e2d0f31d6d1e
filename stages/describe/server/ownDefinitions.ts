import type { Kysely } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";

/** Ids of definitions that the county added or changed. */
export async function ownDefinitions(
  db: Kysely<Database>,
  kind: "baseFigure" | "indicator",
): Promise<ReadonlySet<string>> {
  const rows = await db.selectFrom("definition").select("id").distinct().where("kind", "=", kind).execute();
  return new Set(rows.map((row) => row.id));
}
