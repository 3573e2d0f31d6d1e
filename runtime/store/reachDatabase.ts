import pg from "pg";
import { startPostgres } from "./embeddedPostgres.ts";
import { demandDatabase, demandVersion, type StoreChoice } from "./openStore.ts";

/**
 * Starts or joins the database without touching its tables: for what must find
 * them as they are, such as a restore or an examination.
 */
export async function reachDatabase(
  choice: Pick<StoreChoice, "folder" | "databaseUrl" | "as">,
): Promise<{ readonly url: string; readonly leave: () => Promise<void> }> {
  const { folder, databaseUrl, as } = choice;
  if (databaseUrl !== undefined && databaseUrl !== "") {
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    pool.on("error", () => {});
    try {
      await demandVersion(pool, databaseUrl);
    } finally {
      await pool.end();
    }
    return { url: databaseUrl, leave: async () => undefined };
  }
  const postgres = await startPostgres(folder, { as });
  try {
    return { url: await demandDatabase(postgres.url, "kreislauf"), leave: postgres.leave };
  } catch (trouble) {
    await postgres.leave();
    throw trouble;
  }
}
