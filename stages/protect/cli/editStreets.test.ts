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
