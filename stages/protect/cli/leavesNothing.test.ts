import { type ChildProcess, spawn } from "node:child_process";
import {
  createWriteStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { finished } from "node:stream/promises";
import { setTimeout as pause } from "node:timers/promises";
import { utils, write } from "@e965/xlsx";
import { afterAll, beforeAll, expect, test } from "vitest";

const root = join(import.meta.dirname, "../../..");
// Names that stand nowhere else on this machine, in every column of the records.
const planted = ["Xylbrandt", "Quorwein", "Zwentfeld", "1979-13-77"];

let folder: string;
let records: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-traces-"));
  for (const name of ["temp", "data", "out", "home"]) mkdirSync(join(folder, name));
  records = join(folder, "records.csv");
  writeFileSync(
    join(folder, "s.yaml"),
    `title: Einwohner
dimensions:
  - id: ort
    total: Kreis
    codes: [Nord, Süd, West]
  - id: alter
    total: alle
    bands: [0, 18, 65]
rules:
  - kind: minimumCount
    minimum: 3
`,
  );
  const stream = createWriteStream(records);
  stream.write("name;vorname;geboren;ort;alter\n");
  const towns = ["Nord", "Süd", "West", "Quorwein"];
  let chunk = "";
  for (let n = 0; n < 150_000; n++) {
    const town = n === 7 ? towns[3] : towns[(n * 7) % 3];
    const age = n % 5_003 === 0 ? "Zwentfeld" : String((n * 13) % 100);
    chunk += `Xylbrandt;Quorwein;1979-13-77;${town};${age}\n`;
    if (chunk.length > 1 << 20) {
      if (!stream.write(chunk)) await new Promise<void>((resolve) => stream.once("drain", () => resolve()));
      chunk = "";
    }
  }
  stream.end(chunk);
  await finished(stream);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly said: string;
}

