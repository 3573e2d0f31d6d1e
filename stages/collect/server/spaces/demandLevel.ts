import type { Kysely } from "kysely";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../../runtime/store/database.ts";

/** Refuses a level that is not there, with those that are. */
export async function demandLevel(db: Kysely<Database>, level: string): Promise<void> {
  const levels = await db.selectFrom("area_level").select("id").orderBy("rank").execute();
  if (!levels.some(({ id }) => id === level))
    throw new Refusal(
      "collect.levelUnknown",
      { level, levels: levels.map(({ id }) => id).join(", ") || "keine" },
      { kind: "missing" },
    );
}
