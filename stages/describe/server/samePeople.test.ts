import { expect, test } from "vitest";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { protectFigures } from "../../protect/server/protect.ts";
import type { MapAnswer } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
const women = { G1: 40, G2: 1500, G3: 360, G4: 760, G5: 1010 };
const all = { G1: 42, G2: 3000, G3: 700, G4: 1500, G5: 2000 };
const men = { G1: 2, G2: 1500, G3: 340, G4: 740, G5: 990 };
await deliver({ figures: { BEV_INSG: { "2023": all }, BEV_W: { "2023": women } }, disclosure: "min3" });
for (const [breakdown, values] of [
  ["Geschlecht=männlich", men],
  ["Geschlecht=weiblich", women],
] as const)
  await deliver({ figures: { BEV_INSG: { "2023": values } }, breakdown, disclosure: "min3" });
await protectFigures(fresh.db, ["BEV_INSG", "BEV_W"], { catalogue: loadCatalogue() });
const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

test("X-011 R-10 the share of women is not shown where all less women would tell the two men, nor is it told by its lineage", async () => {
  const map = (await server.inject("/api/map?indicator=frauenanteil&level=GEM&period=2023")).json() as MapAnswer;
  const shown = Object.fromEntries(map.areas.codes.map((code, at) => [code, map.values[at]]));
  expect(shown.G1).toBe("withheld");
  // By Amt and by region the four of them add up crosswise; the town that is an Amt of its own stays.
  expect(shown.G5).toBeCloseTo(50.5, 9);
  const lineage = await server.inject("/api/lineage?indicator=frauenanteil&level=GEM&code=G1&period=2023");
  expect(lineage.statusCode).toBe(200);
  const told = lineage.body;
  // All 42 and the 40 women never stand there together.
  expect(/[^0-9]40[^0-9]/.test(told) && /[^0-9]42[^0-9]/.test(told)).toBe(false);
});
