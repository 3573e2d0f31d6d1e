import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  argusText,
  cellKeyOf,
  changeOf,
  delimited,
  perturbationTable,
  perturbationTroubles,
  readArgusTable,
} from "../tables.ts";

// The expected figures are not part of the product; without them these tests have nothing to compare with.
const folder = join(process.env.KREISLAUF_VERIFICATION ?? "../shared/verification", "B-disclosure-control");
const verify = describe.skipIf(!existsSync(folder));

function text(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

function records(path: string): Record<string, string>[] {
  const { header, rows } = delimited(text(path));
  return rows.map(({ fields }) => Object.fromEntries(header.map((name, at) => [name, fields[at] ?? ""])));
}

/** A perturbation table of the verification data, in its own columns. */
function givenTable(path: string) {
  const text = records(path).map((r) => [r.i, r.j, r.p, r.v, r.ub ?? r.p_int_ub].join(";"));
  return readArgusTable(["i;j;p_ij;v;p_ij_ub", ...text].join("\n"), path);
}

verify("b08: cell-key method for counts", () => {
  test("all cells of 4580 records are perturbed as published, each margin by its own key", () => {
    const table = givenTable("b08-cell-key/ptable.csv");
    const people = records("b08-cell-key/microdata.csv");
    const expected = records("b08-cell-key/freqtab_expected.csv");
    const keys = records("b08-cell-key/cellkeys_expected.csv");
    expect(expected).toHaveLength(63);
    for (const [at, cell] of expected.entries()) {
      const own = people.filter(
        (p) =>
          (cell.sex === "Total" || p.sex === cell.sex) &&
          (cell.age === "Total" || p.age === cell.age) &&
          (cell.vname === "total" || p[cell.vname ?? ""] === "1"),
      );
      const name = `${cell.sex}/${cell.age}/${cell.vname}`;
      const key = cellKeyOf(own.map((p) => Number(p.rec_key)));
      const weighted = own.reduce((sum, p) => sum + Number(p.sampling_weight), 0);
      expect(own.length, name).toBe(Number(cell.uwc));
      expect(key, name).toBeCloseTo(Number(keys[at]?.ckey), 9);
      const change = changeOf(table, own.length, key);
      expect(change, name).toBe(Number(keys[at]?.pert));
      expect(own.length + change, name).toBe(Number(cell.puwc));
      const perturbed = own.length === 0 ? 0 : ((own.length + change) * weighted) / own.length;
      expect(Math.abs(perturbed - Number(cell.pwc)) / Math.max(1, perturbed), name).toBeLessThan(1e-9);
    }
  });
  test("a table with a chance of 0.5 to stay is made as published", () => {
    const made = perturbationTable({ largestChange: 5, variance: 3, forbiddenUpTo: 2, chanceToStay: 0.5 });
    expectSameChances(made, givenTable("b08-cell-key/ptable.csv"));
  });
});

function expectSameChances(made: ReturnType<typeof perturbationTable>, given: ReturnType<typeof perturbationTable>) {
  expect(made.rows).toHaveLength(given.rows.length);
  for (const [count, row] of given.rows.entries()) {
    expect(made.rows[count]?.map((p) => p.change)).toEqual(row.map((p) => p.change));
    for (const [at, { chance }] of row.entries())
      expect(Math.abs((made.rows[count]?.[at]?.chance ?? 0) - chance), `${count}/${at}`).toBeLessThan(5e-4);
  }
}

verify("b09: maximum-entropy perturbation tables", () => {
  for (const [file, wishes] of [
    ["ptable_D2_V1.08_js1.csv", { largestChange: 2, variance: 1.08, forbiddenUpTo: 1 }],
    ["ptable_D5_V3_js2.csv", { largestChange: 5, variance: 3, forbiddenUpTo: 2 }],
  ] as const) {
    test(`${file}: every chance to 5e-4, no bias, and the variance wherever the published table has it`, () => {
      const made = perturbationTable(wishes);
      const given = givenTable(`b09-ptable/${file}`);
      expectSameChances(made, given);
      for (const [count, row] of made.rows.entries()) {
        const moment = (rows: typeof row, power: number) =>
          rows.reduce((sum, p) => sum + p.chance * p.change ** power, 0);
        expect(Math.abs(moment(row, 1)), String(count)).toBeLessThan(1e-4);
        expect(Math.abs(moment(row, 2) - moment(given.rows[count] ?? [], 2)), String(count)).toBeLessThan(1e-4);
      }
    });
  }
});

verify("b10: perturbation tables as exchanged with τ-ARGUS", () => {
  for (const file of ["szenario_5a.txt", "testW_ptable.txt"]) {
    test(`${file} is read, checked, looked up and written back`, () => {
      const table = readArgusTable(text(`b10-argus-ptable-format/${file}`), file);
      expect(perturbationTroubles(table)).toEqual([]);
      for (const row of table.rows) {
        expect(Math.abs(row.reduce((sum, p) => sum + p.chance, 0) - 1)).toBeLessThan(1e-6);
        expect(row.at(-1)?.to).toBe(1);
      }
      expect(readArgusTable(argusText(table), file)).toEqual(table);
      expect(changeOf(table, 0, 0.999)).toBe(0);
      // The first key interval of a count of 1 takes the one person away; the widest for 100 leaves it alone.
      expect(changeOf(table, 1, 0.3)).toBe(-1);
      expect(changeOf(table, 100, 0.5)).toBe(0);
    });
  }
  test("a row that does not come to 1, or that shifts counts, is refused with its count", () => {
    expect(() => readArgusTable("i;j;p;v;u\n0;0;1;0;1\n1;0;0.5;-1;0.5\n1;2;0.4;1;0.9\n", "t.txt")).toThrow(
      "protect.argusSum",
    );
    expect(() => readArgusTable("i;j;p;v;u\n0;0;1;0;1\n1;0;0.4;-1;0.4\n1;2;0.6;1;1\n", "t.txt")).toThrow(
      "protect.argusBias",
    );
  });
});
