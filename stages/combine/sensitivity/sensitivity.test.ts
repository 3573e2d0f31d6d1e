import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { computeIndex, groupOf, type IndexResult } from "../computeIndex.ts";
import type { IndexValues } from "../indexValues.ts";
import { readDefinition } from "../readDefinition.ts";
import { csvTable } from "../values/csvRows.ts";
import { choiceSensitivity } from "./choiceSensitivity.ts";
import { flippingWeight } from "./flippingWeight.ts";
import { leaveOneOut } from "./leaveOneOut.ts";
import { monteCarlo } from "./monteCarlo.ts";
import { randomSource } from "./randomSource.ts";
import { rankSorter } from "./rankSorter.ts";
import { rankTally } from "./rankTally.ts";
import { sobolIndices } from "./sobolIndices.ts";

const cases = resolve(
  import.meta.dirname,
  "../../..",
  process.env.KREISLAUF_VERIFICATION ?? "../shared/verification",
  "A-composite-index",
);

describe.skipIf(!existsSync(cases))("verification A (skipped without the folder of reference figures)", () => {
  const rows = (name: string) => csvTable(readFileSync(join(cases, name), "utf8")).rows.map(({ cells }) => cells);

  test("a06 600 stored runs: nominal ranks, rank statistics, first-order and total indices of four choices", () => {
    const scores = rows("a06-sensitivity/SA_scores.csv");
    const areas = scores.map((cells) => cells[0]!);
    const sorter = rankSorter(areas.length);
    const ranksOf = (run: number) =>
      sorter(
        Float64Array.from(scores, (cells) => Number(cells[run + 1])),
        new Int32Array(areas.length),
      );
    const nominal = ranksOf(0);
    for (const [area, , rank] of rows("a06-sensitivity/SA_nominal.csv"))
      expect(nominal[areas.indexOf(area!)]).toBe(Number(rank));

    const tally = rankTally(areas.length);
    for (let run = 1; run <= 200; run++) tally.add(ranksOf(run));
    const summary = tally.summary();
    for (const [area, nominalRank, mean, median, q5, q95] of rows("a06-sensitivity/SA_rankstats.csv")) {
      const found = summary[areas.indexOf(area!)]!;
      expect(nominal[areas.indexOf(area!)]).toBe(Number(nominalRank));
      expect(found.mean).toBeCloseTo(Number(mean), 10);
      expect(found.median).toBeCloseTo(Number(median), 10);
      expect(found.low).toBeCloseTo(Number(q5), 10);
      expect(found.high).toBeCloseTo(Number(q95), 10);
    }

    const target = (run: number) =>
      ranksOf(run).reduce((sum, rank, i) => sum + Math.abs(rank - nominal[i]!), 0) / areas.length;
    const block = (from: number) => Array.from({ length: 100 }, (_, r) => target(from + r));
    const found = sobolIndices(block(1), block(101), [201, 301, 401, 501].map(block));
    rows("a06-sensitivity/SA_sensitivity.csv").forEach(([, first, total], i) => {
      expect(Math.abs(found.first[i]! - Number(first))).toBeLessThan(1e-10);
      expect(Math.abs(found.total[i]! - Number(total))).toBeLessThan(1e-10);
    });
  });

  test("a07 the Ishigami and Sobol g functions: estimates within 0.01 of the analytic indices", () => {
    const expected = JSON.parse(readFileSync(join(cases, "a07-sobol-analytic/expected.json"), "utf8"));
    const estimate = (f: (x: number[]) => number, d: number, samples: number, seed: number) => {
      const random = randomSource(seed);
      const points = () => Array.from({ length: samples }, () => Array.from({ length: d }, () => random.uniform()));
      const a = points();
      const b = points();
      const mixed = Array.from({ length: d }, (_, i) => a.map((x, r) => f(x.map((u, j) => (j === i ? b[r]![j]! : u)))));
      return sobolIndices(a.map(f), b.map(f), mixed);
    };
    const angle = (u: number) => (2 * u - 1) * Math.PI;
    const ishigami = estimate(
      ([u = 0, v = 0, w = 0]) =>
        Math.sin(angle(u)) + 7 * Math.sin(angle(v)) ** 2 + 0.1 * angle(w) ** 4 * Math.sin(angle(u)),
      3,
      2 ** 17,
      1,
    );
    const a: number[] = expected.sobol_g.a;
    const g = estimate(
      (x) => x.reduce((product, u, i) => (product * (Math.abs(4 * u - 2) + a[i]!)) / (1 + a[i]!), 1),
      a.length,
      2 ** 17,
      1,
    );
    for (const [found, truth] of [
      [ishigami, expected.ishigami],
      [g, expected.sobol_g],
    ] as const) {
      for (const [i, s] of found.first.entries()) expect(Math.abs(s - truth.S[i])).toBeLessThan(0.01);
      for (const [i, s] of found.total.entries()) expect(Math.abs(s - truth.ST[i])).toBeLessThan(0.01);
    }
  });
});

