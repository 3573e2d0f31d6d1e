import { sql } from "kysely";
import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { TrendSeriesAnswer } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);

// Only a key from state to state is known: Altdahlem went to Dahlem by nine tenths and to Cronau by one, Neudahlem whole.
await sql`delete from boundary_change`.execute(fresh.db);
await fresh.db
  .insertInto("conversion_key")
  .values({
    level_id: "GEM",
    from_day: "2020-12-31",
    to_day: "2021-12-31",
    from_codes: ["G1", "G2", "G3", "G4a", "G4a", "G4b", "G5"],
    to_codes: ["G1", "G2", "G3", "G4", "G3", "G4", "G5"],
    share_population: [1, 1, 1, 0.9, 0.1, 1, 1],
    share_area: [1, 1, 1, 0.5, 0.5, 1, 1],
    source: "BBSR",
  })
  .execute();
const after = { G1: 200, G2: 400, G3: 150, G4: 290, G5: 300 };
await deliver({
  figures: {
    BEV_U15: {
      "2018": { G1: 200, G2: 400, G3: 140, G4a: 100, G4b: 200, G5: 300 },
      "2019": { G1: 200, G2: 400, G3: 140, G4a: 100, G4b: 200, G5: 300 },
      "2022": after,
    },
    SGB2_U15: {
      "2018": { G1: 20, G2: 40, G3: 14, G4a: 10, G4b: 40, G5: 30 },
      "2019": { G1: 20, G2: 40, G3: 14, G4a: 10, G4b: 40, G5: 30 },
      "2022": { G1: 20, G2: 40, G3: 15, G4: 49, G5: 30 },
    },
  },
});
// A grid was laid on today's boundaries before it was stored.
await deliver({
  figures: { BEV_U15: { "2018": { G4: 245 } }, SGB2_U15: { "2018": { G4: 98 } } },
  conversion: { method: "gridCells" },
});

const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

async function trend(where = "level=GEM"): Promise<TrendSeriesAnswer> {
  const answer = await server.inject({ method: "GET", url: `/api/trend?indicator=kinderarmut&${where}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

test("R-11 X-041 a stored key from state to state brings old counts to today's areas, by population, and the trend says so", async () => {
  const answer = await trend();
  const of = (code: string) => answer.values[answer.areas.codes.indexOf(code)] ?? [];
  expect(answer.periods).toEqual(["2018", "2019", "2022"]);
  // Dahlem: (9 + 40) of (90 + 200); Cronau: (14 + 1) of (140 + 10).
  expect(of("G4")[1]).toBeCloseTo((100 * 49) / 290, 10);
  expect(of("G3")[1]).toBeCloseTo((100 * 15) / 150, 10);
  expect(answer.converted).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ code: "G4", periods: ["2019"], method: "population", from: ["G4a", "G4b"] }),
      expect.objectContaining({ code: "G3", method: "population" }),
    ]),
  );
  expect(of("G1")).toEqual([10, 10, 10]);
});

test("R-11 what was brought over before it was stored is not converted again, and the old areas are not added to it", async () => {
  const answer = await trend();
  expect(answer.values[answer.areas.codes.indexOf("G4")]?.[0]).toBe(40);
});

test("R-11 a series breaks only where an area was changed: an Amt that holds both halves of a divided village goes on, regions that share it do not", async () => {
  const broken = async (division: string) => {
    const { breaks } = await trend(`level=AMT&division=${division}`);
    return breaks.filter(({ kind, period }) => kind === "boundary" && period === "2022").flatMap(({ areas }) => areas);
  };
  expect(await broken("amt")).toEqual([]);
  expect(await broken("region")).toEqual(["R1", "R2"]);
  const { values, areas } = await trend("level=AMT&division=amt");
  expect(values[areas.codes.indexOf("A2")]?.[1]).toBeCloseTo((100 * 64) / 440, 10);
});

test("R-11 a key that was changed later counts at once: where nobody counted people, by ground", async () => {
  await sql`update conversion_key set share_population = array_fill(null::float8, array[8]),
    from_codes = from_codes || '{X}', to_codes = to_codes || '{X}', share_area = share_area || '{1}'`.execute(fresh.db);
  const answer = await trend();
  // By ground now, half of Altdahlem each: Cronau (14 + 5) of (140 + 50).
  expect(answer.values[answer.areas.codes.indexOf("G3")]?.[1]).toBeCloseTo((100 * 19) / 190, 10);
});
