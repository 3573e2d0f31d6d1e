import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { stage } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-streets-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
}

async function streets(...words: string[]): Promise<{ code: number; said: string }> {
  let said = "";
  const hear = (text: string) => {
    said += text;
  };
  const sources = [{ firstWords: ["protected"], load: async () => stage }];
  const around = { signal: new AbortController().signal, phrasesOf: async () => stage.phrases, version: "0" };
  const code = await runCommand(["protected", "streets", ...words], sources, { print: hear, tell: hear, ...around });
  return { code, said };
}

const directory = file(
  "strassen.csv",
  "strasse;von;bis;seite;raum\nLange Straße;1;20;alle;West\nLange Straße;21;;alle;Ost\nLange Straße;5;9;alle;West\nGasse;;;alle;Ost\n",
);

test("X-006 a street directory goes out free of overlaps, doubles joined, in the columns that are asked for", async () => {
  const out = join(folder, "aus.csv");
  const columns = "street=Straßenname,from=Hausnr. von,to=Hausnr. bis,side=Seite,area=Bezirk";
  expect((await streets("export", directory, "--out", out, "--columns", columns)).code).toBe(0);
  expect(readFileSync(out, "utf8").trim().split("\n")).toEqual([
    "Straßenname,Hausnr. von,Hausnr. bis,Seite,Bezirk",
    "Gasse,1,,alle,Ost",
    "Lange Straße,1,20,alle,West",
    "Lange Straße,21,,alle,Ost",
  ]);
});

test("X-006 changes give house numbers to another area, new streets come in, numbers without an area go", async () => {
  const out = join(folder, "neu.csv");
  const changes = file(
    "aenderungen.csv",
    "strasse;von;bis;seite;raum\nLange Str.;11;15;ungerade;Ost\nNeuer Weg;1;9;alle;West\nGasse;;;alle;\n",
  );
  const { code, said } = await streets("edit", directory, "--changes", changes, "--out", out, "--json");
  expect([code, JSON.parse(said)]).toEqual([
    0,
    { ranges: readFileSync(out, "utf8").trim().split("\n").length - 1, file: out },
  ]);
  expect(readFileSync(out, "utf8").trim().split("\n").slice(1)).toEqual([
    "Lange Straße,1,9,ungerade,West",
    "Lange Straße,2,20,gerade,West",
    "Lange Straße,11,15,ungerade,Ost",
    "Lange Straße,17,19,ungerade,West",
    "Lange Straße,21,,alle,Ost",
    "Neuer Weg,1,9,alle,West",
  ]);
});

test("X-006 a directory that names two areas for a house does not go out, and the sentence names the line", async () => {
  const bad = file("doppelt.csv", "strasse;von;bis;seite;raum\nRing;1;20;alle;West\nRing;15;30;alle;Ost\n");
  const { code, said } = await streets("export", bad, "--out", join(folder, "nie.csv"));
  expect(code).toBe(2);
  expect(said).toMatch(/Ring.*15 bis 20.*Zeile 2/i);
});

test("X-006 a street that is split at a letter: 12a belongs to one area, 12b to the other, and it goes out as it is", async () => {
  const split = file("buchstaben.csv", "strasse;von;bis;seite;raum\nRing;1;12a;alle;West\nRing;12b;30;alle;Ost\n");
  expect((await streets("check", split)).code).toBe(0);
  const out = join(folder, "buchstaben-aus.csv");
  expect((await streets("export", split, "--out", out)).code).toBe(0);
  expect(readFileSync(out, "utf8").trim().split("\n").slice(1)).toEqual([
    "Ring,1,12a,alle,West",
    "Ring,12b,30,alle,Ost",
  ]);
  const changes = file("buchstaben-neu.csv", "strasse;von;bis;seite;raum\nRing;5;7;ungerade;Ost\n");
  const edited = await streets("edit", split, "--changes", changes, "--out", join(folder, "nie2.csv"));
  expect([edited.code, edited.said]).toEqual([2, expect.stringMatching(/ring.*Buchstaben/i)]);
  const both = file("beide.csv", "strasse;von;bis;seite;raum\nRing;1;12b;alle;West\nRing;12b;30;alle;Ost\n");
  expect((await streets("check", both)).code).toBe(2);

  const book = file("kartei.csv", "strasse;nr;geschlecht\nRing;12;w\nRing;12 A;w\nRing;12b;w\nRing;13;m\nRing;31;m\n");
  const spec = file(
    "kartei.yaml",
    `title: T
dimensions: [{ id: raum, codes: [West, Ost] }, { id: geschlecht }]
rules: [{ kind: minimumCount, minimum: 3 }]
records: { area: { dimension: raum, by: streetRanges, directory: buchstaben.csv, street: strasse, number: nr } }
`,
  );
  const sources = [{ firstWords: ["protected"], load: async () => stage }];
  const around = { signal: new AbortController().signal, phrasesOf: async () => stage.phrases, version: "0" };
  const words = ["protected", "table", "--records", book, "--spec", spec, "--out", join(folder, "kartei")];
  expect(await runCommand(words, sources, { print: () => {}, tell: () => {}, ...around })).toBe(0);
  const table = readFileSync(join(folder, "kartei/table.csv"), "utf8");
  expect(table).toContain("West,Insgesamt,2");
  expect(table).toContain("Ost,Insgesamt,2");
  expect(JSON.parse(readFileSync(join(folder, "kartei/report.json"), "utf8")).leftOut).toEqual({
    "Hausnummer nicht im Verzeichnis": 1,
  });
});
