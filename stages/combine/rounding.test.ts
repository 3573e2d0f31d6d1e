import { expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { areaClasses } from "./areaClasses.ts";
import { computeIndex, groupOf } from "./computeIndex.ts";
import type { IndexValues } from "./indexValues.ts";
import { readDefinition } from "./readDefinition.ts";
import { liveIndex } from "./sensitivity/liveIndex.ts";
import { twoAxes } from "./twoAxes.ts";

const values = (columns: Record<string, readonly Value[]>): IndexValues => ({
  areas: Object.values(columns)[0]!.map((_, i) => `area ${i}`),
  names: null,
  columns: new Map(Object.entries(columns)),
  texts: new Map(),
});

const nested = `
format: kreislauf-index/1
id: i
label: I
indices:
  - id: whole
    components:
      - { id: left, weight: 2, components: [{ id: deep, components: [{ indicator: x }] }, { indicator: y, weight: 3 }] }
      - { indicator: z }
`;

test("areas that agree share the smallest rank, even where sums in another order differ in the sixteenth digit", () => {
  // By hand, with s = 1.2247: (2 (-s / 4 + 0) + s) / 3 = s / 6, (2 (0 + 3 s / 4) - s) / 3 = s / 6, and -s / 3.
  const result = computeIndex(readDefinition(nested), values({ x: [1, 2, 3], y: [2, 3, 1], z: [3, 1, 2] }));
  const whole = groupOf(result, "whole");
  expect(whole.ranks).toEqual([1, 1, 3]);
  expect(whole.values[0]).toBe(whole.values[1]);
  const { ranks } = liveIndex(result, "whole").with(result.weights);
  expect(Array.from(ranks)).toEqual([1, 1, 3]);
});

test("an area whose components cancel each other lies at zero, on the limit and not beside it", () => {
  const text = `
format: kreislauf-index/1
id: i
label: I
indices:
  - { id: whole, components: [{ indicator: x }, { indicator: y, polarity: -1 }, { indicator: z }] }
`;
  const column = [0.1, 0.2, 0.7, 0.4, 0.35];
  const same = computeIndex(
    readDefinition(text),
    values({ x: column, y: column, z: [0.3, 0.1, 0.2, 0.6, (0.3 + 0.1 + 0.2 + 0.6) / 4] }),
  );
  const index = groupOf(same, "whole").values;
  expect(index[4]).toBe(0);
  expect(areaClasses(index, { method: "manual", limits: [0] }).classes[4]).toBe(2);
  expect(areaClasses([-0.1, 0.2 - 0.3, 0.2], { method: "manual", limits: [-0.1] }).classes).toEqual([2, 2, 2]);
  expect(twoAxes([0.1 + 0.2, 0.4], [1, 1], { burden: 0.3, competence: 0 })).toEqual([
    "lowBurdenHighCompetence",
    "highBurdenHighCompetence",
  ]);
});

test("a value on a quantile that is interpolated between two equal values lies in the class above it", () => {
  const column = [...Array.from({ length: 14 }, (_, i) => i), 58.4, 58.4, 58.4, ...[60, 61, 62, 63, 64, 65]];
  const { limits, classes } = areaClasses(column, { method: "quantile", count: 10, type: 7 });
  expect(limits[6]).toBe(58.4);
  expect(classes.slice(14, 17)).toEqual([8, 8, 8]);
});

test("whoever moves a weight of an index that is standardised again sees its classes on the same scale", () => {
  const text = `
format: kreislauf-index/1
id: i
label: I
aggregation: sum
indices:
  - id: whole
    polarity: -1
    afterwards: { method: minmax, from: 0, to: 10 }
    classes: { method: manual, limits: [-5] }
    components: [{ indicator: x }, { indicator: y }]
`;
  const result = computeIndex(readDefinition(text), values({ x: [1, 2, 3, 7], y: [4, 4, 5, 6] }));
  const whole = groupOf(result, "whole");
  const { scores } = liveIndex(result, "whole").with(result.weights);
  expect(scores[0]).toBeCloseTo(0, 12);
  expect(scores[3]).toBeCloseTo(-10, 12);
  whole.values.forEach((value, i) => {
    expect(scores[i]).toBeCloseTo(Number(value), 12);
  });
});
