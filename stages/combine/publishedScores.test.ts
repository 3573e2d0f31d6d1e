import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { areaClasses } from "./areaClasses.ts";
import { computeIndex, groupOf } from "./computeIndex.ts";
import { higherLevels } from "./higherLevel.ts";
import { principalComponents } from "./methods/weights/principalComponents.ts";
import { readDefinition } from "./readDefinition.ts";
import { csvTable } from "./values/csvRows.ts";
import { readValues } from "./values/readValues.ts";

// Real open data; they lie outside the repository.
const data = resolve(import.meta.dirname, "../..", process.env.KREISLAUF_OPEN_DATA ?? "../shared/data", "composite");

/** Rows of a table by the names of its columns. */
function rowsOf(path: string, encoding: "utf8" | "latin1" = "utf8"): Record<string, string>[] {
  const { header, rows } = csvTable(readFileSync(join(data, path), encoding));
  return rows.map(({ cells }) => Object.fromEntries(header.map((title, i) => [title, cells[i] ?? ""])));
}

/** A table for the engine from rows, with points as decimal marks. */
function tableOf(header: readonly string[], rows: readonly (readonly string[])[]): string {
  return [header, ...rows].map((row) => row.join(";")).join("\n");
}

const mss = "berlin_mss/2021_raw/mss_2021_index_indikatoren.csv";

describe.skipIf(!existsSync(join(data, mss)))("MSS 2021, single indicators (skipped without the open data)", () => {
  const rated = rowsOf(mss).filter((row) => row.KOM === "gültig");
  // By standard deviation, and the steps of the maps. The source rounds its limits to two decimals, which moves one
  // area of D1 and one of D3 over a limit; all others agree with the exact limits, too.
  const groups: Readonly<Record<string, { deviations: number[]; steps: number[]; moved: string[] }>> = {
    S1: { deviations: [-1, 1, 1.5], steps: [2, 4, 6, 8], moved: [] },
    S3: { deviations: [-1, 1, 1.5], steps: [5, 10, 15, 20], moved: [] },
    S4: { deviations: [-1, 1, 1.5], steps: [10, 20, 30, 40], moved: [] },
    D1: { deviations: [-1, 1], steps: [-2, -1, 0, 1, 2], moved: ["11501339"] },
    D3: { deviations: [-1, 1], steps: [-2, -1, 0, 1, 2], moved: ["10300734"] },
    D4: { deviations: [-1, 1], steps: [-4, -2, 0, 2, 4], moved: [] },
  };
  for (const [id, { deviations, steps, moved }] of Object.entries(groups))
    test(`${id}: the published class by standard deviation and the published step of all 536 rated areas`, () => {
      const values = rated.map((row) => Number(row[id]));
      expect(values).toHaveLength(536);
      const published = rated.map((row) => row[`${id}_SD_GR`]);
      const exact = areaClasses(values, { method: "deviation", limits: deviations });
      const others = exact.classes.flatMap((one, i) => (String(one) === published[i] ? [] : [rated[i]!.PLR_ID]));
      expect(others).toEqual(moved);
      const limits = exact.limits.map((limit) => Number(limit.toFixed(2)));
      expect(areaClasses(values, { method: "manual", limits }).classes.map(String)).toEqual(published);
      const byStep = areaClasses(values, { method: "manual", limits: steps });
      expect(byStep.classes.map(String)).toEqual(rated.map((row) => row[`${id}_AG_GR`]));
    });
});

