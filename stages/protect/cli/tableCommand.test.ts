import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { delimited } from "../tables.ts";
import { stage } from "./stage.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-zone-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function kreislauf(...words: string[]) {
  const said = { out: "", told: "" };
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => stage }], {
    print: (text) => {
      said.out += text;
    },
    tell: (text) => {
      // On a slow machine progress is told as well.
      if (!/^Datensätze zählen: \d+ %$/.test(text)) said.told += text;
    },
    signal: new AbortController().signal,
    phrasesOf: async () => stage.phrases,
    version: "0",
  });
  return { code, ...said };
}

function cells(path: string): Record<string, string> {
  const { rows } = delimited(readFileSync(path, "utf8"));
  return Object.fromEntries(rows.map(({ fields }) => [fields.slice(0, 2).join("/"), fields.slice(2).join(" ")]));
}

const specification = `title: Einwohner
dimensions:
  - id: ort
    column: Wohnort
    total: Kreis
    hierarchies:
      - id: aemter
        parts:
          Amt: [Köln, Süd]
          Stadt: [Öhr]
  - id: alter
    column: Alter
    total: alle
    bands: [0, 3, 65]
value: n
rules:
  - kind: minimumCount
    minimum: 3
`;

const people = [
  ["Wohnort", "Alter", "Familienname"],
  ["Köln", "0", "Adler"],
  ["Köln", "2", "Adler"],
  ["Köln", "64", "Bär"],
  ["Süd", "65", "Čapek"],
  ["Süd", "101", "Dorn"],
  ["Öhr", "3", "Eich"],
  ["Öhr", "-1", "Fuchs"],
  ["Nirgends", "5", "Gans"],
  ["Köln", "", "Hahn"],
];

function records(name: string, encoding: "utf8" | "latin1", rows = people): string {
  const path = join(folder, name);
  writeFileSync(
    path,
    Buffer.from(
      `${rows.map((row) => row.join(";")).join("\r\n")}\r\n`.replace("Č", encoding === "latin1" ? "C" : "Č"),
      encoding,
    ),
  );
  return path;
}

const expected = {
  "Kreis/alle": "6",
  "Kreis/0-2": "2",
  "Kreis/3-64": "2",
  "Kreis/65+": "2",
  "Amt/alle": "5",
  "Amt/0-2": "2",
  "Amt/3-64": "1",
  "Amt/65+": "2",
  "Stadt/alle": "1",
  "Stadt/0-2": "0",
  "Stadt/3-64": "1",
  "Stadt/65+": "0",
  "Köln/alle": "3",
  "Köln/0-2": "2",
  "Köln/3-64": "1",
  "Köln/65+": "0",
  "Süd/alle": "2",
  "Süd/0-2": "0",
  "Süd/3-64": "0",
  "Süd/65+": "2",
  "Öhr/alle": "1",
  "Öhr/0-2": "0",
  "Öhr/3-64": "1",
  "Öhr/65+": "0",
};

test("X-006 records become counts with all margins, in UTF-8, Latin-1 and Windows-1252 alike; what cannot be placed is counted by reason", async () => {
  const spec = join(folder, "s.yaml");
  writeFileSync(spec, specification);
  for (const [name, path] of [
    ["utf8", records("utf8.csv", "utf8")],
    ["latin1", records("latin1.csv", "latin1")],
  ] as const) {
    const out = join(folder, `out-${name}`);
    const run = await kreislauf("table", "--records", path, "--spec", spec, "--out", out);
    expect(run.told).toBe("");
    expect(run.code).toBe(0);
    expect(cells(join(out, "table.csv"))).toEqual(expected);
    expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8")).leftOut).toEqual({
      "unmöglicher Wert in alter": 1,
      "unbekannter Schlüssel in ort": 1,
      "leer: alter": 1,
    });
  }
  // Curly quotes and the euro sign exist in Windows-1252 only.
  const windows = join(folder, "windows.csv");
  writeFileSync(
    windows,
    Buffer.concat([
      Buffer.from("Wohnort;Alter;Notiz\nKöln;5;", "latin1"),
      Buffer.of(0x80, 0x84),
      Buffer.from("\nSüd;6;x\n", "latin1"),
    ]),
  );
  const out = join(folder, "out-windows");
  expect((await kreislauf("table", "--records", windows, "--spec", spec, "--out", out)).code).toBe(0);
  expect(cells(join(out, "table.csv"))).toMatchObject({ "Köln/3-64": "1", "Süd/3-64": "1", "Kreis/alle": "2" });
});

