import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import {
  attack,
  type CellTable,
  cellTable,
  delimited,
  delimitedText,
  nameOf,
  type PrintedTable,
  type Protection,
  primaryCells,
  protectTable,
  type Specification,
  secondaryCost,
  tableRows,
} from "./tables.ts";

// The expected figures are not part of the product; without them these tests have nothing to compare with.
const folder = join(process.env.KREISLAUF_VERIFICATION ?? "../shared/verification", "B-disclosure-control");
const verify = describe.skipIf(!existsSync(folder));

const patience = { clock: () => Date.now(), deadline: Date.now() + 120_000 };

function text(path: string): string {
  return readFileSync(join(folder, path), "utf8");
}

function records(path: string): Record<string, string>[] {
  const { header, rows } = delimited(text(path));
  return rows.map(({ fields }) => Object.fromEntries(header.map((name, at) => [name, fields[at] ?? ""])));
}

function json<T>(path: string): T {
  return JSON.parse(text(path));
}

function tableOf(specification: Specification, csv: string): CellTable {
  return cellTable(specification, tableRows(delimited(csv), specification, "table.csv"), "table.csv");
}

/** The table as it would be printed, read by nobody but the attacker. */
function printed(specification: Specification, table: CellTable, hidden: Uint8Array): PrintedTable {
  return {
    dimensions: specification.dimensions.map((d) => ({
      total: d.total ?? "Insgesamt",
      hierarchies: (d.hierarchies ?? []).map((h) => h.parts),
      codes: d.codes ?? [],
    })),
    cells: table.lines.map(({ row, cell }) => ({ key: row.key, printed: hidden[cell] === 1 ? null : row.value })),
  };
}

async function intervals(specification: Specification, table: CellTable, hidden: Uint8Array) {
  const found = await attack(printed(specification, table, hidden));
  return found.map((i) => ({
    ...i,
    name: table.lines[i.cell]?.row.key.join(" / ") ?? "",
    cell: table.lines[i.cell]?.cell ?? -1,
  }));
}

async function expectSafe(specification: Specification, table: CellTable, protection: Protection): Promise<void> {
  expect(protection.lost).toEqual([]);
  for (const { cell, low, high, name } of await intervals(specification, table, protection.hidden)) {
    if (protection.primary[cell] !== 1) continue;
    const value = table.values[cell] ?? 0;
    expect(low, name).toBeLessThanOrEqual(Math.max(0, value - 1) + 1e-6);
    expect(high, name).toBeGreaterThanOrEqual(value + 1 - 1e-6);
  }
}

function hiddenLines(table: CellTable, { hidden }: Protection): number[] {
  return table.lines.flatMap(({ cell }, at) => (hidden[cell] === 1 ? [at + 1] : []));
}

function hierarchy(rows: readonly Record<string, string>[], part: string, whole: string, prefix = ["", ""]) {
  const parts: Record<string, string[]> = {};
  for (const row of rows) {
    const key = prefix[0] + (row[whole] ?? "");
    const member = prefix[1] + (row[part] ?? "");
    const list = parts[key] ?? [];
    if (!list.includes(member)) list.push(member);
    parts[key] = list;
  }
  return parts;
}

verify("b01: primary rules find the published cells", () => {
  const rows = records("b01-primary-rules/microdata1.csv");
  const cells = records("b01-primary-rules/cells.csv");
  const rules = json<
    { rule: string; maxN: number; n: number; k: number; p: number; q: number; primary_cells: number[] }[]
  >("b01-primary-rules/expected.json");
  const lines = cells.map((cell) => {
    const own = rows
      .filter(
        (r) =>
          (cell.region_o === "total" || r.region === cell.region_o) &&
          (cell.gender_o === "total" || r.gender === cell.gender_o),
      )
      .map((r) => Number(r.val))
      .sort((a, b) => b - a);
    const sum = own.reduce((a, b) => a + b, 0);
    return [
      cell.region_o ?? "",
      cell.gender_o ?? "",
      String(sum),
      String(own.length),
      String(own[0] ?? 0),
      String(own[1] ?? 0),
    ];
  });
  const csv = delimitedText([["region", "gender", "value", "n", "x1", "x2"], ...lines]);
  for (const expected of rules) {
    test(`${expected.rule} ${expected.maxN ?? expected.k ?? expected.p}`, () => {
      const rule: Specification["rules"][number] =
        expected.rule === "freq"
          ? { kind: "minimumCount", minimum: expected.maxN + 1 }
          : expected.rule === "nk"
            ? { kind: "dominance", n: expected.n, k: expected.k }
            : expected.rule === "p"
              ? { kind: "pPercent", p: expected.p }
              : { kind: "pq", p: expected.p, q: expected.q };
      const specification: Specification = {
        title: "b01",
        dimensions: [
          { id: "region", total: "total" },
          { id: "gender", total: "total" },
        ],
        cases: "n",
        contributions: ["x1", "x2"],
        rules: [rule],
      };
      const table = tableOf(specification, csv);
      const { primary } = primaryCells(table, specification);
      expect(table.lines.flatMap(({ cell }, at) => (primary[cell] === 1 ? [at + 1] : []))).toEqual(
        expected.primary_cells,
      );
    });
  }
});

