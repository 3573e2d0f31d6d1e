import { expect, test } from "vitest";
import { columnOf, valuesOf } from "../../kernel/value/column.ts";
import { type Mark, markList, type Table } from "../../kernel/value/table.ts";
import type { Value } from "../../kernel/value/value.ts";
import { release, releaseColumn, wasReleased } from "./protect.ts";

test("X-010 value 2 under min3 is withheld, 0 and 3 are shown; under min5 also 3 and 4 are withheld", () => {
  const values = [0, 1, 2, 3, 4, 5];
  const shown = (rule: "none" | "min3" | "min5" | "round5" | "money") =>
    release({ values }, { parts: [{ rule, counts: values }] }).values;
  expect(shown("min3")).toEqual([0, "withheld", "withheld", 3, 4, 5]);
  expect(shown("min5")).toEqual([0, "withheld", "withheld", "withheld", "withheld", 5]);
  expect(shown("none")).toEqual(values);
  expect(shown("round5")).toEqual(values);
});

test("X-013 2 of 140: rate hidden, count hidden, 140 shown; and 138 of 140 hides the rate as well", () => {
  const numerators = [2, 138, 70];
  const denominators = [140, 140, 140];
  const rates = numerators.map((n) => (100 * n) / 140);
  const cases = { rule: "min3", counts: numerators } as const;
  const people = { rule: "min3", counts: denominators } as const;
  const share = { rule: "min3", numerators, denominators } as const;
  expect(release({ values: numerators }, { parts: [cases] }).values[0]).toBe("withheld");
  expect(release({ values: denominators }, { parts: [people] }).values).toEqual([140, 140, 140]);
  expect(release({ values: rates }, { parts: [cases, people], shares: [share] }).values).toEqual([
    "withheld",
    "withheld",
    50,
  ]);
});

test("R-10 a change between two years is withheld when either year's cell is held back", () => {
  const now = { rule: "min3", counts: [10, 12], withheld: [true, false] } as const;
  const before = { rule: "min3", counts: [9, 11], withheld: [false, false] } as const;
  expect(release({ values: [1, 1] }, { parts: [now, before] }).values).toEqual(["withheld", 1]);
});

test("X-015 figures of the cell-key method are shown as published and marked approximate", () => {
  const out = release(
    { values: [101, 99, 52, "unknown"] },
    { parts: [{ rule: "ckm", counts: [101, 99, 52, "unknown"] }] },
  );
  expect(out.values).toEqual([101, 99, 52, "unknown"]);
  expect(out.marks).toEqual(["approximate", "approximate", "approximate", null]);
});

test("an unknown value stays unknown and does not turn into a secret", () => {
  const table: Table = {
    title: { de: "Fälle" },
    dimensions: [{ id: "area", label: { de: "Raum" }, members: [{ id: "a", label: { de: "A" } }] }],
    values: ["unknown"],
  };
  const out = release(table, { parts: [{ rule: "min3", counts: ["unknown"] }] });
  expect(out.values).toEqual(["unknown"]);
  expect(out.title.de).toBe("Fälle");
  expect(wasReleased(out)).toBe(true);
  expect(wasReleased({ ...out })).toBe(false);
});

test("a guard that does not fit its values is our mistake and stops everything", () => {
  expect(() => release({ values: [1, 2] }, { parts: [{ rule: "min3", counts: [1] }] })).toThrow(
    "2 values but 1 counts",
  );
});

test("X-010 X-013 a long column leaves exactly as the same figures do one by one, whatever stands behind them", () => {
  let state = 4_711;
  const chance = (below: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  const odd: Value[] = ["withheld", "unknown", "later", "senseless", 0, 1, 2, 3, 4, 5];
  const count = (): Value => odd[chance(14)] ?? chance(200);
  const size = 5_000;
  const numerators = Array.from({ length: size }, count);
  const denominators = Array.from({ length: size }, count);
  const values = Array.from({ length: size }, count);
  const marks = Array.from({ length: size }, (): Mark | null => markList[chance(12)] ?? null);
  const withheld = Uint8Array.from({ length: size }, () => (chance(9) === 0 ? 1 : 0));
  for (const rule of ["none", "ckm", "round5", "money", "min3", "min5"] as const) {
    const one = release(
      { values, marks },
      {
        parts: [{ rule, counts: numerators, withheld }, { rule: "min3", counts: denominators }, { rule }],
        shares: [{ rule, numerators, denominators }],
      },
    );
    const all = releaseColumn(
      {
        column: columnOf(values),
        marks: Uint8Array.from(marks, (mark) => (mark === null ? 0 : markList.indexOf(mark) + 1)),
      },
      {
        parts: [
          { rule, counts: columnOf(numerators), withheld },
          { rule: "min3", counts: columnOf(denominators) },
          { rule },
        ],
        shares: [{ rule, numerators: columnOf(numerators), denominators: columnOf(denominators) }],
      },
    );
    expect(valuesOf(all.column)).toEqual(one.values);
    expect([...all.marks].map((code) => markList[code - 1] ?? null)).toEqual(one.marks);
    expect(wasReleased(all)).toBe(true);
  }
});
