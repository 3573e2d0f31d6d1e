import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { computeIndex, groupOf } from "./computeIndex.ts";
import type { IndexValues } from "./indexValues.ts";
import { readDefinition } from "./readDefinition.ts";

const definition = readFileSync(join(import.meta.dirname, "../../catalogue/indices/sozialformel.yaml"), "utf8");

/** The five fictitious municipalities of R-3. */
const municipalities: IndexValues = {
  areas: ["A", "B", "C", "D", "E"],
  names: null,
  columns: new Map([
    ["kinderarmut", [6, 9, 12, 21, 27]],
    ["jugendarmut", [4, 8, 9, 13, 16]],
    ["sgb2_quote", [4.5, 7, 8, 12, 13.5]],
    ["medianeinkommen", [41000, 38000, 36000, 31000, 29000]],
    ["altersarmut", [2, 2.5, 4, 3.5, 5]],
  ]),
  texts: new Map(),
};

function sozialformel(change: (text: string) => string = (text) => text): number[] {
  const result = computeIndex(readDefinition(change(definition)), municipalities);
  return groupOf(result, "sozialformel").values.map((v) => Math.round(Number(v) * 1000) / 1000);
}

describe("the Sozialformel", () => {
  test("PI-017 R-3 the worked example: z-mean to three digits", () => {
    expect(sozialformel()).toEqual([-1.325, -0.675, -0.118, 0.679, 1.439]);
  });

  test("PI-017 R-3 the worked example: min-max mean to one digit", () => {
    const minmax = sozialformel((text) =>
      text.replace("{ method: z, divisor: population }", "{ method: minmax, from: 0, to: 100 }"),
    );
    expect(minmax.map((v) => Math.round(v * 10) / 10)).toEqual([0, 23.4, 43.5, 72.6, 100]);
  });

  test("PI-017 R-3 forgetting to reverse the income gives other figures, which are not the shipped ones", () => {
    const forgotten = sozialformel((text) =>
      text.replace("medianeinkommen, polarity: -1", "medianeinkommen, polarity: 1"),
    );
    expect(forgotten).toEqual([-0.783, -0.404, -0.028, 0.318, 0.897]);
    expect(sozialformel()).not.toEqual(forgotten);
  });
});