const definition = `
format: kreislauf-index/1
id: i
label: I
indices:
  - id: whole
    classes: { method: manual, limits: [0] }
    components: [{ indicator: x }, { indicator: y }]
`;
const values = (columns: Record<string, number[]>): IndexValues => ({
  areas: Object.values(columns)[0]!.map((_, i) => `area ${i}`),
  names: null,
  columns: new Map(Object.entries(columns)),
  texts: new Map(),
});
const computed = (text: string, given: IndexValues): IndexResult => computeIndex(readDefinition(text), given);

describe("what weights could change", () => {
  // x orders the areas one way, y the other; area 4 is highest in both.
  const crossing = values({ x: [1, 2, 3, 4, 9], y: [4, 3, 2, 1, 9] });

  test("an area that is highest in every component is first in every draw; the same seed gives the same counts", async () => {
    const result = computed(definition, crossing);
    const options = { draws: 500, seed: 3, weights: "free" } as const;
    const first = await monteCarlo(result, crossing, options);
    const [whole] = first.indices;
    expect([whole!.ranks[4]!.low, whole!.ranks[4]!.high, whole!.priority[4]]).toEqual([1, 1, 1]);
    expect(whole!.ranks[0]!.low).toBeLessThan(whole!.ranks[0]!.high);
    expect(await monteCarlo(result, crossing, options)).toEqual(first);
    expect((await monteCarlo(result, crossing, { ...options, seed: 4 })).indices[0]).not.toEqual(whole);
  });

  test("with free weights of two components, an area that leads by one of them leads in half of the draws", async () => {
    // Both pull equally strong the other way: area 0 leads when x weighs more.
    const pair = values({ x: [1, 0], y: [0, 1] });
    const result = computed(definition, pair);
    const { indices } = await monteCarlo(result, pair, { draws: 20_000, seed: 1, weights: "free" });
    // One of two areas is the priority one; standard error 0.0035.
    expect(indices[0]!.priority[0]).toBeGreaterThan(0.485);
    expect(indices[0]!.priority[0]).toBeLessThan(0.515);
  });

  test("without variation nothing varies", async () => {
    const result = computed(definition, crossing);
    const { indices } = await monteCarlo(result, crossing, { draws: 20, seed: 1, weights: "fixed" });
    const { ranks } = groupOf(result, "whole");
    expect(indices[0]!.ranks.map((r) => [r!.low, r!.high])).toEqual(ranks.map((rank) => [rank, rank]));
    expect(indices[0]!.sameClass).toEqual([1, 1, 1, 1, 1]);
  });

  test("the draws can be cancelled and tell how far they are", async () => {
    const result = computed(definition, crossing);
    const told: number[] = [];
    await monteCarlo(result, crossing, { draws: 2500, seed: 1, progress: (done) => told.push(done) });
    expect(told.at(-1)).toBe(2500);
    await expect(monteCarlo(result, crossing, { draws: 1e6, seed: 1, signal: { aborted: true } })).rejects.toThrow(
      "cancelled",
    );
  });

  test("leaving out one of two components leaves the order of the other", () => {
    const result = computed(definition, crossing);
    const [withoutX, withoutY] = leaveOneOut(result, "whole");
    expect(withoutX!.ranks).toEqual([2, 3, 4, 5, 1]);
    expect(withoutY!.ranks).toEqual([5, 4, 3, 2, 1]);
  });

  test("the weight at which an area changes class is where its score crosses the limit", () => {
    // z of x: (-1, 1) and of y: (1, -1); area 0 scores 1 - 2w, so it changes class at w = 0.5.
    const pair = values({ x: [0, 1], y: [1, 0] });
    const result = computed(definition.replace("{ indicator: x }", "{ indicator: x, weight: 3 }"), pair);
    const found = flippingWeight(result, "whole", "x", 0)!;
    expect([found.weight, found.class, found.above]).toEqual([0.75, 1, null]);
    expect(found.below!.weight).toBeCloseTo(0.5, 3);
    expect(found.below!.class).toBe(2);
  });

  test("of two choices, the one that alone moves ranks has all of the sensitivity", async () => {
    // Both indicators hold the same numbers, so z and min-max differ by one factor and an offset: no rank can move.
    const varied = `${definition}uncertainty:\n  weights: free\n  normalisation: [z, minmax]\n`;
    const result = computed(varied, values({ x: [1, 2, 3, 4, 5], y: [5, 3, 1, 4, 2] }));
    const found = await choiceSensitivity(result, "whole", { samples: 1024, seed: 1 });
    expect(found.choices).toEqual(["weights", "normalisation"]);
    expect(found.runs).toBe(1024 * 4);
    expect([found.first[1], found.total[1]]).toEqual([0, 0]);
    expect(found.total[0]).toBeGreaterThan(0.9);
    expect(found.total[0]).toBeLessThan(1.1);
  });
});

