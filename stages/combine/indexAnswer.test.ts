import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Value as TypeBoxValue } from "typebox/value";
import { describe, expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { computeIndex } from "./computeIndex.ts";
import { indexContract } from "./contract.ts";
import { type AnswerFrame, indexAnswer, planWith } from "./indexAnswer.ts";
import { indexTable } from "./indexTable.ts";
import type { IndexValues } from "./indexValues.ts";
import { readDefinition } from "./readDefinition.ts";
import { monteCarlo } from "./sensitivity/monteCarlo.ts";

const plan = readDefinition(
  readFileSync(join(import.meta.dirname, "../../catalogue/indices/sozialformel.yaml"), "utf8"),
);
const municipalities = (income: Value[] = [41000, 38000, 36000, 31000, 29000]): IndexValues => ({
  areas: ["1", "2", "3", "4", "5"],
  names: ["A", "B", "C", "D", "E"],
  columns: new Map<string, Value[]>([
    ["kinderarmut", [6, 9, 12, 21, 27]],
    ["jugendarmut", [4, 8, 9, 13, 16]],
    ["sgb2_quote", [4.5, 7, 8, 12, 13.5]],
    ["medianeinkommen", income],
    ["altersarmut", [2, 2.5, 4, 3.5, 5]],
  ]),
  texts: new Map(),
});
const frame: AnswerFrame = {
  level: "GEM",
  levelLabel: "Gemeinde",
  period: "2023",
  periods: ["2023"],
  components: new Map(),
  sources: [],
  baseFigures: new Map(),
};

test("the sheet of an index says by which normalisation its components enter, whichever it is", () => {
  const entering = (normalisation: string, second = normalisation) => {
    const components = `[{ indicator: kinderarmut }, { indicator: sgb2_quote, normalisation: ${second} }]`;
    const own = readDefinition(
      `format: kreislauf-index/1\nid: own\nlabel: Own\nnormalisation: ${normalisation}\nindices: [{ id: own, label: Own, components: ${components} }]\n`,
    );
    const answer = indexAnswer(computeIndex(own, municipalities()), frame);
    return (["de", "en"] as const).map((language) => indexTable(answer, language).columns[5]?.label);
  };
  expect(entering("percentileRank")).toEqual(["kinderarmut: Prozentrang", "kinderarmut: Percentile rank"]);
  expect(entering("z")).toEqual(["kinderarmut: Z-Wert", "kinderarmut: z-score"]);
  expect(entering("z", "rank")).toEqual(["kinderarmut: normiert", "kinderarmut: normalised"]);
});

describe("the answer of an index", () => {
  const answer = indexAnswer(computeIndex(plan, municipalities()), frame);

  test("PI-017 begins with a sentence, ranks the areas and fits its contract", () => {
    expect(answer.sentence).toBe("Sozialformel 2023: am höchsten in E (+1,44), am niedrigsten in A (−1,33).");
    expect(answer.areas.map((a) => a.rank)).toEqual([5, 4, 3, 2, 1]);
    expect(answer.areas.map((a) => a.class)).toEqual([0, 1, 2, 3, 4]);
    expect(answer.classes.map((c) => c.count)).toEqual([1, 1, 1, 1, 1]);
    expect([...TypeBoxValue.Errors(indexContract.output, answer)]).toEqual([]);
  });

  test("PI-017 the contributions of the components add up to the index of every area", () => {
    for (const area of answer.areas)
      expect(area.contributions.reduce<number>((sum, c) => sum + Number(c), 0)).toBeCloseTo(Number(area.index), 12);
    expect(answer.components.map((c) => [c.id, c.polarity, c.effectiveWeight])).toEqual([
      ["kinderarmut", 1, 0.2],
      ["jugendarmut", 1, 0.2],
      ["sgb2_quote", 1, 0.2],
      ["medianeinkommen", -1, 0.2],
      ["altersarmut", 1, 0.2],
    ]);
  });

  test("PI-017 says that child and youth poverty lie inside the SGB II rate", () => {
    const told = answer.checks.map((check) => check.sentence);
    expect(told).toContain("„kinderarmut“ ist in „sgb2_quote“ enthalten: Dieselben Personen zählen doppelt.");
    expect(told).toContain("„jugendarmut“ ist in „sgb2_quote“ enthalten: Dieselben Personen zählen doppelt.");
  });

  test("R-3 min-max gives 0 to 100", () => {
    const minmax = indexAnswer(computeIndex(planWith(plan, "minmax"), municipalities()), frame);
    expect(minmax.areas.map((a) => Math.round(Number(a.index) * 10) / 10)).toEqual([0, 23.4, 43.5, 72.6, 100]);
    expect(minmax.normalisation).toBe("minmax");
  });

  test("R-3 one withheld component of five leaves the index, names it, and keeps it withheld", () => {
    const found = indexAnswer(computeIndex(plan, municipalities(["withheld", 38000, 36000, 31000, 29000])), frame);
    const [a] = found.areas;
    expect(a?.missing).toEqual(["medianeinkommen"]);
    expect(a?.presentWeight).toBeCloseTo(0.8, 12);
    expect(a?.values[3]).toBe("withheld");
    expect(a?.contributions[3]).toBe("withheld");
    expect(typeof a?.index).toBe("number");
  });

  test("draws give every area an interval of ranks and say whether its class is certain", async () => {
    const values = municipalities();
    const result = computeIndex(plan, values);
    const drawn = await monteCarlo(result, values, { draws: 300, seed: 1 });
    const found = indexAnswer(result, frame, drawn);
    expect([...TypeBoxValue.Errors(indexContract.output, found)]).toEqual([]);
    // A is lowest and E highest in every component.
    expect([found.areas[0]?.rankLow, found.areas[0]?.rankHigh]).toEqual([5, 5]);
    expect([found.areas[4]?.rankLow, found.areas[4]?.classCertain]).toEqual([1, true]);
  });
});
