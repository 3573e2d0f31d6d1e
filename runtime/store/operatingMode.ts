import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** How far the platform has come in a county: tried out, or in daily use with figures that count (FL-013). */
export type OperatingMode = "trial" | "regular";

/** The setting under which it is kept, with its versions. */
export const modeKey = "operatingMode";

/** Trial, until somebody has said otherwise. */
export async function readMode(db: Kysely<Database>): Promise<OperatingMode> {
  const row = await db.selectFrom("setting").select("content").where("key", "=", modeKey).executeTakeFirst();
  return (row?.content as { mode?: unknown } | undefined)?.mode === "regular" ? "regular" : "trial";
}
