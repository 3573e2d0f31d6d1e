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

  test("X-077 1 county, 15 units, 95 municipalities, 4 quarters, 12 years: 7 towns and free municipalities beside 8 Ämter with 88, 270,000 residents, every base figure", async () => {
    const areasOf = async (level: string): Promise<Answer[]> => (await county.ask("/api/areas", { level })).areas;
    const municipalities = await areasOf("GEM");
    const unitOf = (area: Answer): string => area.wholes.find((whole: Answer) => whole.level === "AMT").name;
    const sizes = new Map<string, number>();
    for (const area of municipalities) sizes.set(unitOf(area), (sizes.get(unitOf(area)) ?? 0) + 1);
    const alone = [...sizes].filter(([, size]) => size === 1);
    const shared = [...sizes].filter(([, size]) => size > 1);
    expect([alone.length, shared.length, shared.reduce((sum, [, size]) => sum + size, 0)]).toEqual([7, 8, 88]);
    expect(shared.every(([name]) => name.startsWith("Amt "))).toBe(true);
    const { periods, county: whole } = await county.ask("/api/trend", { indicator: "einwohnerzahl", level: "GEM" });
    expect([periods.length, periods.at(0), periods.at(-1)]).toEqual([12, "2012", "2023"]);
    expect(Math.abs(whole.values.at(-1) - 270_000)).toBeLessThan(1_000);
    const { baseFigures } = await county.ask("/api/base-figures", {});
    expect(baseFigures.filter((figure: Answer) => figure.hasData)).toHaveLength(283);
    // Neither gap nor sliver: the municipalities are the Kreis, to a millionth of a square metre each.
    const ground = (list: Answer[]): number => list.reduce((sum, area) => sum + area.groundSquareMetres, 0);
    expect(Math.abs(ground(municipalities) - ground(await areasOf("KREIS")))).toBeLessThan(1e-4);
  });

  test("X-077 one merger and one split lie in the middle of the series, with a hidden value and a tiny municipality among the figures", async () => {
    const trend = await county.ask("/api/trend", { indicator: "einwohnerzahl", level: "GEM" });
    expect(JSON.stringify(trend)).toMatch(/Kronenbrook/);
    const on = async (day: string): Promise<string[]> =>
      (await county.ask("/api/areas", { level: "GEM", on: day })).areas.map((area: Answer) => area.name);
    const [first, last] = [await on("2012-12-31"), await on("2023-12-31")];
    expect(first.filter((name) => !last.includes(name)).sort()).toEqual(["Kronenbrook", "Odenhagen", "Tievelstedt"]);
    expect(last).toContain("Tievelstedt-Odenhagen");
    const residents = await county.ask("/api/map", { indicator: "einwohnerzahl", level: "GEM", period: "2023" });
    expect(Math.min(...residents.values)).toBeLessThan(200);
    const poverty = await county.ask("/api/map", { indicator: "kinderarmut", level: "GEM", period: "2023" });
    expect(poverty.values).toContain("withheld");
  });

  test("GOE-029 231 indicators carry 1 of 4 life phases or all; of Kindheit there are 47", async () => {
    const { indicators } = await county.ask("/api/indicators", {});
    const phases = ["kindheit", "jugend", "beruf_familie", "nachberuflich", "uebergreifend"];
    expect(indicators.filter((one: Answer) => phases.includes(one.lifePhase))).toHaveLength(231);
    expect(indicators.filter((one: Answer) => one.lifePhase === "kindheit")).toHaveLength(47);
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
