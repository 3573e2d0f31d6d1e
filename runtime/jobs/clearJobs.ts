import { type Kysely, sql } from "kysely";
import type { Database } from "../store/database.ts";

const daysOfFiles = 7;
const daysOfJobs = 90;

/**
 * Lets go what jobs left behind: their files after a week, the jobs themselves and
 * with them who asked for them after three months.
 */
export async function clearJobs(db: Kysely<Database>, now: Date): Promise<void> {
  const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
  await db
    .updateTable("job")
    .set({ file: null, file_name: null })
    .where("ended_at", "<", before(daysOfFiles))
    .where(sql<boolean>`file is not null`)
    .execute();
  await db.deleteFrom("job").where("ended_at", "<", before(daysOfJobs)).execute();
}