/** The command as a process of its own, whose temporary, data and home folders are known. */
function start(words: readonly string[]): { child: ChildProcess; ended: Promise<Ended> } {
  const place = (name: string) => join(folder, name);
  const child = spawn(process.execPath, [join(root, "bin/kreislauf.mjs"), "protected", ...words], {
    cwd: place("out"),
    env: {
      PATH: process.env.PATH ?? "",
      TMPDIR: place("temp"),
      HOME: place("home"),
      KREISLAUF_DATA: place("data"),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  child.stdout?.on("data", (text) => {
    said += String(text);
  });
  child.stderr?.on("data", (text) => {
    said += String(text);
  });
  const ended = new Promise<Ended>((resolve) => child.on("close", (code) => resolve({ code, said })));
  return { child, ended };
}

const run = (...words: string[]) => start(words).ended;

/** Every file below the folders that a run may write to. */
function leftBehind(): string[] {
  const walk = (path: string): string[] =>
    statSync(path).isDirectory() ? readdirSync(path).flatMap((name) => walk(join(path, name))) : [path];
  return ["temp", "data", "out", "home"].flatMap((name) => walk(join(folder, name)));
}

function traces(): string[] {
  return leftBehind().flatMap((path) => {
    const content = readFileSync(path);
    // As text in any of the encodings that a file or a memory image would have.
    const forms = (name: string) => [Buffer.from(name), Buffer.from(name, "utf16le"), Buffer.from(name, "latin1")];
    return planted
      .filter((name) => forms(name).some((form) => content.includes(form)))
      .map((name) => `${path}: ${name}`);
  });
}

const tableWords = () => [
  "table",
  "--records",
  records,
  "--spec",
  join(folder, "s.yaml"),
  "--out",
  join(folder, "out/counted"),
];

test("FL-005 from records to a signed package no name and no birth date stays in files, logs or messages", async () => {
  const spec = join(folder, "s.yaml");
  const said: string[] = [];
  const step = async (...words: string[]) => {
    const ended = await run(...words);
    said.push(ended.said);
    expect(ended, words.join(" ")).toMatchObject({ code: 0 });
  };
  await step(...tableWords());
  await step(
    "protect",
    "--table",
    join(folder, "out/counted/table.csv"),
    "--spec",
    spec,
    "--out",
    join(folder, "out/safe"),
  );
  await step("keys", "--out", join(folder, "out/keys"));
  const about = ["--recipient", "Planung", "--purpose", "Bericht", "--person", "Leitung", "--period", "2023"];
  const what = ["--table", join(folder, "out/safe/table.csv"), "--spec", spec, "--figure", "BEV_INSG"];
  await step(
    "release",
    ...what,
    ...about,
    "--key",
    join(folder, "out/keys/release-key.pem"),
    "--out",
    join(folder, "out/p.zip"),
  );
  const report = JSON.parse(readFileSync(join(folder, "out/counted/report.json"), "utf8"));
  expect(report).toMatchObject({
    records: 150_000,
    leftOut: { "unbekannter Schlüssel in ort": 1, "unmöglicher Wert in alter": 30 },
  });
  expect(leftBehind().length).toBeGreaterThan(5);
  expect(traces()).toEqual([]);
  for (const text of said) for (const name of planted) expect(text).not.toContain(name);
}, 120_000);

test("FL-005 a records file that breaks off in the middle is told without quoting it", async () => {
  const broken = join(folder, "broken.csv");
  writeFileSync(broken, 'ort;alter;name\nNord;3;Xylbrandt\nSüd;"Quorwein;4;Zwentfeld\nWest;1;a;b;1979-13-77\n');
  const ended = await run(
    "table",
    "--records",
    broken,
    "--spec",
    join(folder, "s.yaml"),
    "--out",
    join(folder, "out/broken"),
  );
  expect(ended.code).toBe(2);
  for (const name of planted) expect(ended.said).not.toContain(name);
  expect(traces()).toEqual([]);
}, 60_000);

test("FL-005 killed at any moment of counting, the zone leaves nothing of the records, in UTF-8, Windows-1252 or a workbook", async () => {
  const old = join(folder, "records-1252.csv");
  writeFileSync(old, readFileSync(records, "utf8"), "latin1");
  const book = join(folder, "records.xlsx");
  const rows = readFileSync(records, "utf8").trimEnd().split("\n").slice(0, 25_000);
  const sheet = utils.aoa_to_sheet(rows.map((row) => row.split(";")));
  const workbook = utils.book_new();
  utils.book_append_sheet(workbook, sheet, "Bestand");
  writeFileSync(book, write(workbook, { type: "buffer", bookType: "xlsx", compression: true }));
  for (const file of [records, old, book]) {
    const words = ["table", "--records", file, "--spec", join(folder, "s.yaml"), "--out", join(folder, "out/killed")];
    // The shorter of two: the first of all reads the program from disk.
    const lasting: number[] = [];
    for (let turn = 0; turn < 2; turn += 1) {
      const began = performance.now();
      expect(await run(...words)).toMatchObject({ code: 0 });
      lasting.push(performance.now() - began);
    }
    const whole = Math.min(...lasting);
    let killed = 0;
    for (const share of file === book ? [0.5, 0.65, 0.8] : [0.3, 0.45, 0.6, 0.75, 0.9]) {
      const { child, ended } = start(words);
      await pause(share * whole);
      child.kill("SIGKILL");
      const { code, said } = await ended;
      if (code === null) killed++;
      for (const name of planted) expect(said, `${file} after ${share} of the run`).not.toContain(name);
      expect(traces(), `${file} after ${share} of the run`).toEqual([]);
    }
    expect(killed).toBeGreaterThanOrEqual(file === book ? 1 : 2);
  }
}, 300_000);

test("the search for traces would find them", () => {
  writeFileSync(join(folder, "temp/spill"), Buffer.from("…Xylbrandt…", "utf16le"));
  expect(traces()).toEqual([`${join(folder, "temp/spill")}: Xylbrandt`]);
});
