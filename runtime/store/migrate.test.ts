import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { migrate } from "./migrate.ts";
import { connect } from "./openStore.ts";
import { freshDatabase } from "./testDatabase.ts";

const fresh = await freshDatabase();
const { pool, close } = connect(fresh.url, "garden");
const folder = mkdtempSync(join(tmpdir(), "kreislauf-migrations-"));
afterAll(async () => {
  await close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

function write(name: string, text: string): void {
  writeFileSync(join(folder, name), text);
}

async function tables(): Promise<string[]> {
  const { rows } = await pool.query("select tablename from pg_tables where schemaname = 'garden' order by 1");
  return rows.map((row) => row.tablename);
}

test("migrations run once each, in order, into the schema of the county, also when many start at once", async () => {
  write("0001_beds.sql", "create table bed (id integer); insert into bed values (1);");
  write("0002_roses.sql", "create table rose (id integer); insert into rose select id from bed;");
  await Promise.all([1, 2, 3].map(() => migrate(pool, "garden", folder)));
  expect(await tables()).toEqual(["bed", "migration", "rose"]);
  expect((await pool.query("select count(*) as n from garden.rose")).rows).toEqual([{ n: 1 }]);
});

test("a migration that fails leaves nothing half done", async () => {
  write("0003_weeds.sql", "create table weed (id integer); select nonsense;");
  await expect(migrate(pool, "garden", folder)).rejects.toThrow("0003_weeds.sql");
  expect(await tables()).toEqual(["bed", "migration", "rose"]);
  rmSync(join(folder, "0003_weeds.sql"));
});

test("data of a newer program and changed migrations are refused", async () => {
  await pool.query("insert into garden.migration values (3, '0003_later.sql', 'x', now())");
  await expect(migrate(pool, "garden", folder)).rejects.toMatchObject({
    code: "store.newerSchema",
    parameters: { found: 3, known: 2 },
  });
  await pool.query("delete from garden.migration where number = 3");
  write("0002_roses.sql", "create table rose (id integer);");
  await expect(migrate(pool, "garden", folder)).rejects.toMatchObject({ code: "store.changedMigration" });
});
