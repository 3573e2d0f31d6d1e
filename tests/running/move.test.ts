import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { installation, migrate, migrateWithin, rooms } from "../../runtime/store/migrate.ts";
import { connect, demandDatabase, openStore } from "../../runtime/store/openStore.ts";
import { testServer } from "../../runtime/store/testDatabase.ts";
import { kreislauf } from "./kreislauf.ts";
import { type SmallInstallation, smallInstallation } from "./smallInstallation.ts";

let source: SmallInstallation;
let server: string;
const databases: string[] = [];

beforeAll(async () => {
  server = await testServer();
  source = await smallInstallation();
  await source.store.close();
}, 180_000);
afterAll(async () => {
  await source.close().catch(() => undefined);
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  for (const name of databases) await client.query(`drop database if exists ${name} with (force)`);
  await client.end();
});

async function emptyDatabase(name: string): Promise<string> {
  const full = `move_${name}_${process.pid}`;
  databases.push(full);
  return demandDatabase(server, full);
}

test("FL-014 a county moves from the embedded database to a server without loss: every table, figure and answer is compared", async () => {
  const to = await emptyDatabase("whole");
  const { code, out, told } = await kreislauf(["move", "--to", to, "--json"], { folder: source.folder });
  expect([code, told]).toEqual([0, expect.not.stringContaining("Verschieden")]);
  const { tables, figures, answers } = JSON.parse(out);
  expect(tables.find((one: { table: string }) => one.table === "slice")).toMatchObject({ rows: 6 });
  expect(figures).toMatchObject([
    { figure: "BEV_U15", slices: 3, series: 5, values: 15 },
    { figure: "SGB2_U15", slices: 3, series: 5, values: 15 },
  ]);
  expect(answers.different).toEqual([]);
  // 231 indicators of the catalogue, as map and as course, at the four levels that have areas.
  expect(answers.questions).toBeGreaterThan(231 * 2 * 4 - 1);
  expect(answers.values).toBeGreaterThan(0);

  // The source is as it was, the target works, and the files are found from both.
  for (const databaseUrl of [undefined, to]) {
    const check = await kreislauf(["check"], { folder: source.folder, databaseUrl });
    expect([check.code, check.out]).toEqual([0, expect.stringContaining("3 geprüft, 0 fehlen")]);
  }
}, 180_000);

test("FL-014 a move is refused where something is already, and where nobody answers, without telling the password", async () => {
  const to = await emptyDatabase("full");
  await (await openStore({ folder: source.folder, databaseUrl: to, as: "server" })).close();
  expect(await kreislauf(["move", "--to", to], { folder: source.folder })).toMatchObject({
    code: 2,
    told: expect.stringContaining("liegen schon Daten"),
  });
  const nowhere = "postgres://niemand:geheim@127.0.0.1:1/kreis";
  const answer = await kreislauf(["move", "--to", nowhere], { folder: source.folder });
  expect([answer.code, answer.told]).toEqual([2, expect.stringContaining("nicht erreichbar")]);
  expect(answer.told).not.toContain("geheim");
}, 60_000);

test("X-023 a backup from the tables of an earlier program comes back up to date", async () => {
  const old = await emptyDatabase("old");
  const shared = connect(old, installation);
  await migrate(shared.pool, installation, rooms.installation);
  const client = await shared.pool.connect();
  await client.query("begin");
  await migrateWithin(client, "county", rooms.tenant, 3);
  for (const step of [1, 2, 3])
    await client.query(readFileSync(join(import.meta.dirname, "earlier", `000${step}.sql`), "utf8"));
  await client.query("commit");
  client.release();
  await shared.close();
  const file = join(source.folder, "old.tar");
  // Its two delivered files never were in this folder, and it says so.
  expect((await kreislauf(["backup", "--out", file], { folder: source.folder, databaseUrl: old })).code).toBe(3);
  const target = { folder: join(source.folder, "back"), databaseUrl: await emptyDatabase("new") };
  expect(await kreislauf(["restore", file], target)).toMatchObject({
    code: 3,
    told: expect.stringContaining("2 Dateien"),
  });
  const store = await openStore({ ...target, as: "guest" });
  const steps = await store.pool.query("select max(number) as newest from county.migration");
  expect(steps.rows[0].newest).toBeGreaterThan(8);
  const reports = await store.db.selectFrom("report").select(["title", "audiences"]).execute();
  expect(reports).toEqual([{ title: 'Bericht "2022"', audiences: ["leadership", "services"] }]);
  await store.close();
}, 60_000);
