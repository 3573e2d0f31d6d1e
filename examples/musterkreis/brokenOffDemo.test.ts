import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import type { Context } from "../../runtime/http/operation.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { foundCounty, isEmpty, readCounty } from "../../runtime/store/foundCounty.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { clearBrokenOffDemo } from "./brokenOffDemo.ts";
import { loadDemo } from "./loadDemo.ts";

let fresh: Awaited<ReturnType<typeof freshDatabase>>;
let store: Store;
const folder = mkdtempSync(join(tmpdir(), "broken-off-"));
beforeAll(async () => {
  fresh = await freshDatabase();
  store = await openStore({ folder, databaseUrl: fresh.url, as: "guest" });
});
afterAll(async () => {
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Makes the demo county until its first deliveries are about to be taken, and breaks off there. */
async function breakOff(): Promise<unknown> {
  const person = new AbortController();
  const progress: Context["progress"] = ({ doing }) => {
    if (doing === "Lieferungen werden übernommen") person.abort();
  };
  const county = { store, folder, person: plannerAtThisMachine, stages: serverStages, now: () => new Date() };
  return loadDemo(await makeContext(county, { signal: person.signal, progress })).catch((trouble: unknown) => trouble);
}

const levels = async () => (await store.db.selectFrom("area_level").select("id").execute()).length;

test("half a demo county into which somebody brought a file of their own stays; without it, it is taken away and can be made anew", async () => {
  expect(await breakOff()).toBeInstanceOf(Error);
  expect(await readCounty(store.db)).toMatchObject({ name: "Musterkreis" });
  const before = await levels();
  expect(before).toBeGreaterThan(0);

  const hash = "0".repeat(64);
  await sql`insert into file values (${hash}, 1, 'eigene.csv', now())`.execute(store.db);
  await sql`insert into delivery (file_hash, file_name, state, source)
    values (${hash}, 'eigene.csv', 'received', '{"licence": "DL-DE/BY-2.0"}')`.execute(store.db);
  await clearBrokenOffDemo(store);
  expect(await levels()).toBe(before);

  await store.db.deleteFrom("delivery").execute();
  await clearBrokenOffDemo(store);
  expect(await isEmpty(store.db)).toBe(true);
}, 180_000);

test("a county that has a name already is refused, and nothing of it is ever taken for half a demo", async () => {
  await foundCounty(store.db, { name: "Eigener Kreis", fictional: true, notice: null }, []);
  expect(await breakOff()).toMatchObject({ code: "store.countyExists" });
  await clearBrokenOffDemo(store);
  expect(await readCounty(store.db)).toMatchObject({ name: "Eigener Kreis" });
}, 180_000);
