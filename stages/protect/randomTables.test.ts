import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { describe, expect, test } from "vitest";
import { auditTable } from "./audit/auditTable.ts";
import type { SuppressionMethod } from "./protectTable.ts";
import type { TableRow } from "./table/tableFile.ts";
import { type CellTable, cellTable, type Protection, protectTable, type Specification } from "./tables.ts";

// What the release demands, in every run; KREISLAUF_RANDOM_TABLES asks for more, KREISLAUF_SEED for others.
const howMany = Number(process.env.KREISLAUF_RANDOM_TABLES ?? 2_000);
const seed = Number(process.env.KREISLAUF_SEED ?? 20_240_131);

// A tenth of a second a table is plenty; a busy machine may need many times as long.
const patience = Math.max(120_000, 500 * howMany);

interface Dice {
  /** A whole number from 0 up to just below `n`. */
  readonly below: (n: number) => number;
}

function dice(start: number): Dice {
  const generator = xoroshiro128plus(start);
  return { below: (n) => uniformInt(generator, 0, n - 1) };
}

type DimensionOf = Specification["dimensions"][number];

/** A hierarchy over these leaves: groups of any size, also of one, on one to three levels. */
function hierarchyOver(dice: Dice, leaves: readonly string[], name: string): Record<string, string[]> {
  const parts: Record<string, string[]> = {};
  let level = [...leaves];
  for (let depth = 0; depth < 1 + dice.below(3) && level.length > 1; depth++) {
    const next: string[] = [];
    for (let at = 0; at < level.length; ) {
      const size = 1 + dice.below(4);
      const whole = `${name}${depth}_${next.length}`;
      parts[whole] = level.slice(at, at + size);
      next.push(whole);
      at += size;
    }
    level = next;
  }
  return parts;
}

function randomSpecification(dice: Dice, size: number): Specification {
  const dimensions: DimensionOf[] = [];
  const count = 1 + dice.below(3);
  for (let d = 0; d < count; d++) {
    const leaves = Array.from({ length: 2 + dice.below(count === 1 ? 2 * size : size) }, (_, n) => `d${d}l${n}`);
    const hierarchies = Array.from({ length: dice.below(3) }, (_, h) => ({
      id: `h${h}`,
      parts: hierarchyOver(dice, h === 0 ? leaves : [...leaves].sort(() => dice.below(2) - 0.5), `d${d}h${h}_`),
    }));
    dimensions.push({ id: `d${d}`, total: "T", codes: leaves, ...(hierarchies.length > 0 ? { hierarchies } : {}) });
  }
  const zeros = dice.below(4) === 0 ? "withheld" : "shown";
  const protection = dice.below(5) === 0 ? 2 + dice.below(4) : 1;
  // Two tables of the same people that share only their margins.
  const [one, two, three] = dimensions.map(({ id }) => id);
  const crossings =
    one !== undefined && two !== undefined && three !== undefined && dice.below(4) === 0
      ? [
          [one, two],
          [two, three],
        ]
      : undefined;
  return {
    title: "random",
    dimensions,
    protection,
    ...(crossings === undefined ? {} : { crossings }),
    rules: [{ kind: "minimumCount", minimum: 2 + dice.below(4), zeros }],
  };
}

/** The same table as sums of amounts, which single large contributors must not be guessed from. */
function withAmounts(dice: Dice, specification: Specification): Specification {
  const rules: Specification["rules"] = [
    { kind: "dominance", n: 1 + dice.below(2), k: 70 + dice.below(25) },
    { kind: "pPercent", p: 5 + dice.below(20) },
    { kind: "pq", p: 5 + dice.below(10), q: 50 + dice.below(50) },
  ];
  return {
    ...specification,
    cases: "n",
    contributions: ["x1", "x2"],
    rules: [rules[dice.below(3)] ?? { kind: "given" }],
  };
}

/** All cells of a table with these leaves' counts, summed by plain addition. */
function randomRows(dice: Dice, specification: Specification): TableRow[] {
  const kinds = dice.below(3);
  const members = specification.dimensions.map((d) => membersOf(d));
  let cells: { key: string[]; leaves: string[][] }[] = [{ key: [], leaves: [] }];
  for (const own of members)
    cells = cells.flatMap(({ key, leaves }) =>
      [...own].map(([code, inside]) => ({ key: [...key, code], leaves: [...leaves, inside] })),
    );
  const amounts = new Map<string, number[]>();
  const isSum = specification.contributions !== undefined;
  const amountsAt = (point: string): number[] => {
    const known = amounts.get(point);
    if (known !== undefined) return known;
    const die = dice.below(10);
    const drawn = die < 2 + kinds ? 0 : die < 5 ? 1 : die < 7 ? 2 + dice.below(3) : 5 + dice.below(isSum ? 5 : 40);
    const list = isSum ? Array.from({ length: drawn }, () => 1 + dice.below(dice.below(3) === 0 ? 200 : 20)) : [drawn];
    amounts.set(point, list);
    return list;
  };
  const shown = (key: readonly string[]) =>
    specification.crossings?.some((crossing) =>
      key.every((code, d) => code === "T" || crossing.includes(specification.dimensions[d]?.id ?? "")),
    ) ?? true;
  return cells
    .filter(({ key }) => shown(key))
    .map(({ key, leaves }, at): TableRow => {
      let points = [""];
      for (const inside of leaves) points = points.flatMap((p) => inside.map((leaf) => `${p}/${leaf}`));
      const all = points.flatMap(amountsAt).sort((a, b) => b - a);
      const value = all.reduce((sum, amount) => sum + amount, 0);
      const about = isSum
        ? { contributions: [all[0] ?? 0, all[1] ?? 0], cases: all.length }
        : { contributions: [], cases: null };
      return { line: at + 2, key, value, status: "free", ...about, cellKey: null };
    });
}