test("what the table command makes, the protect command takes; no small number comes out", async () => {
  const spec = join(folder, "s.yaml");
  const out = join(folder, "protected");
  const run = await kreislauf(
    "protect",
    "--table",
    join(folder, "out-utf8", "table.csv"),
    "--spec",
    spec,
    "--out",
    out,
  );
  expect(run.told).toBe("");
  expect(run.code).toBe(0);
  for (const row of delimited(readFileSync(join(out, "table.csv"), "utf8")).rows)
    expect(["1", "2"]).not.toContain(row.fields[2]);
});

test("b08 cell keys come from the records, for every margin anew", async () => {
  const spec = join(folder, "keys.yaml");
  writeFileSync(spec, `${specification}cellKey:\n  key: key\n`);
  const rows = [
    ["Wohnort", "Alter", "key"],
    ["Köln", "1", "0.6"],
    ["Süd", "2", "0.7"],
    ["Köln", "70", "0.25"],
  ];
  const out = join(folder, "keys");
  expect(
    (await kreislauf("table", "--records", records("keys.csv", "utf8", rows), "--spec", spec, "--out", out)).code,
  ).toBe(0);
  const made = cells(join(out, "table.csv"));
  expect(made["Kreis/alle"]).toBe("3 0.550000000000");
  expect(made["Amt/0-2"]).toBe("2 0.300000000000");
  expect(made["Öhr/alle"]).toBe("0 0.000000000000");
});

test("sums come with their cases and largest contributions", async () => {
  const spec = join(folder, "sums.yaml");
  writeFileSync(
    spec,
    `${specification.replace("value: n", "value: eur\ncases: n\ncontributions: [x1, x2]")}records:\n  sum: Betrag\n  unique: Nr\n`,
  );
  const rows = [
    ["Wohnort", "Alter", "Betrag", "Nr"],
    ["Köln", "5", "100,50", "1"],
    ["Köln", "6", "20", "2"],
    ["Süd", "7", "300", "3"],
    ["Süd", "7", "300", "3"],
  ];
  const out = join(folder, "sums");
  expect(
    (await kreislauf("table", "--records", records("sums.csv", "utf8", rows), "--spec", spec, "--out", out)).code,
  ).toBe(0);
  expect(cells(join(out, "table.csv"))["Kreis/alle"]).toBe("420.5 3 300 100.5");
  expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8")).leftOut).toEqual({ "Kennung doppelt": 1 });
});

test("records that cannot be are told by reason: an age of 999, a day that is none, no identification, a second home", async () => {
  const spec = join(folder, "odd.yaml");
  writeFileSync(
    spec,
    `title: T
dimensions:
  - id: ort
    total: alle
  - id: alter
    total: alle
    bands: [0, 18]
    largest: 120
  - id: seit
    column: geboren
    total: alle
    ageOn: 2024-02-29
rules:
  - kind: minimumCount
    minimum: 3
records:
  headLine: 2
  unique: nr
  only:
    wohnung: [H]
`,
  );
  const rows = [
    ["Auszug vom 1.3.2024"],
    ["nr", "ort", "alter", "geboren", "wohnung"],
    ["1", "A", "17", "29.02.2008", "H"],
    ["2", "A", "999", "1.1.2000", "H"],
    ["3", "A", "inf", "1.1.2000", "H"],
    ["4", "A", "17,5", "01.03.2008", "H"],
    ["5", "A", "18", "2000-02-30", "H"],
    ["6", "A", "18", "01.01.85", "H"],
    ["7", "A", "18", "20250101", "H"],
    ["", "A", "18", "1.1.2000", "H"],
    ["9", "A", "18", "1.1.2000", "N"],
    ["9", "A", "18", "20040229", "H"],
    [" 9", "A", "40", "1.1.2000", "H"],
  ];
  const out = join(folder, "odd");
  const run = await kreislauf("table", "--records", records("odd.csv", "utf8", rows), "--spec", spec, "--out", out);
  expect(run).toMatchObject({ code: 0, told: "" });
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  expect(report).toMatchObject({
    records: 11,
    counted: 3,
    notMeant: 1,
    leftOut: {
      "unmöglicher Wert in alter": 2,
      "unmöglicher Wert in seit": 3,
      "leer: Kennung": 1,
      "Kennung doppelt": 1,
    },
  });
  const { rows: made } = delimited(readFileSync(join(out, "table.csv"), "utf8"));
  const found = Object.fromEntries(made.map(({ fields }) => [fields.slice(0, 3).join("/"), fields[3]]));
  // Who was born on 1 March 2008 is still 15 on 29 February 2024; the first of two records with number 9 counts.
  expect(found).toMatchObject({ "A/0-17/15": "1", "A/0-17/16": "1", "A/18+/20": "1", "alle/alle/alle": "3" });
});

