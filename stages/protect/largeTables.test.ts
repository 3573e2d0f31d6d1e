import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import { beforeAll, describe, expect, test } from "vitest";
import { attack, type PrintedTable } from "./audit/attacker.ts";
import { auditTable } from "./audit/auditTable.ts";
import { LeftToTry } from "./audit/leftToTry.ts";
import { OpenQuestions } from "./suppress/openQuestions.ts";
import type { TableRow } from "./table/tableFile.ts";
import { type CellTable, cellTable, type Protection, protectTable, type Specification } from "./tables.ts";

/** Regions in two groupings that have nothing to do with each other, crossed with four kinds; every eighth count is small. */
function regionsInTwoGroupings(regions: number): { specification: Specification; rows: TableRow[] } {
  const generator = xoroshiro128plus(11);
  const below = (n: number) => uniformInt(generator, 0, n - 1);
  const kinds = ["a", "b", "c", "d"];
  const names = Array.from({ length: regions }, (_, n) => `r${n}`);
  const grouping = (prefix: string, count: number) => {
    const parts: Record<string, string[]> = {};
    for (const [n, name] of names.entries()) {
      const whole = `${prefix}${n < count ? n : below(count)}`;
      parts[whole] = [...(parts[whole] ?? []), name];
    }
    return parts;
  };
  const hierarchies = [
    { id: "county", parts: grouping("c", Math.round(regions / 22)) },
    { id: "group", parts: grouping("g", Math.round(regions / 31)) },
  ];
  const counts = new Map(names.map((name) => [name, kinds.map(() => (below(8) === 0 ? below(4) : 4 + below(120)))]));
  const areas = [
    ...names.map((name) => [name, [name]] as const),
    ...hierarchies.flatMap(({ parts }) => Object.entries(parts)),
    ["T", names] as const,
  ];
  const rows: TableRow[] = [];
  for (const [area, inside] of areas)
    for (const kind of [...kinds, "T"]) {
      const own = inside.flatMap((name) => counts.get(name)?.filter((_, k) => kind === "T" || kinds[k] === kind) ?? []);
      const value = own.reduce((sum, one) => sum + one, 0);
      rows.push({ line: rows.length + 2, key: [area, kind], value, status: "free", ...nothingElse });
    }
  return {
    specification: {
      title: "large",
      dimensions: [
        { id: "area", total: "T", codes: names, hierarchies },
        { id: "kind", total: "T", codes: kinds },
      ],
      rules: [{ kind: "minimumCount", minimum: 4 }],
    },
    rows,
  };
}

const nothingElse = { contributions: [], cases: null, cellKey: null };

function printed(table: CellTable, hidden: Uint8Array): TableRow[] {
  return table.lines.map(({ row, cell }) =>
    hidden[cell] === 1 ? { ...row, value: null, status: "withheld" as const } : row,
  );
}

describe("a table of 6,500 cells in which everything held back hangs together", () => {
  const { specification, rows } = regionsInTwoGroupings(1_200);
  const told = new Map<string, number>();
  let table: CellTable;
  let protection: Protection;
  beforeAll(async () => {
    table = cellTable(specification, rows, "large");
    const time = { clock: () => 0, deadline: 1 };
    protection = await protectTable(table, specification, "auto", time, (doing, done) => {
      told.set(doing, Math.max(told.get(doing) ?? 0, done));
      return undefined;
    });
  }, 120_000);

  const sensitiveLines = () =>
    new Set(table.lines.flatMap(({ row, cell }) => (protection.primary[cell] === 1 ? [row.line] : [])));
  const audited = (hidden: Uint8Array) =>
    auditTable(specification, printed(table, hidden), [], {
      exact: false,
      secretValues: new Map(rows.map((row) => [row.line, row.value ?? 0])),
      sensitiveLines: sensitiveLines(),
    });
  /** The exact bounds of some cells, by programs for each of them alone. */
  const boundsOf = async (hidden: Uint8Array, lines: readonly number[]) => {
    const print: PrintedTable = {
      dimensions: specification.dimensions.map((d) => ({
        total: d.total ?? "",
        hierarchies: (d.hierarchies ?? []).map(({ parts }) => parts),
        codes: d.codes ?? [],
      })),
      cells: printed(table, hidden).map(({ key, value }) => ({ key, printed: value })),
    };
    return attack(print, { targets: lines.map((line) => line - 2) });
  };

  test("the attacker finds nothing, alone in a cell or not, and no more is held back than elimination asks for", async () => {
    const audit = await audited(protection.hidden);
    expect(audit.disclosures).toEqual([]);
    expect(audit.safe).toBe(true);
    expect(audit.singletonsTried).toBeGreaterThan(100);
    expect(protection.lost).toEqual([]);
    const secrets = protection.primary.reduce((sum, flag) => sum + flag, 0);
    // About as many go along as are secret themselves, no more than before proofs came in bundles.
    expect(audit.withheld).toBeLessThan(2.05 * secrets);
    expect(told.get("secure")).toBeGreaterThan(0);
  }, 240_000);

  test("what is called safe is safe by exact bounds of single cells, too", async () => {
    const some = rows.filter(({ line }) => sensitiveLines().has(line)).filter((_, n) => n % 37 === 0);
    const bounds = await boundsOf(
      protection.hidden,
      some.map(({ line }) => line),
    );
    expect(bounds.length).toBeGreaterThan(8);
    for (const { cell, low, high } of bounds) {
      const value = rows[cell]?.value ?? 0;
      expect({ cell, low: low <= value - 1, high: high >= value + 1 }).toEqual({ cell, low: true, high: true });
    }
  }, 240_000);

  test("a few cells shown too many are found out, each by its line, exactly where single programs find them", async () => {
    const hidden = Uint8Array.from(protection.hidden);
    const others = table.lines.filter(({ cell }) => hidden[cell] === 1 && protection.primary[cell] === 0);
    for (const { cell } of others.filter((_, n) => n % 197 === 5)) hidden[cell] = 0;
    const audit = await audited(hidden);
    expect(audit.safe).toBe(false);
    const unsafe = new Set(audit.disclosures.flatMap(({ kind, line }) => (kind === "bySingleton" ? [] : [line])));
    expect(unsafe.size).toBeGreaterThan(0);
    const safe = [...sensitiveLines()].filter((line) => !unsafe.has(line)).filter((_, n) => n % 61 === 0);
    for (const { cell, low, high } of await boundsOf(hidden, [...unsafe, ...safe])) {
      const { line, value } = rows[cell] ?? { line: 0, value: 0 };
      const far = low <= (value ?? 0) - 1 + 1e-6 && high >= (value ?? 0) + 1 - 1e-6;
      expect({ line, far }).toEqual({ line, far: !unsafe.has(line) });
    }
  }, 240_000);

  test("the same table is protected in the same way again", async () => {
    const again = await protectTable(table, specification, "auto", { clock: () => 9, deadline: 10 });
    expect(again.hidden).toEqual(protection.hidden);
  }, 120_000);
});

