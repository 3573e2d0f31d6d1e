import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { startPostgres } from "../../runtime/store/embeddedPostgres.ts";
import { demandDatabase, openStore, type Store } from "../../runtime/store/openStore.ts";
import { testServer } from "../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-clusters-"));
const open: Store[] = [];
const second = await startPostgres(folder, { as: "server", throwAway: true });
const servers = [await testServer(), second.url];
const name = `clusters_${process.pid}`;

afterAll(async () => {
  for (const store of open) await store.close();
  const client = new pg.Client({ connectionString: servers[0] });
  await client.connect();
  await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
  await second.leave();
  rmSync(folder, { recursive: true, force: true });
});

test("FL-014 four tenants on two database clusters run side by side, and none sees anything of another", async () => {
  const tenants: { schema: string; store: Store; children: number }[] = [];
  for (const [at, schema] of ["county", "nord", "sued", "west"].entries()) {
    const databaseUrl = await demandDatabase(servers[at % 2] ?? "", name);
    const store = await openStore({ folder, databaseUrl, schema, as: "server" });
    open.push(store);
    const { deliver } = await smallCounty(store.db);
    const children = 100 + at;
    await deliver({ figures: { BEV_U15: { "2023": { G1: children } } } });
    tenants.push({ schema, store, children });
  }
  const systems = new Set<string>();
  for (const { store, children, schema } of tenants) {
    const { rows } = await sql<{ amount: number }>`select amount from observation`.execute(store.db);
    expect(
      rows.map(({ amount }) => amount),
      schema,
    ).toEqual([children]);
    const { rows: ids } = await store.pool.query("select system_identifier::text as id from pg_control_system()");
    systems.add(ids[0].id);
    // What stands beside it on the same cluster stays shut for its connection.
    for (const other of tenants.filter((one) => one.schema !== schema)) {
      const asked = sql`select * from ${sql.table(`${other.schema}.slice`)}`.execute(store.db);
      await expect(asked, `${schema} asks ${other.schema}`).rejects.toThrow(/permission denied|does not exist/);
    }
  }
  expect(systems.size).toBe(2);
}, 120_000);
