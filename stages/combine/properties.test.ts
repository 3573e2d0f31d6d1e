import { describe, expect, test } from "vitest";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import { computeIndex, groupOf } from "./computeIndex.ts";
import { type Distribution, distribution } from "./distribution.ts";
import { columnOf, evaluateTree, treeColumns } from "./indexTree.ts";
import type { IndexValues } from "./indexValues.ts";
import { readDefinition } from "./readDefinition.ts";
import { linearIndex } from "./sensitivity/linearIndex.ts";
import { randomSource } from "./sensitivity/randomSource.ts";
import { rankSorter } from "./sensitivity/rankSorter.ts";
import { ranksFromHighest } from "./statistics/ranks.ts";

const AREAS = 40;
const ids = ["a", "b", "c", "d", "e", "f"];

/** Values by seeded chance, with ties and absences. */
function someValues(seed: number): IndexValues {
  const random = randomSource(seed);
  const column = (): Value[] =>
    Array.from({ length: AREAS }, () => {
      const u = random.uniform();
      if (u < 0.03) return "withheld";
      if (u < 0.06) return "unknown";
      return Math.round(10 + 50 * random.uniform() ** 2);
    });
  return {
    areas: Array.from({ length: AREAS }, (_, i) => `area ${i}`),
    names: null,
    columns: new Map(ids.map((id) => [id, column()])),
    texts: new Map(),
  };
}

const nested = (normalisation: string, aggregation = "arithmetic", second = "c") => `
format: kreislauf-index/1
id: i
label: I
normalisation: ${normalisation}
aggregation: ${aggregation}
missing: { minimumWeight: 0.6 }
indices:
  - id: whole
    components:
      - id: left
        weight: 2
        components: [{ indicator: a, weight: 1 }, { indicator: b, weight: 2, polarity: -1 }, { indicator: ${second}, weight: 3 }]
      - id: right
        weight: 1
        components: [{ indicator: d }, { indicator: e }, { indicator: f, polarity: -1 }]
`;

const methods = [
  ["z", "arithmetic"],
  ["minmax", "arithmetic"],
  ["percentileRank", "arithmetic"],
  ["rank", "sum"],
  ["{ method: minmax, from: 1, to: 100 }", "geometric"],
  ["{ method: minmax, from: 1, to: 100 }", "harmonic"],
  ["{ method: minmax, from: 1, to: 100 }", "{ method: generalised, power: 2 }"],
  ["z", "copeland"],
  ["{ method: z, divisor: sample }", "arithmetic"],
  ["exponential", "arithmetic"],
  ["borda", "sum"],
  ["classPoints", "sum"],
  ["{ method: classPoints, classes: { method: quantile, count: 5 } }", "sum"],
  ["distanceToMaximum", "arithmetic"],
  ["fractionOfMaximum", "geometric"],
  ["z\ntreatment: { method: winsoriseThenLog, skewness: 0.5, kurtosis: 0.5, points: 2 }", "arithmetic"],
] as const;

function close(actual: readonly Value[], expected: readonly Value[]): void {
  expect(actual).toHaveLength(expected.length);
  actual.forEach((v, i) => {
    const e = expected[i]!;
    if (isPresent(v) && isPresent(e)) expect(Math.abs(v - e)).toBeLessThan(1e-9 * Math.max(1, Math.abs(e)));
    else expect(v).toBe(e);
  });
}

const group = (definition: string, values: IndexValues) =>
  groupOf(computeIndex(readDefinition(definition), values), "whole");
const index = (definition: string, values: IndexValues) => group(definition, values).values;

for (const [normalisation, aggregation] of methods) {
  describe(`an index of ${normalisation} and ${aggregation}`, () => {
    const definition = nested(normalisation, aggregation);

    test("does not depend on the order of the areas", () => {
      for (const seed of [1, 2, 3]) {
        const values = someValues(seed);
        const order = values.areas.map((_, i) => (i * 7 + 3) % AREAS);
        const turned: IndexValues = {
          ...values,
          areas: order.map((i) => values.areas[i]!),
          columns: new Map([...values.columns].map(([id, column]) => [id, order.map((i) => column[i]!)])),
        };
        const straight = group(definition, values);
        const other = group(definition, turned);
        close(
          other.values,
          order.map((i) => straight.values[i]!),
        );
        expect(other.ranks).toEqual(order.map((i) => straight.ranks[i]));
      }
    });

    test("is the same in percent and per mille", () => {
      const values = someValues(4);
      const perMille = new Map(values.columns);
      perMille.set(
        "a",
        values.columns.get("a")!.map((v) => (isPresent(v) ? v * 10 : v)),
      );
      close(index(definition, { ...values, columns: perMille }), index(definition, values));
    });

    test("is the same when an indicator stands twice with half the weight each", () => {
      const values = someValues(5);
      const doubled = definition.replace(
        "{ indicator: c, weight: 3 }",
        "{ indicator: c, weight: 1.5 }, { indicator: c2, weight: 1.5 }",
      );
      const columns = new Map(values.columns).set("c2", values.columns.get("c")!);
      close(index(doubled, { ...values, columns }), index(definition, values));
    });

    test("is the same beside one more area without any value", () => {
      const values = someValues(6);
      const more: IndexValues = {
        ...values,
        areas: [...values.areas, "one more"],
        columns: new Map([...values.columns].map(([id, column]) => [id, [...column, "unknown" as const]])),
      };
      const found = index(definition, more);
      expect(found.at(-1)).toBe("unknown");
      close(found.slice(0, -1), index(definition, values));
    });
  });
}

