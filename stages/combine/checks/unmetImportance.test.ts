import { expect, test } from "vitest";
import { computeIndex } from "../computeIndex.ts";
import { readDefinition } from "../readDefinition.ts";
import { unmetImportance } from "./unmetImportance.ts";

function unmet(columns: Readonly<Record<string, readonly number[]>>, importance: readonly number[]): string[] {
  const ids = Object.keys(columns);
  const plan = readDefinition(
    JSON.stringify({
      ...{ format: "kreislauf-index/1", id: "t", label: "T", weights: "importance" },
      indices: [
        { id: "i", label: "I", components: ids.map((id, j) => ({ indicator: id, importance: importance[j] })) },
      ],
    }),
  );
  const areas = Object.values(columns)[0]?.map((_, i) => `A${i}`) ?? [];
  const result = computeIndex(plan, {
    areas,
    names: null,
    columns: new Map(Object.entries(columns)),
    texts: new Map(),
  });
  const percent = (share: number): string => (share * 100).toFixed(0);
  return unmetImportance(result, "i").map((one) => `${one.part}: ${percent(one.reached)} for ${percent(one.wanted)}`);
}

test("two indicators that say the same cannot matter twice as much as each other", () => {
  expect(unmet({ x: [1, 2, 3, 5], y: [1, 2, 3, 5] }, [2, 1])).toEqual(["x: 50 for 67", "y: 50 for 33"]);
});

test("importance that weights bring about is not complained of", () => {
  expect(unmet({ x: [1, 2, 3, 5], y: [2, 1, 5, 3] }, [1, 1])).toEqual([]);
  expect(unmet({ x: [1, -1, 1, -1], y: [1, 1, -1, -1] }, [3, 1])).toEqual([]);
});

test("of three that go together, the one in the middle matters more than was asked, whatever the weights", () => {
  // The best of all weights in steps of a hundredth (numpy 2.4) are 0.76, 0 and 0.24, with correlations 0.956, 0.760, 0.362.
  const columns = { a: [10.5, 12, 9.1, 20.2, 15], b: [-3, -4, -8, -1, -6], c: [7, 9, 2, 5, 6] };
  expect(unmet(columns, [0.5, 0.3, 0.2])).toEqual(["a: 46 for 50", "b: 37 for 30", "c: 17 for 20"]);
});
