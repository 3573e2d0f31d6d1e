import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Value } from "../../kernel/value/value.ts";
import { formats, recognisedFormat } from "./formats.ts";
import type { Mapping } from "./mapping.ts";
import { breakdownText, type ReadFigures } from "./readFigures.ts";
import { fileOf } from "./server/fileOf.ts";
import { openFile } from "./server/openFile.ts";
import type { Workbook } from "./workbook.ts";

/** Figure, area, period, breakdown, value: written down by hand from the invented example. */
type Line = readonly [figure: string, area: string, period: string, breakdown: string, value: Value];

interface Example {
  readonly mapping?: Partial<Mapping>;
  readonly lines?: readonly Line[];
  readonly facilities?: readonly (readonly [string, number | null, number | null, number | null])[];
  readonly grid?: readonly (readonly [number, number, ...Value[]])[];
  readonly source?: Readonly<Record<string, string>>;
}

const examples: Readonly<Record<string, Readonly<Record<string, Example>>>> = {
  genesisTable: {
    "kreise.csv": {
      lines: [
        ["Bevölkerungsstand", "DG", "2021", "Geschlecht=männlich", 40],
        ["Bevölkerungsstand", "DG", "2021", "Geschlecht=weiblich", 42],
        ["Bevölkerungsstand", "DG", "2021", "Geschlecht=Insgesamt", 82],
        ["Bevölkerungsstand", "01099", "2021", "Geschlecht=männlich", 0],
        ["Bevölkerungsstand", "01099", "2021", "Geschlecht=weiblich", "withheld"],
        ["Bevölkerungsstand", "01099", "2021", "Geschlecht=Insgesamt", 7],
        ["Bevölkerungsstand", "01099", "2022", "Geschlecht=männlich", "unreliable"],
        ["Bevölkerungsstand", "01099", "2022", "Geschlecht=weiblich", "later"],
        ["Bevölkerungsstand", "01099", "2022", "Geschlecht=Insgesamt", "senseless"],
      ],
      source: {
        title: "Bevölkerung: Kreise, Stichtag, Geschlecht",
        publisher: "Statistisches Amt Musterland, 2023",
        licence: "dl-de/by-2-0",
        asOf: "01.02.2023 / 10:00:00",
      },
    },
  },
  genesisFlat: {
    "alt.csv": {
      lines: [
        ["Bevölkerungsstand", "01099", "2021", "Geschlecht=männlich", 1234.5],
        ["Lebend Geborene", "01099", "2021", "Geschlecht=männlich", 0],
        ["Bevölkerungsstand", "01099", "2021", "Geschlecht=weiblich", "withheld"],
        ["Lebend Geborene", "01099", "2021", "Geschlecht=weiblich", 12],
      ],
      source: { title: "99999 Erfundene Fortschreibung" },
    },
    "neu.csv": {
      lines: [
        ["Bevölkerungsstand", "01099001", "2021", "Geschlecht=männlich", 17.5],
        ["Bevölkerungsstand", "01099001", "2021", "Geschlecht=weiblich", "withheld"],
      ],
    },
  },
  genesisCube: {
    "quader.csv": {
      lines: [
        ["BEVSTD", "01099", "2021", "GES=GESM", 1234.5],
        ["BEVGEB", "01099", "2021", "GES=GESM", 7],
        ["BEVSTD", "01099", "2021", "GES=GESW", "withheld"],
        ["BEVGEB", "01099", "2021", "GES=GESW", 0],
      ],
    },
  },
  inkar: Object.fromEntries(
    ["breit.csv", "zweizeilig.csv"].map((name) => [
      name,
      {
        lines: [
          ["Erfundene Quote", "01099", "2020", "", 12.5],
          ["Erfundene Quote", "01099", "2021", "", 13],
          ["Erfundene Quote", "01098", "2020", "", "unknown"],
          ["Erfundene Quote", "01098", "2021", "", 9.25],
        ] satisfies Line[],
      },
    ]),
  ),
  gemeindeverzeichnis: {
    "auszug.csv": {
      lines: [
        ["Fläche", "01099001", "2023", "", 9.96],
        ["Bevölkerung insgesamt", "01099001", "2023", "", 2988],
        ["Bevölkerung männlich", "01099001", "2023", "", 1501],
        ["Bevölkerung weiblich", "01099001", "2023", "", 1487],
        ["Bevölkerung je km2", "01099001", "2023", "", 300],
        ["Fläche", "01099002", "2023", "", 33.81],
        ["Bevölkerung insgesamt", "01099002", "2023", "", 34617],
        ["Bevölkerung männlich", "01099002", "2023", "", 16757],
        ["Bevölkerung weiblich", "01099002", "2023", "", 17860],
        ["Bevölkerung je km2", "01099002", "2023", "", 1024],
      ],
      source: { referenceDate: "2023-12-31", boundaries: "2023-12-31" },
    },
  },
  bundesagentur: {
    "beschaeftigte.xlsx": {
      lines: [
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "DG", "2020", "", 1000],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "DG", "2021", "", 1010],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "DG", "2020", "Merkmal=Ohne Abschluss", 100],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "DG", "2021", "Merkmal=Ohne Abschluss", "withheld"],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "01099", "2020", "", 50],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "01099", "2021", "", 52],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "01099", "2020", "Merkmal=Ohne Abschluss", "unknown"],
        ["Beschäftigte am Wohnort nach Abschluss (Anzahl)", "01099", "2021", "Merkmal=Ohne Abschluss", 6],
      ],
      source: { publisher: "Statistik der Bundesagentur für Arbeit", asOf: "Februar 2022" },
    },
  },
  zensusGrid: {
    "Zensus_2011_1km.csv": {
      grid: [
        [4260500, 3383500, "withheld", "withheld", "withheld"],
        [4261500, 3383500, 200, 12.5, 41.3],
        [4262500, 3383500, 100, "unknown", 50],
      ],
      source: { referenceDate: "2011-05-09" },
    },
    "Zensus2022_100m-Gitter.csv": {
      grid: [
        [4261550, 3383550, 17],
        [4261550, 3383650, "unknown"],
      ],
      source: { referenceDate: "2022-05-15" },
    },
  },
  kommonitor: {
    "zeitreihe.json": {
      lines: [
        ["zeitreihe", "01099001", "2020", "", 12.5],
        ["zeitreihe", "01099001", "2021", "", "unknown"],
        ["zeitreihe", "01099002", "2020", "", 0],
      ],
    },
    "zeitreihe.csv": {
      lines: [
        ["zeitreihe", "01099001", "2020", "", 12.5],
        ["zeitreihe", "01099001", "2021", "", "unknown"],
        ["zeitreihe", "01099002", "2020", "", 0],
        ["zeitreihe", "01099002", "2021", "", 3],
      ],
    },
  },
  cityRecords: {
    "stadtteile.json": {
      lines: [
        ["residents", "1", "2021", "", 100],
        ["age.under_18", "1", "2021", "", 20],
        ["residents", "2", "2021", "", 200],
        ["age.under_18", "2", "2021", "", "unknown"],
      ],
    },
  },
  facilityList: {
    "kitas.csv": {
      facilities: [
        ["Kita Regenbogen", 9.8, 53.7, 45],
        ["Kita ohne Ort", null, null, null],
      ],
    },
    // Zone 33: the Albrechtstraße in Berlin, whose degrees the Kita list of the city gives as 13.38439, 52.52252.
    "schulen.geojson": { facilities: [["Schule Mitte", 13.3844, 52.5225, null]] },
  },
  table: {
    "sechs-spalten.csv": {
      lines: [
        ["Einwohner", "01099001", "2022", "", 1200],
        ["davon weiblich", "01099001", "2022", "", 610],
        ["Einwohner", "01099002", "2022", "", 20345],
        ["davon weiblich", "01099002", "2022", "", 10401.5],
      ],
    },
  },
};
const wholeInkar: Example = {
  lines: [
    ["Erfundene Quote", "01099", "2021", "", 12.5],
    ["Erfundene Quote", "01098", "2021", "", "unknown"],
  ],
};

