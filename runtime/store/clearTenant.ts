import { migrate } from "./migrate.ts";
import type { Store } from "./openStore.ts";
import { secureTenant } from "./tenants.ts";

/**
 * Takes away all that the opened county holds, as if it had never been begun; for what was broken off while it was
 * made and is worth nothing by half. Accounts and rights stay.
 *
 * All of it goes or nothing. Files stay in their folder: they lie there under what is in them, and nothing names them any more.
 */
export async function clearTenant({ pool, tenant }: Store): Promise<void> {
  const { rows } = await pool.query<{ schema_name: string }>(
    "select schema_name from kreislauf.tenant where slug = $1",
    [tenant],
  );
  const schema = rows[0]?.schema_name;
  if (schema === undefined) throw new Error(`tenant without a schema: ${tenant}`);
  const client = await pool.connect();
  try {
    await client.query("begin");
    for (const shared of ["shared_definition", "shared_goal"])
      await client.query(`delete from kreislauf.${shared} where tenant = $1`, [tenant]);
    await client.query(`drop schema ${schema} cascade`);
    await client.query("commit");
  } catch (trouble) {
    await client.query("rollback").catch(() => undefined);
    throw trouble;
  } finally {
    client.release();
  }
  await migrate(pool, schema);
  await secureTenant(pool, schema);
}