/** Moves of the cells 0, 1, 2, … by these amounts. */
function moveBy(...amounts: number[]) {
  const at = amounts.map((_, n) => n).filter((n) => amounts[n] !== 0);
  return { cells: Int32Array.from(at), by: Float64Array.from(at, (n) => amounts[n] ?? 0) };
}

describe("somebody alone in a cell knows nothing of another as long as possible tables differ there", () => {
  // Cell 0 is the person's own, cell 1 is the secret.
  const cases: [string, number[][], boolean][] = [
    ["no other table", [], false],
    ["a table in which the own cell differs, too", [[1, 1]], false],
    ["a table in which the own cell stands still", [[0, 1]], true],
    ["two in which it moves in opposite ways, the secret in the same", [[1, 1], [-1, 1]], true], // biome-ignore format: one case, one line
    ["two in which both move in opposite ways: mixed, nothing moves", [[1, 1], [-1, -1]], false], // biome-ignore format: one case, one line
    ["two in which the mixture moves the secret too little", [[1, 1.5], [-1, 0]], false], // biome-ignore format: one case, one line
    ["two in which the mixture moves it just enough", [[1, 2], [-1, 0]], true], // biome-ignore format: one case, one line
  ];
  test.each(cases)("%s", (_, amounts, answered) => {
    const moves = amounts.map((by) => moveBy(...by));
    const persons = [{ known: [0], own: new Set([0]) }];
    const atOnce = new OpenQuestions({ secrets: [1], persons, step: () => 1 }, moves, 2);
    expect(atOnce.count).toBe(answered ? 0 : 1);
    const inTurn = new OpenQuestions({ secrets: [1], persons, step: () => 1 }, [], 2);
    for (const move of moves) inTurn.answer(move, 2);
    expect(inTurn.of(1)).toEqual(answered ? [] : [0]);

    const cast = { knownTo: [[[0]]], secrets: [[1]], isOwn: () => false, step: 1, unknowns: 2 };
    const changes = moves.map(({ cells, by }) => ({ variables: cells, by }));
    expect(new LeftToTry(cast, changes).count).toBe(answered ? 0 : 1);
    const left = new LeftToTry(cast, []);
    for (const change of changes) left.see(change);
    expect([...left.persons]).toEqual(answered ? [] : [[0, [0]]]);
  });

  test("whoever knows two cells is answered only where both stand still in the mixture", () => {
    const persons = [{ known: [0, 2], own: new Set([0, 2]) }];
    const tried = (...amounts: number[][]) => {
      const moves = amounts.map((by) => moveBy(...by));
      const changes = moves.map(({ cells, by }) => ({ variables: cells, by }));
      const cast = { knownTo: [[[0], [2]]], secrets: [[1]], isOwn: () => false, step: 1, unknowns: 3 };
      const counts = [
        new OpenQuestions({ secrets: [1], persons, step: () => 1 }, moves, 3).count,
        new LeftToTry(cast, changes).count,
      ];
      expect(counts[0]).toBe(counts[1]);
      return counts[0];
    };
    expect(tried([1, 1, 1], [-1, 1, 0])).toBe(1);
    expect(tried([1, 1, 1], [-1, 1, -1])).toBe(0);
    expect(tried([0, 1, 1], [-1, 1, -1])).toBe(1);
    expect(tried([0, 1, 1], [0, 1, -2])).toBe(0);
  });
});
