import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { csvTable } from "../values/csvRows.ts";
import { desk, kreislauf } from "./desk.testing.ts";

const { folder, file, clear } = desk();
afterAll(clear);

function column(path: string, name: string): string[] {
  const { header, rows } = csvTable(readFileSync(path, "utf8"));
  return rows.map(({ cells }) => cells[header.indexOf(name)] ?? "");
}

const rounded = (path: string, name: string, decimals: number): number[] =>
  column(path, name).map((cell) => Number(Number(cell.replace(",", ".")).toFixed(decimals)));

async function run(definition: string, values: string, name: string, ...more: string[]): Promise<string> {
  const out = join(folder, `${name}.csv`);
  const { code, err } = await kreislauf(
    "index",
    "run",
    "--definition",
    file(`${name}.yaml`, definition),
    "--values",
    file(`${name}-values.csv`, values),
    "--out",
    out,
    ...more,
  );
  expect([code, err]).toEqual([0, ""]);
  return out;
}

const graded = `format: kreislauf-index/1
id: pm
label: Belastung und Kompetenz
weights: { method: grades, table: 1-2-3-4 }
indices:
  - id: belastung
    components:
      - { indicator: sgb2_quote, grade: hoch }
      - { indicator: kinderarmut, grade: sehr_hoch }
      - { indicator: altersarmut, grade: mittel }
`;
// The five units of; the competence is chosen so that unit D lies at -0.20.
const units = `einheit;sgb2_quote;kinderarmut;altersarmut;betreuung
A;4,5;6,0;2,0;9
B;7,0;9,0;2,5;7
C;8,0;12,0;4,0;6
D;12,0;21,0;3,5;5,25
E;13,5;27,0;5,0;1,5
`;

test("PM10-038 R-4 high, very high and medium are 3, 4 and 2 of 9 points; the z-index and the class points of the worked example", async () => {
  const stages = join(folder, "stages");
  const out = await run(graded, units, "graded", "--stages", stages);
  expect(rounded(out, "belastung", 3)).toEqual([-1.257, -0.73, -0.147, 0.665, 1.469]);
  expect(rounded(join(stages, "weights.csv"), "weight", 4).slice(1)).toEqual([0.3333, 0.4444, 0.2222]);
  const points = graded.replace("indices:", "normalisation: classPoints\naggregation: sum\nindices:");
  expect(column(await run(points, units, "points"), "belastung")).toEqual(["9", "12", "20", "30", "36"]);
});

test("PM10-040 R-5 unit D, burden +0.67 and competence -0.20, is of the type high burden, low competence; nothing is netted", async () => {
  const both = `${graded}  - id: kompetenz
    components: [{ indicator: betreuung, grade: hoch }]
axes: { burden: belastung, competence: kompetenz }
`;
  const out = await run(both, units, "axes");
  expect([rounded(out, "belastung", 3)[3], rounded(out, "kompetenz", 3)[3]]).toEqual([0.665, -0.202]);
  expect(column(out, "type")).toEqual([
    "geringe Belastung, hohe Kompetenz",
    "geringe Belastung, hohe Kompetenz",
    "geringe Belastung, hohe Kompetenz",
    "hohe Belastung, geringe Kompetenz",
    "hohe Belastung, geringe Kompetenz",
  ]);
  const { header } = csvTable(readFileSync(out, "utf8"));
  expect(header).toEqual([
    ...["area", "belastung", "belastung_rank", "belastung_absent"],
    ...["kompetenz", "kompetenz_rank", "kompetenz_absent", "type", "missing", "excluded"],
  ]);
  const plain = `format: kreislauf-index/1
id: p
label: P
normalisation: none
indices:
  - { id: belastung, components: [{ indicator: b }] }
  - { id: kompetenz, components: [{ indicator: k }] }
axes: { burden: belastung, competence: kompetenz }
`;
  const four = await run(plain, "einheit;b;k\nA;0,67;0,2\nB;-0,3;-0,2\nC;0;0\nD;0,67;-0,20\n", "plain-axes");
  expect(column(four, "type")).toEqual([
    "hohe Belastung, hohe Kompetenz",
    "geringe Belastung, geringe Kompetenz",
    "geringe Belastung, geringe Kompetenz",
    "hohe Belastung, geringe Kompetenz",
  ]);
});