describe("small numbers", () => {
  const uncertain = definition.replace("{ indicator: x }", "{ indicator: x, standardError: x_se }");
  const data = values({ x: [1, 2, 10, 11], y: [1, 1, 1.1, 1.1], x_se: [3, 3, 0.001, 0.001] });

  test("areas whose class may be chance are marked, the others keep theirs", async () => {
    const result = computed(uncertain, data);
    const { indices, varied } = await monteCarlo(result, data, { draws: 400, seed: 2, weights: "fixed" });
    expect(varied.uncertainIndicators).toEqual(["x"]);
    expect(indices[0]!.ranks[0]!.high - indices[0]!.ranks[0]!.low).toBeGreaterThan(0);
    expect(indices[0]!.sameClass![3]).toBeGreaterThan(indices[0]!.sameClass![1]! - 1e-9);
  });

  test("the interval of a component goes through to the index: by hand, half of the error over the deviation", async () => {
    // x alternates between 0 and 10 in forty areas, so its deviation is 5; only area 0 is uncertain, by 0.5.
    const x = Array.from({ length: 40 }, (_, i) => (i % 2) * 10);
    const wide = values({ x, y: x.map((v, i) => v + (i % 4)), x_se: x.map((_, i) => (i === 0 ? 0.5 : 0)) });
    const { indices } = await monteCarlo(computed(uncertain, wide), wide, { draws: 4000, seed: 5 });
    const [whole] = indices;
    const index = Number(groupOf(computed(uncertain, wide), "whole").values[0]);
    const { low, high, error } = whole!.intervals![0]!;
    // 0.5 × 0.5 / 5; the mean and the deviation of x move with it by a fortieth. Standard error of the estimate: 1.1 %.
    expect(error).toBeGreaterThan(0.05 * 0.92);
    expect(error).toBeLessThan(0.05 * 1.03);
    expect([high - index, index - low]).toEqual([
      expect.closeTo(1.959964 * error, 9),
      expect.closeTo(1.959964 * error, 9),
    ]);
    expect(whole!.intervals![1]!.error).toBeLessThan(0.005);
    const sure = values({ x, y: x.map((v, i) => v + (i % 4)) });
    expect(
      (await monteCarlo(computed(definition, sure), sure, { draws: 10, seed: 5 })).indices[0]!.intervals,
    ).toBeNull();
  });

  test("the method choices that differ in one setting only are choices of their own", async () => {
    const varied = `${definition}uncertainty: { weights: fixed, normalisation: [z, { method: z, divisor: population }, { method: z, divisor: sample }], treatment: [{ method: winsorise, points: 1 }, { method: winsorise, points: 2 }] }\n`;
    const { varied: what } = await monteCarlo(computed(varied, data), data, { draws: 10, seed: 1 });
    expect(what.variants).toBe(2 * 3);
  });

  test("without standard errors nothing is drawn", async () => {
    const result = computed(definition, data);
    const { indices, varied } = await monteCarlo(result, data, { draws: 10, seed: 2, weights: "fixed" });
    expect(varied.uncertainIndicators).toEqual([]);
    expect(indices[0]!.ranks.every((r) => r!.low === r!.high)).toBe(true);
  });
});
