import { afterAll, expect, test } from "vitest";
import { spreadCounts } from "../../../../kernel/area/divisionShares.ts";
import { addressFile } from "./addressFile.ts";
import { addressLists } from "./addressLists.ts";
import { divisionShares } from "./divisionShares.ts";
import { importAddresses } from "./importAddresses.ts";
import { importAreas } from "./importAreas.ts";
import { facts, freshCounty, written } from "./trialCounty.ts";

const { context: county, drop } = await freshCounty();
afterAll(drop);

async function division(id: string, level: string, names: Readonly<Record<string, string>>): Promise<void> {
  const rows = Object.entries(names).map(([code, name]) => `${code};${name}`);
  const report = await importAreas.run(county, {
    file: written(`${id}.csv`, `code;name\n${rows.join("\n")}\n`),
    mapping: { level: { id: level, label: { de: level }, rank: 40 }, division: facts(id), code: "code", name: "name" },
  });
  expect(report.changed).toBe(true);
}
await division("schulbezirke", "SCHULE", { S1: "Grundschule Nord" });
await division("planung", "PLAN", { P: "Mitte", Q: "Ost" });

// Ten houses of the catchment; six of them lie in P: numbers 1 to 11 of the odd side.
const houses = [1, 3, 5, 7, 9, 11, 2, 4, 6, 8];
const catchment = `Straße;Hausnummer;Schulbezirk\n${houses.map((number) => `Lange Straße;${number};S1`).join("\n")}\n`;
const planning = "Straße;von;bis;Seite;Gebiet\nLange Str.;1;;ungerade;Mitte\nLANGE STRASSE;2;;gerade;Q\n";
const facts2024 = { validOn: "2024-01-01", source: "Schulverwaltung" };

test("TR-001 two address lists share a catchment: of 200 pupils 120 live in P, estimated by address share", async () => {
  const take = (name: string, text: string, of: string) =>
    importAddresses.run(county, { ...facts2024, file: written(name, text), division: of });
  expect(await take("schule.csv", catchment, "schulbezirke")).toMatchObject({
    changed: true,
    addresses: 10,
    areasNamed: 1,
    areasInAll: 1,
    sentences: [],
  });
  expect((await take("planung.csv", planning, "planung")).changed).toBe(true);
  const shares = await divisionShares.run(county, { from: "schulbezirke", to: "planung" });
  expect(shares).toMatchObject({ by: "addresses", quality: "estimated", label: { de: "geschätzt (Adressanteil)" } });
  expect(spreadCounts(new Map([["S1", 200]]), shares).values).toEqual([
    { code: "P", value: 120, method: "addresses" },
    { code: "Q", value: 80, method: "addresses" },
  ]);
});

test("TR-001 an address list can be downloaded as it came, and comes in again; the same list twice changes nothing", async () => {
  const { lists } = await addressLists.run(county, {});
  expect(lists.map(({ division: of, addresses, validOn }) => [of, addresses, validOn])).toEqual([
    ["planung", 2, "2024-01-01"],
    ["schulbezirke", 10, "2024-01-01"],
  ]);
  const [first] = lists;
  const { name, content } = (await addressFile.run(county, { list: first?.list ?? 0 })) as {
    name: string;
    content: Uint8Array;
  };
  expect(name).toBe("adressen-planung-2024-01-01.csv");
  const text = new TextDecoder().decode(content);
  expect(text.split("\r\n").slice(1, 3)).toEqual([
    ";Lange Str.;;1;;ungerade;P;Mitte",
    ";LANGE STRASSE;;2;;gerade;Q;Ost",
  ]);
  const again = await importAddresses.run(county, {
    ...facts2024,
    validOn: "2025-01-01",
    file: written("zurueck.csv", text),
    division: "planung",
  });
  expect(again).toMatchObject({ changed: true, addresses: 2, areasNamed: 2 });
  const twice = await importAddresses.run(county, {
    ...facts2024,
    file: written("planung.csv", planning),
    division: "planung",
  });
  expect(twice).toMatchObject({ changed: false, list: null });
  expect(twice.sentences).toEqual(["Diese Liste ist mit diesem Tag schon da; es wurde nichts geändert."]);
});

test("X-042 a house in two areas, an unknown area and a row without a number are named by their row, and nothing is stored", async () => {
  const before = (await addressLists.run(county, {})).lists.length;
  const broken =
    "Straße;von;bis;Seite;Gebiet\nAm Markt;1;20;alle;P\nAm Markt;18;30;alle;Q\nAm Markt;40;44;gerade;Q\nWeg;o. Nr.;;alle;P\nWeg;1;9;alle;Westen\n";
  const report = await importAddresses.run(county, {
    ...facts2024,
    file: written("kaputt.csv", broken),
    division: "planung",
  });
  expect(report.changed).toBe(false);
  expect(report.findings.map(({ code, severity, place }) => [code, severity, place?.row])).toEqual([
    ["collect.addressNumber", "error", 5],
    ["collect.addressOverlap", "error", 3],
    ["collect.addressBetween", "note", 4],
    ["collect.addressArea", "error", 6],
  ]);
  expect(report.sentences[1]).toContain("18 bis 20 liegt in Q, nach Zeile 2 aber in P");
  expect((await addressLists.run(county, {})).lists).toHaveLength(before);
  await expect(
    importAddresses.run(county, { ...facts2024, file: written("ohne.csv", "Name;Raum\nA;P\n"), division: "planung" }),
  ).rejects.toMatchObject({ code: "collect.addressColumn" });
});
