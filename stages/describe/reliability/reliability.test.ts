import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { byar, countInterval } from "./byar.ts";
import { isUnsafeShare } from "./isUnsafe.ts";
import { wilson } from "./wilson.ts";

const verification = join(process.env.KREISLAUF_VERIFICATION ?? "../shared/verification", "E-smallarea-trend");
// Published figures of UKHSA's reference spreadsheets; they are read from outside and never copied into the product.
const skip = !existsSync(verification);

test("SE-017 X-075 R-9 3 of 20 is 15.0 % (5.2–36.0) and unsafe; 60 of 400 is 15.0 % (11.8–18.8) and is not", () => {
  const small = wilson(3, 20);
  const large = wilson(60, 400);
  expect([small.lower, small.upper, large.lower, large.upper].map((x) => (x * 100).toFixed(1))).toEqual([
    "5.2",
    "36.0",
    "11.8",
    "18.8",
  ]);
  expect(isUnsafeShare(3, 20)).toBe(true);
  expect(isUnsafeShare(60, 400)).toBe(false);
});

test("R-9 nine cases are unsafe however narrow the interval, and a wide interval is unsafe however many cases", () => {
  expect(isUnsafeShare(9, 100_000)).toBe(true);
  expect(isUnsafeShare(10, 100_000)).toBe(false);
  expect(isUnsafeShare(20, 40)).toBe(true);
});

test.skipIf(skip)("Wilson and Byar give the limits of the reference spreadsheet to 8 digits", () => {
  const rows = table("e01-wilson-byar/Byars_Wilson__testdata_B_W.csv");
  expect(new Set(rows.map((row) => row.method))).toEqual(new Set(["Byars", "Wilson"]));
  for (const row of rows) {
    const confidence = Number.parseFloat(row.confidence ?? "") / 100;
    const { lower, upper } =
      row.method === "Byars" ? byar(Number(row.x), confidence) : wilson(Number(row.x), Number(row.n), confidence);
    near(lower, row.lowercl);
    near(upper, row.uppercl);
  }
});

test.skipIf(skip).each([
  ["Proportion__testdata_Prop", 0.95, "lower95_0cl", "upper95_0cl"],
  ["Proportion__testdata_Prop", 0.998, "lower99_8cl", "upper99_8cl"],
  ["Proportion__testdata_Prop_g", 0.95, "lowercl", "uppercl"],
  ["Rate__testdata_Rate", 0.95, "lower95_0cl", "upper95_0cl"],
  ["Rate__testdata_Rate", 0.998, "lower99_8cl", "upper99_8cl"],
  ["Rate__testdata_Rate_g", 0.95, "lowercl", "uppercl"],
])("the limits of %s at %f are those of the reference to 8 digits", (name, confidence, lowerKey, upperKey) => {
  const rows = table(`e02-proportions-rates/${name}.csv`).filter((row) => row.value !== "");
  expect(rows.length).toBeGreaterThan(2);
  for (const row of rows) {
    const [cases, all, factor] = [Number(row.Numerator), Number(row.Denominator), Number(row.multiplier)];
    const { lower, upper } =
      row.method === "Wilson" ? wilson(cases, all, confidence) : countInterval(cases, confidence);
    const scale = row.method === "Wilson" ? factor : factor / all;
    near(lower * scale, row[lowerKey]);
    near(upper * scale, row[upperKey]);
  }
});

function near(actual: number, expected: string | undefined): void {
  const wanted = Number(expected);
  expect(Math.abs(actual - wanted), `${actual} instead of ${wanted}`).toBeLessThanOrEqual(
    1e-8 * Math.abs(wanted) + 1e-300,
  );
}

type Row = Record<string, string>;

function table(name: string): Row[] {
  const [head = "", ...lines] = readFileSync(join(verification, name), "utf8").trim().split("\n");
  const keys = cells(head);
  return lines.map((line) => Object.fromEntries(cells(line).map((cell, i) => [keys[i] ?? "", cell])));
}

const cells = (line: string) => line.split(",").map((cell) => cell.trim().replaceAll('"', ""));
