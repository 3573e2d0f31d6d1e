import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { Comparison } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
// As the census publishes them: three municipalities and their region, each changed for itself.
await deliver({
  figures: {
    WHG_LEER: { "2022": { G2: 101, G4: 99, G5: 52, R2: 250 } },
    WHG_INSG: { "2022": { G2: 1000, G4: 1000, G5: 1000, R2: 2500 } },
  },
  disclosure: "ckm",
});
const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

test("X-015 parts of 101, 99 and 52 stand beside their published 250 as they are: nobody replaces it by 252, and all are approximate", async () => {
  const areas = "GEM:G2,GEM:G4,GEM:G5,AMT:R2";
  const answer = await server.inject(`/api/comparison?areas=${areas}&indicators=leerstandsquote&period=2022`);
  expect(answer.statusCode).toBe(200);
  const [row] = (answer.json() as Comparison).rows;
  expect(row?.values.map((value) => Number(Number(value).toFixed(9)))).toEqual([10.1, 9.9, 5.2, 10]);
  expect(row?.marks).toEqual(["approximate", "approximate", "approximate", "approximate"]);
});