const folder = join(import.meta.dirname, "formats");
const open = (format: string, name: string): Promise<Workbook> =>
  openFile(fileOf(join(folder, `${format}.example`, name)));
const everything = { ...examples, inkar: { ...examples.inkar, "lang.csv": wholeInkar } };

function linesOf(read: ReadFigures): string[] {
  return read.slices
    .flatMap((slice) =>
      slice.areaCodes.map((code, i) =>
        [slice.figure, code, slice.period, breakdownText(slice.breakdown), slice.values[i]].join(" | "),
      ),
    )
    .sort();
}

test("every format has examples, and every example is in the list", () => {
  expect(Object.keys(everything).sort()).toEqual(formats.map(({ id }) => id).sort());
  for (const [format, files] of Object.entries(everything))
    expect(readdirSync(join(folder, `${format}.example`)).sort(), format).toEqual(Object.keys(files).sort());
});

describe.each(formats)("X-054 the contract of formats is kept by $id", (format) => {
  const files = Object.entries(everything[format.id as keyof typeof everything] ?? {});

  test.each(files)("%s is recognised and read to the last value", async (name, example) => {
    const workbook = await open(format.id, name);
    expect(recognisedFormat(workbook).format.id).toBe(format.id);
    const read = format.read(workbook, { reader: format.id, figures: [], ...example.mapping });
    const expected = (example.lines ?? []).map((line) => line.join(" | ")).sort();
    expect(linesOf(read)).toEqual(expected);
    if (example.source !== undefined) expect(read.source).toMatchObject(example.source);
    if (example.grid !== undefined)
      expect(
        read.grid?.x.map((x, i) => [
          x,
          read.grid?.y[i],
          ...(read.grid?.figures ?? []).map((figure) => figure.values[i]),
        ]),
      ).toEqual(example.grid);
    expect(read.facilities.length).toBe(example.facilities?.length ?? 0);
    example.facilities?.forEach(([facility, longitude, latitude, capacity], i) => {
      expect(read.facilities[i]).toMatchObject({ name: facility, capacity });
      if (longitude === null) expect(read.facilities[i]?.longitude).toBeNull();
      else {
        expect(read.facilities[i]?.longitude).toBeCloseTo(longitude, 4);
        expect(read.facilities[i]?.latitude).toBeCloseTo(latitude ?? 0, 4);
      }
    });
    expect(read.findings.filter(({ severity }) => severity === "error")).toEqual([]);
  });

  test.each(files)("%s: every value stands where its place says", async (name, example) => {
    const workbook = await open(format.id, name);
    const read = format.read(workbook, { reader: format.id, figures: [], ...example.mapping });
    for (const slice of read.slices)
      slice.values.forEach((value, i) => {
        const sheet = workbook.sheets.find((candidate) => candidate.name === slice.sheet);
        const cell = sheet?.rows[(slice.rows[i] ?? 0) - 1]?.[(slice.columns[i] ?? 0) - 1] ?? null;
        if (typeof value === "number" && value !== 0)
          expect(String(cell)).toContain(String(Math.trunc(value)).slice(0, 1));
        expect(slice.rows[i]).toBeGreaterThan(0);
        expect(slice.columns[i]).toBeGreaterThan(0);
      });
  });

  test.each(files)("%s is read the same every time", async (name, example) => {
    const workbook = await open(format.id, name);
    const mapping: Mapping = { reader: format.id, figures: [], ...example.mapping };
    expect(format.read(workbook, mapping)).toEqual(format.read(workbook, mapping));
  });

  test("a file of another kind is refused with the place where its own heads are missing", () => {
    const strange: Workbook = {
      fileName: "brief.csv",
      container: "csv",
      sheets: [{ name: "", rows: [["Sehr geehrte Damen und Herren"], [], ["mit freundlichen Grüßen"]], merges: [] }],
      findings: [],
    };
    expect(format.recognise(strange)).toBe(0);
    const refusal = (() => {
      try {
        format.read(strange, { reader: format.id, figures: [] });
      } catch (trouble) {
        return trouble;
      }
      return undefined;
    })();
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ place: { row: expect.any(Number), column: expect.any(Number) } });
  });

  test("an empty workbook is not recognised and does no harm", () => {
    const empty: Workbook = { fileName: "leer.csv", container: "csv", sheets: [], findings: [] };
    expect(format.recognise(empty)).toBe(0);
  });
});

test("X-054 a layout that nobody knows fails with line and column", () => {
  const workbook: Workbook = {
    fileName: "brief.xlsx",
    container: "xlsx",
    sheets: [{ name: "Brief", rows: [[], [null, "Sehr geehrte Damen und Herren"]], merges: [] }],
    findings: [],
  };
  expect(() => recognisedFormat(workbook)).toThrow(Refusal);
  try {
    recognisedFormat(workbook);
  } catch (trouble) {
    expect(trouble).toMatchObject({ code: "collect.noTable", place: { sheet: "Brief", row: 2, column: 2 } });
  }
});