for (const year of [2013, 2017]) {
  const folder = `berlin_mss/${year}/berlin-monitoring-social-urban-development-${year}-00`;
  test.skipIf(!existsSync(join(data, `${folder}-3-districts.csv`)))(
    `MSS ${year}: the published z-values of status and their sum, standardised again, of every rated area (skipped without the open data)`,
    () => {
      const plan = readDefinition(
        readFileSync(join(import.meta.dirname, "../../examples/indices/mss-2013-2017.yaml"), "utf8"),
      );
      const text = readFileSync(join(data, `${folder}-2-1-planning-areas.csv`), "utf8");
      const result = computeIndex(plan, readValues(text, plan).periods[0]!.values);
      const status = groupOf(result, "status");
      let compared = 0;
      for (const { cells } of csvTable(readFileSync(join(data, `${folder}-3-districts.csv`), "utf8")).rows) {
        // Four z-values, their sum, the sum standardised again, the class in words: the headings of the source are wrong.
        const [id = "", , ...printed] = cells;
        const i = result.areas.indexOf(id);
        if (result.exclusions.some((e) => e.position === i)) continue;
        const z = result.indicators.slice(0, 4).map((one) => Number(one.normalised[i]));
        const found = [...z, z.reduce((a, b) => a + b, 0), Number(status.values[i])];
        found.forEach((value, k) => {
          expect(Math.abs(value - Number(printed[k])), `${id} ${k}`).toBeLessThanOrEqual(2e-4);
        });
        expect(status.classes!.labels[status.classes!.classes[i]! - 1]!.de, id).toBe(printed[6]);
        compared++;
      }
      expect(compared).toBeGreaterThan(430);
    },
  );
}

const gisd = "rki_gisd/GISD_Bund_Kreis.csv";

describe.skipIf(!existsSync(join(data, gisd)))("GISD of the RKI (skipped without the open data)", () => {
  const districts = rowsOf(gisd);
  const scaled = `
format: kreislauf-index/1
id: gisd
label: GISD
normalisation: { method: minmax, from: 0, to: 1 }
indices:
  - id: gisd
    classes: { method: quantile, count: 5, type: 9 }
    components: [{ indicator: gisd_score }]
`;

  test("quintiles, deciles and the three-class code of all districts and years, 1998 to 2021", () => {
    const years = [...new Set(districts.map((row) => row.year))];
    let compared = 0;
    for (const year of years) {
      const rows = districts.filter((row) => row.year === year);
      const scores = rows.map((row) => Number(row.gisd_score));
      const [five, ten] = [5, 10].map((count) => areaClasses(scores, { method: "quantile", count, type: 9 }).classes);
      rows.forEach((row, i) => {
        expect(
          [five![i], ten![i], five![i] === 1 ? 1 : five![i] === 5 ? 3 : 2].map(String),
          `${row.kreis_id} ${year}`,
        ).toEqual([row.gisd_5, row.gisd_10, row.gisd_k]);
        compared++;
      });
    }
    expect(compared).toBe(9600);
  });

  for (const [land, code] of [
    ["Brandenburg", "12"],
    ["Schleswig-Holstein", "01"],
  ] as const)
    test(`the districts of ${land} are the districts of the Bund, scaled anew within the Land, every year`, () => {
      const plan = readDefinition(scaled);
      const own = districts.filter((row) => row.kreis_id!.startsWith(code));
      const table = tableOf(
        ["kreis", "year", "gisd_score"],
        own.map((row) => [row.kreis_id!, row.year!, row.gisd_score!]),
      );
      const published = rowsOf(`rki_gisd/GISD_${land}_Kreis.csv`);
      let compared = 0;
      for (const { period, values } of readValues(table, plan, { periodColumn: "year", decimal: "point" }).periods) {
        const result = computeIndex(plan, values);
        for (const row of published.filter((one) => one.year === period)) {
          const found = Number(groupOf(result, "gisd").values[result.areas.indexOf(row.kreis_id!.padStart(5, "0"))]);
          // Both are printed with five decimals, and the range within a Land is a third of that of the Bund.
          expect(Math.abs(found - Number(row.gisd_score)), `${row.kreis_id} ${period}`).toBeLessThan(3e-5);
          compared++;
        }
      }
      expect(compared).toBe(published.length);
      expect(compared).toBeGreaterThan(350);
    });
});

