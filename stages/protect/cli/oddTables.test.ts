import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { stage } from "./stage.ts";

let folder: string;
let plain: string;

const specification = `title: Fälle
dimensions: [{ id: gemeinde, total: Kreis }, { id: geschlecht, total: zusammen }]
value: faelle
rules: [{ kind: minimumCount, minimum: 3 }]
`;
const counts: readonly (readonly [string, string, number])[] = [
  ["A", "m", 1200],
  ["A", "w", 2],
  ["A", "zusammen", 1202],
  ["B", "m", 30],
  ["B", "w", 40],
  ["B", "zusammen", 70],
  ["Kreis", "m", 1230],
  ["Kreis", "w", 42],
  ["Kreis", "zusammen", 1272],
];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-odd-"));
  const { code } = await protect("plain", table(String));
  expect(code).toBe(0);
  plain = readFileSync(join(folder, "plain", "table.csv"), "utf8");
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function table(written: (count: number) => string, between = ";"): string {
  return [["gemeinde", "geschlecht", "faelle"], ...counts.map(([a, b, n]) => [a, b, written(n)])]
    .map((row) => `${row.join(between)}\n`)
    .join("");
}

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

async function protect(name: string, content: string | Uint8Array, spec = specification, ...more: string[]) {
  const [tablePath, specPath] = [join(folder, `${name}.csv`), join(folder, `${name}.yaml`)];
  writeFileSync(tablePath, content);
  writeFileSync(specPath, spec);
  const out = join(folder, name);
  const said = await kreislauf("protect", "--table", tablePath, "--spec", specPath, "--out", out, ...more);
  return { code: said.code, told: said.told, printed: said.out, out };
}

const grouped = (sign: string) => (n: number) => n.toLocaleString("en-US").replaceAll(",", sign);

describe("the same table however an office writes it", () => {
  test.each<[string, () => string | Uint8Array]>([
    ["with thousands points", () => table(grouped("."))],
    ["with thousands spaces", () => table(grouped(" "))],
    ["with narrow spaces that do not break", () => table(grouped("\u202f"))],
    ["with English thousands commas, in tabulators", () => table(grouped(","), "\t")],
    ["with decimal commas", () => table((n) => `${n},0`)],
    ["with a byte order mark and Windows line ends", () => `\ufeff${table(String).replaceAll("\n", "\r\n")}`],
    ["with the line ends of an old Mac", () => table(String).replaceAll("\n", "\r")],
    ["in UTF-16", () => Buffer.from(`\ufeff${table(String)}`, "utf16le")],
    ["with Excel's line about its separator", () => `sep=;\r\n${table(String)}`],
    ["with empty rows below", () => `${table(String)};;\n\n;;\n`],
    ["with everything quoted", () => table((n) => `"${n}"`)],
    ["with a column too many", () => table((n) => `${n};`).replace("faelle", "faelle;")],
  ])("%s", async (name, content) => {
    const { code, out } = await protect(name.replaceAll(/\W+/g, "-"), content());
    expect([code, readFileSync(join(out, "table.csv"), "utf8")]).toEqual([0, plain]);
  });

  test("in another order and under other names the same cells are withheld", async () => {
    const rows = [...counts].reverse().map(([a, b, n]) => `${b},${n},${a.replace("Kreis", "ALLE")}`);
    const spec = `title: T
dimensions:
  - { id: ort, column: Ort, total: ALLE }
  - { id: sex, column: Sex, total: zusammen }
value: Anzahl
rules: [{ kind: minimumCount, minimum: 3 }]
`;
    const { code, out } = await protect("renamed", `Sex,Anzahl,Ort\n${rows.join("\n")}\n`, spec);
    const cells = (text: string) =>
      text
        .trim()
        .split("\n")
        .slice(1)
        .map((line) => line.replace("ALLE", "Kreis"))
        .sort();
    expect([code, cells(readFileSync(join(out, "table.csv"), "utf8"))]).toEqual([0, cells(plain)]);
  });

  test("amounts in German writing beside their cases", async () => {
    const spec = `title: T
dimensions: [{ id: gemeinde, total: Kreis }]
value: euro
cases: faelle
rules: [{ kind: minimumCount, minimum: 3 }]
`;
    const text = "gemeinde;euro;faelle\nA;1.234,50;1.200\nB;2.000,25;2\nC;10,25;40\nKreis;3.245,00;1.242\n";
    const { code, out } = await protect("amounts", text, spec);
    expect(code).toBe(0);
    expect(readFileSync(join(out, "table.csv"), "utf8")).toContain("A,1234.5,shown");
  });
});

