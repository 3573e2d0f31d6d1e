import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { Comparison } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-cellkey-"));
const { deliver } = await smallCounty(fresh.db);
// As the census publishes them: three municipalities and their region, each changed for itself.
await deliver({
  figures: {
    WHG_LEER: { "2022": { G2: 101, G4: 99, G5: 52, R2: 250 } },
    WHG_INSG: { "2022": { G2: 1000, G4: 1000, G5: 1000, R2: 2500 } },
  },
  disclosure: "ckm",
});
const server = await makeServer({
  store: { db: fresh.db },
  stages: new Map([["describe", stage]]),
  folder,
  now: () => new Date("2024-06-30T12:00:00Z"),
  version: "0",
  whoAsks: () => plannerAtThisMachine,
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
  await fresh.drop();
});

test("X-015 parts of 101, 99 and 52 stand beside their published 250 as they are: nobody replaces it by 252, and all are approximate", async () => {
  const areas = "GEM:G2,GEM:G4,GEM:G5,AMT:R2";
  const answer = await server.inject(`/api/comparison?areas=${areas}&indicators=leerstandsquote&period=2022`);
  expect(answer.statusCode).toBe(200);
  const [row] = (answer.json() as Comparison).rows;
  expect(row?.values.map((value) => Number(Number(value).toFixed(9)))).toEqual([10.1, 9.9, 5.2, 10]);
  expect(row?.marks).toEqual(["approximate", "approximate", "approximate", "approximate"]);
});
