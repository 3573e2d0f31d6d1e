import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { computeIndex } from "../../computeIndex.ts";
import type { IndexDefinition } from "../../definition.ts";
import type { IndexValues } from "../../indexValues.ts";
import { readDefinition } from "../../readDefinition.ts";
import { canonicalJson } from "../../round/canonicalJson.ts";
import { changedDefinition, keptSettings } from "./changedDefinition.ts";
import { definitionOf } from "./definitionOf.ts";
import { draftOf } from "./draftOf.ts";
import { emptyDraft, familiesOf, type IndexDraft, plainCounting } from "./indexDraft.ts";

const folders = ["../../../../catalogue/indices/", "../../../../examples/indices/"].map(
  (path) => new URL(path, import.meta.url),
);
const shipped = folders.flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name): [string, IndexDefinition] => {
      const text = readFileSync(new URL(name, folder), "utf8");
      return [name, readDefinition(text).definition];
    }),
);

const definition = (content: object): IndexDefinition =>
  readDefinition(JSON.stringify({ format: "kreislauf-index/1", id: "probe", label: "Probe", ...content })).definition;

const deep = definition({
  label: { de: "Lage", en: "Situation" },
  source: "Beschluss vom 3. Mai 2024",
  normalisation: "z",
  weights: "given",
  indices: [
    {
      id: "lage",
      classes: { method: "quantile", count: 3, labels: ["gut", "mittel", "schlecht"] },
      components: [
        { indicator: "a", weight: 2, standardError: "a_fehler" },
        {
          id: "armut",
          label: "Armut",
          weight: 3,
          afterwards: "minmax",
          components: [
            { indicator: "b", treatment: "log", polarity: -1 },
            { id: "jung", components: [{ indicator: "c", weight: 5 }, { indicator: "d" }] },
          ],
        },
      ],
    },
  ],
  uncertainty: { weights: "free" },
});

