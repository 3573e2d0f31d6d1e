import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Value } from "../../kernel/value/value.ts";
import { areaClasses } from "./areaClasses.ts";
import { computeIndex, groupOf } from "./computeIndex.ts";
import { distribution } from "./distribution.ts";
import { expertRound } from "./expertRound.ts";
import type { IndexValues } from "./indexValues.ts";
import { gradePoints } from "./methods/weights/gradePoints.ts";
import { readDefinition } from "./readDefinition.ts";
import { twoAxes } from "./twoAxes.ts";

const values = (columns: Record<string, readonly Value[]>): IndexValues => ({
  areas: ["A", "B", "C", "D", "E"].slice(0, Object.values(columns)[0]!.length),
  names: null,
  columns: new Map(Object.entries(columns)),
  texts: new Map(),
});
const round = (list: readonly Value[], digits: number) => list.map((v) => Number(Number(v).toFixed(digits)));

describe("the model of Potsdam-Mittelmark", () => {
  const burden = (normalisation: string, aggregation: string) => `
format: kreislauf-index/1
id: pm
label: Belastung
normalisation: ${normalisation}
aggregation: ${aggregation}
weights: { method: grades, table: 1-2-3-4 }
indices:
  - id: belastung
    components:
      - { indicator: sgb2_quote, grade: hoch }
      - { indicator: kinderarmut, grade: sehr_hoch }
      - { indicator: altersarmut, grade: mittel }
`;
  const data = values({
    sgb2_quote: [4.5, 7, 8, 12, 13.5],
    kinderarmut: [6, 9, 12, 21, 27],
    altersarmut: [2, 2.5, 4, 3.5, 5],
  });

  test("PM10-038 R-4 grades high, very high, medium become points 3, 4, 2 and weights 0.3333, 0.4444, 0.2222", () => {
    expect(gradePoints(["hoch", "sehr_hoch", "mittel"])).toEqual([3, 4, 2]);
    const result = computeIndex(readDefinition(burden("z", "arithmetic")), data);
    expect(result.indicators.map((i) => Number(i.weight.toFixed(4)))).toEqual([0.3333, 0.4444, 0.2222]);
  });

  test("R-4 the z-index of the worked example", () => {
    const result = computeIndex(readDefinition(burden("z", "arithmetic")), data);
    expect(round(groupOf(result, "belastung").values, 3)).toEqual([-1.257, -0.73, -0.147, 0.665, 1.469]);
  });

  test("R-4 the variant with class points times points, from 9 to 36", () => {
    const result = computeIndex(readDefinition(burden("classPoints", "sum")), data);
    expect(groupOf(result, "belastung").values).toEqual([9, 12, 20, 30, 36]);
  });

  test("PM10-035 an indicator in both indices is refused", () => {
    const text = `${burden("z", "arithmetic")}  - id: kompetenz\n    components: [{ indicator: kinderarmut, grade: hoch }]\n`;
    expect(() => readDefinition(text)).toThrow("combine.indicatorTwice");
  });

  test("PM10-036 a number in place of a grade is refused", () => {
    expect(() => readDefinition(burden("z", "arithmetic").replace("grade: hoch", "weight: 3"))).toThrow(
      "combine.gradeNotNumber",
    );
  });

  test("PM10-039 other points change the class of areas, which are named by comparison", () => {
    const equal = computeIndex(readDefinition(burden("z", "arithmetic")), data);
    const steep = computeIndex(readDefinition(burden("z", "arithmetic").replace("1-2-3-4", "1-2-4-8")), data);
    expect(steep.indicators.map((i) => i.weight)).toEqual([4 / 14, 8 / 14, 2 / 14]);
    expect(groupOf(steep, "belastung").values).not.toEqual(groupOf(equal, "belastung").values);
  });

  test("PM10-040 R-5 burden +0.67 and competence -0.20 is high burden, low competence; nothing is netted", () => {
    expect(twoAxes([0.67], [-0.2])).toEqual(["highBurdenLowCompetence"]);
    const text = readFileSync(join(import.meta.dirname, "../../examples/indices/potsdam-mittelmark.yaml"), "utf8");
    const result = computeIndex(
      readDefinition(text),
      values({
        ...Object.fromEntries(data.columns),
        medianeinkommen: [41000, 38000, 36000, 31000, 29000],
        betreuungsquote_u3: [40, 35, 45, 30, 25],
        betreuungsquote_3_5: [95, 96, 93, 90, 91],
      }),
    );
    expect(result.plan.roots.map((r) => r.id)).toEqual(["belastung", "kompetenz"]);
    expect(round(groupOf(result, "belastung").values, 3)).toEqual([-1.257, -0.73, -0.147, 0.665, 1.469]);
    // The main indicator is standardised again before it enters its index.
    const main = groupOf(result, "betreuung").values.map(Number);
    expect(main.reduce((a, b) => a + b, 0)).toBeCloseTo(0, 12);
    expect(main.reduce((a, b) => a + b * b, 0) / 5).toBeCloseTo(1, 12);
  });
});

