import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import english from "../messages.en.json" with { type: "json" };
import { stage } from "./stage.ts";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-long-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Regions in two groupings that overlap, crossed with four kinds of income; every eighth count or so is small. */
function example(regions: number): { table: string; spec: string } {
  const names = Array.from({ length: regions }, (_, n) => `r${n}`);
  const kinds = ["wages", "pensions", "assistance", "other"];
  const [counties, groups] = [Math.ceil(regions / 22), Math.ceil(regions / 31)];
  const grouping = (name: string, count: number, of: (n: number) => number) =>
    Array.from({ length: count }, (_, g) => [`${name}${g}`, names.filter((_, n) => of(n) === g)] as const);
  const hierarchies = [
    grouping("c", counties, (n) => (n * 7) % counties),
    grouping("g", groups, (n) => (n * 11 + Math.floor(n / 13)) % groups),
  ];
  const countOf = (n: number, k: number) => {
    const chance = (Math.imul(4 * n + k + 1, 0x9e3779b1) >>> 7) % 1_000;
    return chance < 125 ? chance % 4 : 4 + (chance % 120);
  };
  const members: (readonly [string, readonly string[]])[] = [
    ...names.map((name) => [name, [name]] as const),
    ...hierarchies.flat(),
    ["Total", names],
  ];
  const lines = members.flatMap(([code, inside]) => {
    const sums = kinds.map((_, k) => inside.reduce((sum, name) => sum + countOf(Number(name.slice(1)), k), 0));
    return [
      ...kinds.map((kind, k) => `${code},${kind},${sums[k]}`),
      `${code},Total,${sums.reduce((all, one) => all + one, 0)}`,
    ];
  });
  const place = (name: string, text: string) => {
    const path = join(folder, `${regions}-${name}`);
    writeFileSync(path, text);
    return path;
  };
  const parts = (grouping: readonly (readonly [string, readonly string[]])[]) =>
    grouping.map(([whole, inside]) => `          ${whole}: [${inside.join(", ")}]`).join("\n");
  return {
    table: place("table.csv", ["region,income,value", ...lines, ""].join("\n")),
    spec: place(
      "spec.yaml",
      `title: Incomes
dimensions:
  - id: region
    total: Total
    codes: [${names.join(", ")}]
    hierarchies:
      - id: county
        parts:
${parts(hierarchies[0] ?? [])}
      - id: group
        parts:
${parts(hierarchies[1] ?? [])}
  - id: income
    total: Total
    codes: [${kinds.join(", ")}]
rules:
  - kind: minimumCount
    minimum: 4
`,
    ),
  };
}

/** Runs a command; `cancelAt` is a text in whose hearing somebody presses Ctrl-C. */
async function kreislauf(words: readonly string[], cancelAt?: string) {
  const leaving = new AbortController();
  const said = { out: "", told: [] as string[] };
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => stage }], {
    print: (text) => {
      said.out += text;
    },
    tell: (text) => {
      said.told.push(text);
      if (cancelAt !== undefined && text.includes(cancelAt)) leaving.abort();
    },
    signal: leaving.signal,
    phrasesOf: async (_, language) => (language === "en" ? { ...stage.phrases, ...english } : stage.phrases),
    version: "0",
  });
  return { code, ...said };
}

test("a table of thousands of cells says on standard error how far it is, and at the end time and memory", async () => {
  const { table, spec } = example(437);
  const out = join(folder, "progress");
  const run = await kreislauf(["protect", "--table", table, "--spec", spec, "--out", out, "--json"]);
  expect(run.code, run.told.join("\n")).toBe(0);
  // What machines read is the result and nothing else.
  expect(JSON.parse(run.out)).toMatchObject({ safe: true, cells: 2_365 });
  const kinds = run.told.map((line) => line.slice(0, line.indexOf(":")));
  expect(kinds).toContain("Suchen, was mitgesperrt werden muss");
  expect(kinds).toContain("Sicherstellen, dass nichts einzugrenzen ist");
  expect(run.told.at(-1)).toMatch(/^Fertig nach \d+ s, mit höchstens [1-9]\d* MB Arbeitsspeicher\.$/);

  const audit = await kreislauf(["audit", "--table", join(out, "table.csv"), "--spec", spec, "--language", "en"]);
  expect(audit.code).toBe(0);
  expect(JSON.parse(audit.out)).toMatchObject({ safe: true });
}, 300_000);

