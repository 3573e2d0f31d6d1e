import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { delimited } from "../tables.ts";
import { stage } from "./stage.ts";

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "kreislauf-shares-"));
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

/** Each row by its codes: value and shares. */
function rowsOf(path: string): Record<string, string[]> {
  const { header, rows } = delimited(readFileSync(path, "utf8"));
  const keys = header.indexOf("value");
  return Object.fromEntries(rows.map(({ fields }) => [fields.slice(0, keys).join("/"), fields.slice(keys)]));
}

const specification = `title: Leistungsbezug der Kinder
dimensions:
  - { id: raum, total: Kreis, codes: [A, B, C] }
  - { id: bezug, codes: [ja, nein] }
shares:
  - { column: Quote, of: bezug }
rules:
  - { kind: minimumCount, minimum: 3, setBy: "Statistikstelle" }
`;

test("R-10 X-013 shares beside the counts: withheld with their numerator or where too few are left; the 140 stays", async () => {
  const counts: Record<string, [number, number]> = { A: [2, 138], B: [40, 60], C: [30, 90], Kreis: [72, 288] };
  const lines = Object.entries(counts).flatMap(([area, [yes, no]]) => [
    `${area},ja,${yes}`,
    `${area},nein,${no}`,
    `${area},Insgesamt,${yes + no}`,
  ]);
  const table = file("kinder.csv", `raum,bezug,value\n${lines.join("\n")}\n`);
  const spec = file("kinder.yaml", specification);
  const out = join(folder, "kinder");
  expect((await kreislauf("protect", "--table", table, "--spec", spec, "--out", out)).code).toBe(0);
  const rows = rowsOf(join(out, "table.csv"));
  expect(rows["A/ja"]).toEqual(["", "withheld", ""]);
  expect(rows["A/nein"]).toEqual(["", "withheld", ""]);
  expect(rows["A/Insgesamt"]).toEqual(["140", "shown", ""]);
  for (const { 0: value, 2: share } of Object.values(rows)) if (value === "") expect(share).toBe("");
  const shown = Object.entries(rows).find(([key, [value]]) => key.endsWith("/ja") && value !== "");
  const [area = ""] = shown?.[0].split("/") ?? [];
  const [yes = 0, no = 0] = counts[area] ?? [];
  expect(shown?.[1][2]).toBe(String(Number(((100 * yes) / (yes + no)).toFixed(1))));
  expect((await kreislauf("audit", "--table", join(out, "table.csv"), "--spec", spec)).code).toBe(0);
});

test("R-10 138 of 140 stays back where the two others are told by no cell of their own", async () => {
  const table = file("frauen.csv", "art,value\nx,138\ny,1\nz,1\nInsgesamt,140\n");
  const text = `title: T
dimensions: [{ id: art }]
shares: [{ column: Anteil, of: art }]
rules: [{ kind: minimumCount, minimum: 3 }]
`;
  const out = join(folder, "frauen");
  await kreislauf("protect", "--table", table, "--spec", file("frauen.yaml", text), "--out", out);
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  const kinds = Object.fromEntries(
    report.withheld.map((cell: { key: string[]; kind: string }) => [cell.key[0], cell.kind]),
  );
  expect(kinds).toMatchObject({ x: "primary", y: "primary", z: "primary" });
});

test("a share of a part of the table: children under 3 among those under 6", async () => {
  const text = `title: T
dimensions:
  - id: alter
    hierarchies: [{ id: h, parts: { unter 6: [unter 3, 3 bis 5] } }]
    codes: [6 und älter]
shares: [{ column: Anteil, of: alter, base: unter 6, decimals: 2 }]
rules: [{ kind: minimumCount, minimum: 3 }]
`;
  const table = file("alter.csv", "alter;value\nunter 3;20\n3 bis 5;40\nunter 6;60\n6 und älter;100\nInsgesamt;160\n");
  const out = join(folder, "alter");
  const { code } = await kreislauf("protect", "--table", table, "--spec", file("alter.yaml", text), "--out", out);
  expect(code).toBe(0);
  const rows = rowsOf(join(out, "table.csv"));
  expect(rows["unter 3"]?.[2]).toBe("33.33");
  expect(rows["unter 6"]?.[2]).toBe("");
});

test("X-013 somebody else's table that prints a share beside a withheld count gives the count away", async () => {
  const table = file(
    "fremd.csv",
    "raum,bezug,value,status,Quote\nA,ja,,withheld,1.4\nA,nein,,withheld,\nA,Insgesamt,140,shown,\nB,ja,,withheld,\nB,nein,,withheld,\nB,Insgesamt,90,shown,\nC,ja,,withheld,\nC,nein,,withheld,\nC,Insgesamt,70,shown,\nKreis,ja,92,shown,\nKreis,nein,208,shown,\nKreis,Insgesamt,300,shown,\n",
  );
  const { code, out } = await kreislauf("audit", "--table", table, "--spec", file("fremd.yaml", specification));
  expect(code).toBe(3);
  expect(JSON.parse(out).disclosures).toContainEqual(
    expect.objectContaining({ key: ["A", "ja"], kind: "exact", low: 2, high: 2 }),
  );
});

test.each([
  ["shares: [{ column: Anteil, of: farbe }]", "farbe"],
  ["shares: [{ column: value, of: art }]", "value"],
  ["shares: [{ column: Anteil, of: art, base: q }]", "q"],
])("a share that cannot be is refused with its name: %s", async (shares, named) => {
  const table = file("s.csv", "art,value\nx,10\ny,20\nInsgesamt,30\n");
  const text = `title: T\ndimensions: [{ id: art }]\n${shares}\nrules: [{ kind: minimumCount, minimum: 3 }]\n`;
  const out = join(folder, `wrong-${named}`);
  const { code, told } = await kreislauf("protect", "--table", table, "--spec", file("s.yaml", text), "--out", out);
  expect([code, told]).toEqual([2, expect.stringContaining(`„${named}“`)]);
  expect(() => readFileSync(join(out, "report.json"))).toThrow();
});

test("a table that prints a 2 is unsafe by its minimum, whatever other rules stand beside it", async () => {
  const text = `title: T
dimensions: [{ id: art }]
rules: [{ kind: minimumCount, minimum: 3 }, { kind: group, dimension: art }]
`;
  const table = file("zwei.csv", "art,value\nx,2\ny,20\nInsgesamt,22\n");
  expect((await kreislauf("audit", "--table", table, "--spec", file("zwei.yaml", text))).code).toBe(3);
});
