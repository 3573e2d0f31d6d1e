import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byCode, countyFrom, openData } from "./builtCounty.ts";

// Real files are not part of the project. Without the folder (KREISLAUF_OPEN_DATA, else ../shared/data) the journey cannot run.
const there = existsSync(join(openData, "sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson"));

describe.skipIf(!there)("Düsseldorf from its Quartiersatlas (skipped without the folder KREISLAUF_OPEN_DATA)", () => {
  let city: Awaited<ReturnType<typeof countyFrom>>;
  beforeAll(async () => {
    city = await countyFrom("duesseldorf");
  }, 600_000);
  afterAll(() => city?.close());

  test("TR-001 TR-002 171 social areas in 50 districts and 10 boroughs of one city; each division says who drew it", async () => {
    const { levels } = await city.ask("/api/levels", {});
    const sizes = Object.fromEntries(levels.map((level: { id: string; areas: number }) => [level.id, level.areas]));
    expect(sizes).toMatchObject({ KREIS: 1, STADTBEZIRK: 10, STADTTEIL: 50, SUB: 171 });
    const { divisions } = await city.ask("/api/divisions", { level: "SUB" });
    expect(divisions[0]).toMatchObject({
      author: "Landeshauptstadt Düsseldorf",
      purpose: "Quartiersatlas und Sozialraumanalyse",
    });
  });

  test("four borders of the source cross themselves; they are mended on request, and each is named", () => {
    const mended = city.built.areas[1]?.sentences.filter((sentence) => sentence.includes("wurde auf Wunsch repariert"));
    expect(mended?.map((sentence) => /\((\d{6})\)/.exec(sentence)?.[1])).toEqual([
      "013002",
      "064002",
      "081004",
      "082003",
    ]);
  });

  test("PM08-032 the three glued numbers of Oberrath are found by the check, left out with the reason, and unknown", async () => {
    const [delivery] = city.built.deliveries;
    // The record of 2,036 residents says 625192, 392133 and 1179359.
    for (const [figure, number] of [
      ["a30_49", 625_192],
      ["a50_64", 392_133],
      ["haushalte", 1_179_359],
    ] as const) {
      expect(
        delivery?.sentences.some((s) =>
          s.includes(`„${figure}“ ist in Gebiet 063007 mit ${number} größer als „bevoelkerung“`),
        ),
        figure,
      ).toBe(true);
      expect(
        delivery?.leftOut.some((s) => s.includes(`„${figure}“ von Gebiet 063007 (${number}) bleibt draußen`)),
        figure,
      ).toBe(true);
    }
    const quotient = await city.ask("/api/map", {
      indicator: "unterstuetzungspotenzial",
      level: "SUB",
      period: "2024",
    });
    expect(byCode(quotient, "values")["063007"]).toBe("unknown");
  });

  test("values of a social area equal its record in the file", async () => {
    const map = await city.ask("/api/map", { indicator: "einwohnerzahl", level: "SUB", period: "2024" });
    // SOZIALRAUM_ID 063007, 061003, 015002, 037004: bevoelkerung.
    expect(byCode(map, "values")).toMatchObject({ "063007": 2036, "061003": 1172, "015002": 1172, "037004": 8424 });
    // Empty means nobody in the uninhabited area, so the city adds up to what it publishes itself.
    expect(byCode(map, "values")["071009"]).toBe(0);
    expect((map as { county: { value: unknown } }).county.value).toBe(643_753);
    const children = await city.ask("/api/map", { indicator: "anteil_u6", level: "SUB", period: "2024" });
    expect(byCode(children, "values")["037004"]).toBeCloseTo((417 / 8424) * 100, 10);
  });
});