test("PM10-035 PM10-036 an indicator in both indices and a number for a grade are refused with their place", async () => {
  const values = file("refused-values.csv", units);
  const both = `${graded}  - id: kompetenz\n    components: [{ indicator: kinderarmut, grade: hoch }]\n`;
  const twice = await kreislauf("index", "check", "--definition", file("twice.yaml", both), "--values", values);
  expect([twice.code, twice.err]).toEqual([
    2,
    expect.stringMatching(/Zeile 12, Spalte 20: „kinderarmut“ steht zweimal/),
  ]);
  const number = graded.replace("sgb2_quote, grade: hoch", "sgb2_quote, weight: 3");
  const refused = await kreislauf("index", "check", "--definition", file("number.yaml", number), "--values", values);
  expect([refused.code, refused.err]).toEqual([
    2,
    expect.stringMatching(/Zeile 8, Spalte 34: „sgb2_quote“ hat eine Zahl/),
  ]);
});

test("PM10-039 with points 1-2-4-8 in place of 1-2-3-4, 3 of 19 units change class: listed by name", async () => {
  const classed = graded.replace("    components:", "    classes: { method: quantile, count: 5 }\n    components:");
  const values = `einheit;name;sgb2_quote;kinderarmut;altersarmut\n${Array.from(
    { length: 19 },
    (_, i) => `${i};Ort ${i};${(i * 7) % 19};${(i * 6) % 17};${(i * 6) % 13}`,
  ).join("\n")}\n`;
  const { code, out } = await kreislauf(
    "index",
    "compare",
    file("steps.yaml", classed),
    file("doubled.yaml", classed.replace("1-2-3-4", "1-2-4-8")),
    "--values",
    file("nineteen.csv", values),
  );
  expect(code).toBe(0);
  expect(out).toMatch(/3 von 19 Räumen wechseln die Klasse:/);
  // As computed once more with numpy.
  expect(out.match(/Ort \d+: \d → \d/g)?.sort()).toEqual(["Ort 11: 2 → 4", "Ort 18: 3 → 2", "Ort 4: 4 → 3"]);
});

test("R-3 with 80 % of the weight the index is shown, re-normalised, and the missing component is listed; below it is not", async () => {
  const five = `format: kreislauf-index/1
id: f
label: F
indices: [{ id: f5, components: [{ indicator: a }, { indicator: b }, { indicator: c }, { indicator: d }, { indicator: e }] }]
`;
  const out = await run(five, "k,a,b,c,d,e\n01,1,1,1,1,\n02,2,2,2,.,\n03,3,3,3,3,3\n04,4,4,4,4,5\n", "missing");
  // a, b, c: -1.342, -0.447, 0.447, 1.342; d without 02: -1.336, 0.267, 1.069. Area 01: (3 × -1.342 - 1.336) / 4.
  expect(rounded(out, "f5", 3)).toEqual([-1.34, 0, 0.122, 1.219]);
  expect(column(out, "f5")[1]).toBe("");
  expect(column(out, "missing")).toEqual(["e", "d e", "", ""]);
  expect(column(out, "f5_absent")).toEqual(["", "withheld", "", ""]);
  expect(column(out, "f5_rank")).toEqual(["3", "", "2", "1"]);
});

test("goalposts stay where they are over the years: the same value gets the same score, which min-max does not give", async () => {
  const posts = `format: kreislauf-index/1
id: p
label: P
indices:
  - id: p1
    normalisation: goalposts
    components: [{ indicator: x, goalposts: { lower: 0, upper: 50 } }]
`;
  const values = "ort,jahr,x\nA,2023,10\nB,2023,20\nA,2024,20\nB,2024,60\n";
  const fixed = await run(posts, values, "posts", "--period-column", "jahr");
  // 60 lies beyond the upper post and is cut to it.
  expect(column(fixed, "p1")).toEqual(["20", "40", "40", "100"]);
  const moving = await run(posts.replace("goalposts\n", "minmax\n"), values, "moving", "--period-column", "jahr");
  expect(column(moving, "p1")).toEqual(["0", "100", "0", "100"]);
});

test("status and dynamics make a matrix by name, and an area with only one of them stands in no cell", async () => {
  const both = `format: kreislauf-index/1
id: m
label: M
normalisation: none
missing: { minimumWeight: 1 }
indices:
  - { id: status, classes: { method: manual, limits: [10], labels: [hoch, niedrig] }, components: [{ indicator: quote }] }
  - { id: dynamik, classes: { method: manual, limits: [-1, 1], labels: [positiv, stabil, negativ] }, components: [{ indicator: wandel }] }
matrix: { status: status, dynamics: dynamik }
`;
  const out = await run(both, "ort;quote;wandel\nA;5;-2\nB;10;0\nC;20;1\nD;20;\n", "matrix");
  expect(column(out, "status_dynamics")).toEqual(["hoch / positiv", "niedrig / stabil", "niedrig / negativ", ""]);
});
