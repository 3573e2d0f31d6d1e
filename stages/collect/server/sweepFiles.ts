import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";
import { keptPath, receivingMark } from "../../../runtime/store/keepFile.ts";

/**
 * Removes files that a run which was killed had put in their place, but whose
 * delivery it never finished: no row speaks of them. Answers how many.
 *
 * Looks only at files that bear the mark of being received, so that no file goes
 * because somebody opened the folder beside another database.
 */
export async function sweepFiles(db: Kysely<Database>, folder: string): Promise<number> {
  const names = await readdir(join(folder, "files")).catch(() => []);
  const marked = names
    .filter((name) => name.endsWith(receivingMark))
    .map((name) => name.slice(0, -receivingMark.length));
  if (marked.length === 0) return 0;
  return db.transaction().execute(async (transaction) => {
    // A command beside the server may be receiving at this moment; it holds the lock until its delivery is there.
    await sql`select pg_advisory_xact_lock(7312, hashtext(current_schema()))`.execute(transaction);
    let swept = 0;
    for (const hash of marked) {
      const row = await transaction.selectFrom("file").select("hash").where("hash", "=", hash).executeTakeFirst();
      if (row === undefined) {
        await rm(keptPath(folder, hash), { force: true });
        await rm(`${keptPath(folder, hash)}.part`, { force: true });
        swept += 1;
      }
      await rm(keptPath(folder, hash) + receivingMark, { force: true });
    }
    return swept;
  });
}
