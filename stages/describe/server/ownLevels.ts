import type { Context } from "../../../runtime/http/operation.ts";

/** Ids of the levels that this county has. */
export async function ownLevels({ db }: Pick<Context, "db">): Promise<string[]> {
  const rows = await db.selectFrom("area_level").select("id").execute();
  return rows.map((row) => row.id);
}
