import type { Kysely } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Database } from "../../../runtime/store/database.ts";

/** The name of a level that the county has, or a refusal that names those it has. */
export async function demandLevel(db: Kysely<Database>, id: string): Promise<string> {
  const levels = await db.selectFrom("area_level").select(["id", "label_de"]).orderBy("rank").execute();
  const found = levels.find((level) => level.id === id);
  if (found !== undefined) return found.label_de;
  const known = levels.map((level) => level.id).join(", ");
  throw new Refusal("combine.noSuchAreaLevel", { id, known }, { kind: "missing" });
}