function membersOf(d: DimensionOf): Map<string, string[]> {
  const members = new Map<string, string[]>((d.codes ?? []).map((code) => [code, [code]]));
  for (const { parts } of d.hierarchies ?? [])
    for (const [whole, list] of Object.entries(parts))
      members.set(
        whole,
        list.flatMap((part) => members.get(part) ?? []),
      );
  return members.set("T", [...(d.codes ?? [])]);
}

async function attackedAfterwards(
  specification: Specification,
  table: CellTable,
  method: SuppressionMethod,
  before: readonly TableRow[] = [],
) {
  const protection = await protectTable(table, specification, method, {
    clock: Date.now,
    deadline: Date.now() + 5_000,
  });
  const isHidden = (cell: number) => protection.hidden[cell] === 1;
  const printed = table.lines.map(({ row, cell }) =>
    isHidden(cell) ? { ...row, value: null, status: "withheld" as const } : row,
  );
  const audit = await auditTable(specification, printed, before, {
    exact: false,
    secretValues: new Map(table.lines.map(({ row }) => [row.line, row.value ?? 0])),
    sensitiveLines: new Set(table.lines.flatMap(({ row, cell }) => (protection.primary[cell] === 1 ? [row.line] : []))),
  });
  return { protection, audit };
}

/** What an earlier table showed: the margins of one dimension, as far as they are no secret themselves. */
function publishedBefore(dice: Dice, specification: Specification, rows: readonly TableRow[]): TableRow[] {
  const least = Math.max(...specification.rules.map((rule) => (rule.kind === "minimumCount" ? rule.minimum : 0)));
  const d = dice.below(specification.dimensions.length);
  return rows.filter(
    ({ key, value }) => (value ?? 0) >= least && key.every((code, at) => at === d || code === "T") && dice.below(3) > 0,
  );
}

describe(`${howMany} random tables (seed ${seed}): after protection the attacker finds nothing`, () => {
  const bundles = 10;
  for (let bundle = 0; bundle < bundles; bundle++) {
    test(
      `hierarchies of every shape, singletons, chains of one child, zeros, overlapping divisions, linked tables, dominance: bundle ${bundle + 1} of ${bundles}`,
      async () => {
        let given = 0;
        for (let turn = bundle; turn < howMany; turn += bundles) {
          const die = dice(seed + turn);
          // Mostly small, since troubles hide in corners and not in crowds; some of them large.
          const counts = randomSpecification(die, turn % 100 === 0 ? 4 : 2 + (turn % 10 === 0 ? 1 : 0));
          const specification = turn % 5 === 4 ? withAmounts(die, counts) : counts;
          const rows = randomRows(die, specification);
          const before = turn % 7 === 3 ? publishedBefore(die, specification, rows) : [];
          const earlier = before.length === 0 ? [] : [{ file: "earlier", rows: before }];
          const table = cellTable(specification, rows, "random", earlier);
          const { protection, audit } = await attackedAfterwards(specification, table, "gauss", before);
          if (protection.lost.length > 0) {
            // Only what is out already can give a secret away, and then it is said.
            expect({ turn, before: before.length > 0 }).toEqual({ turn, before: true });
            given++;
            continue;
          }
          const disclosures = audit.disclosures.filter(({ kind }) => kind !== "bySingleton" || before.length === 0);
          expect({ turn, disclosures }).toEqual({ turn, disclosures: [] });
        }
        expect(given).toBeLessThan(Math.max(3, howMany / bundles / 10));
      },
      patience,
    );
  }
});

/** What a reader misses: the values of all lines withheld, for their own sake and for the sake of others. */
function withheldValue(table: CellTable, { hidden, primary }: Protection): { others: number; all: number } {
  const sum = (flag: (cell: number) => boolean) =>
    table.lines.reduce((total, { cell, row }) => (flag(cell) ? total + (row.value ?? 0) : total), 0);
  return {
    others: sum((cell) => hidden[cell] === 1 && primary[cell] === 0),
    all: sum((cell) => hidden[cell] === 1),
  };
}

test(
  "on small tables the proven optimum is safe, nothing is cheaper, and no method withholds over 5 % more than it",
  async () => {
    let compared = 0;
    for (let turn = 0; turn < Math.max(40, howMany / 20); turn++) {
      const die = dice(seed + 10_000 + turn);
      const specification: Specification = { ...randomSpecification(die, 3), singletons: turn % 2 === 0 };
      const table = cellTable(specification, randomRows(die, specification), "random");
      if (table.space.size > 100) continue;
      const best = await attackedAfterwards(specification, table, "optimal");
      expect({ turn, disclosures: best.audit.disclosures }).toEqual({ turn, disclosures: [] });
      if (!best.protection.proven) continue;
      const least = withheldValue(table, best.protection);
      for (const method of ["auto", "gauss"] as const) {
        const { protection, audit } = await attackedAfterwards(specification, table, method);
        expect({ turn, method, disclosures: audit.disclosures }).toEqual({ turn, method, disclosures: [] });
        const { others } = withheldValue(table, protection);
        expect(others, `turn ${turn}, ${method}`).toBeGreaterThanOrEqual(least.others - 1e-9);
        expect(others, `turn ${turn}, ${method}`).toBeLessThanOrEqual(least.others + 0.05 * least.all + 1e-9);
      }
      compared++;
    }
    expect(compared).toBeGreaterThan(20);
  },
  patience,
);
