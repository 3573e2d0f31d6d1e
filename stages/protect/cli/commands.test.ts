import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { delimited } from "../tables.ts";
import { stage } from "./stage.ts";

const examples = join(import.meta.dirname, "../../../examples/protect");
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-protect-"));
});
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

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

function cells(path: string): Record<string, string> {
  const { rows } = delimited(readFileSync(path, "utf8"));
  return Object.fromEntries(
    rows.map(({ fields }) => [fields.slice(0, -2).join("/"), `${fields.at(-2)} ${fields.at(-1)}`]),
  );
}

const oneDimension =
  "title: T\ndimensions:\n  - id: raum\n    total: Summe\nrules:\n  - kind: minimumCount\n    minimum: 3\n";

test("X-011 A 12, B 2, C 13, total 27: B and A are withheld, C and the total stay", async () => {
  const table = file("x011.csv", "raum,value\nSumme,27\nA,12\nB,2\nC,13\n");
  const out = join(folder, "x011");
  const { code } = await kreislauf(
    "protect",
    "--table",
    table,
    "--spec",
    file("x011.yaml", oneDimension),
    "--out",
    out,
  );
  expect(code).toBe(0);
  expect(cells(join(out, "table.csv"))).toEqual({
    Summe: "27 shown",
    A: " withheld",
    B: " withheld",
    C: "13 shown",
  });
});

describe("the examples run, and their results pass the audit", () => {
  for (const [name, before] of [
    ["simple", 0],
    ["two-hierarchies", 0],
    ["linked", 0],
  ] as const) {
    for (const method of ["gauss", "optimal", "round"]) {
      test(`${name} by ${method}`, async () => {
        const out = join(folder, `${name}-${method}`);
        const spec = join(examples, name, "specification.yaml");
        const run = await kreislauf(
          "protect",
          "--table",
          join(examples, name, "table.csv"),
          "--spec",
          spec,
          "--method",
          method,
          "--out",
          out,
        );
        expect(run.told).toBe("");
        expect(run.code).toBe(before);
        const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
        expect(report.audit.safe).toBe(true);
        // The published file alone, without the values that only the office knows, by the same specification.
        const audit = await kreislauf("audit", "--table", join(out, "table.csv"), "--spec", spec);
        expect(audit.code, audit.out).toBe(0);
      });
    }
  }
});

test("X-011 a table published earlier is counted in: without it the new table would have shown more", async () => {
  const out = join(folder, "alone");
  const spec = readFileSync(join(examples, "linked", "specification.yaml"), "utf8");
  const alone = file("alone.yaml", spec.slice(0, spec.indexOf("publishedBefore")));
  await kreislauf("protect", "--table", join(examples, "linked", "table.csv"), "--spec", alone, "--out", out);
  const without = cells(join(out, "table.csv"));
  const withIt = cells(join(folder, "linked-gauss", "table.csv"));
  // Birkenfelde + Weidental = 8 is out already: Weidental may not be shown beside it.
  expect(without.Weidental).toBe("6 shown");
  expect(withIt.Weidental).toBe(" withheld");
});

test("what was shown earlier cannot be withheld any more: exit 3, no table, and the report says which cell", async () => {
  file("out-already.csv", "raum,value\nB,2\n");
  const spec = file("late.yaml", `${oneDimension}publishedBefore:\n  - file: out-already.csv\n`);
  const out = join(folder, "late");
  const { code, told } = await kreislauf(
    "protect",
    "--table",
    file("late.csv", "raum,value\nSumme,27\nA,12\nB,2\nC,13\n"),
    "--spec",
    spec,
    "--out",
    out,
  );
  expect(code).toBe(3);
  expect(told).toContain("früher veröffentlicht");
  expect(existsSync(join(out, "table.csv"))).toBe(false);
  expect(JSON.parse(readFileSync(join(out, "report.json"), "utf8")).unprotectable).toEqual([["B"]]);
});

test("the audit finds what somebody else's table gives away: 27 − 12 − 13 = 2, and a printed 1", async () => {
  const spec = file("other.yaml", oneDimension);
  const one = await kreislauf(
    "audit",
    "--table",
    file("other.csv", "raum;value\nSumme;27\nA;12\nB;.\nC;13\n"),
    "--spec",
    spec,
  );
  expect(one.code).toBe(3);
  expect(JSON.parse(one.out).disclosures[0]).toMatchObject({ key: ["B"], kind: "exact", low: 2, high: 2 });
  const two = await kreislauf(
    "audit",
    "--table",
    file("printed.csv", "raum,value\nSumme,27\nA,13\nB,1\nC,13\n"),
    "--spec",
    spec,
  );
  expect(two.code).toBe(3);
  expect(JSON.parse(two.out).disclosures[0].inWords).toBe("„B“ zeigt 1 und dürfte das nach den Regeln nicht.");
});

test("deterministic rounding gives multiples of the base", async () => {
  const out = join(folder, "rounded");
  const spec = file("rounded.yaml", `${oneDimension}rounding:\n  base: 5\n`);
  const { code } = await kreislauf(
    "protect",
    "--method",
    "round",
    "--table",
    file("r.csv", "raum,value\nSumme,27\nA,12\nB,2\nC,13\n"),
    "--spec",
    spec,
    "--out",
    out,
  );
  expect(code).toBe(0);
  expect(cells(join(out, "table.csv"))).toEqual({
    Summe: "25 rounded",
    A: "10 rounded",
    B: "0 rounded",
    C: "15 rounded",
  });
});

