import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { afterAll, expect, test } from "vitest";
import { countyCatalogue } from "../../../runtime/catalogue/countyCatalogue.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { askedIndicator } from "./asked.ts";
import { dataState } from "./dataState.ts";
import { figureSeries } from "./figureSeries.ts";
import { releasedFigures } from "./releasedFigures.ts";
import { smallCounty } from "./smallCounty.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
afterAll(() => fresh.drop());

async function define(id: string, version: number, formula: string): Promise<void> {
  const shipped = (await countyCatalogue(fresh.db)).indicators.get("kinderarmut");
  await fresh.db
    .insertInto("definition")
    .values({
      ...{ kind: "indicator", id, version, changed_at: new Date(), person: "Planung", reason: "Probe" },
      content: JSON.stringify({ ...shipped, id, formula }),
    })
    .execute();
}

async function stateNow() {
  const context = {
    ...{ db: fresh.db, catalogue: await countyCatalogue(fresh.db), person: plannerAtThisMachine },
    now: () => new Date("2024-06-30T12:00:00Z"),
  };
  return dataState(context);
}

/** An indicator of all areas, computed or kept, as the planner sees it now. */
async function rowsOf(id: string, all = false) {
  const state = await stateNow();
  const areas = [state.spaces.county.id];
  const indicator = askedIndicator(state, id);
  const [rows = null] = await releasedFigures(fresh.db, state, [{ indicator, areas, areasKey: "all", all }]);
  return rows;
}

test("a new definition leaves what was computed by others, and is itself computed anew", async () => {
  const poor = { G1: 20, G2: 80, G3: 14, G4: 60, G5: 63 };
  const all = { G1: 200, G2: 400, G3: 140, G4: 300, G5: 420 };
  await deliver({ figures: { BEV_U15: { "2023": all }, SGB2_U15: { "2023": poor } } });
  await define("eigene_quote", 1, "SGB2_U15/BEV_U15*100");
  const [other, own] = [await rowsOf("kinderarmut"), await rowsOf("eigene_quote")];
  expect(other).not.toBeNull();
  await define("eigene_quote", 2, "SGB2_U15/BEV_U15*1000");
  expect(await rowsOf("kinderarmut")).toBe(other);
  expect(await rowsOf("eigene_quote")).not.toBe(own);
});

test("a corrected figure makes anew what stands on it, under every definition", async () => {
  const before = await rowsOf("kinderarmut");
  await deliver({
    file: "korrektur.csv",
    figures: { SGB2_U15: { "2023": { G1: 21, G2: 80, G3: 14, G4: 60, G5: 63 } } },
  });
  expect(await rowsOf("kinderarmut")).not.toBe(before);
});

test("figures that were computed for all areas do not hold on to the series that they come from", async () => {
  const rows = await rowsOf("kinderarmut", true);
  const state = await stateNow();
  const kept = [...(await figureSeries(fresh.db, state, ["SGB2_U15", "BEV_U15"])).values()].flatMap((all) => [
    ...all.values(),
  ]);
  const series = kept.map((one) => new WeakRef(one));
  kept.length = 0;
  for (const part of [state.rows, state.series, state.over]) part.clear();
  // What was read in this turn of the program is let go only in another one.
  await new Promise((resolve) => setTimeout(resolve, 10));
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  expect(series.map((one) => one.deref())).toEqual([undefined, undefined]);
  expect(rows?.row(0)).toEqual([expect.closeTo((238 / 1_460) * 100, 10)]);
});
