import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byCode, countyFrom, openData } from "./builtCounty.ts";

// Real files are not part of the project. Without the folder (KREISLAUF_OPEN_DATA, else ../shared/data) the journey cannot run.
const there = existsSync(join(openData, "boundaries/gemeinden_12_brandenburg.geojson"));

describe.skipIf(!there)("Potsdam-Mittelmark from open data (skipped without the folder KREISLAUF_OPEN_DATA)", () => {
  let county: Awaited<ReturnType<typeof countyFrom>>;
  beforeAll(async () => {
    county = await countyFrom("potsdam-mittelmark");
  }, 600_000);
  afterAll(() => county?.close());

  test("X-040 38 municipalities in 19 units of the Gemeindeverzeichnis", async () => {
    const { levels } = await county.ask("/api/levels", {});
    const sizes = Object.fromEntries(levels.map((level: { id: string; areas: number }) => [level.id, level.areas]));
    expect(sizes).toMatchObject({ KREIS: 1, AMT: 19, GEM: 38 });
  });

  test("R-2 unemployed of the Landkreis are summed from the cells of its municipalities", async () => {
    // A_Arbeitslosigkeit.xls: AA8860 is Beelitz; column AA over the rows 12069… gives 4,716, X of the other file 135,817.
    const beelitz = await county.ask("/api/map", { indicator: "arbeitslosenanteil", level: "GEM", period: "2021" });
    expect(byCode(beelitz, "numerator")).toMatchObject({ "12069017": 267 });
    expect(byCode(beelitz, "denominator")).toMatchObject({ "12069017": 8151 });
    const kreis = await county.ask("/api/map", { indicator: "arbeitslosenanteil", level: "KREIS", period: "2021" });
    expect(byCode(kreis, "values")["12069"]).toBeCloseTo((4716 / 135_817) * 100, 10);
  });

  test("residents of 2023 add up to the Landkreis", async () => {
    // Gemeindeverzeichnis, column J of the 38 rows: 223,531; row 13046 is Beelitz.
    const map = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "GEM", period: "2023" });
    expect(byCode(map, "values")).toMatchObject({ "12069017": 13_794 });
    const kreis = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "KREIS", period: "2023" });
    expect(byCode(kreis, "values")).toEqual({ "12069": 223_531 });
  });
});
