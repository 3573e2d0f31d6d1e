import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, type AskableCounty, byCode, demoCounty } from "./builtCounty.ts";

describe("the Musterkreis, brought in through the same intake as any real county", () => {
  let county: AskableCounty;
  beforeAll(async () => {
    county = await demoCounty();
  }, 300_000);
  afterAll(() => county?.close());

  test("X-077 SE-015 is labelled as fictional and has its levels: Kreis, 4 regions, 15 units, 95 municipalities, 4 quarters, a planning space", async () => {
    const start = await county.ask("/api/county", {});
    expect(JSON.stringify(start)).toMatch(/erfunden/);
    const { levels } = await county.ask("/api/levels", {});
    const sizes = Object.fromEntries(levels.map((level: { id: string; areas: number }) => [level.id, level.areas]));
    expect(sizes).toMatchObject({ KREIS: 1, REGION: 4, AMT: 15, GEM: 95, SUB: 4, PLANUNGSRAUM: 1 });
  });

  test("X-077 every indicator of the catalogue has a value for the Kreis", async () => {
    const { indicators } = await county.ask("/api/indicators", {});
    expect(indicators).toHaveLength(231);
    const without: string[] = [];
    for (const { id } of indicators) {
      const map = await county.ask("/api/map", { indicator: id, level: "KREIS" });
      if (typeof map.values[0] !== "number") without.push(`${id} ${map.period}: ${map.reasons[0]}`);
    }
    expect(without).toEqual([]);
  });

  test("R-2 the residents of quarters, municipalities, units and regions are all those of the Kreis", async () => {
    const sum = async (level: string): Promise<number> => {
      const map = await county.ask("/api/map", { indicator: "einwohnerzahl", level, period: "2023" });
      return map.values.reduce((all: number, value: number) => all + value, 0);
    };
    const all = await sum("KREIS");
    expect(all).toBeGreaterThan(262_000);
    expect([await sum("GEM"), await sum("AMT"), await sum("REGION")]).toEqual([all, all, all]);
  });

  test("X-041 the series of the merged village is, before the merger, the sum of the two old ones, and its lineage says so", async () => {
    const { areas } = await county.ask("/api/areas", { level: "GEM" });
    const code = areas.find((area: { name: string }) => area.name === "Tievelstedt-Odenhagen").code;
    const lineage = await county.ask("/api/lineage", {
      indicator: "einwohnerzahl",
      level: "GEM",
      code,
      period: "2015",
    });
    const [part] = lineage.parts;
    expect(part.how).toBe("converted");
    expect(part.cells.map((cell: Answer) => cell.area.name).sort()).toEqual(["Odenhagen", "Tievelstedt"]);
    expect(part.cells.reduce((sum: number, cell: Answer) => sum + cell.value, 0)).toBe(lineage.value);
    expect(part.cells[0].delivery.fileName).toBe("melderegister_alter-und-geschlecht.csv");
    expect(part.cells[0].delivery.row).toBeGreaterThan(1);
  });

  test("X-010 handfuls are withheld, and a planning space of six municipalities has figures", async () => {
    const poverty = await county.ask("/api/map", { indicator: "kinderarmut", level: "GEM", period: "2023" });
    expect(poverty.values.filter((value: unknown) => value === "withheld").length).toBeGreaterThan(3);
    expect(poverty.values.filter((value: unknown) => typeof value === "number").length).toBeGreaterThan(60);
    const space = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "PLANUNGSRAUM", period: "2023" });
    expect(byCode(space, "values")["PLR-01"]).toBeGreaterThan(1000);
  });
});