verify("b02: secondary suppression of one sensitive cell", () => {
  const expected = json<{ OPT: number[] }>("b02-secondary-small/expected.json");
  const specification: Specification = {
    title: "b02",
    dimensions: [
      { id: "region", total: "total" },
      { id: "gender", total: "total" },
    ],
    value: "Freq",
    rules: [{ kind: "minimumCount", minimum: 3 }],
  };
  const csv = () => text("b02-secondary-small/pattern_OPT.csv").replace(/"[sux]",("\d+")/g, '"",$1');
  test("the optimal choice costs 40 and is the only one", async () => {
    const table = tableOf(specification, csv());
    const protection = await protectTable(table, specification, "optimal", patience);
    expect(protection.proven).toBe(true);
    expect(hiddenLines(table, protection)).toEqual(expected.OPT);
    expect(secondaryCost(protection, table.values)).toBe(40);
    await expectSafe(specification, table, protection);
  });
  test("Gaussian elimination gives a safe pattern, never cheaper than the optimum", async () => {
    const table = tableOf(specification, csv());
    const protection = await protectTable(table, specification, "gauss", patience);
    // The case allows any safe pattern to a heuristic; the published one costs 43.
    expect(secondaryCost(protection, table.values)).toBeGreaterThanOrEqual(40);
    expect(secondaryCost(protection, table.values)).toBeLessThanOrEqual(43);
    await expectSafe(specification, table, protection);
  });
});

verify("b03: two withheld cells in every line are not enough", () => {
  interface Problem {
    cells: { v1: string; v2: string; freq: number; s: string }[];
    attack_before: [string, string, string, number, number, number][];
    attack_after_adding_x_b: [string, string, string, number, number, number][];
  }
  const read = () => json<Problem>("b03-two-per-line-is-not-enough/problem.json");
  const specification: Specification = {
    title: "b03",
    dimensions: [
      { id: "v1", total: "tot" },
      { id: "v2", total: "tot" },
    ],
    value: "freq",
    status: "s",
    singletons: false,
    rules: [{ kind: "given" }],
  };
  const csvOf = (problem: Problem) =>
    delimitedText([["v1", "v2", "freq", "s"], ...problem.cells.map((c) => [c.v1, c.v2, String(c.freq), c.s])]);
  test("the attacker finds every published interval, w/b = 47 exactly", async () => {
    const problem = read();
    const table = tableOf(specification, csvOf(problem));
    const check = async (hidden: Uint8Array, expected: Problem["attack_before"]) => {
      const found = await intervals(specification, table, hidden);
      expect(found).toHaveLength(expected.length);
      for (const [a, b, , , low, high] of expected) {
        const interval = found.find((i) => i.name === `${a} / ${b}`);
        expect(interval?.low, `${a}/${b}`).toBeCloseTo(low, 6);
        expect(interval?.high, `${a}/${b}`).toBeCloseTo(high, 6);
      }
    };
    await check(table.given, problem.attack_before);
    const more = Uint8Array.from(table.given);
    more[table.lines.find(({ row }) => row.key.join() === "x,b")?.cell ?? -1] = 1;
    await check(more, problem.attack_after_adding_x_b);
  });
  for (const method of ["gauss", "optimal"] as const) {
    test(`protecting it by ${method} holds back at least one more cell, and then the audit passes`, async () => {
      const table = tableOf(specification, csvOf(read()));
      const protection = await protectTable(table, specification, method, patience);
      expect(hiddenLines(table, protection).length).toBeGreaterThan(9);
      await expectSafe(specification, table, protection);
    });
  }
});

