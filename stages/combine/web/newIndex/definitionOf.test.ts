import { expect, test } from "vitest";
import { computeIndex, groupOf, type IndexResult } from "../../computeIndex.ts";
import type { IndexValues } from "../../indexValues.ts";
import { readDefinition } from "../../readDefinition.ts";
import { definitionOf } from "./definitionOf.ts";
import { type ChosenPart, emptyDraft, type IndexDraft, plainCounting } from "./indexDraft.ts";

// municipalities A to E.
const values: IndexValues = {
  areas: ["A", "B", "C", "D", "E"],
  names: ["A", "B", "C", "D", "E"],
  columns: new Map([
    ["kinderarmut", [6, 9, 12, 21, 27]],
    ["jugendarmut", [4, 8, 9, 13, 16]],
    ["sgb2_quote", [4.5, 7, 8, 12, 13.5]],
    ["medianeinkommen", [41_000, 38_000, 36_000, 31_000, 29_000]],
    ["altersarmut", [2, 2.5, 4, 3.5, 5]],
    ["einwohnerzahl", [900, 4000, 5000, 6000, 7000]],
  ]),
  texts: new Map(),
};
const part = (indicator: string, change: Partial<ChosenPart> = {}): ChosenPart => ({
  ...plainCounting,
  ...{ indicator, label: indicator, side: "burden", group: null, polarity: 1, target: "10", lower: "1", upper: "60" },
  ...change,
});
const parts = [
  part("kinderarmut"),
  part("jugendarmut"),
  part("sgb2_quote"),
  part("medianeinkommen", { polarity: -1, target: "50000", lower: "20000", upper: "50000" }),
  part("altersarmut"),
];
const filled = (change: Partial<IndexDraft>): IndexDraft => ({
  ...emptyDraft,
  ...{ id: "probe", label: "Probe", parts },
  ...change,
});
const result = (change: Partial<IndexDraft>): IndexResult =>
  computeIndex(readDefinition(JSON.stringify(definitionOf(filled(change)))), values);
const index = (change: Partial<IndexDraft>) =>
  groupOf(result(change), "belastung").values.map((v) => (typeof v === "number" ? Number(v.toFixed(3)) : v));
const weights = (change: Partial<IndexDraft>) =>
  Array.from(result(change).weights[0] ?? [], (w) => Number(w.toFixed(4)));

test("R-3 what is filled in on the page is the Sozialformel, z and min-max, to the printed digit", () => {
  expect(index({})).toEqual([-1.325, -0.675, -0.118, 0.679, 1.439]);
  expect(index({ normalisation: "minmax" }).map((v) => Number(v).toFixed(1))).toEqual([
    "0.0",
    "23.4",
    "43.5",
    "72.6",
    "100.0",
  ]);
});

test("every normalisation, aggregation and rule of classes of the page is one that the engine takes", () => {
  const [normalisations, aggregations, classes] = [
    ["z", "minmax", "goalposts", "rank", "percentileRank", "borda", "distanceToTarget"].concat([
      "distanceToMaximum",
      "fractionOfMaximum",
      "classPoints",
      "exponential",
      "none",
    ]),
    ["arithmetic", "generalised", "copeland", "sum", "geometric", "harmonic"],
    ["quantile", "deviation", "naturalBreaks", "equalWidth", "manual", "rankShare"],
  ];
  for (const normalisation of normalisations) expect(index({ normalisation }), normalisation).toHaveLength(5);
  for (const aggregation of aggregations)
    expect(index({ aggregation, normalisation: "minmax" }), aggregation).toHaveLength(5);
  for (const rule of classes) {
    const limits = rule === "manual" ? "-0,5; 0,5" : "-1; 0; 1";
    const found = groupOf(result({ classes: rule, limits, classCount: "3" }), "belastung");
    expect(
      found.classes?.classes.filter((one) => one !== null),
      rule,
    ).toHaveLength(5);
  }
});

test("weights by numbers, grades, spread points, comparisons in pairs and stated importance", () => {
  const two = [part("kinderarmut", { weight: "3", grade: "sehr_hoch", importance: "3" }), part("altersarmut")];
  expect(weights({ parts: two, weights: "given" })).toEqual([0.75, 0.25]);
  expect(weights({ parts: two, weights: "grades" })).toEqual([0.6667, 0.3333]);
  expect(weights({ parts: two, weights: "grades", table: "1-2-4-8" })).toEqual([0.8, 0.2]);
  const budgets = [
    { by: "A", points: { kinderarmut: "70", altersarmut: "30" } },
    { by: "B", points: { kinderarmut: "15", altersarmut: "35" } },
  ];
  expect(weights({ parts: two, weights: "budget", budgets })).toEqual([0.5, 0.5]);
  expect(weights({ parts: two, weights: "pairs", pairs: { "kinderarmut|altersarmut": 3 } })).toEqual([0.75, 0.25]);
  const [first = 0, second = 0] = weights({ parts: two, weights: "importance" });
  expect(first).toBeGreaterThan(second);
});

test("a sub-index is brought together first and counts as one; budgets and pairs are asked inside it too", () => {
  const armut = { ...plainCounting, id: "teil1", label: "Armut", side: "burden", group: null };
  const inside = [
    part("kinderarmut", { group: "teil1" }),
    part("jugendarmut", { group: "teil1" }),
    part("altersarmut"),
  ];
  const change = { groups: [armut], parts: inside };
  const found = result(change);
  expect(found.plan.groups.map(({ id }) => id)).toEqual(["belastung", "teil1"]);
  expect(found.indicators.map((one) => [one.id, one.effectiveWeight])).toEqual([
    ["kinderarmut", 0.25],
    ["jugendarmut", 0.25],
    ["altersarmut", 0.5],
  ]);
  const pairs = { "teil1|altersarmut": 3, "kinderarmut|jugendarmut": 1 / 3 };
  expect(
    result({ ...change, weights: "pairs", pairs }).indicators.map((one) => one.effectiveWeight.toFixed(4)),
  ).toEqual(["0.1875", "0.5625", "0.2500"]);
  expect(result({ groups: [armut], parts }).plan.groups).toHaveLength(1);
});

test("outliers, missing share, filling in, too small areas and a fixed list come into the definition", () => {
  const found = result({
    ...{ treatment: "winsoriseThenLog", minimumWeight: "60", imputation: "median" },
    ...{ smallest: "1000", heads: "einwohnerzahl", excluded: "E" },
  });
  expect(found.plan.indicators[0]?.treatment).toEqual({ method: "winsoriseThenLog" });
  expect(found.plan.roots[0]?.minimumWeight).toBe(0.6);
  expect(found.plan.definition.imputation).toEqual({ method: "median" });
  expect(found.exclusions.map(({ area, reason }) => [area, reason])).toEqual([
    ["A", "small"],
    ["E", "listed"],
  ]);
});

test("a word where a number belongs is refused by its name", () => {
  expect(() => result({ weights: "given", parts: [part("kinderarmut", { weight: "viel" })] })).toThrow(
    expect.objectContaining({ name: "Refusal" }),
  );
});
