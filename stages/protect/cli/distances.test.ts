import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { runCommand } from "../../../runtime/cli/runCommand.ts";
import { stage } from "./stage.ts";

const folder = mkdtempSync(join(tmpdir(), "kreislauf-distances-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function kreislauf(...words: string[]) {
  let told = "";
  const code = await runCommand(["protected", ...words], [{ firstWords: ["protected"], load: async () => stage }], {
    print: () => undefined,
    tell: (text) => {
      told += text;
    },
    signal: new AbortController().signal,
    phrasesOf: async () => stage.phrases,
    version: "0",
  });
  return { code, told };
}

function specification(rule: string): string {
  return `title: Umsätze nach Branche
dimensions: [{ id: branche }]
value: umsatz
contributions: [groesster, zweiter]
rules: [${rule}]
`;
}

/** Four lines of business; the first is dominated, the second is small, the third large. */
function table(first: readonly [number, number, number], status = ["", "", "", ""]): string {
  const rows = [
    ["Bergbau", ...first],
    ["Fischerei", 3, 1, 1],
    ["Handel", 50, 20, 10],
    ["Insgesamt", first[0] + 53, first[1], first[2]],
  ];
  return `branche,umsatz,groesster,zweiter,status\n${rows.map((row, at) => `${row.join(",")},${status[at]}\n`).join("")}`;
}

function written(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

async function withheldBy(name: string, rule: string, first: readonly [number, number, number], method: string) {
  const out = join(folder, `${name}-${method}`);
  const [csv, yaml] = [written(`${name}.csv`, table(first)), written(`${name}.yaml`, specification(rule))];
  const { code, told } = await kreislauf("protect", "--table", csv, "--spec", yaml, "--method", method, "--out", out);
  expect(code, told).toBe(0);
  const report = JSON.parse(readFileSync(join(out, "report.json"), "utf8"));
  return {
    withheld: report.withheld.map(({ key }: { key: string[] }) => key[0]),
    distance: report.withheld[0].distance,
    // What an attacker must hold possible of the first line.
    high: report.audit.intervals.find(({ key }: { key: string[] }) => key[0] === "Bergbau").high,
  };
}

/*
 * Bergbau 100, of which the largest has 60 and the second 38, so that 2 are left. To the second one the
 * largest must stay uncertain by p percent: the sum must be possible up to 100 + 60 · p/100 − 2. Fischerei
 * alone lets it rise to 103. Of 90 with one of 60, that one has 50 percent of 120 and no more.
 */
test.each<[string, string, readonly [number, number, number], number]>([
  ["p percent", "{ kind: pPercent, p: 10 }", [100, 60, 38], 4],
  ["pq", "{ kind: pq, p: 10, q: 50 }", [100, 60, 38], 10],
  ["dominance", "{ kind: dominance, n: 1, k: 50 }", [90, 60, 30], 30],
  ["dominance of two", "{ kind: dominance, n: 2, k: 80 }", [100, 60, 38], 22.5],
])(
  "%s: a dominated sum is kept as far away as its rule demands, not only by one",
  async (name, rule, first, distance) => {
    for (const method of ["gauss", "optimal", "auto"]) {
      const found = await withheldBy(name.replaceAll(" ", "-"), rule, first, method);
      expect(found.distance, method).toBeCloseTo(distance, 9);
      expect(found.withheld, method).toContain("Handel");
      expect(found.high, method).toBeGreaterThanOrEqual(first[0] + distance - 1e-6);
    }
  },
);

test("the attacker finds that a small line beside a dominated one does not keep it far enough away", async () => {
  const csv = written("other.csv", table([100, 60, 38], ["u", "x", "", ""]));
  const near = written("near.yaml", specification("{ kind: given }"));
  expect((await kreislauf("audit", "--table", csv, "--spec", near)).code).toBe(0);
  const far = written("far.yaml", specification("{ kind: pPercent, p: 10 }"));
  expect((await kreislauf("audit", "--table", csv, "--spec", far)).code).toBe(3);
});

test("weighted counts keep their weight per case when the cases are changed by cell key", async () => {
  // Two cases become 0 or 3 with these keys, and ten of weight 25 become 10 or more.
  const yaml = written(
    "weights.yaml",
    `title: Hochgerechnet
dimensions: [{ id: ort }]
value: gewicht
cases: faelle
method: cellkey
cellKey: { table: changes.txt, key: schluessel }
rules: [{ kind: minimumCount, minimum: 3 }]
`,
  );
  written("changes.txt", "i;j;p_ij;v;p_ij_ub\n0;0;1;0;1\n1;0;0.5;-1;0.5\n1;2;0.5;1;1\n2;1;0.5;-1;0.5\n2;3;0.5;1;1\n");
  const csv = written(
    "weights.csv",
    "ort,gewicht,faelle,schluessel\nA,50,2,0.7\nB,30,1,0.2\nC,250,10,0.4\nInsgesamt,330,13,0.3\n",
  );
  const out = join(folder, "weights");
  const { code, told } = await kreislauf("protect", "--table", csv, "--spec", yaml, "--out", out);
  expect(code, told).toBe(0);
  const lines = readFileSync(join(out, "table.csv"), "utf8").trim().split("\n");
  // 3 cases of weight 25, none, 9 of weight 25, and 12 of the 13 in all.
  expect(lines.slice(1)).toEqual([
    "A,75,perturbed",
    "B,0,perturbed",
    "C,225,perturbed",
    `Insgesamt,${(12 * 330) / 13},perturbed`,
  ]);
});