verify("b04: two tables that share cells are safe alone and unsafe together", () => {
  interface Problem {
    regions: { region: string; county: string; group: string; n: number }[];
  }
  const lines = (problem: Problem, by: ("county" | "group")[]) => {
    const sums = new Map<string, number>([["Total", 0]]);
    for (const r of problem.regions)
      for (const code of ["Total", r.region, ...by.map((b) => r[b])]) sums.set(code, (sums.get(code) ?? 0) + r.n);
    return delimitedText([["region", "value"], ...[...sums].map(([code, n]) => [code, String(n)])]);
  };
  for (const [by, count] of [
    [["county"], 0],
    [["group"], 0],
    [["county", "group"], 1],
  ] as const) {
    test(`by ${by.join(" and ")}: 5 primary and ${count} secondary cells`, async () => {
      const problem = json<Problem>("b04-linked-tables/problem.json");
      const rows = problem.regions.map((r) => ({ ...r, n: String(r.n) }));
      const specification: Specification = {
        title: "b04",
        dimensions: [
          {
            id: "region",
            total: "Total",
            hierarchies: by.map((id) => ({ id, parts: hierarchy(rows, "region", id) })),
          },
        ],
        rules: [{ kind: "minimumCount", minimum: 4 }],
      };
      const table = tableOf(specification, lines(problem, [...by]));
      const protection = await protectTable(table, specification, "gauss", patience);
      const secondary = table.lines.filter(
        ({ cell }) => protection.hidden[cell] === 1 && protection.primary[cell] === 0,
      );
      expect(table.lines.filter(({ cell }) => protection.primary[cell] === 1)).toHaveLength(5);
      expect(secondary).toHaveLength(count);
      if (count === 1) expect(secondary[0]?.row.key).toEqual(["N"]);
      await expectSafe(specification, table, protection);
    });
  }
});

verify("b05: one respondent can undo a suppression", () => {
  const cases = existsSync(folder)
    ? json<{ detectSingletons?: boolean; threshold?: number; secondary: number }[]>("b05-singletons/expected.json")
    : [];
  for (const { detectSingletons, threshold, secondary } of cases) {
    test(`singletons ${detectSingletons ?? "ignored"}, threshold ${threshold ?? "none"}: ${secondary} secondary`, async () => {
      const specification: Specification = {
        title: "b05",
        dimensions: [{ id: "code", total: "Total" }],
        singletons: detectSingletons ?? false,
        ...(threshold === undefined ? {} : { hiddenTogether: threshold }),
        // The case asks for the rule alone, before attackers with bounds.
        protection: 1,
        rules: [{ kind: "minimumCount", minimum: 2 }],
      };
      const table = tableOf(specification, "code,value\na,1\nb,2\nc,1\nd,0\nTotal,4\n");
      const protection = await protectTable(table, specification, "gauss", patience);
      const held = table.lines.filter(({ cell }) => protection.hidden[cell] === 1 && protection.primary[cell] === 0);
      expect(held).toHaveLength(secondary);
    });
  }
});