test("a file whose first line names none of the columns is refused without quoting it, a line with too few fields with its number", async () => {
  const spec = join(folder, "s.yaml");
  const headless = records("headless.csv", "utf8", [["Köln", "4", "Namenlos"]]);
  const run = await kreislauf("table", "--records", headless, "--spec", spec, "--out", join(folder, "none"));
  expect(run.code).toBe(2);
  expect(run.told).toMatch(/^Datei „headless.csv“, Zeile 1: In dieser Zeile steht keine der Spalten/);
  expect(run.told).not.toContain("Namenlos");
  for (const encoding of ["utf8", "latin1"] as const) {
    const ragged = records(`ragged-${encoding}.csv`, encoding, [...people.slice(0, 3), ["Köln", "4"]]);
    const broken = await kreislauf("table", "--records", ragged, "--spec", spec, "--out", join(folder, "none"));
    expect(broken.code).toBe(2);
    expect(broken.told).toMatch(new RegExp(`^Datei „ragged-${encoding}.csv“, Zeile 4: `));
  }
  const nobody = records("nobody.csv", "utf8", [people[0] ?? [], ["Nirgends", "4", "Namenlos"]]);
  const none = await kreislauf("table", "--records", nobody, "--spec", spec, "--out", join(folder, "none"));
  expect(none).toMatchObject({ code: 2 });
  expect(none.told).toContain("Keiner der 1 Datensätze ließ sich zählen: 1 × unbekannter Schlüssel in ort.");
});

test("X-006 a workbook is read like a CSV file: its sheet, days, yes and no, numbers and letters", async () => {
  const spec = join(folder, "book.yaml");
  writeFileSync(
    spec,
    `title: T
dimensions:
  - id: Ort
    total: alle
  - id: Alter
    column: Geboren
    total: alle
    ageOn: 2023-12-31
    bands: [0, 18]
  - id: Kita
    total: alle
    recode: { WAHR: ja, FALSCH: nein }
rules:
  - kind: minimumCount
    minimum: 3
`,
  );
  const workbook = utils.book_new();
  const day = (text: string) => new Date(`${text}T00:00:00Z`);
  const sheet = utils.aoa_to_sheet(
    [
      ["Auszug"],
      [],
      ["Ort", "Geboren", "Kita", "Name"],
      ["Köln & Süd <1>", day("2005-12-31"), true, "Namenlos"],
      ["Köln & Süd <1>", day("2006-01-01"), false, "Namenlos"],
      [],
      [1054, "31.12.1950", true, "Namenlos"],
    ],
    { cellDates: true, UTC: true },
  );
  utils.book_append_sheet(workbook, sheet, "Bestand");
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([]), "Tabelle2");
  const path = join(folder, "book.xlsx");
  const save = () => writeFileSync(path, write(workbook, { type: "buffer", bookType: "xlsx", compression: true }));
  save();
  const out = join(folder, "book");
  const count = () => kreislauf("table", "--records", path, "--spec", spec, "--out", out);
  expect(await count()).toMatchObject({ code: 2, told: expect.stringContaining("unter records.headLine angeben") });
  writeFileSync(spec, `${readFileSync(spec, "utf8")}records:\n  headLine: 3\n`);
  expect(await count()).toMatchObject({ code: 0, told: "" });
  const { rows } = delimited(readFileSync(join(out, "table.csv"), "utf8"));
  const found = Object.fromEntries(rows.map(({ fields }) => [fields.slice(0, 3).join("/"), fields[3]]));
  expect(found).toMatchObject({
    "Köln & Süd <1>/18+/ja": "1",
    "Köln & Süd <1>/0-17/nein": "1",
    "1054/18+/ja": "1",
    "alle/alle/alle": "3",
  });
  utils.book_append_sheet(workbook, utils.aoa_to_sheet([["x"], ["Namenlos"]]), "Zweites");
  save();
  const two = await count();
  expect(two.told).toContain("Die Mappe hat mehrere Blätter mit Daten: „Bestand“, „Zweites“.");
  writeFileSync(spec, `${readFileSync(spec, "utf8")}  sheet: Bestand\n`);
  expect(await count()).toMatchObject({ code: 0 });
  writeFileSync(path, readFileSync(path).subarray(0, 3_000));
  expect(await count()).toMatchObject({ code: 2, told: expect.stringContaining("keine lesbare XLSX-Datei") });
});