describe("expert rounds", () => {
  test("PM10-037 R-16 twelve grades around high: median 3, quartile distance 0, agreed", () => {
    const found = expertRound([2, 3, 3, 3, 3, 4, 3, 3, 2, 3, 4, 3], 1);
    expect([found.median, found.spread, found.agreed, found.next]).toEqual([3, 0, true, "agreed"]);
  });

  test("PM10-037 R-16 twelve divided grades: median 2.5, quartile distance 3, next round; after the third the dissent stays", () => {
    const grades = [1, 1, 2, 4, 4, 4, 1, 2, 4, 3, 1, 4];
    const found = expertRound(grades, 1);
    expect([found.median, found.spread, found.agreed, found.next]).toEqual([2.5, 3, false, "nextRound"]);
    expect(expertRound(grades, 3).next).toBe("dissent");
  });

  test("R-16 a small quartile distance is not enough when fewer than 70 % stand near the median", () => {
    // Median 3; of ten grades, three are 1: 70 % near, agreed. Four of ten: not.
    expect(expertRound([1, 1, 1, 3, 3, 3, 3, 3, 3, 3], 1).nearMedian).toBe(0.7);
    expect(expertRound([1, 1, 1, 1, 3, 3, 3, 3, 3, 3], 1).agreed).toBe(false);
  });
});

describe("distribution keys", () => {
  test("R-15 whole numbers by largest remainder add to the total; index values below 0 are shifted and the shift told", () => {
    // Shifted needs 0, 1, 2, 3 times size 10: shares 0, 1/6, 2/6, 3/6 of 100.
    const found = distribution({ total: 100, need: [-1, 0, 1, 2], size: [10, 10, 10, 10] });
    expect(found.shift).toBe(1);
    expect(found.amounts).toEqual([0, 17, 33, 50]);
  });

  test("R-15 floors and caps hold, and what they take is spread over the others", () => {
    const found = distribution({ total: 100, need: [0, 1, 2, 7], size: [1, 1, 1, 1], floor: 10, cap: 50 });
    expect(found.amounts.reduce((a, b) => a + b, 0)).toBe(100);
    expect(Math.min(...found.amounts)).toBe(10);
    expect(Math.max(...found.amounts)).toBe(50);
    // 10 and 50 are held; the remaining 40 go 1 : 2.
    expect(found.amounts).toEqual([10, 13, 27, 50]);
    expect([found.atFloor, found.atCap]).toEqual([[0], [3]]);
    expect(() => distribution({ total: 10, need: [1, 1], size: [1, 1], floor: 6 })).toThrow("combine.boundsImpossible");
    expect(() => distribution({ total: 10, need: [0, 0], size: [1, 1] })).toThrow("combine.keyWithoutWeight");
  });
});

describe("classes", () => {
  test("R-6 ties stay together and limits are told", () => {
    const classes = areaClasses([1, 2, 2, 2, 3, "withheld"], { method: "quantile", count: 5 });
    expect(classes.classes[1]).toBe(classes.classes[3]);
    expect(classes.limits).toHaveLength(4);
    expect(classes.classes[5]).toBeNull();
  });

  test("R-6 classes by standard deviation have their limits at -1, 0 and +1", () => {
    expect(areaClasses([-2, -0.5, 0.5, 2], { method: "deviation" }).classes).toEqual([1, 2, 3, 4]);
  });
});

describe("missing values", () => {
  const four = `
format: kreislauf-index/1
id: i
label: I
indices:
  - id: i2
    components: [{ indicator: a }, { indicator: b }, { indicator: c }, { indicator: d }, { indicator: e }]
`;
  const full = { a: [1, 2, 3], b: [1, 2, 3], c: [1, 2, 3], d: [1, 2, 3], e: [1, 2, 3] };

  test("R-3 with 80 % of the weight present the index is shown, weights re-normalised, the missing listed", () => {
    const result = computeIndex(readDefinition(four), values({ ...full, e: ["unknown", 2, 3] }));
    const group = groupOf(result, "i2");
    expect(group.missing[0]).toEqual(["e"]);
    expect(group.presentWeight[0]).toBeCloseTo(0.8, 12);
    expect(Number(group.values[0])).toBeCloseTo(Number(result.indicators[0]!.normalised[0]), 12);
  });

  test("R-3 below 80 % there is no index, and the strongest reason is kept", () => {
    const result = computeIndex(readDefinition(four), values({ ...full, d: ["withheld", 2, 3], e: ["unknown", 2, 3] }));
    expect(groupOf(result, "i2").values[0]).toBe("withheld");
    expect(groupOf(result, "i2").ranks).toEqual([null, 2, 1]);
  });
});
