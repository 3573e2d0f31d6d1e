import { expect, test } from "vitest";
import { disparityOf, dispersionOf } from "./dispersion.ts";
import { trendOf } from "./trendOf.ts";

const series = [12.0, 12.6, 13.1, 13.9, 14.4];
const plain = { values: series, pointsPerYear: 1, since: 0, direction: "burden" } as const;

test("PI-027 R-7 12.0 to 14.4 in five years rises by 0.61 per year, 4.6 % of the mean", () => {
  const trend = trendOf(plain);
  expect(trend.slope).toBeCloseTo(0.61, 10);
  expect(trend.percentOfMean).toBeCloseTo(4.6212, 3);
  expect(trend).toMatchObject({ label: "rising", judgement: "unfavourable", points: 5 });
});

test("SLFL-008 a falling burden is favourable, a falling strength is not, and a neutral figure is neither", () => {
  const values = [...series].reverse();
  expect(trendOf({ ...plain, values })).toMatchObject({ label: "falling", judgement: "favourable" });
  expect(trendOf({ ...plain, values, direction: "competence" }).judgement).toBe("unfavourable");
  expect(trendOf({ ...plain, values, direction: "neutral" }).judgement).toBeNull();
});

test("R-7 a series within 2 % of its mean per year is stable", () => {
  expect(trendOf({ ...plain, values: [50, 51, 50, 51, 50.5] })).toMatchObject({ label: "stable", judgement: null });
});

test("R-7 a trend is unsafe when the interval of the last value covers the whole range", () => {
  expect(trendOf({ ...plain, lastInterval: { lower: 11, upper: 18 } }).label).toBe("unsafe");
  expect(trendOf({ ...plain, lastInterval: { lower: 12.5, upper: 18 } }).label).toBe("rising");
});

test("R-7 three valid points make no trend, and holes are no points", () => {
  expect(trendOf({ ...plain, values: [12, "withheld", 13, "unknown", 14] }).label).toBe("tooShort");
  expect(trendOf({ ...plain, values: [12, "withheld", 13, 14, 15] })).toMatchObject({ label: "rising", points: 4 });
});

test("PM10-029 a trend is not computed across a break", () => {
  expect(trendOf({ ...plain, since: 2 })).toMatchObject({ label: "broken", slope: null });
  const jump = [1, 1, 1, 9, 9, 9, 9];
  expect(trendOf({ ...plain, values: jump, since: 3 })).toMatchObject({ label: "stable", slope: 0 });
});

test("a quarterly series is judged per year", () => {
  expect(trendOf({ ...plain, values: [10, 11, 12, 13], pointsPerYear: 4 }).slope).toBeCloseTo(4, 10);
});

test("PM08-005 4, 6, 8, 10, 12 has deviation 2.83, CV 0.35, ratio 3.0; a year later CV 0.25: disparity decreasing", () => {
  const before = dispersionOf([4, 6, 8, 10, 12]);
  const now = dispersionOf([5, 7, 8, 9, 11]);
  expect(before?.deviation.toFixed(2)).toBe("2.83");
  expect(before?.variation?.toFixed(2)).toBe("0.35");
  expect(before?.ratio).toBe(3);
  expect(now?.deviation.toFixed(2)).toBe("2.00");
  expect(now?.variation?.toFixed(2)).toBe("0.25");
  expect(disparityOf(before, now)).toBe("decreasing");
});
