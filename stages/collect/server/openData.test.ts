import { existsSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { describe, expect, test } from "vitest";
import { formatById, recognisedFormat } from "../formats.ts";
import { implausibleValues } from "../implausible.ts";
import type { Mapping } from "../mapping.ts";
import { personLevelSign } from "../personLevel.ts";
import type { ReadFigures } from "../readFigures.ts";
import type { Workbook } from "../workbook.ts";
import type { Expected, Sample } from "./expectation.ts";
import { fileOf } from "./fileOf.ts";
import { expectedOf } from "./openDataExpected.ts";
import { openFile } from "./openFile.ts";

// Real open data lies beside the project and is never part of it; without the folder these tests are skipped.
const folder = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
const missing = !existsSync(join(folder, "statistics"));
const open = (path: string): Promise<Workbook> => openFile(fileOf(join(folder, path)));

function* filesBelow(path: string): Generator<string> {
  for (const entry of readdirSync(path, { withFileTypes: true }))
    if (entry.isDirectory()) yield* filesBelow(join(path, entry.name));
    else yield join(path, entry.name);
}

const files = missing
  ? []
  : ["statistics", "codes", "zensus", "sozialraum", "population", "projection"].flatMap((part) =>
      [...filesBelow(join(folder, part))].map((path) => relative(folder, path)),
    );

function valueAt(read: ReadFigures, sample: Sample): unknown {
  for (const slice of read.slices) {
    if (slice.figure !== sample.figure || slice.period !== sample.period || slice.sheet !== (sample.sheet ?? ""))
      continue;
    const wanted = sample.breakdown ?? {};
    if (Object.entries(wanted).some(([name, member]) => slice.breakdown[name] !== member)) continue;
    const at = slice.areaCodes.indexOf(sample.area);
    if (at < 0 || slice.rows[at] !== sample.at[0] || slice.columns[at] !== sample.at[1]) continue;
    return slice.values[at];
  }
  return "not found";
}

function readAs(workbook: Workbook, expected: Expected): { reader: string; read: ReadFigures } {
  const reader = expected.mapping?.table === undefined ? recognisedFormat(workbook).format.id : "table";
  const mapping: Mapping = { reader, figures: [], ...expected.mapping };
  return { reader, read: formatById(reader).read(workbook, mapping) };
}

describe.skipIf(missing)(
  "X-054 every file of the open data folder is read right or refused with a reason (skipped without the folder)",
  () => {
    for (const path of files)
      test(path, async () => {
        const expected = expectedOf(path);
        if (expected === undefined) throw new Error(`nobody said what to expect of ${path}`);
        if (expected.refused !== undefined) {
          await expect(open(path).then((workbook) => recognisedFormat(workbook))).rejects.toMatchObject({
            code: expected.refused,
          });
          return;
        }
        const workbook = await open(path);
        expect(personLevelSign(workbook)).toBeUndefined();
        const { reader, read } = readAs(workbook, expected);
        expect(reader).toBe(expected.reader);
        if (expected.areas !== undefined) expect(read.areas.length).toBe(expected.areas);
        if (expected.cells !== undefined) expect(read.grid?.x.length).toBe(expected.cells);
        if (expected.values !== undefined)
          expect(read.slices.reduce((sum, slice) => sum + slice.values.length, 0)).toBe(expected.values);
        for (const sample of expected.samples ?? [])
          expect(valueAt(read, sample), `${sample.figure} ${sample.area} ${sample.period}`).toBe(sample.value);
        expect(read.findings.filter(({ severity }) => severity === "error")).toEqual([]);
      });
  },
);

describe.skipIf(missing)("broken files of the open data folder are named by place (skipped without the folder)", () => {
  test("X-012 the one list of single persons in the folder is recognised as such", async () => {
    expect(personLevelSign(await open("kommonitor/features.csv"))).toMatchObject({ row: 1, head: "Alter", rows: 5 });
  });

  test("umlauts that were destroyed before the file came are named, not guessed", async () => {
    const { findings } = await open("statistics/genesis/12411-0006_kaputte_kodierung.csv");
    expect(findings[0]).toMatchObject({ code: "collect.destroyedLetter", place: { row: 2, column: 1 } });
    expect(findings.some(({ code }) => code === "collect.destroyedLetters")).toBe(true);
  });

  test("glued numbers in the Düsseldorf file are found by what the other areas show", async () => {
    const { read } = readAs(await open("sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson"), {
      mapping: { period: "2021" },
    });
    const odd = implausibleValues(read.slices).filter(({ code }) => code === "collect.partLargerThanWhole");
    expect(
      odd.map(({ parameters, place }) => [parameters.figure, parameters.value, place?.row, place?.column]),
    ).toEqual([
      ["a30_49", 625192, 2, 14],
      ["a50_64", 392133, 2, 16],
      ["haushalte", 1179359, 2, 28],
    ]);
  });

  test("a typing error in the Flensburg file (2 instead of about 1,600) is found", async () => {
    const { read } = readAs(await open("sozialraum/flensburg_sozialatlas_2021.json"), {});
    const odd = implausibleValues(read.slices).filter(({ parameters }) => parameters.code === "3");
    expect(odd.map(({ parameters }) => [parameters.figure, parameters.value])).toContainEqual([
      "benefits_age_15_to_under_65.employable_with_benefits",
      2,
    ]);
  });

  test("sound files are not drowned in warnings", async () => {
    for (const path of [
      "codes/31122023_Auszug_GV.xlsx",
      "population/berlin_lor/berlin-lor-population-2015-02-t2-planning-areas.csv",
    ]) {
      const { read } = readAs(await open(path), {});
      const values = read.slices.reduce((sum, slice) => sum + slice.values.length, 0);
      expect(implausibleValues(read.slices).length, path).toBeLessThan(values / 500);
    }
  });

  test("keys that lost their leading zero are found and completed", async () => {
    const { read } = readAs(await open("composite/gisd_revision2018/output/Gemeinde_2014.csv"), {
      mapping: { period: "2014" },
    });
    expect(read.findings.find(({ code }) => code === "collect.leadingZeroLost")).toMatchObject({
      place: { row: 2 },
      parameters: { code: "1001000", length: 8 },
    });
    expect(read.areas[0]?.code).toBe("01001000");
    // The program that wrote the file turned Hamburg's key into a power of ten.
    expect(read.findings.find(({ code }) => code === "collect.codeAsPower")?.parameters).toEqual({
      text: "2e+06",
      code: "2000000",
    });
    expect(read.areas.some(({ code }) => code === "02000000")).toBe(true);
  });

  test("two reference years side by side in the heads become two periods", async () => {
    const { read } = readAs(await open("composite/berlin_gssa_2022/gssa_2022_bezirke.csv"), {});
    expect([...new Set(read.slices.map(({ figure, period }) => `${figure} ${period}`))].slice(0, 2)).toEqual([
      "GESIx 2013",
      "GESIx 2022",
    ]);
    expect(read.findings).toEqual([]);
  });

  test("Zensus cells: -1 is withheld, -9 unknown, decimals have a comma; Parquet and CSV agree", async () => {
    const csv = readAs(await open("zensus/zensus2011_1km_schleswig-holstein_hamburg.csv"), {}).read.grid;
    const at = csv?.rows.indexOf(4) ?? -1;
    expect([csv?.x[at], csv?.y[at]]).toEqual([4262500, 3383500]);
    const column = (figure: string) => csv?.figures.find((candidate) => candidate.figure === figure)?.values ?? [];
    expect(column("Einwohner")[at]).toBe(208);
    expect(column("Frauen_A")[at]).toBe(46.63);
    expect(column("Wohnfl_Whg_D")[at]).toBe("unknown");
    expect(column("Einwohner")[csv?.rows.indexOf(2) ?? -1]).toBe("withheld");
    const parquet = readAs(await open("zensus/zensus_1km_continuous_Einwohner.parquet"), {}).read.grid;
    const byPlace = new Map(parquet?.x.map((x, i) => [`${x} ${parquet.y[i]}`, parquet.figures[0]?.values[i]]));
    let compared = 0;
    csv?.x.forEach((x, i) => {
      expect(byPlace.get(`${x} ${csv.y[i]}`)).toBe(column("Einwohner")[i]);
      compared++;
    });
    expect(compared).toBe(12314);
  });
});