test("the cell-key method changes each cell by its own key and writes its table for τ-ARGUS", async () => {
  const out = join(folder, "cellkey");
  const spec = file(
    "ck.yaml",
    `${oneDimension}cellKey:\n  key: key\n  largestChange: 2\n  variance: 1.08\n  forbiddenUpTo: 1\n`,
  );
  const table = file("ck.csv", "raum,value,key\nSumme,27,0.5\nA,12,0.05\nB,2,0.999\nC,13,0.5\nD,0,0\n");
  const { code } = await kreislauf("protect", "--method", "cellkey", "--table", table, "--spec", spec, "--out", out);
  expect(code).toBe(0);
  // Chances for large counts: −2 up to 0.074, 0 from 0.318 to 0.682; for 2: +2 above 0.957 (published example, D = 2, V = 1.08).
  expect(cells(join(out, "table.csv"))).toEqual({
    Summe: "27 perturbed",
    A: "10 perturbed",
    B: "4 perturbed",
    C: "13 perturbed",
    D: "0 perturbed",
  });
  expect(readFileSync(join(out, "perturbation-table.txt"), "utf8")).toMatch(/^i;j;p_ij;v;p_ij_ub\n0;0;1;0;1\n/);
});

describe("bad input is refused with one German sentence and its place, exit 2, nothing written", () => {
  const good = "raum,value\nSumme,27\nA,12\nB,2\nC,13\n";
  const loop = `${oneDimension.replace("    total: Summe\n", "    total: Summe\n    hierarchies:\n      - id: h\n        parts:\n          A: [B]\n          B: [A]\n")}`;
  const codes = oneDimension.replace("    total: Summe\n", "    total: Summe\n    codes: [A, B]\n");
  const cases: [string, string, string, RegExp][] = [
    [
      "a table that does not add up",
      good.replace("27", "28"),
      oneDimension,
      /Zeile 2: Die Tabelle geht nicht auf: „Summe“ ist 28, aber A \+ B \+ C ergibt 27\./,
    ],
    ["a loop in a hierarchy", good, loop, /läuft im Kreis: B → A → B/],
    ["a key twice", `${good}B,2\n`, oneDimension, /Zeile 6: Der Schlüssel „B“ steht schon in Zeile 4/],
    ["an unknown code", good, codes, /Zeile 5: Der Schlüssel „C“ ist in „raum“ nicht bekannt/],
    [
      "a specification that names a missing column",
      good,
      `${oneDimension}value: anzahl\n`,
      /Die Spalte „anzahl“ fehlt; vorhanden sind: raum, value/,
    ],
    ["a value that is no number", good.replace("13", "13a"), oneDimension, /Zeile 5, Spalte 2: „13a“ ist keine Zahl/],
    ["a thousands dot with comma", good.replace("13", "1.234,5"), oneDimension, /Zeile 5, Spalte 2|Felder/],
    [
      "points for thousands beside points for decimals",
      good.replaceAll(",", ";").replace("27", "1.027,5").replace("12", "0.5"),
      oneDimension,
      /Zeile 2, Spalte 2: „1\.027,5“ ist keine Zahl\. Bitte als Zahl schreiben/,
    ],
    [
      "a total that the specification does not name",
      good,
      oneDimension.replace("    total: Summe\n", ""),
      /„Summe“ sieht in „raum“ wie die Summe aus/,
    ],
    ["a value already withheld", good.replace("13", "."), oneDimension, /Zeile 5: Der Wert von „C“ fehlt/],
    [
      "an unknown setting",
      good,
      `${oneDimension}regeln: 3\n`,
      /Zeile 8: In der Tabellenbeschreibung passt „regeln“ nicht/,
    ],
    ["a rule without its number", good, oneDimension.replace("    minimum: 3\n", ""), /Zeile 6: .*es fehlt „minimum“/],
    ["broken YAML", good, "title: [T\ndimensions: 3\n", /kein lesbares YAML/],
    ["an empty file", "raum,value\n", oneDimension, /enthält keine Datenzeilen/],
    ["a ragged row", `${good}D\n`, oneDimension, /Zeile 6: Diese Zeile hat 1 Felder, die Kopfzeile 2/],
  ];
  for (const [title, table, spec, sentence] of cases) {
    test(title, async () => {
      const out = join(folder, `bad-${title.replaceAll(" ", "-")}`);
      const { code, told } = await kreislauf(
        "protect",
        "--table",
        file("bad.csv", table),
        "--spec",
        file("bad.yaml", spec),
        "--out",
        out,
      );
      expect(told).toMatch(sentence);
      expect(told.split("\n")).toHaveLength(1);
      expect(code).toBe(2);
      expect(existsSync(out)).toBe(false);
    });
  }
  test("a file that is not there, and an option left out", async () => {
    mkdirSync(join(folder, "nothing"), { recursive: true });
    expect(
      (await kreislauf("audit", "--table", join(folder, "none.csv"), "--spec", file("ok.yaml", oneDimension))).told,
    ).toMatch(/none\.csv“ gibt es nicht/);
    expect((await kreislauf("audit", "--table", "x.csv")).told).toMatch(/Die Angabe --spec fehlt/);
  });
});