verify("b06: the optimal choice costs what branch and cut found", () => {
  const flat: Specification = {
    title: "d1",
    dimensions: [
      { id: "region", total: "Total" },
      { id: "main_income", total: "Total" },
    ],
    value: "Freq",
    rules: [{ kind: "minimumCount", minimum: 2 }],
    singletons: false,
  };
  const withoutStatus = (path: string) => text(path).replaceAll(/,"[sux]"/g, ',""');
  const cases = existsSync(folder)
    ? json<{ primary: number; secondary: number; min_secondary_cost: number }[]>("b06-optimal-secondary/expected.json")
    : [];
  const hierarchical = (): Specification => ({
    ...flat,
    title: "d2",
    dimensions: [
      {
        id: "region",
        total: "Total",
        hierarchies: [
          {
            id: "county",
            parts: hierarchy(records("b06-optimal-secondary/d2_input.csv"), "region", "county", ["c", "r"]),
          },
        ],
      },
      { id: "main_income", total: "Total" },
    ],
    rules: [{ kind: "minimumCount", minimum: 4 }],
  });
  const problems: [string, () => Specification, string][] = [
    ["d1, n ≤ 1", () => flat, "d1_maxN1_OPT.csv"],
    ["d1, n ≤ 3", () => ({ ...flat, rules: [{ kind: "minimumCount", minimum: 4 }] }), "d1_maxN3_OPT.csv"],
    ["d2, counties over regions, n ≤ 3", hierarchical, "d2_county_maxN3_OPT.csv"],
  ];
  for (const [at, [name, specificationOf, file]] of problems.entries()) {
    test(name, async () => {
      const specification = specificationOf();
      const table = tableOf(specification, withoutStatus(`b06-optimal-secondary/${file}`));
      const best = await protectTable(table, specification, "optimal", patience);
      expect(best.proven).toBe(true);
      // Repeated cells count once per line, as in the published cost.
      const cost = (p: Protection) =>
        table.lines.reduce(
          (sum, { cell, row }) => sum + (p.hidden[cell] === 1 && p.primary[cell] === 0 ? (row.value ?? 0) : 0),
          0,
        );
      expect(table.lines.filter(({ cell }) => best.primary[cell] === 1)).toHaveLength(cases[at]?.primary ?? -1);
      expect(cost(best)).toBe(cases[at]?.min_secondary_cost);
      await expectSafe(specification, table, best);
      const fast = await protectTable(table, specification, "gauss", patience);
      expect(cost(fast)).toBeGreaterThanOrEqual(cases[at]?.min_secondary_cost ?? 0);
      await expectSafe(specification, table, fast);
    });
  }
  test("the attacker finds the published intervals of the published d2 solution", async () => {
    const specification: Specification = { ...hierarchical(), status: "sdcStatus", rules: [{ kind: "given" }] };
    const table = tableOf(specification, text("b06-optimal-secondary/d2_county_maxN3_OPT.csv"));
    const hidden = new Uint8Array(table.space.size);
    for (const { row, cell } of table.lines)
      if (row.status === "primary" || row.status === "secondary") hidden[cell] = 1;
    const found = await intervals(specification, table, hidden);
    for (const e of json<{ region: string; main_income: string; low: number; up: number }[]>(
      "b06-optimal-secondary/attack_d2_county_maxN3_OPT.json",
    )) {
      const interval = found.find((i) => i.name === `${e.region} / ${e.main_income}`);
      expect(interval?.low, `${e.region}/${e.main_income}`).toBeCloseTo(e.low, 6);
      expect(interval?.high, `${e.region}/${e.main_income}`).toBeCloseTo(e.up, 6);
    }
  });
});

verify("b07: Gaussian elimination in the order large to small", () => {
  test("z1: the published rows are withheld", async () => {
    const specification: Specification = {
      title: "z1",
      dimensions: [
        { id: "region", total: "Total" },
        { id: "hovedint", total: "Total" },
      ],
      value: "ant",
      rules: [{ kind: "minimumCount", minimum: 4, zeros: "withheld" }],
      singletons: false,
    };
    const table = tableOf(specification, text("b07-gauss/z1_expected.csv"));
    const protection = await protectTable(table, specification, "gauss", patience);
    expect(hiddenLines(table, protection)).toEqual(
      json<{ z1_suppressed_rows: number[] }>("b07-gauss/expected.json").z1_suppressed_rows,
    );
    await expectSafe(specification, table, protection);
  });
  test("d2 with two overlapping groupings: cell for cell as published", async () => {
    const rows = records("b06-optimal-secondary/d2_input.csv");
    const specification: Specification = {
      title: "d2",
      dimensions: [
        {
          id: "region",
          total: "Total",
          hierarchies: [
            { id: "county", parts: hierarchy(rows, "region", "county") },
            { id: "k_group", parts: hierarchy(rows, "region", "k_group") },
          ],
        },
        { id: "main_income", total: "Total" },
      ],
      value: "freq",
      rules: [{ kind: "minimumCount", minimum: 4, zeros: "withheld" }],
      singletons: false,
    };
    const expected = records("b07-gauss/d2_expected.csv");
    const table = tableOf(specification, text("b07-gauss/d2_expected.csv"));
    const protection = await protectTable(table, specification, "gauss", patience);
    const differing = table.lines.flatMap(({ cell }, at) =>
      (protection.hidden[cell] === 1) === (expected[at]?.suppressed === "TRUE") ? [] : [nameOf(table.space, cell)],
    );
    expect(differing).toEqual([]);
    await expectSafe(specification, table, protection);
  });
});
