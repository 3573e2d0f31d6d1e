import type { Kysely } from "kysely";
import type { Database } from "./database.ts";

/** Does the work in a transaction that is taken back in any case, and answers with what it found. */
export async function takenBack<Result>(
  db: Kysely<Database>,
  work: (transaction: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const found: { result?: Result } = {};
  const enough = new Error("taken back");
  try {
    await db.transaction().execute(async (transaction) => {
      found.result = await work(transaction);
      throw enough;
    });
  } catch (trouble) {
    if (trouble !== enough) throw trouble;
  }
  return found.result as Result;
}
