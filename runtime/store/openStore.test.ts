import { sql } from "kysely";
import { afterAll, expect, test } from "vitest";
import { foundCounty, isEmpty, readCounty } from "./foundCounty.ts";
import { demandVersion, openStore } from "./openStore.ts";
import { freshDatabase } from "./testDatabase.ts";

const fresh = await freshDatabase();
afterAll(() => fresh.drop());
const folder = "unused";

test("two counties in one database are schemas of their own and do not see each other", async () => {
  const north = await openStore({ folder, databaseUrl: fresh.url, schema: "north", as: "server" });
  const south = await openStore({ folder, databaseUrl: fresh.url, schema: "south", as: "server" });
  await foundCounty(north.db, { name: "Nordkreis", fictional: true, notice: null }, [
    { id: "GEM", label: "Gemeinde", rank: 2 },
  ]);
  expect(await readCounty(north.db)).toMatchObject({ name: "Nordkreis" });
  expect(await readCounty(south.db)).toBeUndefined();
  expect([await isEmpty(north.db), await isEmpty(south.db)]).toEqual([false, true]);
  await north.close();
  await south.close();
});

test("a county is founded once", async () => {
  const store = await openStore({ folder, databaseUrl: fresh.url, schema: "once", as: "server" });
  const name = { name: "Kreis", fictional: false, notice: null };
  await foundCounty(store.db, name, []);
  await expect(foundCounty(store.db, name, [])).rejects.toMatchObject({ code: "store.countyExists" });
  await store.close();
});

test("days stay days wherever the server stands, and large counts are numbers", async () => {
  const store = await openStore({ folder, databaseUrl: fresh.url, schema: "days", as: "server" });
  await sql`set timezone to 'America/Anchorage'`.execute(store.db);
  const { rows } = await sql`select '2023-12-31'::date as day, 9007199254740991::bigint as count`.execute(store.db);
  expect(rows).toEqual([{ day: "2023-12-31", count: 9_007_199_254_740_991 }]);
  await expect(sql`select 9007199254740993::bigint`.execute(store.db)).rejects.toThrow("too large");
  await store.close();
});

test("a database that cannot be reached is a sentence with its place, without the password", async () => {
  const databaseUrl = "postgres://planung:geheim@127.0.0.1:1/kreis";
  const refused = await openStore({ folder, databaseUrl, as: "server" }).catch((trouble: unknown) => trouble);
  expect(refused).toMatchObject({ code: "store.databaseUnreachable", parameters: { place: "127.0.0.1:1" } });
  expect(JSON.stringify(refused)).not.toContain("geheim");
});

test("a database server that is too old is named by the version that it calls itself", async () => {
  const old = { query: async () => ({ rows: [{ version: 140_012 }] }) } as unknown as Parameters<
    typeof demandVersion
  >[0];
  await expect(demandVersion(old, "postgres://kreis@datenbank:5432/kreis")).rejects.toMatchObject({
    code: "store.databaseTooOld",
    parameters: { version: "14.12" },
  });
});
