import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Compile } from "typebox/schema";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { computeIndex, groupOf } from "./computeIndex.ts";
import type { WeightSetting } from "./definition.ts";
import { definitionSchema } from "./definitionSchema.ts";
import { readDefinition } from "./readDefinition.ts";

const root = join(import.meta.dirname, "../..");
const schemaFile = join(root, "catalogue/indices/index-definition.schema.json");
const definitions = ["catalogue/indices", "examples/indices"].flatMap((folder) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(".yaml"))
    .map((name) => join(folder, name)),
);

describe("the JSON Schema of index definitions", () => {
  test("is the one that the engine checks with; write it anew with tools/writeIndexSchema.ts", () => {
    expect(JSON.parse(readFileSync(schemaFile, "utf8"))).toEqual(definitionSchema());
  });

  test("accepts every shipped definition and refuses an unknown key, as the engine does", () => {
    const validator = Compile(JSON.parse(readFileSync(schemaFile, "utf8")));
    expect(definitions.length).toBeGreaterThanOrEqual(6);
    for (const path of definitions) {
      const text = readFileSync(join(root, path), "utf8");
      expect(validator.Check(parse(text)), path).toBe(true);
      expect(() => readDefinition(text)).not.toThrow();
      expect(validator.Check({ ...parse(text), gewicht: 3 })).toBe(false);
    }
  });
});

test("a definition in JSON may say where editors find its schema", () => {
  const definition = {
    $schema: "index-definition.schema.json",
    format: "kreislauf-index/1",
    id: "i",
    label: "I",
    indices: [{ id: "g", components: [{ indicator: "a" }] }],
  };
  expect(readDefinition(JSON.stringify(definition)).id).toBe("i");
  expect(Compile(JSON.parse(readFileSync(schemaFile, "utf8"))).Check(definition)).toBe(true);
});

