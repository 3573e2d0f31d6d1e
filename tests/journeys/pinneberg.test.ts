import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { byCode, countyFrom, openData } from "./builtCounty.ts";

// Real files are not part of the project. Without the folder (KREISLAUF_OPEN_DATA, else ../shared/data) the journey cannot run.
const there = existsSync(join(openData, "boundaries/gemeinden_01_schleswig-holstein.geojson"));

describe.skipIf(!there)("Kreis Pinneberg from open data (skipped without the folder KREISLAUF_OPEN_DATA)", () => {
  let county: Awaited<ReturnType<typeof countyFrom>>;
  beforeAll(async () => {
    county = await countyFrom("kreis-pinneberg");
  }, 600_000);
  afterAll(() => county?.close());

  test("X-040 X-041 49 municipalities, 18 units of the Gemeindeverzeichnis and the Kreis as their union", async () => {
    const levels = await county.ask("/api/levels", {});
    const sizes = Object.fromEntries(
      levels.levels.map((level: { id: string; areas: number }) => [level.id, level.areas]),
    );
    expect(sizes).toMatchObject({ KREIS: 1, AMT: 18, GEM: 49 });
    const { areas } = await county.ask("/api/areas", { level: "GEM" });
    const appen = areas.find((area: { code: string }) => area.code === "01056001");
    // Gemeindeverzeichnis, row 557: VB 5690; row 556 names it.
    expect(appen.wholes).toContainEqual({
      level: "AMT",
      code: "010565690",
      name: "Geest und Marsch Südholstein",
      share: 1,
    });
    expect(appen.wholes).toContainEqual({ level: "KREIS", code: "01056", name: "Kreis Pinneberg", share: 1 });
    // Land without the parts in the sea: 664.27 km² by the Gemeindeverzeichnis, measured on simplified borders.
    const { areas: kreise } = await county.ask("/api/areas", { level: "KREIS" });
    expect(kreise[0].groundSquareMetres / 1e6).toBeGreaterThan(640);
  });

  test("every file of the manifest was found and accepted", () => {
    expect(county.built.missing).toEqual([]);
    expect(county.built.deliveries).toHaveLength(9);
    for (const delivery of county.built.deliveries)
      expect(delivery.values + delivery.facilities, delivery.file).toBeGreaterThan(0);
  });

  test("X-054 values of INKAR equal the cells of the workbook", async () => {
    // A_Arbeitslosigkeit.xls, sheet Daten: AA437, AA425, AA472, AA427 (2021) over A_ErwerbsfaehigeBevoelkerung.xls X437, X425, X472.
    const map = await county.ask("/api/map", { indicator: "arbeitslosenanteil", level: "GEM", period: "2021" });
    expect(byCode(map, "numerator")).toMatchObject({
      "01056015": 2331,
      "01056001": 89,
      "01056050": 1066,
      "01056003": 8,
    });
    expect(byCode(map, "denominator")).toMatchObject({ "01056015": 32_587, "01056001": 3157, "01056050": 21_040 });
    // Q437, Q425, Q472 and N437, N425, N472 (2011).
    const before = await county.ask("/api/map", { indicator: "arbeitslosenanteil", level: "GEM", period: "2011" });
    expect(byCode(before, "numerator")).toMatchObject({ "01056015": 2575, "01056001": 75, "01056050": 1010 });
    expect(byCode(before, "denominator")).toMatchObject({ "01056015": 31_172, "01056001": 3170, "01056050": 19_378 });
  });

  test("R-2 the rate of the Kreis comes from sums over its 49 municipalities, not from their rates", async () => {
    // Sums of column AA and X over the rows whose Kennziffer starts with 01056: 9,369 of 201,508.
    const map = await county.ask("/api/map", { indicator: "arbeitslosenanteil", level: "KREIS", period: "2021" });
    expect(byCode(map, "numerator")).toEqual({ "01056": 9369 });
    expect(byCode(map, "denominator")).toEqual({ "01056": 201_508 });
    expect(byCode(map, "values")["01056"]).toBeCloseTo((9369 / 201_508) * 100, 10);
    // Columns for 2001: 11,261 of 198,743.
    const first = await county.ask("/api/map", { indicator: "arbeitslosenanteil", level: "KREIS", period: "2001" });
    expect(byCode(first, "values")["01056"]).toBeCloseTo((11_261 / 198_743) * 100, 10);
  });

  test("X-055 residents of 2023 equal the Gemeindeverzeichnis, and add up to the unit and the Kreis", async () => {
    const map = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "GEM", period: "2023" });
    // Column J, rows 505, 525, 557.
    expect(byCode(map, "values")).toMatchObject({ "01056015": 50_728, "01056050": 34_617, "01056001": 4835 });
    const kreis = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "KREIS", period: "2023" });
    expect(byCode(kreis, "values")).toEqual({ "01056": 324_018 });
    const women = await county.ask("/api/map", { indicator: "frauenanteil", level: "KREIS", period: "2023" });
    // Sum of column L: 165,052.
    expect(byCode(women, "values")["01056"]).toBeCloseTo((165_052 / 324_018) * 100, 10);
    const density = await county.ask("/api/map", { indicator: "bevoelkerungsdichte", level: "KREIS", period: "2023" });
    // Sum of column I: 664.27 km².
    expect(byCode(density, "values")["01056"]).toBeCloseTo(324_018 / 664.27, 6);
  });

  test("R-12 income tax per head and GISD exist where they were published, and are not summed up to the Kreis", async () => {
    const tax = await county.ask("/api/map", { indicator: "einkommensteuer_je_ew", level: "AMT", period: "2019" });
    // E_Einkommensteuer.xls, AB66, AB81, AB80.
    expect(byCode(tax, "values")).toMatchObject({ "010560015": 483.61, "010565690": 648.03, "010565687": 699.21 });
    const gisd = await county.ask("/api/map", { indicator: "gisd", level: "AMT", period: "2021" });
    // GISD_Schleswig-Holstein_Gemeindeverband.csv, lines 1465, 1489, 1513.
    expect(byCode(gisd, "values")).toMatchObject({ "010560002": 0.31012, "010560005": 0.24535, "010560015": 0.28804 });
    expect(gisd.areas.codes).toHaveLength(18);
  });

  test("age and sex of the whole Kreis are summed from the GENESIS export, care recipients read with its signs", async () => {
    // 12411-0018.csv, line 2021 (31.12.2020): all 34 values 317,085; under 6 years 4510+4350+4769+4532; 65 and more.
    const all = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "KREIS", period: "2020" });
    expect(byCode(all, "values")).toEqual({ "01056": 317_085 });
    const small = await county.ask("/api/map", { indicator: "anteil_u6", level: "KREIS", period: "2020" });
    expect(byCode(small, "values")["01056"]).toBeCloseTo((18_161 / 317_085) * 100, 10);
    const old = await county.ask("/api/map", { indicator: "anteil_65plus", level: "KREIS", period: "2015" });
    // Line 15 (31.12.2015).
    expect(byCode(old, "values")["01056"]).toBeCloseTo((68_016 / 307_471) * 100, 10);
    // 22411-02-03-4, line 38: 13,167 in care at the end of 2019, of them 3,108 by services, 6,030 with allowance.
    const care = await county.ask("/api/map", { indicator: "anteil_ambulant", level: "KREIS", period: "2019" });
    expect(byCode(care, "values")["01056"]).toBeCloseTo((3108 / 13_167) * 100, 10);
  });

  test("145 Kitas and 98 schools lie within the Kreis", async () => {
    const { facilities } = await county.ask("/api/facilities", {});
    const count = (kind: string): number => facilities.filter((f: { kind: string }) => f.kind === kind).length;
    expect([count("kita"), count("schule")]).toEqual([145, 98]);
  });

  test("PM08-036 the lineage of a value names file, row, column, source and who accepted it", async () => {
    const lineage = await county.ask("/api/lineage", {
      indicator: "arbeitslosenanteil",
      level: "GEM",
      code: "01056015",
      period: "2021",
    });
    const unemployed = lineage.parts.find((part: { baseFigure: { id: string } }) => part.baseFigure.id === "ALO");
    expect(unemployed.how).toBe("delivered");
    expect(unemployed.cells).toHaveLength(1);
    // Column AA is the 27th.
    expect(unemployed.cells[0]).toMatchObject({
      value: 2331,
      delivery: {
        fileName: "A_Arbeitslosigkeit.xls",
        sheet: "Daten",
        row: 437,
        column: 27,
        reader: "inkar",
        licence: "dl-de/by-2-0",
      },
    });
    expect(unemployed.cells[0].delivery.acceptedBy).not.toBe("");
    const kreis = await county.ask("/api/lineage", {
      indicator: "arbeitslosenanteil",
      level: "KREIS",
      code: "01056",
      period: "2021",
    });
    const summed = kreis.parts.find((part: { baseFigure: { id: string } }) => part.baseFigure.id === "ALO");
    expect(summed.how).toBe("summed");
    expect(summed.cells).toHaveLength(49);
  });
});
