import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { protectFigures } from "../../protect/server/protect.ts";
import type { Lineage, MapAnswer } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
// Dahlem was Altdahlem and Neudahlem then; Altdahlem had 2 poor children.
await deliver({
  disclosure: "min3",
  figures: {
    BEV_U15: { "2019": { G1: 200, G2: 400, G3: 140, G4a: 100, G4b: 200, G5: 300 } },
    SGB2_U15: { "2019": { G1: 20, G2: 50, G3: 14, G4a: 2, G4b: 40, G5: 30 } },
  },
});
await protectFigures(fresh.db, ["BEV_U15", "SGB2_U15"], { day: "2024-06-30" });

const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

async function get<Answer>(path: string): Promise<Answer> {
  const answer = await server.inject({ method: "GET", url: path });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json();
}

test("X-011 R-11 the merged village shows 42, its Amt 56, and the story of neither tells the 2 of 2 + 40", async () => {
  const villages = await get<MapAnswer>("/api/map?indicator=kinderarmut&level=GEM&period=2019");
  expect(villages.numerator).toEqual([20, 50, 14, 42, 30]);
  const districts = await get<MapAnswer>("/api/map?indicator=kinderarmut&level=AMT&period=2019");
  expect(districts.numerator).toEqual([70, 56, 30]);
  for (const [level, code] of [
    ["GEM", "G4"],
    ["AMT", "A2"],
    ["KREIS", "K"],
  ]) {
    const story = await get<Lineage>(`/api/lineage?indicator=kinderarmut&level=${level}&code=${code}&period=2019`);
    const cases = story.parts.find((part) => part.baseFigure.id === "SGB2_U15");
    const told = Object.fromEntries((cases?.cells ?? []).map((cell) => [cell.area.code, cell.value]));
    expect(told).toMatchObject({ G4a: "withheld", G4b: "withheld" });
    expect(typeof cases?.value).toBe("number");
  }
});
