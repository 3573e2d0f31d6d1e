import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, expect, test } from "vitest";
import { plansIn } from "../../runtime/backup/schemaPlan.ts";
import { installation, migrate, migrateWithin, migrationsIn, rooms } from "../../runtime/store/migrate.ts";
import { connect, demandDatabase } from "../../runtime/store/openStore.ts";
import { rebuildSeries } from "../../runtime/store/rebuildSeries.ts";
import { takenBack } from "../../runtime/store/takenBack.ts";
import { testServer } from "../../runtime/store/testDatabase.ts";

const folder = join(import.meta.dirname, "earlier");
const server = await testServer();
const name = `earlier_tables_${process.pid}`;
const url = await demandDatabase(server, name);
const steps = await migrationsIn(rooms.tenant);
const shared = connect(url, installation);
await migrate(shared.pool, installation, rooms.installation);

afterAll(async () => {
  await shared.close();
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  await client.query(`drop database ${name} with (force)`);
  await client.end();
});

/** Columns that a step changes on purpose, from that number on. */
const changedOnPurpose: Readonly<Record<string, { readonly by: number; readonly columns: readonly string[] }>> = {
  // Deliveries used to carry the strictest rule of all their figures.
  delivery: { by: 11, columns: ["disclosure"] },
};

type Rows = Readonly<Record<string, readonly Record<string, unknown>[]>>;

async function rowsOf(client: pg.PoolClient, schema: string): Promise<Rows> {
  const plan = (await plansIn(client)).find((one) => one.schema === schema);
  const rows: Record<string, Record<string, unknown>[]> = {};
  for (const table of plan?.tables ?? []) {
    const found = await client.query<{ row: Record<string, unknown> }>(
      `select to_jsonb(t) as row from ${schema}.${table.name} t order by to_jsonb(t)::text collate "C"`,
    );
    rows[table.name] = found.rows.map(({ row }) => row);
  }
  return rows;
}

const fileOf = (number: number) => join(folder, `${String(number).padStart(4, "0")}.sql`);

test("every step that makes tables has data of its time to be tried with", () => {
  const without = steps.filter(
    ({ number, statements }) => /create table/.test(statements) && !existsSync(fileOf(number)),
  );
  expect(without.map(({ file }) => `tests/running/earlier/ lacks data for ${file}`)).toEqual([]);
});

test.each(steps.map(({ number }) => number))(
  "FL-014 tables as of step %i, with data of that time, come up to date and every row is still there",
  async (number) => {
    const schema = `step_${number}`;
    const { pool, db, close } = connect(url, schema);
    const client = await pool.connect();
    try {
      await client.query("begin");
      await migrateWithin(client, schema, rooms.tenant, number);
      for (let step = 1; step <= number; step += 1)
        if (existsSync(fileOf(step))) await client.query(readFileSync(fileOf(step), "utf8"));
      await client.query("commit");
      const before = await rowsOf(client, schema);
      expect(Object.values(before).flat().length).toBeGreaterThan(30);
      await migrate(pool, schema);
      const after = await rowsOf(client, schema);
      for (const [table, rows] of Object.entries(before)) {
        const { by = 0, columns = [] } = changedOnPurpose[table] ?? {};
        const left = new Set(by > number ? columns : []);
        const kept = after[table]?.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([column]) => !left.has(column) && column in (rows[0] ?? {}))),
        );
        const expected = rows.map((row) =>
          Object.fromEntries(Object.entries(row).filter(([column]) => !left.has(column))),
        );
        expect(sorted(kept ?? []), table).toEqual(sorted(expected));
      }
      // What is read is still what the slices say.
      const series = after.series;
      await takenBack(db, async (transaction) => {
        await rebuildSeries(transaction, ["BEV_INSG", "BEV_U15"]);
        const rebuilt = await transaction.selectFrom("series").selectAll().execute();
        const places = (rows: readonly object[]) =>
          rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
        expect(places(rebuilt)).toEqual(places(series ?? []));
      });
    } finally {
      client.release();
      await close();
    }
  },
  60_000,
);

function sorted(rows: readonly object[]): string[] {
  return rows.map((row) => JSON.stringify(row)).sort();
}