test("FL-005 no name of a record is left behind anywhere, whatever goes wrong", async () => {
  const spec = join(folder, "stop.yaml");
  writeFileSync(spec, `${specification}records:\n  badRecords: stop\n`);
  const planted = "Planteurnachname";
  const before = new Set(readdirSync(tmpdir()));
  const good = records("good.csv", "utf8", [...people, ["Köln", "4", planted]]);
  const broken = join(folder, "broken.csv");
  writeFileSync(broken, `Wohnort;Alter;Name\nKöln;4;${planted};zu viel\nKöln;"offen;${planted}\n`);
  const runs = [
    await kreislauf("table", "--records", good, "--spec", spec, "--out", join(folder, "leak1")),
    await kreislauf("table", "--records", good, "--spec", join(folder, "s.yaml"), "--out", join(folder, "leak2")),
    await kreislauf("table", "--records", broken, "--spec", spec, "--out", join(folder, "leak3")),
  ];
  expect(runs.map((run) => run.code)).toEqual([2, 0, 2]);
  expect(runs[0]?.told).toMatch(/3 Datensätze lassen sich nicht zuordnen/);
  for (const run of runs) expect(run.out + run.told).not.toContain(planted);
  const left = readdirSync(tmpdir()).filter((name) => !before.has(name) && statSync(join(tmpdir(), name)).isFile());
  for (const name of left) expect(readFileSync(join(tmpdir(), name), "utf8")).not.toContain(planted);
  const mentions = execFileSync("grep", ["-rlc", planted, folder], { encoding: "utf8" }).trim().split("\n").sort();
  expect(mentions).toEqual([broken, good].sort());
});

test("a record file without the column that the specification names is refused with the columns it has", async () => {
  const path = join(folder, "nocol.csv");
  writeFileSync(path, "Ort;Alter\nKöln;3\n");
  const run = await kreislauf(
    "table",
    "--records",
    path,
    "--spec",
    join(folder, "s.yaml"),
    "--out",
    join(folder, "none"),
  );
  expect(run.code).toBe(2);
  expect(run.told).toBe(
    "Datei „nocol.csv“: Die Spalte „Wohnort“ fehlt; vorhanden sind: Ort, Alter. Bitte die Tabellenbeschreibung oder die Datei anpassen.",
  );
});

test("PI-041 300,000 register rows become 49 areas × 100 ages with all margins within 60 seconds", async () => {
  const path = join(folder, "register.csv");
  const rows = ["Bezirk,Alter,Name"];
  for (let n = 0; n < 300_000; n++) rows.push(`B${n % 49},${(n * 13) % 100},Person`);
  writeFileSync(path, `${rows.join("\n")}\n`);
  const spec = join(folder, "register.yaml");
  writeFileSync(
    spec,
    "title: R\ndimensions:\n  - id: Bezirk\n  - id: Alter\nrules:\n  - kind: minimumCount\n    minimum: 3\n",
  );
  const start = performance.now();
  const out = join(folder, "register");
  const run = await kreislauf("table", "--records", path, "--spec", spec, "--out", out);
  expect(run.code).toBe(0);
  expect(performance.now() - start).toBeLessThan(60_000);
  expect(cells(join(out, "table.csv"))["Insgesamt/Insgesamt"]).toBe("300000");
  // 49 and 100 have no common factor: every one of the 4,900 cells has its 61 or 62 people.
  expect(delimited(readFileSync(join(out, "table.csv"), "utf8")).rows).toHaveLength(50 * 101);
});
