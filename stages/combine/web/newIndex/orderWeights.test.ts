import { expect, test } from "vitest";
import { computeIndex } from "../../computeIndex.ts";
import { readDefinition } from "../../readDefinition.ts";
import { definitionOf } from "./definitionOf.ts";
import { emptyDraft, type IndexDraft, plainCounting } from "./indexDraft.ts";

const part = (indicator: string, group: string | null = null) => ({
  ...plainCounting,
  ...{ indicator, label: indicator, side: "burden", group, polarity: 1 as const, target: "", lower: "", upper: "" },
});
const filled = (change: Partial<IndexDraft>): IndexDraft => ({
  ...emptyDraft,
  ...{ id: "probe", label: "Probe", weights: "order" },
  parts: ["a", "b", "c", "d"].map((id) => part(id)),
  ...change,
});
function weightsOf(change: Partial<IndexDraft>): Record<string, string> {
  const plan = readDefinition(JSON.stringify(definitionOf(filled(change))));
  const column = [1, 3, 2];
  const columns = new Map(plan.indicators.map(({ id }, i) => [id, column.map((v) => v * (i + 1))]));
  const { indicators } = computeIndex(plan, { areas: ["X", "Y", "Z"], names: null, columns, texts: new Map() });
  return Object.fromEntries(indicators.map(({ id, effectiveWeight }) => [id, effectiveWeight.toFixed(4)]));
}

// Barron and Barrett (1996), table of rank-order centroid weights: 4 attributes 0.5208, 0.2708, 0.1458, 0.0625.
test("an order of four components gives the published rank-order centroid weights", () => {
  expect(weightsOf({ orders: [{ by: "A", order: ["c", "a", "d", "b"] }] })).toEqual({
    c: "0.5208",
    a: "0.2708",
    d: "0.1458",
    b: "0.0625",
  });
});

test("orders of several people are averaged, and what somebody has not placed stands last", () => {
  const orders = [
    { by: "A", order: ["a", "b", "c", "d"] },
    { by: "B", order: ["d", "c"] },
  ];
  // B: d 0.5208, c 0.2708, a 0.1458, b 0.0625.
  expect(weightsOf({ orders })).toEqual({ a: "0.3333", b: "0.1667", c: "0.2083", d: "0.2917" });
});

test("an order is asked inside a sub-index too, each family by its own components", () => {
  const group = { ...plainCounting, id: "teil1", label: "Armut", side: "burden", group: null };
  const parts = [part("a", "teil1"), part("b", "teil1"), part("c")];
  const orders = [{ by: "A", order: ["b", "c", "a", "teil1"] }];
  // Index: c 0.75 before teil1 0.25; in teil1: b 0.75 before a 0.25.
  expect(weightsOf({ groups: [group], parts, orders })).toEqual({ a: "0.0625", b: "0.1875", c: "0.7500" });
});

test("what people say of an index holds for it alone: a sub-index of one indicator inside is not asked", () => {
  const group = { ...plainCounting, id: "teil1", label: "Armut", side: "burden", group: null };
  const change = { groups: [group], parts: [part("a", "teil1"), part("b")] };
  expect(weightsOf({ ...change, orders: [{ by: "A", order: ["b", "teil1"] }] })).toEqual({ a: "0.2500", b: "0.7500" });
  const budgets = [{ by: "A", points: { teil1: "40", b: "60" } }];
  expect(weightsOf({ ...change, weights: "budget", budgets })).toEqual({ a: "0.4000", b: "0.6000" });
  expect(weightsOf({ ...change, weights: "pairs", pairs: { "teil1|b": 4 } })).toEqual({ a: "0.8000", b: "0.2000" });
});
