import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { stage } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-foreign-"));
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

let made = 0;

async function on(command: "protect" | "audit", csv: string, spec: string) {
  made += 1;
  const [table, description, out] = [`${made}.csv`, `${made}.yaml`, `${made}`].map((name) => join(folder, name));
  writeFileSync(table ?? "", csv);
  writeFileSync(description ?? "", spec);
  const options = ["--table", table ?? "", "--spec", description ?? "", "--out", out ?? ""];
  const said = await kreislauf(command, ...options);
  const report = join(out ?? "", command === "audit" ? "audit.json" : "report.json");
  return { ...said, out: out ?? "", report: existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined };
}

const places = "title: T\ndimensions: [{ id: ort }]\nvalue: n\nrules: [{ kind: minimumCount, minimum: 3 }]\n";
const amounts =
  "title: T\ndimensions: [{ id: ort }]\nvalue: n\ncases: faelle\nrules: [{ kind: minimumCount, minimum: 3 }]\n";
const large =
  "title: T\ndimensions: [{ id: ort }]\nvalue: n\ncontributions: [a, b]\nrules: [{ kind: pPercent, p: 10 }]\n";

describe("somebody else's published table", () => {
  test.each([
    ".",
    "",
    "x",
    "X",
    "*",
    "**",
    "/",
    "…",
    "...",
    "•",
    ":",
    "(.)",
    "[x]",
    "s",
    "c",
    "g",
    "geheim",
    "gesperrt",
  ])("a single withheld cell marked „%s“ is computed", async (sign) => {
    const { code, report } = await on("audit", `ort;n\nA;12\nB;${sign}\nC;9\nInsgesamt;23\n`, places);
    expect([code, report.disclosures]).toMatchObject([3, [{ key: ["B"], kind: "exact", low: 2, high: 2 }]]);
  });

  test("a bound in place of a number is told to the attacker: with it, or closer, the neighbour is known better", async () => {
    const withSign = await on("audit", "ort;n\nA;.\nB;.\nC;9\nInsgesamt;16\n", places);
    expect([withSign.code, withSign.report.intervals[0]]).toMatchObject([0, { low: 0, high: 7 }]);
    for (const bound of ["<3", "< 3", "unter 3", "≤2"]) {
      const { code, report } = await on("audit", `ort;n\nA;.\nB;${bound}\nC;9\nInsgesamt;16\n`, places);
      expect([code, report.intervals], bound).toMatchObject([
        0,
        [
          { low: 5, high: 7 },
          { low: 0, high: 2 },
        ],
      ]);
    }
    const between = await on("audit", "ort;n\nA;.\nB;1–2\nC;9\nInsgesamt;16\n", places);
    expect([between.code, between.report.disclosures]).toMatchObject([3, [{ key: ["B"], kind: "tooClose" }]]);
  });

  test("signs of official tables beside a number do not hide it", async () => {
    const { code, report } = await on(
      "audit",
      "ort;n\nA;(12)\nB;.\nC;9 r\nD;20¹\nE;1.000 1)\nInsgesamt;1.043\n",
      places,
    );
    expect([code, report.disclosures]).toMatchObject([3, [{ key: ["B"], low: 2, high: 2 }]]);
  });
});

describe("amounts", () => {
  test("losses are protected too: who does not know the signs cannot bound a withheld one from below", async () => {
    const { code, told, report } = await on(
      "protect",
      "ort;n;faelle\nA;-10;2\nB;20;9\nC;30;8\nInsgesamt;40;19\n",
      amounts,
    );
    expect([code, report?.primary, report?.secondary], told).toEqual([0, 1, 1]);
  });

  test("contributions may stand in any order", async () => {
    const { report } = await on("protect", "ort,n,a,b\nA,100,15,80\nB,100,40,15\nInsgesamt,200,80,40\n", large);
    expect(report.primary).toBe(1);
  });
});

test("letters with their dots apart, as a Mac writes file names, are the same letters", async () => {
  const spec = places.replace("{ id: ort }", "{ id: ort, codes: [Köln, B, C] }");
  const { code, told } = await on("protect", "ort;n\nKöln;2\nB;20\nC;9\nInsgesamt;31\n".normalize("NFD"), spec);
  expect(code, told).toBe(0);
});

test.each<[string, string, string, string]>([
  ["a column twice", "ort;n;n\nA;5;6\nInsgesamt;5;6\n", places, "Zeile 1: Die Spalte „n“ steht zweimal"],
  ["a number without end", "ort;n\nA;1e999\nInsgesamt;1e999\n", places, "Zeile 2, Spalte 2: „1e999“ ist keine Zahl"],
  ["fewer than no cases", "ort;n;faelle\nA;5;-2\nInsgesamt;5;-2\n", amounts, "Zeile 2: „A“ hat -2 Fälle"],
  [
    "contributions above their sum",
    "ort,n,a,b\nA,10,50,30\nB,100,40,15\nInsgesamt,110,50,40\n",
    large,
    "Zeile 2: Die größten Einzelbeiträge von „A“ ergeben zusammen 80, die Summe ist aber nur 10",
  ],
  [
    "a cell key above 1",
    "ort,n,k\nA,5,1.7\nInsgesamt,5,0.7\n",
    `${places}cellKey: { key: k }\nmethod: cellkey\n`,
    "Zeile 2: Der Schlüssel 1.7 von „A“ liegt nicht zwischen 0 und 1",
  ],
])("%s: one sentence with its place, exit 2, nothing written", async (_, csv, spec, sentence) => {
  const { code, told, out } = await on("protect", csv, spec);
  expect([code, existsSync(out)]).toEqual([2, false]);
  expect(told).toContain(sentence);
});