describe("ways of weighting", () => {
  const weighted = (weights: WeightSetting, extra: Record<string, unknown>[] = [{}, {}, {}]) =>
    readDefinition(
      JSON.stringify({
        format: "kreislauf-index/1",
        id: "i",
        label: "I",
        weights,
        indices: [{ id: "g", components: ["a", "b", "c"].map((indicator, j) => ({ indicator, ...extra[j] })) }],
      }),
    ).roots[0]!.weights;
  const shares = (raw: readonly number[]) => raw.map((w) => w / raw.reduce((x, y) => x + y, 0));

  test("a budget of points: the mean of the shares, and the spread is told where people disagree", () => {
    const found = weighted({
      method: "budget",
      allocations: [
        { by: "Kreistag", points: { a: 60, b: 20, c: 20 } },
        { by: "Verwaltung", points: { a: 20, b: 60, c: 20 } },
      ],
    });
    expect(shares(found.raw).map((w) => Number(w.toFixed(12)))).toEqual([0.4, 0.4, 0.2]);
    const [mean, ...apart] = found.findings;
    expect(mean?.parameters).toEqual({ group: "g", count: 2, shares: "„a“ 40 (±28), „b“ 40 (±28), „c“ 20 (±0)" });
    expect(apart.map((f) => f.parameters.id)).toEqual(["a", "b"]);
  });

  test("paired comparisons: Saaty's consistent judgements give their proportions and no warning", () => {
    const found = weighted({
      method: "pairs",
      comparisons: [
        { more: "a", less: "b", times: 2 },
        { more: "b", less: "c", times: 3 },
        { more: "a", less: "c", times: 6 },
      ],
    });
    expect(shares(found.raw).map((w) => Number(w.toFixed(9)))).toEqual([0.6, 0.3, 0.1]);
    expect(found.findings.map((f) => [f.code, f.severity, f.parameters.ratio])).toEqual([
      ["combine.consistentPairs", "note", "0,00"],
    ]);
  });

  test("paired comparisons: the weights and the consistency ratio of a matrix that is not quite consistent", () => {
    // Principal eigenvector of numpy: 0.648329, 0.229651, 0.122020; ratio 0.0032.
    const found = weighted({
      method: "pairs",
      comparisons: [
        { more: "a", less: "b", times: 3 },
        { more: "a", less: "c", times: 5 },
        { more: "b", less: "c", times: 2 },
      ],
    });
    expect(shares(found.raw).map((w) => Number(w.toFixed(6)))).toEqual([0.648329, 0.229651, 0.12202]);
    expect(found.findings[0]?.parameters.ratio).toBe("0,00");
  });

  test("paired comparisons that go in a circle are told with their consistency ratio", () => {
    const found = weighted({
      method: "pairs",
      comparisons: [
        { more: "a", less: "b", times: 3 },
        { more: "b", less: "c", times: 3 },
        { more: "c", less: "a", times: 3 },
      ],
    });
    expect(shares(found.raw).map((w) => Number(w.toFixed(9)))).toEqual(
      [1 / 3, 1 / 3, 1 / 3].map((w) => Number(w.toFixed(9))),
    );
    expect(found.findings[0]?.code).toBe("combine.inconsistentPairs");
  });

  test("orders of importance alone: the centroid of all weights that fit, averaged over those who gave one", () => {
    const order = (by: string, ...ids: string[]) => ({ by, order: ids });
    // (1 + 1/2 + 1/3) / 3, (1/2 + 1/3) / 3, (1/3) / 3.
    const one = weighted({ method: "order", orders: [order("Runde", "b", "a", "c")] });
    expect(one.raw.map((w) => w * 18)).toEqual([5, 11, 2].map((w) => expect.closeTo(w, 12)));
    const two = weighted({
      method: "order",
      orders: [order("Runde", "b", "a", "c"), order("Kreistag", "b", "c", "a")],
    });
    expect(two.raw.map((w) => w * 36)).toEqual([7, 22, 7].map((w) => expect.closeTo(w, 12)));
    const refused =
      (...ids: string[]) =>
      () =>
        weighted({ method: "order", orders: [order("Runde", ...ids)] });
    expect(refused("b", "a")).toThrow("combine.orderMissing");
    expect(refused("b", "a", "a", "c")).toThrow("combine.orderTwice");
    expect(refused("b", "a", "z", "c")).toThrow("combine.orderUnknown");
  });

  test("weights for stated importance: two equal indicators share what the third gets alone", () => {
    const plan = readDefinition(
      JSON.stringify({
        format: "kreislauf-index/1",
        id: "i",
        label: "I",
        weights: "importance",
        indices: [
          { id: "g", components: ["a", "b"].map((indicator, j) => ({ indicator, importance: j === 0 ? 2 : 1 })) },
        ],
      }),
    );
    const values = {
      areas: ["1", "2", "3", "4", "5", "6"],
      names: null,
      columns: new Map([
        ["a", [1, 5, 2, 6, 3, 4]],
        ["b", [2, 1, 6, 3, 5, 4]],
      ]),
      texts: new Map(),
    };
    const result = computeIndex(plan, values);
    const index = groupOf(result, "g").values.map(Number);
    const covariance = (column: readonly number[]): number => {
      const m = column.reduce((x, y) => x + y, 0) / column.length;
      const c = index.reduce((x, y) => x + y, 0) / index.length;
      return column.reduce((sum, x, i) => sum + (x - m) * (index[i]! - c), 0);
    };
    // Both columns have the same variance, so correlations are as covariances.
    const [a, b] = ["a", "b"].map((id) => covariance(values.columns.get(id)!));
    expect(a! / b!).toBeCloseTo(2, 4);
    expect(result.indicators[0]!.weight).toBeGreaterThan(0.5);
  });
});

test.each([
  ["lists in lists", "- ".repeat(100_000)],
  ["brackets", "[".repeat(100_000)],
  ["objects", "{a: ".repeat(20_000)],
  ["keys behind keys on one line", `a:\n  label: ${"b: ".repeat(3_000)}x\nc: 1`],
])("a definition of nothing but nesting, %s, is refused with a sentence before it is read", (_, text) => {
  expect(() => readDefinition(text, "d.yaml")).toThrow(expect.objectContaining({ code: "combine.tooDeep" }));
});
