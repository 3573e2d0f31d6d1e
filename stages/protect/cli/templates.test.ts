import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { delimited } from "../tables.ts";
import { stage } from "./stage.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-templates-"));
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

type Row = Readonly<Record<string, string | number>>;

/** Invented records, whose columns and codes are those of no real system. */
interface Invented {
  readonly fills: Readonly<Record<string, string>>;
  readonly record: (n: number) => Row;
  /** Every n-th record cannot be placed. */
  readonly broken: Row;
  readonly why: string;
}

const area = { "Spalte mit dem Schlüssel des Raums": "ort", "Schlüssel des Kreises": "Kreis" };
const setBy = {
  "wer die Mindestfallzahl festgelegt hat, und wann": "Statistikstelle, 2.1.2024",
  "wer diese Regel festgelegt hat, und wann": "Gesundheitsamt, 2.1.2024",
};
const towns = ["Ahornhausen", "Birkenfelde", "Köln-Süd"];
const town = (n: number) => towns[n % 3] ?? "";
const born = (n: number, from: number, years: number) =>
  `${String(1 + (n % 28)).padStart(2, "0")}.${String(1 + (n % 12)).padStart(2, "0")}.${from + ((n * 7) % years)}`;

const invented: Readonly<Record<string, Invented>> = {
  einwohnerbestand: {
    fills: {
      "Spalte mit dem Geburtsdatum": "gebdat",
      "Spalte mit dem Geschlecht": "g",
      "Kennzeichen weiblich": "2",
      "Kennzeichen männlich": "1",
      "Kennzeichen divers oder ohne Angabe": "3",
      "Spalte mit der Art der Wohnung": "wohnung",
      "Kennzeichen alleinige Wohnung": "A",
      "Kennzeichen Hauptwohnung": "H",
      "Spalte mit der laufenden Nummer der Person": "nr",
    },
    record: (n) => ({
      nr: n,
      ort: town(n),
      gebdat: born(n, 1930, 93),
      g: 1 + (n % 2),
      wohnung: n % 10 === 9 ? "N" : n % 2 === 0 ? "H" : "A",
    }),
    broken: { gebdat: "31.02.1980" },
    why: "unmöglicher Wert in Altersgruppe",
  },
  einwohnerbewegung: {
    fills: {
      "Spalte mit der Art der Bewegung": "vorgang",
      "Kennzeichen Geburt": "G1",
      "Kennzeichen Sterbefall": "S1",
      "Kennzeichen Zuzug": "Z1",
      "Kennzeichen Fortzug": "F1",
      "Kennzeichen Umzug": "U1",
      "Spalte mit dem Geburtsdatum": "gebdat",
      "Spalte mit der laufenden Nummer der Bewegung": "nr",
    },
    record: (n) => ({
      nr: n,
      ort: town(n),
      gebdat: born(n, 1940, 83),
      vorgang: ["G1", "S1", "Z1", "F1", "U1"][n % 5] ?? "",
    }),
    broken: { vorgang: "X9" },
    why: "unbekannter Schlüssel in Art der Bewegung",
  },
  haushalte: {
    fills: {
      "Spalte mit der Zahl der Personen": "personen",
      "Spalte mit der Zahl der Kinder unter 18": "kinder",
      "Spalte mit der Nummer des Haushalts": "nr",
    },
    record: (n) => ({ nr: n, ort: town(n), personen: 1 + (n % 6), kinder: n % 6 === 0 ? 0 : (n % 6) - 1 }),
    broken: { personen: 140 },
    why: "unmöglicher Wert in Personen im Haushalt",
  },
  schuleingang: {
    fills: {
      "Spalte mit dem Befund": "sprache",
      "Kennzeichen auffällig": "a",
      "Kennzeichen unauffällig": "o",
      "Spalte mit dem Geschlecht": "g",
      "Kennzeichen weiblich": "w",
      "Kennzeichen männlich": "m",
      "Spalte mit der laufenden Nummer des Kindes": "nr",
    },
    record: (n) => ({ nr: n, ort: town(n), sprache: n % 4 === 0 ? "a" : "o", g: n % 2 === 0 ? "w" : "m" }),
    broken: { sprache: "" },
    why: "leer: Sprachbefund",
  },
  erziehungshilfen: {
    fills: {
      "Spalte mit der Art der Hilfe": "paragraf",
      ...Object.fromEntries(
        ["28", "29", "30", "31", "32", "33", "34", "35", "35a"].map((p) => [`Kennzeichen § ${p}`, `P${p}`]),
      ),
      "Kennzeichen § 27 Absatz 2": "P27",
      "Spalte mit dem Geburtsdatum": "gebdat",
      "Spalte mit der Nummer der Hilfe": "nr",
    },
    record: (n) => ({
      nr: n,
      ort: town(n),
      paragraf: `P${["27", "28", "29", "30", "31", "32", "33", "34", "35", "35a"][n % 10]}`,
      gebdat: born(n, 2000, 23),
    }),
    broken: { gebdat: "1.1.1950" },
    why: "unmöglicher Wert in Altersgruppe",
  },
};

