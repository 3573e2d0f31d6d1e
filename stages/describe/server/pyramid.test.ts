import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { Profile } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver, agree } = await smallCounty(fresh.db);
await agree();

// Altdorf has 100 residents; its two old men are too few to be shown.
const people: Readonly<Record<string, readonly [number | "withheld", number]>> = {
  "": [100, 1000],
  "Altersgruppe=unter 20 Jahre;Geschlecht=männlich": [12, 90],
  "Altersgruppe=unter 20 Jahre;Geschlecht=weiblich": [13, 110],
  "Altersgruppe=20 bis unter 65 Jahre;Geschlecht=männlich": [30, 280],
  "Altersgruppe=20 bis unter 65 Jahre;Geschlecht=weiblich": [33, 270],
  "Altersgruppe=65 Jahre und älter;Geschlecht=männlich": ["withheld", 110],
  "Altersgruppe=65 Jahre und älter;Geschlecht=weiblich": [10, 140],
};
for (const [breakdown, [altdorf, birkau]] of Object.entries(people))
  await deliver({
    file: "alter.csv",
    breakdown,
    figures: { BEV_INSG: { "2023": { G1: altdorf, G2: birkau, G3: 0, G4: 0, G5: 0 } } },
  });

const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

const ask = async (url: string) => server.inject({ method: "GET", url });
const pyramidOf = async (level: string, code: string) =>
  ((await ask(`/api/profile?level=${level}&code=${code}`)).json() as Profile).pyramid;

test("the population tree counts shares of everybody, also where a field is withheld", async () => {
  const tree = await pyramidOf("GEM", "G1");
  expect(tree?.ages).toEqual([
    { from: 0, to: 20 },
    { from: 20, to: 65 },
    { from: 65, to: null },
  ]);
  expect([tree?.male, tree?.female, tree?.total]).toEqual([[12, 30, "withheld"], [13, 33, 10], 100]);
  // The old cannot be said without the withheld field, and the county's neither: the rest would tell.
  expect(tree?.sentence.de).toMatch(
    /^25,0\u202f% sind jünger als 20 Jahre \(Kreis 20,5\u202f%\)\. 1 von 6 Feldern ist gesperrt/,
  );
  expect(tree?.sources[0]?.fileName).toBe("alter.csv");
});

test("the tree of a municipality stands beside the county's, and the county beside none", async () => {
  const birkau = await pyramidOf("GEM", "G2");
  expect(birkau?.county?.total).toBe(1100);
  expect(birkau?.sentence.de).toMatch(
    /^20,0\u202f% sind jünger als 20 Jahre \(Kreis 20,5\u202f%\), 25,0\u202f% mindestens 65/,
  );
  expect((await pyramidOf("KREIS", "K"))?.county).toBeNull();
});

test("FL-012 the tree leaves as a German CSV and as JSON-stat with the same numbers; where there is none, a sentence says so", async () => {
  const csv = await ask("/api/export?what=pyramid&format=csv&level=GEM&code=G1");
  const lines = csv.body.replace("\ufeff", "").split("\r\n");
  expect(lines.find((line) => line.startsWith("20 bis unter 65 Jahre"))).toBe("20 bis unter 65 Jahre;30;33;310;303");
  expect(lines.find((line) => line.startsWith("65 Jahre"))).toMatch(/^65 Jahre und älter;\.;10;/);
  const stat = (await ask("/api/export?what=pyramid&format=json-stat&level=GEM&code=G1")).json();
  expect([stat.size, stat.value]).toEqual([
    [1, 1, 3, 2],
    [12, 13, 30, 33, null, 10],
  ]);
  const sdmx = (await ask("/api/export?what=pyramid&format=sdmx-csv&level=GEM&code=G1")).body.split("\r\n");
  expect(sdmx.slice(-4, -1).map((line) => line.split(",").slice(4))).toEqual([
    ["GEM", "G1", "POPULATION", "F", "Y20T64", "2023", "33", "A", "F", "", "0", ""],
    ["GEM", "G1", "POPULATION", "M", "Y_GE65", "2023", "", "Q", "C", "", "0", "withheld"],
    ["GEM", "G1", "POPULATION", "F", "Y_GE65", "2023", "10", "A", "F", "", "0", ""],
  ]);
  const none = await ask("/api/export?what=pyramid&format=csv&level=SUB&code=Q1");
  expect([none.statusCode, none.json().code]).toEqual([404, "describe.noPyramid"]);
});
