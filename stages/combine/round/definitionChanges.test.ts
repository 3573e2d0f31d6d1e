import { expect, test } from "vitest";
import type { IndexDefinition } from "../definition.ts";
import { definitionChanges } from "./definitionChanges.ts";

const definition = (change: Partial<IndexDefinition>, group: Partial<IndexDefinition["indices"][number]> = {}) =>
  ({
    ...{ format: "kreislauf-index/1", id: "armut", label: "Armut" },
    indices: [
      {
        ...{ id: "belastung", label: "Belastung" },
        components: [
          { indicator: "sgb2_quote", label: "SGB-II-Quote" },
          { indicator: "altersarmut", label: "Altersarmut" },
        ],
        ...group,
      },
    ],
    ...change,
  }) satisfies IndexDefinition;
const pairs = (times: number) => ({
  weights: { method: "pairs" as const, comparisons: [{ more: "sgb2_quote", less: "altersarmut", times }] },
});

test("a later version says what came, what went and which weight moved", () => {
  const after = definition(
    {},
    {
      components: [
        { indicator: "sgb2_quote", label: "SGB-II-Quote", weight: 2 },
        { indicator: "kinderarmut", label: "Kinderarmut", polarity: -1 },
      ],
    },
  );
  expect(definitionChanges(definition({}), after)).toEqual([
    "Neu: „Kinderarmut“ in „Belastung“.",
    "Nicht mehr enthalten: „Altersarmut“.",
    "„SGB-II-Quote“: Gewicht 2, vorher Gewicht 1.",
  ]);
});

test("a later version says which rules, weights and classes of an index are others, and which areas are left out", () => {
  expect(definitionChanges(definition({}, pairs(3)), definition({}, pairs(5)))).toEqual([
    "Gewichte in „Belastung“: neu bestimmt.",
  ]);
  const after = definition(
    {
      ...{ treatment: "winsorise", imputation: { method: "median" } },
      areas: { exclude: { below: { column: "einwohnerzahl", minimum: 500 }, codes: ["01056001"] } },
    },
    { ...pairs(3), classes: { method: "quantile", count: 4 } },
  );
  expect(definitionChanges(definition({}), after)).toEqual([
    "Ausreißer: gestutzt, vorher wie üblich.",
    "Auffüllen fehlender Angaben: mit dem Median, vorher wie üblich.",
    "Ohne Index bleiben: Gebiete unter 500 (einwohnerzahl) und 01056001, vorher keine.",
    "Gewichte in „Belastung“: Paarvergleiche, vorher wie sonst.",
    "Klassen in „Belastung“: 4 nach Quantilen, vorher wie sonst.",
  ]);
  expect(definitionChanges(after, after)).toEqual([]);
});