function filled(text: string, fills: Readonly<Record<string, string>>): string {
  return text.replace(/<([^<>\n]+)>/g, (_, name: string) => {
    const value = { ...area, ...setBy, ...fills }[name];
    if (value === undefined) throw new Error(`placeholder without a test: ${name}`);
    return `"${value}"`;
  });
}

function writeRecords(name: string, rows: readonly Row[]): readonly string[] {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ""))];
  const text = `${lines.map((line) => line.join(";")).join("\r\n")}\r\n`;
  const sheet = utils.aoa_to_sheet(lines);
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, "Auszug");
  const files = {
    [`${name}.xlsx`]: write(workbook, { type: "buffer", bookType: "xlsx", compression: true }) as Buffer,
    [`${name}-utf8.csv`]: Buffer.from(text, "utf8"),
    [`${name}-1252.csv`]: Buffer.from(text, "latin1"),
  };
  return Object.entries(files).map(([file, bytes]) => {
    writeFileSync(join(folder, file), bytes);
    return join(folder, file);
  });
}

test("the templates are listed, each with what is left to fill in", async () => {
  const { code, out } = await kreislauf("templates", "--json");
  expect(code).toBe(0);
  const list = JSON.parse(out) as { name: string; toFillIn: number }[];
  expect(list.map(({ name }) => name)).toEqual(Object.keys(invented).sort());
  for (const one of list) expect(one.toFillIn).toBeGreaterThan(3);
});

for (const [name, { fills, record, broken, why }] of Object.entries(invented))
  test(`C03 ${name}: refused while unfilled; filled in, invented records from a workbook and from CSV become the same table, which is then protected`, async () => {
    const spec = join(folder, `${name}.yaml`);
    expect(await kreislauf("templates", "copy", name, "--out", spec)).toMatchObject({ code: 0, told: "" });
    const rows = Array.from({ length: 2_000 }, (_, n) => ({ ...record(n), ...(n % 400 === 7 ? broken : {}) }));
    const files = writeRecords(name, [...rows, rows[0] ?? {}]);
    const out = join(folder, name);

    const early = await kreislauf("table", "--records", files[0] ?? "", "--spec", spec, "--out", out);
    expect(early.code).toBe(2);
    expect(early.told).toMatch(
      /Zeile \d+: In der Beschreibung stehen noch \d+ Platzhalter, der erste in dieser Zeile: „</,
    );

    writeFileSync(spec, filled(readFileSync(spec, "utf8"), fills));
    const tables: string[] = [];
    for (const [at, file] of files.entries()) {
      expect(await kreislauf("table", "--records", file, "--spec", spec, "--out", `${out}-${at}`)).toMatchObject({
        code: 0,
        told: "",
      });
      const report = JSON.parse(readFileSync(join(`${out}-${at}`, "report.json"), "utf8"));
      expect(report.leftOut).toEqual({ [why]: 5, "Kennung doppelt": 1 });
      expect(report.counted + report.notMeant + 6).toBe(2_001);
      tables.push(readFileSync(join(`${out}-${at}`, "table.csv"), "utf8"));
      // Total of the county: everybody who was counted.
      const [total] = delimited(tables.at(-1) ?? "").rows;
      expect(total?.fields.at(-1)).toBe(String(report.counted));
    }
    expect(tables[1]).toBe(tables[0]);
    expect(tables[2]).toBe(tables[0]);
    const safe = await kreislauf("protect", "--table", join(`${out}-0`, "table.csv"), "--spec", spec, "--out", out);
    expect(safe).toMatchObject({ code: 0, told: "" });
  }, 60_000);

test("a template overwrites nothing and one that does not exist is named with those that do", async () => {
  const taken = join(folder, "taken.yaml");
  writeFileSync(taken, "mine");
  const run = await kreislauf("templates", "copy", "haushalte", "--out", taken);
  expect(run.code).toBe(2);
  expect(readFileSync(taken, "utf8")).toBe("mine");
  const other = await kreislauf("templates", "copy", "melderegister", "--out", join(folder, "x.yaml"));
  expect(other).toMatchObject({ code: 2 });
  expect(other.told).toContain("Die Vorlage „melderegister“ gibt es nicht. Vorhanden sind: einwohnerbestand,");
});
