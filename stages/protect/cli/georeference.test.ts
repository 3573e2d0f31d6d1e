import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { delimited } from "../tables.ts";
import { stage } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-streets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function kreislauf(...words: string[]) {
  const said = { out: "", told: "" };
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => stage }], {
    print: (text) => {
      said.out += text;
    },
    tell: (text) => {
      said.told += text;
    },
    signal: new AbortController().signal,
    phrasesOf: async () => stage.phrases,
    version: "0",
  });
  return { code, ...said };
}

function file(name: string, lines: readonly string[]): string {
  const path = join(folder, name);
  writeFileSync(path, `${lines.join("\n")}\n`);
  return path;
}

const streets = [
  "strasse;von;bis;seite;raum",
  "Lange Straße;1;19;ungerade;Nord",
  "Lange Straße;2;20;gerade;Süd",
  "Lange Straße;21;;alle;West",
  "Am Markt;;;;Nord",
  "Ring;1;9;;Nord",
  "Ring;9;20;;Süd",
];

const specification = (area: string) => `title: Einwohner
dimensions:
  - id: raum
    total: Kreis
    codes: [Nord, Süd, West]
records:
  area:
    dimension: raum
${area}
rules:
  - kind: minimumCount
    minimum: 3
`;

async function counted(spec: string, records: readonly string[]) {
  const out = join(folder, "out");
  const words = ["--records", file("r.csv", records), "--spec", file("s.yaml", spec.split("\n")), "--out", out];
  const run = await kreislauf("table", ...words);
  if (run.code !== 0) return { run, cells: {}, report: {} };
  const { rows } = delimited(readFileSync(join(out, "table.csv"), "utf8"));
  return {
    run,
    cells: Object.fromEntries(rows.map(({ fields }) => [fields[0], Number(fields[1])])),
    report: JSON.parse(readFileSync(join(out, "report.json"), "utf8")),
  };
}

test("X-006 records find their area by street, number and side; what finds none is counted by reason", async () => {
  file("streets.csv", streets);
  const spec = specification("    by: streetRanges\n    directory: streets.csv\n    street: Adresse\n    number: Nr");
  const { cells, report } = await counted(spec, [
    "Familienname;Adresse;Nr",
    "Adler;Lange Str.;1",
    "Adler;LANGE STRASSE;19 b",
    "Adler;Lange-Straße;20",
    "Adler;Lange Straße;400",
    "Adler;Am Markt;7",
    "Adler;Am Markt;7",
    "Adler;Ring;9",
    "Adler;Nirgendweg;9",
    "Adler;Lange Straße;o. Nr.",
    "Adler;;3",
    "Adler;Ring;21",
  ]);
  expect(cells).toEqual({ Kreis: 6, Nord: 4, Süd: 1, West: 1 });
  expect(report).toMatchObject({ records: 11, counted: 6 });
  expect(report.leftOut).toEqual({
    "liegt nach dem Verzeichnis in zwei Räumen": 1,
    "Straße nicht im Verzeichnis": 1,
    "Hausnummer fehlt oder ist keine Zahl": 1,
    "Straße fehlt": 1,
    "Hausnummer nicht im Verzeichnis": 1,
  });
});

test("X-006 streets of the same name in two places stay apart; columns may bear other names and clash with none of ours", async () => {
  file("places.csv", ["Gemeinde,Name,Von,Bis,Bezirk", "A,Dorfstraße,1,99,Nord", "B,Dorfstraße,1,99,Süd"]);
  const columns = "    columns: { place: Gemeinde, street: Name, from: Von, to: Bis, area: Bezirk }";
  const keys = "    by: streetRanges\n    directory: places.csv\n    street: area\n    number: reason\n    place: f0";
  const { cells } = await counted(specification(`${keys}\n${columns}`), [
    "area,reason,f0",
    "Dorfstr.,1,A",
    "Dorfstr.,1,B",
    "Dorfstr.,2,B",
    "Dorfstr.,2,C",
  ]);
  expect(cells).toEqual({ Kreis: 3, Nord: 1, Süd: 2, West: 0 });
});

test("columns of the records may be called like anything, and sums, unique keys and reasons still come out", async () => {
  const spec = `title: T
dimensions:
  - id: c0
    total: alle
    codes: [a, b]
records: { sum: amount, unique: reason }
rules: [{ kind: minimumCount, minimum: 3 }]
`;
  const { cells, report } = await counted(spec, ["c0,amount,reason", "a,2,x", "b,3.5,y", "b,1,y", "z,1,v"]);
  expect(cells).toEqual({ alle: 5.5, a: 2, b: 3.5 });
  expect(report.leftOut).toEqual({ "Kennung doppelt": 1, "unbekannter Schlüssel in c0": 1 });
});

test("X-006 by a list of addresses a letter counts where the list knows it", async () => {
  file("addresses.csv", ["strasse,hausnummer,raum", "Weg,1,Nord", "Weg,1a,Süd", "Weg,2,West", "Weg,2,Nord"]);
  const { cells, report } = await counted(specification("    by: addressList\n    directory: addresses.csv"), [
    "strasse,hausnummer",
    "Weg,1",
    "Weg,1 A",
    "Weg,01b",
    "Weg,2",
    "Weg,3",
  ]);
  expect(cells).toEqual({ Kreis: 3, Nord: 2, Süd: 1, West: 0 });
  expect(report.leftOut).toEqual({
    "liegt nach dem Verzeichnis in zwei Räumen": 1,
    "Hausnummer nicht im Verzeichnis": 1,
  });
});

