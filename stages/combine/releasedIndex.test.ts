import { expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { computeIndex, type IndexResult } from "./computeIndex.ts";
import { readDefinition } from "./readDefinition.ts";
import { releasedIndex } from "./releasedIndex.ts";

const plan = readDefinition(`
format: kreislauf-index/1
id: last
label: Last
normalisation: { method: z }
aggregation: arithmetic
weights: equal
missing: { minimumWeight: 0.4 }
indices:
  - id: last
    label: Last
    components:
      - { indicator: a, polarity: 1 }
      - { indicator: b, polarity: 1 }
      - { indicator: c, polarity: 1 }
      - { indicator: d, polarity: 1 }
`);

function resultOf(columns: Readonly<Record<string, readonly Value[]>>): IndexResult {
  return computeIndex(plan, {
    areas: ["1", "2", "3"],
    names: null,
    columns: new Map(Object.entries(columns)),
    texts: new Map(),
  });
}

const open = { a: [1, 2, 3], b: [2, 4, 9], c: [5, 1, 3], d: [7, 8, 1] } as const;

/** As if the index had been computed on the secret values: they enter, and only the shown column says that they are withheld. */
function withSecrets(hidden: readonly string[]): IndexResult {
  const result = resultOf(open);
  const indicators = result.indicators.map((one) =>
    hidden.includes(one.id) ? { ...one, raw: one.raw.map((v, area): Value => (area === 0 ? "withheld" : v)) } : one,
  );
  return { ...result, indicators };
}

test("R-10 nothing withheld: the index leaves as it is", () => {
  const result = resultOf(open);
  expect(releasedIndex(result, "last").values).toEqual(result.groups[0]?.values);
});

test("R-10 one hidden component that enters could be solved for from the shown ones: no index, no rank, no class limit", () => {
  const released = releasedIndex(withSecrets(["b"]), "last");
  expect(released.values[0]).toBe("withheld");
  expect([...released.heldBack]).toEqual([1, 0, 0]);
  expect([...released.ranks].sort()).toEqual([1, 2, null]);
  expect(released.normalised.get("b")?.[0]).toBe("withheld");
});

test("R-10 two hidden components that enter cannot be told apart: the index leaves, what they are on its scale does not", () => {
  const released = releasedIndex(withSecrets(["b", "c"]), "last");
  expect(typeof released.values[0]).toBe("number");
  expect([released.normalised.get("b")?.[0], released.normalised.get("c")?.[0]]).toEqual(["withheld", "withheld"]);
});

test("R-10 hidden components that do not enter: three others carry the index, two do not", () => {
  expect(typeof releasedIndex(resultOf({ ...open, a: ["withheld", 2, 3] }), "last").values[0]).toBe("number");
  expect(releasedIndex(resultOf({ ...open, a: ["withheld", 2, 3], b: ["withheld", 4, 9] }), "last").values[0]).toBe(
    "withheld",
  );
  // Nobody's secret: two components are few, but nothing is hidden behind them.
  expect(
    typeof releasedIndex(resultOf({ ...open, a: ["unknown", 2, 3], b: ["unknown", 4, 9] }), "last").values[0],
  ).toBe("number");
});
