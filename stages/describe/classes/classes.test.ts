import { expect, test } from "vitest";
import { mapClasses } from "./classes.ts";
import { jenksSplits } from "./jenksSplits.ts";

test("PI-018 49 municipalities fall into five classes, and those without value into none", () => {
  const values = Array.from({ length: 47 }, (_, i) => 3 + ((i * 17) % 47) / 3);
  const { counts, limits, classOf } = mapClasses([...values, "withheld", "unknown"], "quantile", 5);
  expect(limits).toHaveLength(4);
  expect(counts.reduce((sum, n) => sum + n, 0)).toBe(47);
  expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  expect(classOf.slice(47)).toEqual([-1, -1]);
});

test("R-6 equal values stay in one class whatever the method", () => {
  const values = [5, 5, 5, 5, 5, 5, 7, 7, 9, 12];
  for (const method of ["quantile", "equal", "jenks", "deviation"] as const) {
    const { classOf } = mapClasses(values, method, 5);
    expect(new Set(classOf.slice(0, 6)).size, method).toBe(1);
    expect(new Set(classOf.slice(6, 8)).size, method).toBe(1);
  }
});

test("R-6 classes of equal width from 0 to 100", () => {
  const values = [0, 10, 30, 50, 70, 100];
  expect(mapClasses(values, "equal", 5)).toMatchObject({ limits: [20, 40, 60, 80], counts: [2, 1, 1, 1, 1] });
});

test("R-6 classes by standard deviation end one below the mean, at the mean and one above", () => {
  // Mean 8, deviation 2.83: limits near 5.17, 8 and 10.83.
  const { limits, counts } = mapClasses([4, 6, 8, 10, 12], "deviation");
  expect(counts).toEqual([1, 1, 2, 1]);
  expect(limits[1]).toBe(8);
  expect(Math.abs((limits[0] ?? 0) - 5.17)).toBeLessThan(0.45);
});

test("manual limits hold as they are given", () => {
  expect(mapClasses([1, 5, 10, "later"], "manual", 3, [10, 5]).classOf).toEqual([0, 1, 2, -1]);
});

test("areas that all agree are one class", () => {
  expect(mapClasses([3, 3, 3], "quantile", 5)).toMatchObject({ limits: [], counts: [3] });
  expect(mapClasses([], "jenks", 5)).toMatchObject({ limits: [], counts: [0] });
});

test("natural breaks are the best of all possible breaks", () => {
  let state = 7;
  const chance = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
  for (let round = 0; round < 30; round++) {
    const sorted = Array.from({ length: 11 }, () => Math.round(chance() ** 2 * 40)).sort((a, b) => a - b);
    const splits = jenksSplits(sorted, 4);
    expect(within(sorted, splits)).toBeCloseTo(leastOfAll(sorted, 4), 9);
  }
});

function within(sorted: readonly number[], splits: readonly number[]): number {
  const ends = [0, ...splits, sorted.length];
  let sum = 0;
  for (let i = 1; i < ends.length; i++) {
    const part = sorted.slice(ends[i - 1], ends[i]);
    const mean = part.reduce((a, b) => a + b, 0) / part.length;
    sum += part.reduce((a, b) => a + (b - mean) ** 2, 0);
  }
  return sum;
}

function leastOfAll(sorted: readonly number[], classes: number, from = 1): number {
  const ways = (splits: number[], next: number): number[] => {
    if (splits.length === classes - 1) return [within(sorted, splits)];
    return Array.from({ length: Math.max(0, sorted.length - next) }, (_, i) =>
      ways([...splits, next + i], next + i + 1),
    ).flat();
  };
  return Math.min(...ways([], from));
}
