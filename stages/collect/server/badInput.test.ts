import { closeSync, ftruncateSync, mkdtempSync, openSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { recognisedFormat } from "../formats.ts";
import phrases from "../messages.de.json" with { type: "json" };
import type { Workbook } from "../workbook.ts";
import { makeWorkbook, makeZip } from "./makeWorkbook.ts";
import { openFile } from "./openFile.ts";
import { UnpackingBudget, unpackedWhole, zipEntries } from "./zip.ts";

const folder = mkdtempSync(join(tmpdir(), "bad-input-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function opened(name: string, content: string | Buffer): Promise<Workbook> {
  const path = join(folder, "file");
  writeFileSync(path, content);
  return openFile({ path, name, bytes: statSync(path).size });
}

/** The refusal of a file and its German sentence, which must name the file. */
async function refusal(name: string, content: string | Buffer): Promise<{ code: string; sentence: string }> {
  const trouble = await opened(name, content).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(trouble, name).toBeInstanceOf(Refusal);
  const { code, parameters, place } = trouble as Refusal;
  const sentence = phrase(phrases, { code, parameters, place });
  expect(sentence).toContain(name);
  return { code, sentence };
}

const good = makeWorkbook({
  Daten: {
    rows: [
      ["AGS", "Wert"],
      ["01099001", 5],
    ],
  },
});

test("a truncated workbook is refused as incomplete", async () => {
  for (const share of [0.3, 0.6, 0.9])
    expect((await refusal("halb.xlsx", good.subarray(0, good.length * share))).code).toBe("collect.truncatedArchive");
});

test("a row whose number is beyond any sheet is a broken workbook, not a sheet of a trillion empty rows", async () => {
  const entries = zipEntries(good, "gut.xlsx");
  const parts: Record<string, Buffer> = {};
  for (const entry of entries)
    parts[entry.name] = await unpackedWhole(good, entry, new UnpackingBudget(good.length, "gut.xlsx"), "gut.xlsx");
  for (const number of ["99999999999999999999", "1048577"]) {
    const sheets = Object.entries(parts).map(([name, bytes]) => [
      name,
      name.includes("sheet1") ? Buffer.from(bytes.toString("utf8").replaceAll('r="2"', `r="${number}"`)) : bytes,
    ]);
    expect(await refusal("zeile.xlsx", makeZip(Object.fromEntries(sheets)))).toMatchObject({
      code: "collect.brokenWorkbook",
    });
  }
});

test("a CSV that breaks off in its last line is named with the line", async () => {
  const rows = Array.from({ length: 50 }, (_, i) => `0109900${i % 4};2020;${i};7`).join("\n");
  const { findings } = await opened("halb.csv", `AGS;Jahr;Fall;Wert\n${rows}\n01099001;2021`);
  expect(findings).toMatchObject([{ code: "collect.truncatedText", severity: "error", place: { row: 52, column: 2 } }]);
});

test("a quote that never ends is named with the line where it begins", async () => {
  const { code, sentence } = await refusal("offen.csv", 'a;b\n1;2\n3;"vier\n5;6\n');
  expect(code).toBe("collect.openQuote");
  expect(sentence).toContain("Zeile 3");
});

test("a file of 2 GB is refused before it is read", async () => {
  const path = join(folder, "gross.csv");
  const handle = openSync(path, "w");
  writeSync(handle, "a;b\n1;2\n");
  ftruncateSync(handle, 2 * 1024 ** 3);
  closeSync(handle);
  const before = process.memoryUsage().rss;
  const started = performance.now();
  await expect(openFile({ path, name: "gross.csv", bytes: statSync(path).size })).rejects.toMatchObject({
    code: "collect.tooLarge",
    parameters: { megabytes: 2147 },
  });
  expect(performance.now() - started).toBeLessThan(2000);
  expect(process.memoryUsage().rss - before).toBeLessThan(100_000_000);
  rmSync(path);
});

test("a zip bomb dressed as a workbook is stopped while it unpacks, also when it lies about its size", async () => {
  const bomb = Buffer.alloc(600_000_000, 0x20);
  const parts = {
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": bomb,
  };
  for (const declared of [undefined, 1000]) {
    const packed = makeZipOnce(parts, declared);
    expect(packed.length).toBeLessThan(2_000_000);
    const before = process.memoryUsage().rss;
    expect((await refusal("bombe.xlsx", packed)).code).toBe("collect.zipBomb");
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  }
});

let packedBomb: Buffer | undefined;
function makeZipOnce(parts: Readonly<Record<string, string | Buffer>>, declared: number | undefined): Buffer {
  packedBomb ??= makeZip(parts);
  if (declared === undefined) return packedBomb;
  // Only the declared sizes differ; packing 600 MB once is enough.
  const lying = Buffer.from(packedBomb);
  for (
    let at = lying.indexOf("PK\u0001\u0002", 0, "latin1");
    at >= 0;
    at = lying.indexOf("PK\u0001\u0002", at + 4, "latin1")
  )
    lying.writeUInt32LE(declared, at + 24);
  return lying;
}

test("a formula is taken by its stored result with a note, and refused without one", async () => {
  const withResult = makeWorkbook({
    Daten: {
      rows: [
        ["AGS", "Wert"],
        ["01099001", { formula: "2+3", result: 5 }],
      ],
    },
  });
  const workbook = await opened("formel.xlsx", withResult);
  expect(workbook.sheets[0]?.rows[1]).toEqual(["01099001", 5]);
  expect(workbook.findings).toMatchObject([
    {
      code: "collect.formulasTaken",
      severity: "note",
      place: { sheet: "Daten", row: 2, column: 2 },
      parameters: { count: 1 },
    },
  ]);
  const without = makeWorkbook({
    Daten: {
      rows: [
        ["AGS", "Wert"],
        ["01099001", 4],
        ["01099002", { formula: "2+3" }],
      ],
    },
  });
  const { code, sentence } = await refusal("formel.xlsx", without);
  expect(code).toBe("collect.formulaWithoutResult");
  expect(sentence).toContain("Blatt „Daten“, Zeile 3, Spalte 2");
  expect(sentence).toContain("B3");
});

test("10,000 columns are refused with row and column, in CSV and XLSX", async () => {
  const wide = Array.from({ length: 10_000 }, (_, i) => `s${i}`);
  const csv = await refusal("breit.csv", `${wide.join(";")}\n${wide.map(() => "1").join(";")}\n`);
  expect(csv.sentence).toContain("Zeile 1, Spalte 2001");
  expect(csv.sentence).toContain("10000 Spalten");
  expect((await refusal("breit.xlsx", makeWorkbook({ Daten: { rows: [wide] } }))).code).toBe("collect.tooManyColumns");
});

test("a workbook whose only two cells span the whole sheet does not fill the memory", async () => {
  const sheet = `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>`;
  const parts = {
    "[Content_Types].xml": `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>`,
    "_rels/.rels": `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    "xl/workbook.xml": `<workbook xmlns:r="r"><sheets><sheet name="A" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    "xl/_rels/workbook.xml.rels": `<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    "xl/worksheets/sheet1.xml": sheet,
  };
  expect((await refusal("weit.xlsx", makeZip(parts))).code).toBe("collect.tooManyColumns");
});

test("invalid JSON is refused at its line, doubled names are found, nesting without end does no harm", async () => {
  const { code, sentence } = await refusal("kaputt.json", '{"a": 1,\n"b": }\n');
  expect(code).toBe("collect.invalidJson");
  expect(sentence).toContain("Zeile 2");
  const { findings } = await opened("doppelt.json", '[{"id": "01", "wert": 1,\n"wert": 2}]');
  expect(findings).toMatchObject([
    { code: "collect.duplicateName", place: { row: 2, column: 1 }, parameters: { name: "wert" } },
  ]);
  const deep = `${"[".repeat(200_000)}1${"]".repeat(200_000)}`;
  const workbook = await opened("tief.json", deep).catch((error: unknown) => error);
  expect(workbook instanceof Refusal || typeof workbook === "object").toBe(true);
  const nested = `[${'{"a":'.repeat(5000)}1${"}".repeat(5000)}]`;
  expect((await opened("nest.json", nested)).sheets).toBeDefined();
});

test("a wrong ending is noted, the content decides", async () => {
  const workbook = await opened("tabelle.csv", good);
  expect(workbook.container).toBe("xlsx");
  expect(workbook.findings).toMatchObject([
    { code: "collect.wrongEnding", severity: "note", parameters: { ending: ".csv" } },
  ]);
  expect((await opened("tabelle.xlsx", "AGS;Wert\n01099001;5\n")).container).toBe("csv");
});

test("what is no table is refused with what to do instead", async () => {
  const cases: readonly (readonly [string, string | Buffer, string])[] = [
    ["bericht.pdf", "%PDF-1.7\n...", "collect.pdf"],
    ["seite.xls", "<html><table><tr><td>1</td></tr></table></html>", "collect.html"],
    ["daten.xml", '<?xml version="1.0"?><a/>', "collect.xml"],
    ["foto.png", Buffer.from([0x89, 0x50, 0x4e, 0x47, 1, 2, 3]), "collect.picture"],
    ["daten.csv.gz", Buffer.from([0x1f, 0x8b, 8, 0]), "collect.gzip"],
    ["leer.csv", "", "collect.emptyFile"],
    ["leer2.csv", "\n\n;;;\n", "collect.emptyFile"],
    ["binaer.csv", Buffer.from([1, 2, 0, 4, 0, 9, 0, 7]), "collect.notText"],
    [
      "tabelle.ods",
      makeZip({ mimetype: "application/vnd.oasis.opendocument.spreadsheet", "content.xml": "<a/>" }),
      "collect.openDocument",
    ],
    ["grenzen.zip", makeZip({ "kreis.shp": "x", "kreis.dbf": "y" }), "collect.boundariesGoElsewhere"],
    ["fahrplan.zip", makeZip({ "stops.txt": "stop_id\n1\n", "trips.txt": "x" }), "collect.timetable"],
    ["zwei.zip", makeZip({ "a.csv": "a;b\n1;2\n", "b.csv": "a;b\n1;2\n" }), "collect.zipWithSeveral"],
    ["kaputt.parquet", "PAR1 und sonst nichts", "collect.brokenParquet"],
    [
      "kaputt.xls",
      Buffer.concat([Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), Buffer.alloc(600)]),
      "collect.brokenWorkbook",
    ],
  ];
  for (const [name, content, expected] of cases) expect((await refusal(name, content)).code, name).toBe(expected);
});

test("a zip with one table is opened as that table", async () => {
  const workbook = await opened(
    "export.zip",
    makeZip({ "99999_de.csv": "AGS;Wert\n01099001;5\n", "liesmich.txt": "Hinweise" }),
  );
  expect(workbook.fileName).toBe("export.zip › 99999_de.csv");
  expect(workbook.sheets[0]?.rows[1]).toEqual(["01099001", "5"]);
});

test("merged heads are joined, footnotes below the table are cut, dates and blank rows do no harm", async () => {
  const workbook = await opened(
    "kopf.xlsx",
    makeWorkbook({
      Daten: {
        rows: [
          ["Erfundene Tabelle zum Stichtag 31.12.2022"],
          [],
          ["AGS", "Name", "Bevölkerung1)", null],
          [null, null, "insgesamt", "weib-\nlich"],
          ["01099001", "Adorf", 1200, 610],
          [],
          ["01099002", "Bestadt", 20345, "."],
          [],
          ["1) Fortschreibung auf der Grundlage von 2011"],
          ["Quelle: erfunden"],
        ],
        merges: ["A3:A4", "B3:B4", "C3:D3"],
      },
    }),
  );
  const { format } = recognisedFormat(workbook);
  const read = format.read(workbook, { reader: format.id, figures: [] });
  expect(
    read.slices.map(({ figure, period, areaCodes, values, rows, columns }) => ({
      figure,
      period,
      areaCodes,
      values,
      rows,
      columns,
    })),
  ).toEqual([
    {
      figure: "Bevölkerung insgesamt",
      period: "2022",
      areaCodes: ["01099001", "01099002"],
      values: [1200, 20345],
      rows: [5, 7],
      columns: [3, 3],
    },
    {
      figure: "Bevölkerung weiblich",
      period: "2022",
      areaCodes: ["01099001", "01099002"],
      values: [610, "withheld"],
      rows: [5, 7],
      columns: [4, 4],
    },
  ]);
  expect(read.findings).toEqual([]);
});

test("every refusal and finding of the stage has its German sentence, with you in it where something is to do", async () => {
  for (const [key, sentence] of Object.entries(phrases)) {
    expect(sentence, key).toMatch(/[.!]$|\{(sentence|reason)\}$/);
    expect(sentence, key).not.toMatch(/\bundefined\b|\bnull\b|\bNaN\b/);
  }
});