test("whoever cancels while protecting leaves nothing half written, and is told so", async () => {
  const { table, spec } = example(437);
  for (const [at, language, sentence] of [
    ["Suchen, was mitgesperrt", "de", "Abgebrochen. Es wurde nichts geschrieben"],
    ["Making sure that nothing", "en", "Cancelled. Nothing was written"],
  ] as const) {
    const out = join(folder, `cancelled-${language}`);
    const words = ["protect", "--table", table, "--spec", spec, "--out", out, "--language", language];
    const run = await kreislauf(words, at);
    expect(run.code, run.told.join("\n")).toBe(130);
    expect(run.told.at(-1)).toContain(sentence);
    expect(run.out).toBe("");
    expect(existsSync(out)).toBe(false);
  }
}, 300_000);

test("releasing a table of thousands of cells tells how far the attacker is, and whoever cancels gets no package", async () => {
  const { table, spec } = example(2_500);
  const out = join(folder, "to-release");
  expect((await kreislauf(["protect", "--table", table, "--spec", spec, "--out", out])).code).toBe(0);
  await kreislauf(["keys", "--out", join(folder, "keys")]);
  const release = (to: string, cancelAt?: string) => {
    const what = ["--table", join(out, "table.csv"), "--spec", spec, "--figure", "SGB2_LB", "--period", "2023"];
    const whom = ["--recipient", "Sozialplanung", "--purpose", "Bericht", "--person", "Leitung"];
    const key = join(folder, "keys/release-key.pem");
    return kreislauf(["release", ...what, ...whom, "--key", key, "--out", join(folder, to)], cancelAt);
  };
  const cancelled = await release("cancelled.zip", "Prüfen durch einen Angreifer");
  expect(cancelled.code, cancelled.told.join("\n")).toBe(130);
  expect(cancelled.told.at(-1)).toContain("Abgebrochen. Es wurde nichts geschrieben");
  expect(existsSync(join(folder, "cancelled.zip"))).toBe(false);
  const whole = await release("whole.zip");
  expect(whole.code, whole.told.join("\n")).toBe(0);
  expect(whole.told.some((line) => line.startsWith("Prüfen durch einen Angreifer"))).toBe(true);
  expect(existsSync(join(folder, "whole.zip"))).toBe(true);
}, 300_000);

test("Ctrl-C ends the process in the middle of a large table: exit code 130, a sentence, and no file", async () => {
  const { table, spec } = example(1_900);
  const out = join(folder, "interrupted");
  const program = join(import.meta.dirname, "../../../bin/kreislauf.mjs");
  const words = ["protected", "protect", "--table", table, "--spec", spec, "--out", out];
  const child = spawn(process.execPath, [program, ...words], { stdio: ["ignore", "pipe", "pipe"] });
  let told = "";
  let printed = "";
  child.stdout.on("data", (piece) => {
    printed += piece;
  });
  child.stderr.on("data", (piece) => {
    const isFirst = !told.includes("Suchen, was mitgesperrt");
    told += piece;
    if (isFirst && told.includes("Suchen, was mitgesperrt")) child.kill("SIGINT");
  });
  const code = await new Promise((resolve) => child.once("close", resolve));
  expect(code, told).toBe(130);
  expect(told).toContain("Abgebrochen. Es wurde nichts geschrieben");
  expect(printed).toBe("");
  expect(existsSync(out)).toBe(false);
}, 300_000);