test("X-006 by blocks, with leading zeros; an area that the table does not know is a reason too", async () => {
  file("blocks.csv", ["block,raum", "001,Nord", "1,Süd", "002,Ost"]);
  const { cells, report } = await counted(
    specification("    by: block\n    directory: blocks.csv\n    block: Blocknr"),
    ["Blocknr,alter", "001,3", "1,4", "002,5", ",6", "9,7"],
  );
  expect(cells).toEqual({ Kreis: 2, Nord: 1, Süd: 1, West: 0 });
  expect(report.leftOut).toEqual({
    "unbekannter Schlüssel in raum": 1,
    "Block fehlt": 1,
    "Block nicht im Verzeichnis": 1,
  });
});

test("X-006 by coordinates in polygons; on the border one area, outside none", async () => {
  const square = (code: string, west: number, hole: number[][][] = []) => ({
    type: "Feature",
    properties: { schluessel: code },
    geometry: {
      type: "Polygon",
      coordinates: [
        [
          [west, 0],
          [west + 10, 0],
          [west + 10, 10],
          [west, 10],
          [west, 0],
        ],
        ...hole,
      ],
    },
  });
  const lake = [
    [2, 2],
    [2, 4],
    [4, 4],
    [4, 2],
    [2, 2],
  ];
  const features = [square("Nord", 0, [lake]), square("Süd", 10)];
  file("areas.json", [JSON.stringify({ type: "FeatureCollection", features })]);
  const keys = "    by: coordinates\n    directory: areas.json\n    east: rw\n    north: hw";
  const { cells, report } = await counted(specification(`${keys}\n    columns: { area: schluessel }`), [
    "rw;hw",
    "1,5;1",
    "10;5",
    "19.5;9",
    "3;3",
    "50;5",
    ";5",
  ]);
  expect(cells).toMatchObject({ Kreis: 3, West: 0 });
  expect((cells.Nord ?? 0) + (cells.Süd ?? 0)).toBe(3);
  expect(report.leftOut).toEqual({ "Koordinaten in keinem Raum": 2, "Koordinaten fehlen oder sind keine Zahlen": 1 });
  const { run } = await counted(specification(keys), ["rw;hw", "1;1"]);
  expect(run).toMatchObject({ code: 2, told: expect.stringContaining("„raum“") });
});

test("X-042 in a directory of 412 ranges the 2 overlaps are reported with their lines", async () => {
  const lines = ["strasse;von;bis;seite;raum"];
  for (let n = 0; n < 103; n++)
    lines.push(
      `Weg ${n};1;19;ungerade;A${n % 7}`,
      `Weg ${n};2;20;gerade;B${n % 7}`,
      `Weg ${n};21;39;ungerade;A${n % 7}`,
      `Weg ${n};22;;gerade;C${n % 7}`,
    );
  expect(lines.length).toBe(1 + 412);
  expect(await kreislauf("streets", "check", file("412.csv", lines))).toMatchObject({
    code: 0,
    out: "",
    told: "412 Abschnitte: 0 Überschneidungen, 0 Lücken.",
  });
  lines[1 + 4 * 10] = "Weg 10;1;21;ungerade;X";
  lines[4 + 4 * 50] = "Weg 50;18;;gerade;Y";
  const { code, out, told } = await kreislauf("streets", "check", file("412.csv", lines));
  expect(code).toBe(2);
  expect(told).toBe("412 Abschnitte: 2 Überschneidungen, 0 Lücken.");
  expect(out.trim().split("\n")).toEqual([
    "Zeile 44: „weg 10“ 21 bis 21 steht auch in Zeile 42: einmal in X, einmal in A3. Bitte einen der Abschnitte kürzen.",
    "Zeile 205: „weg 50“ 18 bis 20 steht auch in Zeile 203: einmal in B1, einmal in Y. Bitte einen der Abschnitte kürzen.",
  ]);
});

test("X-042 odd and even beside each other do not overlap, gaps name their numbers, a wrong line its place", async () => {
  const gap = file("gap.csv", [streets[0] ?? "", "Weg;1;9;u;A", "Weg;2;10;g;B", "Weg;15;21;u;A", "Weg;12;20;g;B"]);
  expect(await kreislauf("streets", "check", gap)).toMatchObject({
    code: 0,
    out: "Zeile 4: Zwischen Zeile 2 und dieser fehlen in „weg“ die Hausnummern 11 bis 13.\n",
  });
  const side = file("side.csv", [streets[0] ?? "", "Weg;1;9;links;A"]);
  expect(await kreislauf("streets", "check", side)).toMatchObject({
    code: 2,
    told: expect.stringMatching(/Zeile 2.*„links“/),
  });
  const back = file("back.csv", [streets[0] ?? "", "Weg;9;1;u;A"]);
  expect(await kreislauf("streets", "check", back)).toMatchObject({
    code: 2,
    told: expect.stringMatching(/Zeile 2.*„1“/),
  });
  const none = file("none.csv", ["strasse;von;bis;seite", "Weg;1;9;u"]);
  expect(await kreislauf("streets", "check", none)).toMatchObject({
    code: 2,
    told: expect.stringContaining("„raum“ fehlt"),
  });
});