describe("changing an index in its form", () => {
  test.each(shipped)("%s comes out of the form as it went in when nobody touches a field", (_, given) => {
    expect(canonicalJson(indicesHoisted(changedDefinition(given, draftOf(given))))).toBe(
      canonicalJson(indicesHoisted(given)),
    );
  });

  test("a tree of three levels stands in the form with its weights, directions and names", () => {
    const draft = draftOf(deep, (id) => `Indikator ${id}`);
    expect(draft).toMatchObject({ label: "Lage", weights: "given", normalisation: "z", classCount: "3" });
    expect(
      familiesOf(draft).map(({ group, components }) => [group?.label ?? null, components.map(({ label }) => label)]),
    ).toEqual([
      [null, ["Armut", "Indikator a"]],
      ["Armut", ["jung", "Indikator b"]],
      ["jung", ["Indikator c", "Indikator d"]],
    ]);
    expect(draft.parts.map(({ weight, polarity }) => [weight, polarity])).toEqual([
      ["2", 1],
      ["1", -1],
      ["5", 1],
      ["1", 1],
    ]);
  });

  test("what the form has no field for is named with its place, and nothing else", () => {
    expect(keptSettings(deep).map(({ place, key }) => [place, key])).toEqual([
      [null, "label"],
      [null, "source"],
      [null, "uncertainty"],
      ["lage", "classes"],
      ["a", "standardError"],
      ["Armut", "afterwards"],
      ["b", "treatment"],
    ]);
    expect(keptSettings(definition(definitionOf(draft({ weights: "grades" }))))).toEqual([]);
  });

  test("a changed field changes its setting and leaves everything else, also of what moves elsewhere", () => {
    const opened = draftOf(deep);
    const parts = opened.parts.map((part) =>
      part.indicator === "a" ? { ...part, group: "jung", weight: "4,5" } : part,
    );
    const after = definition(changedDefinition(deep, { ...opened, label: "Soziale Lage", divisor: "sample", parts }));
    expect(after).toMatchObject({
      label: { de: "Soziale Lage", en: "Situation" },
      source: "Beschluss vom 3. Mai 2024",
      normalisation: { method: "z", divisor: "sample" },
      uncertainty: { weights: "free" },
    });
    const plan = readDefinition(JSON.stringify(after));
    expect(plan.groups.map((group) => [group.id, group.components.map(({ id }) => id)])).toEqual([
      ["lage", ["armut"]],
      ["armut", ["b", "jung"]],
      ["jung", ["a", "c", "d"]],
    ]);
    const moved = plan.indicators.find(({ id }) => id === "a");
    expect(moved?.settings).toMatchObject({ weight: 4.5, standardError: "a_fehler" });
    expect(plan.roots[0]?.classes).toMatchObject({ labels: ["gut", "mittel", "schlecht"] });
    // Names of three classes do not fit five.
    const five = definition(changedDefinition(deep, { ...opened, classCount: "5" }));
    expect(five.indices[0]?.classes).toEqual({ method: "quantile", count: 5, type: 7 });
    expect(definition(changedDefinition(deep, { ...opened, classes: "none" })).indices[0]?.classes).toBeUndefined();
  });

  test("a component that is taken out is gone, a new one and a new index come in, and another id stays whole", () => {
    const opened = draftOf(deep);
    const added = {
      ...plainCounting,
      indicator: "e",
      label: "e",
      side: "competence",
      group: null,
      polarity: 1 as const,
    };
    const parts = [
      ...opened.parts.filter(({ indicator }) => indicator !== "b"),
      { ...added, target: "", lower: "", upper: "" },
    ];
    const after = definition(changedDefinition(deep, { ...opened, parts }));
    expect(after.indices.map(({ id }) => id)).toEqual(["lage", "kompetenz"]);
    expect(after.axes).toEqual({ burden: "lage", competence: "kompetenz" });
    expect(JSON.stringify(after)).not.toContain('"b"');
  });

  test("settings that both indices say for themselves stand in the form and are changed for both", () => {
    const graded = (id: string, indicator: string) => ({
      id,
      weights: { method: "grades", table: "1-2-4-8" },
      components: [{ indicator, grade: "hoch" }],
    });
    const twice = definition({ indices: [graded("belastung", "a"), graded("kompetenz", "b")] });
    const opened = draftOf(twice);
    expect(opened).toMatchObject({ weights: "grades", table: "1-2-4-8" });
    expect(keptSettings(twice)).toEqual([]);
    const plan = readDefinition(JSON.stringify(changedDefinition(twice, { ...opened, weights: "equal" })));
    expect(plan.roots.map(({ weights }) => weights.method)).toEqual(["equal", "equal"]);
  });

  test("an index of status and dynamics keeps its two indices under their own names", () => {
    const [, mss] = shipped.find(([name]) => name.startsWith("mss-2021")) ?? [];
    if (mss === undefined) throw new Error("the definition of MSS 2021 is not shipped");
    const opened = draftOf(mss);
    expect(opened.roots.map(({ side }) => side)).toEqual(mss.indices.map(({ id }) => id));
    expect(definition(changedDefinition(mss, { ...opened, label: "MSS" })).matrix).toEqual(mss.matrix);
  });

  test("points, comparisons and orders of people stand in the form as they were given", () => {
    const components = [{ indicator: "a" }, { indicator: "b" }];
    const of = (weights: object) => draftOf(definition({ indices: [{ id: "i", weights, components }] }));
    const allocations = [{ by: "Rat", group: "Politik", points: { a: 62.5, b: 37.5 } }];
    expect(of({ method: "budget", allocations }).budgets).toEqual([
      { by: "Rat", group: "Politik", points: { a: "62,5", b: "37,5" } },
    ]);
    const pairs = definition({
      indices: [
        { id: "i", weights: { method: "pairs", comparisons: [{ more: "b", less: "a", times: 4 }] }, components },
      ],
    });
    const weights = (given: object) => computeIndex(readDefinition(JSON.stringify(given)), values).weights[0];
    expect(Array.from(weights(definitionOf(draftOf(pairs))) ?? [])).toEqual([0.2, 0.8]);
    const orders = [{ by: "Rat", order: ["b", "a"] }];
    expect(of({ method: "order", orders })).toMatchObject({ weights: "order", orders });
  });
});

const values: IndexValues = {
  areas: ["A", "B", "C"],
  names: null,
  columns: new Map([
    ["a", [1, 2, 4]],
    ["b", [3, 1, 2]],
  ]),
  texts: new Map(),
};

function draft(change: Partial<IndexDraft>): IndexDraft {
  const marks = { side: "burden", group: null, polarity: 1 as const, target: "", lower: "", upper: "" };
  const parts = ["a", "b"].map((indicator) => ({ ...plainCounting, ...marks, indicator, label: indicator }));
  return { ...emptyDraft, id: "probe", label: "Probe", parts, ...change };
}

/** Settings said alike of every index may be said once at the top: the plan of both must be the same. */
function indicesHoisted(given: object): unknown {
  const { roots, indicators } = readDefinition(JSON.stringify(given));
  const rest = Object.fromEntries(
    Object.entries(given).filter(
      ([key]) => !["indices", "normalisation", "treatment", "aggregation", "weights", "missing"].includes(key),
    ),
  );
  return { roots, indicators, rest };
}