describe("what cannot be is told in one German sentence with its place, exit 2, and nothing is written", () => {
  const two = "gemeinde;geschlecht;faelle\nA;m;";
  test.each<[string, string | Uint8Array, string, RegExp]>([
    ["a count below zero", `${two}-5\n`, specification, /Zeile 2.*nie negativ/],
    [
      "a total that is described under another name",
      table(String).replaceAll("Kreis", "Landkreis"),
      specification,
      /„Landkreis“ überall die Summe.*total: Landkreis/,
    ],
    ["a word for a number", `${two}viele\n`, specification, /Zeile 2, Spalte 3: „viele“ ist keine Zahl/],
    ["a line of notes below", `${table(String)}Quelle: Amt;;\n`, specification, /Zeile 11.*Quelle: Amt/],
    [
      "a column for two dimensions",
      table(String),
      specification.replace("id: geschlecht", "id: gemeinde"),
      /„gemeinde“ steht zweimal/,
    ],
    ["a workbook", Buffer.from("PK\u0003\u0004rest"), specification, /Excel-Mappe/],
  ])("%s", async (name, content, spec, sentence) => {
    const { code, told, out } = await protect(`bad-${name.replaceAll(/\W+/g, "-")}`, content, spec);
    expect([code, told]).toEqual([2, expect.stringMatching(sentence)]);
    expect(existsSync(out)).toBe(false);
  });

  test("a time that is none", async () => {
    const { code, told, out } = await protect("seconds", table(String), specification, "--seconds", "bald");
    expect([code, told, existsSync(out)]).toEqual([2, expect.stringContaining("„bald“"), false]);
  });
});

test("with --json a command answers its result or its refusal as JSON", async () => {
  const safe = await protect("json", table(String), specification, "--json");
  expect(JSON.parse(safe.printed)).toMatchObject({ safe: true, cells: 9, primary: 1 });
  const refused = await protect("json-refused", table(String).replace("1272", "1273"), specification, "--json");
  expect(JSON.parse(refused.printed)).toMatchObject({ code: "protect.notAdditive", place: { row: 10 } });
});

describe("hierarchies in files of their own", () => {
  const counts = "r,value\n01,40\n02,30\n03,2\n04,9\nNord,70\nSüd,11\nTotal,81\n";
  const spec = (hierarchy: string) => `title: T
dimensions: [{ id: r, total: Total, hierarchies: [${hierarchy}] }]
rules: [{ kind: minimumCount, minimum: 3 }]
`;
  const inline = spec("{ id: aemter, parts: { Nord: [01, 02], Süd: [03, 04] } }");

  test.each([
    [
      "codes only",
      "{ id: aemter, file: a.csv }",
      "a.csv",
      "teil;ganzes\n01;Nord\n02;Nord\n03;Süd\n04;Süd\nNord;\nSüd;\n",
    ],
    [
      "with labels, under names of the office",
      "{ id: aemter, file: b.csv, part: Gemeinde, whole: Amt }",
      "b.csv",
      "Gemeinde,Name,Amt\n01,Ahornhausen,Nord\n02,Birkenfelde,Nord\n03,Lindenau,Süd\n04,Eichwald,Süd\n",
    ],
    ["in the form of τ-ARGUS", "{ id: aemter, file: c.hrc }", "c.hrc", "Nord\r\n@01\r\n@02\r\nSüd\r\n@03\r\n@04\r\n"],
  ])("%s: the same table comes out as with the parts in the specification", async (name, hierarchy, path, content) => {
    writeFileSync(join(folder, path), content);
    const own = await protect(`h-${name.replaceAll(/\W+/g, "-")}`, counts, spec(hierarchy));
    const other = await protect("h-inline", counts, inline);
    expect([own.code, own.told, other.code]).toEqual([0, "", 0]);
    expect(readFileSync(join(own.out, "table.csv"), "utf8")).toBe(readFileSync(join(other.out, "table.csv"), "utf8"));
  });

  test.each([
    ["teil;ganzes\n01;Nord\n01;Süd\n", /„01“ sowohl zu „Nord“ als auch zu „Süd“/],
    ["teil;amt\n01;Nord\n", /d\.csv.*Spalte „ganzes“ fehlt/],
    ["teil;ganzes\n01;\n", /d\.csv.*Hierarchie ist leer/],
    ["Nord\n@@01\n", /d\.csv“, Zeile 2.*eingerückt/],
  ])("a file that is no hierarchy is told with its place: %j", async (content, sentence) => {
    writeFileSync(join(folder, "d.csv"), content);
    const { code, told, out } = await protect("h-bad", counts, spec("{ id: aemter, file: d.csv }"));
    expect([code, told, existsSync(out)]).toEqual([2, expect.stringMatching(sentence), false]);
  });
});