test("an area with too little weight is no measure for the others where areas are compared pairwise", () => {
  const definition = `format: kreislauf-index/1
id: i
label: I
aggregation: copeland
indices: [{ id: whole, components: [{ indicator: a }, { indicator: b }, { indicator: c }] }]
`;
  const base = { areas: ["A", "B", "C"], names: null, texts: new Map() };
  const three = (d: Value[]) =>
    new Map<string, Value[]>([
      ["a", [1, 2, 3, ...d.slice(0, 1)]],
      ["b", [2, 1, 3, ...d.slice(1, 2)]],
      ["c", [1, 2, 3, ...d.slice(2)]],
    ]);
  // A beats nobody, B beats A by two of three, C beats both; D has one of three components.
  expect(index(definition, { ...base, columns: three([]) })).toEqual([-2, 0, 2]);
  const four = { ...base, areas: ["A", "B", "C", "D"], columns: three([9, "unknown", "unknown"]) };
  expect(index(definition, four)).toEqual([-2, 0, 2, "unknown"]);
});

test("the fast form of a weighted index gives what the tree gives, for every pattern of absences", () => {
  for (const seed of [7, 8, 9]) {
    for (const [normalisation, aggregation] of [
      ["z", "arithmetic"],
      ["minmax", "sum"],
    ] as const) {
      const result = computeIndex(readDefinition(nested(normalisation, aggregation)), someValues(seed));
      const indicators = result.indicators.map((i) => columnOf(i.normalised));
      const columns = treeColumns(result.tree, indicators);
      evaluateTree(result.tree, columns, result.weights);
      const line = linearIndex(result.tree, "whole", indicators)!;
      const scores = line.scores(result.weights, new Float64Array(AREAS));
      const whole = columns[result.tree.slotOf.get("whole")!]!;
      const contributions = line.contributions(result.weights);
      scores.forEach((score, i) => {
        if (Number.isNaN(whole[i]!)) expect(score).toBeNaN();
        else {
          expect(score).toBeCloseTo(whole[i]!, 9);
          const sum = contributions.reduce((total, c) => total + (Number.isNaN(c[i]!) ? 0 : c[i]!), 0);
          expect(sum).toBeCloseTo(whole[i]!, 9);
        }
      });
    }
  }
});

test("the fast ranks are the plain ranks, with ties, absences and crowded values", () => {
  const random = randomSource(11);
  for (let round = 0; round < 50; round++) {
    const n = 1 + Math.floor(random.uniform() * 200);
    const scores = Float64Array.from({ length: n }, () => {
      const u = random.uniform();
      if (u < 0.1) return Number.NaN;
      if (u < 0.3) return 5;
      return round % 2 === 0 ? Math.round(random.normal() * 10) : Math.exp(10 * random.normal());
    });
    const plain = ranksFromHighest(Array.from(scores, (s): Value => (Number.isNaN(s) ? "unknown" : s)));
    expect(Array.from(rankSorter(n)(scores, new Int32Array(n)), (r) => (r === 0 ? null : r))).toEqual(plain);
  }
});

test("R-15 whatever the key: whole numbers, the whole total, within floor and cap, more share never less", () => {
  const random = randomSource(15);
  const upTo = (n: number): number => Math.floor(n * random.uniform());
  let spread = 0;
  for (let round = 0; round < 2000; round++) {
    const areas = 1 + upTo(8);
    const total = upTo(200);
    const some = (make: () => Value): Value[] =>
      Array.from({ length: areas }, () => (random.uniform() < 0.1 ? "withheld" : make()));
    const floor = random.uniform() < 0.5 ? 0 : upTo((1.2 * total) / areas);
    const cap = random.uniform() < 0.5 ? total : Math.floor(total / areas) + upTo(total);
    let found: Distribution;
    try {
      found = distribution({
        total,
        need: some(() => upTo(60) / 10 - 2),
        size: some(() => upTo(20)),
        baseShare: random.uniform() < 0.5 ? 0 : random.uniform(),
        floor,
        cap,
      });
    } catch (trouble) {
      expect((trouble as Error).message).toMatch(/^combine\.(boundsImpossible|keyWithoutWeight)$/);
      continue;
    }
    spread++;
    const { amounts, shares } = found;
    expect(amounts.reduce((a, b) => a + b, 0)).toBe(total);
    amounts.forEach((amount, i) => {
      expect(Number.isInteger(amount) && amount >= floor && amount <= cap).toBe(true);
      if (floor === 0 && cap === total) expect(Math.abs(amount - shares[i]! * total)).toBeLessThan(1 + 1e-9);
      amounts.forEach((other, j) => {
        if (shares[i]! > shares[j]! + 1e-9) expect(amount).toBeGreaterThanOrEqual(other);
      });
    });
  }
  expect(spread).toBeGreaterThan(1500);
});