for (const year of [2010, 2014]) {
  const folder = "gisd_revision2018/output";
  test.skipIf(!existsSync(join(data, `${folder}/Kreis_${year}.csv`)))(
    `GISD, revision 2018: scores, quintiles and deciles of all 402 districts of ${year} from 11,116 municipalities by residents (skipped without the open data)`,
    () => {
      const plan = readDefinition(`
format: kreislauf-index/1
id: gisd
label: GISD
normalisation: none
indices:
  - id: gisd
    components: [{ indicator: score }]
higherLevels:
  - id: kreis
    column: kreis
    population: residents
    afterwards: { method: minmax, from: 0, to: 1 }
    classes: [{ method: quantile, count: 5, type: 9 }, { method: quantile, count: 10, type: 9 }]
`);
      const municipalities = rowsOf(`${folder}/Gemeinde_${year}.csv`, "latin1");
      const table = tableOf(
        ["gemeinde", "kreis", "residents", "score"],
        municipalities.map((row) => {
          // Hamburg stands there as 2e+06.
          const code = String(Number(row.Gemeindekennziffer)).padStart(8, "0");
          return [code, code.slice(0, 5), row.Bevölkerung!, row.GISD_Score!];
        }),
      );
      const { values } = readValues(table, plan, { decimal: "point" }).periods[0]!;
      const [level] = higherLevels(computeIndex(plan, values), values);
      const published = rowsOf(`${folder}/Kreis_${year}.csv`, "latin1");
      expect([municipalities.length, published.length, level!.areas.length]).toEqual([11116, 402, 402]);
      for (const row of published) {
        const i = level!.areas.indexOf(row.Kreiskennziffer!.padStart(5, "0"));
        // Printed with six decimals, from scores with six decimals.
        expect(Math.abs(Number(level!.values[i]) - Number(row.GISD_Score)), row.Kreiskennziffer).toBeLessThan(1.5e-6);
        expect(
          level!.classes.map((one) => String(one.classes[i])),
          row.Kreiskennziffer,
        ).toEqual([row.GISD_5, row.GISD_10]);
        expect(level!.population[i]).toBe(Number(row.Bevölkerung));
      }
    },
  );
}

const atlas = "berlin_gssa_2022/gssa_2022_bezirke.csv";

describe.skipIf(!existsSync(join(data, atlas)))(
  "Gesundheits- und Sozialstrukturatlas Berlin (skipped without the open data)",
  () => {
    const rows = rowsOf(atlas);
    for (const year of [2013, 2022]) {
      const column = (id: string): Value[] => rows.map((row) => Number(row[`${id}_${year}`]));
      const computed = (components: string): number[] => {
        const plan = readDefinition(`
format: kreislauf-index/1
id: gssa
label: GSSA
normalisation: { method: z, divisor: sample }
indices:
  - id: whole
    afterwards: { method: z, divisor: sample }
    components: [${components}]
`);
        const result = computeIndex(plan, readValues(readFileSync(join(data, atlas), "utf8"), plan).periods[0]!.values);
        return groupOf(result, "whole").values.map(Number);
      };
      const same = (found: readonly number[], id: string): void => {
        found.forEach((value, i) => {
          expect(Math.abs(value - Number(column(id)[i])), `${id} ${i}`).toBeLessThan(1e-6);
        });
      };

      test(`ESIx ${year}: employment and social situation in equal parts, standardised again, for all districts`, () => {
        same(computed(`{ indicator: DI_${year} }, { indicator: DII_${year} }`), "ESIx");
      });

      test(`GESIx ${year}: with the loadings that the check of principal components shows as weights, for all districts`, () => {
        const dimensions = ["DI", "DII", "DIII"];
        const { loadings } = principalComponents(dimensions.map(column))!;
        same(
          computed(dimensions.map((id, k) => `{ indicator: ${id}_${year}, weight: ${loadings[k]} }`).join(", ")),
          "GESIx",
        );
      });
    }
  },
);
