import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { computeIndex, groupOf, type IndexResult } from "./computeIndex.ts";
import { zScores } from "./methods/normalisation/zScores.ts";
import { readDefinition } from "./readDefinition.ts";
import { statusDynamics } from "./statusDynamics.ts";
import { csvTable } from "./values/csvRows.ts";
import { readValues } from "./values/readValues.ts";

// Real open data; they lie outside the repository.
const root = join(import.meta.dirname, "../..");
const data = resolve(root, process.env.KREISLAUF_OPEN_DATA ?? "../shared/data");
const mss = join(data, "composite/berlin_mss");

function computed(definition: string, values: string, areaColumn: string): IndexResult {
  const plan = readDefinition(readFileSync(join(root, "examples/indices", definition), "utf8"), definition);
  return computeIndex(plan, readValues(readFileSync(values, "utf8"), plan, { areaColumn }).periods[0]!.values);
}

describe.skipIf(!existsSync(mss))("Monitoring Soziale Stadtentwicklung Berlin (skipped without the open data)", () => {
  for (const [year, rated] of [
    [2013, 434],
    [2017, 436],
  ] as const) {
    test(`MSS ${year}: status and dynamics class of all ${rated} rated areas as published`, () => {
      const folder = join(mss, String(year), `berlin-monitoring-social-urban-development-${year}-00`);
      const result = computed("mss-2013-2017.yaml", `${folder}-2-1-planning-areas.csv`, "id");
      const status = groupOf(result, "status").classes!;
      const dynamics = groupOf(result, "dynamik").classes!;
      let compared = 0;
      for (const { cells } of csvTable(readFileSync(`${folder}-1-planning-areas.csv`, "utf8")).rows) {
        const [id = "", , s = "", d = ""] = cells;
        const i = result.areas.indexOf(id);
        if (s === "0") {
          expect(status.classes[i], id).toBeNull();
          continue;
        }
        expect(status.classes[i], id).toBe(Number(s));
        expect(["+", "+/-", "-"][dynamics.classes[i]! - 1], id).toBe(d);
        compared++;
      }
      expect(compared).toBe(rated);
      const matrix = statusDynamics(status, dynamics);
      expect(matrix.counts.flat().reduce((a, b) => a + b, 0)).toBe(rated);
      expect(matrix.counts).toHaveLength(4);
    });
  }

  test("MSS 2021: status and dynamics class of all 536 rated areas, and the published z-values and sums", () => {
    const result = computed("mss-2021.yaml", join(mss, "2021_raw/mss_2021_index_indikatoren.csv"), "PLR_ID");
    const status = groupOf(result, "status");
    const dynamics = groupOf(result, "dynamik");
    const published = csvTable(readFileSync(join(mss, "2021_raw/mss_2021_indizes.csv"), "utf8"));
    const at = (name: string) => published.header.indexOf(name);
    let compared = 0;
    for (const { cells } of published.rows) {
      const i = result.areas.indexOf(cells[at("PLR_ID")]!);
      if (cells[at("KOM")] !== "gültig") {
        expect(status.classes!.classes[i]).toBeNull();
        expect(status.values[i]).toBe("unreliable");
        continue;
      }
      expect(status.classes!.labels[status.classes!.classes[i]! - 1]!.de).toBe(cells[at("SI_V")]);
      expect(dynamics.classes!.labels[dynamics.classes!.classes[i]! - 1]!.de).toBe(cells[at("DI_V")]);
      compared++;
    }
    expect(compared).toBe(536);

    const printed = csvTable(readFileSync(join(mss, "2021_raw/mss_2021_z-werte_plr.csv"), "utf8"));
    const ids = ["S1", "S3", "S4", "D1", "D3", "D4"];
    let values = 0;
    for (const { cells } of printed.rows) {
      const i = result.areas.indexOf(cells[0]!);
      if (result.exclusions.some((e) => e.position === i)) continue;
      const expected = [...cells.slice(3, 6), cells[7], ...cells.slice(9, 12), cells[13]].map(Number);
      const z = ids.map((id) => result.indicators.find((one) => one.id === id)!.normalised[i]!);
      const actual = [...z.slice(0, 3), status.values[i]!, ...z.slice(3), dynamics.values[i]!];
      expected.forEach((value, k) => {
        // Printed with two decimals, from indicators that are themselves printed with five.
        expect(Math.abs(Number(actual[k]) - value), `${cells[0]} ${k}`).toBeLessThanOrEqual(0.005 + 5e-6);
        values++;
      });
    }
    expect(values).toBe(536 * 8);
  });
});

const quartiersatlas = join(data, "sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson");

test.skipIf(!existsSync(quartiersatlas))(
  "Düsseldorf Quartiersatlas: the published z-values of all indicators over all inhabited areas (skipped without the open data)",
  () => {
    const { features }: { features: { properties: Record<string, unknown> }[] } = JSON.parse(
      readFileSync(quartiersatlas, "utf8"),
    );
    const inhabited = features.map((f) => f.properties).filter((p) => p.unbewohnt !== true);
    const names = Object.keys(inhabited[0]!).filter((name) => `z_${name}` in inhabited[0]!);
    let compared = 0;
    for (const name of names) {
      const values = inhabited.map((p): Value => (typeof p[name] === "number" ? p[name] : "withheld"));
      const z = zScores(values, "population");
      inhabited.forEach((p, i) => {
        if (typeof p[`z_${name}`] !== "number" || typeof z[i] !== "number") return;
        expect(Math.abs(z[i] - (p[`z_${name}`] as number)), `${p.name}, ${name}`).toBeLessThanOrEqual(5e-5 + 1e-12);
        compared++;
      });
    }
    expect(names.length).toBeGreaterThan(30);
    expect(compared).toBeGreaterThan(5000);
  },
);

const gssa = join(data, "composite/berlin_gssa_2022/gssa_2022_planungsraeume.csv");

test.skipIf(!existsSync(gssa))(
  "Berlin GSSA: planning areas without inhabitants stay absent and do not move the others (skipped without the open data)",
  () => {
    const definition = `
format: kreislauf-index/1
id: gssa
label: GSSA
missing: { minimumWeight: 1 }
indices:
  - id: gesix
    classes: { method: quantile, count: 7, type: 7 }
    components: [{ indicator: DI_2022 }, { indicator: DII_2022 }, { indicator: DIII_2022 }]
`;
    const plan = readDefinition(definition);
    const text = readFileSync(gssa, "utf8");
    const { values } = readValues(text, plan).periods[0]!;
    const result = computeIndex(plan, values);
    const index = groupOf(result, "gesix");
    const blank = values.columns.get("DI_2022")!.map((v) => v === "unknown");
    expect(blank.some(Boolean)).toBe(true);
    expect(index.values.map((v) => typeof v === "number")).toEqual(blank.map((b) => !b));
    expect(index.classes!.counts.reduce((a, b) => a + b, 0)).toBe(blank.filter((b) => !b).length);
  },
);
