import { expect, test } from "vitest";
import { columnOf, valuesOf } from "../../../kernel/value/column.ts";
import { type Absence, strongestAbsence, type Value } from "../../../kernel/value/value.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { checkFormula } from "./checkFormula.ts";
import { compileFormula } from "./compileFormula.ts";
import { type Formula, parseFormula } from "./parseFormula.ts";
import { figuresOf, quotientOf } from "./quotientOf.ts";

const { baseFigures, indicators } = loadCatalogue();
const check = (text: string) => checkFormula(text, baseFigures);

test("PM10-009 SGB2_U15/BEV_U15*100 is accepted as a share in percent that can be computed for any area", () => {
  const checked = check("SGB2_U15/BEV_U15*100");
  expect(checked).toMatchObject({ accepted: true, findings: [], unit: "%", aggregation: "recompute" });
});

test("PM10-009 SGB2_U15/UNBEKANNT is rejected and names the missing id at its character", () => {
  const { accepted, findings } = check("SGB2_U15/UNBEKANNT");
  expect(accepted).toBe(false);
  expect(findings).toMatchObject([
    { code: "describe.unknownFigure", place: { character: 10 }, length: 9, parameters: { id: "UNBEKANNT" } },
  ]);
});

test("a misspelt id is answered with the one that was meant", () => {
  expect(check("SGB2_U15/BEV_U51*100").findings[0]?.suggestions[0]).toBe("BEV_U15");
  expect(check("LAG(BEV_INS,5)").findings[0]).toMatchObject({ place: { character: 5 }, length: 7 });
});

test.each([
  ["", 1, "formulaEmpty"],
  ["ALO/", 5, "formulaUnfinished"],
  ["ALO//BEV_INSG", 5, "formulaOperandMissing"],
  ["(ALO", 1, "formulaUnclosed"],
  ["ALO)", 4, "formulaUnopened"],
  ["ALO BEV_INSG", 5, "formulaOperatorMissing"],
  ["ALO*0,5", 6, "formulaComma"],
  ["ALO × 2", 5, "formulaCharacter"],
  ["LAG(BEV_INSG)", 13, "formulaLagYears"],
  ["LAG(BEV_INSG,0)", 14, "formulaLagYears"],
  ["LAG(5,5)", 5, "formulaLagFigure"],
  ["LAG(LAG(BEV_INSG,1),1)", 5, "formulaLagFigure"],
  ["LAG(BEV_INSG,1,2)", 15, "formulaLagMore"],
  ["LAG(BEV_INSG,1", 1, "formulaUnclosed"],
  ["1+SUM(BEV_INSG)", 3, "formulaFunction"],
  ["ALO(BEV_INSG)", 4, "formulaOperatorMissing"],
  ["ALO/0", 5, "formulaDividesByZero"],
  ["ALO/(BEV_INSG-BEV_INSG)", 5, "formulaDividesByNothing"],
  ["ALO/(2*BEV_INSG-BEV_INSG-BEV_INSG)*100", 5, "formulaDividesByNothing"],
  ["100*ALO/(BEV_INSG*ALO-ALO*BEV_INSG)", 9, "formulaDividesByNothing"],
  ["ALO/(0*BEV_INSG)", 5, "formulaDividesByNothing"],
  ["1+2", 1, "formulaWithoutFigure"],
  ["require('fs')", 9, "formulaCharacter"],
])("the formula %j is refused at character %i: %s", (text, character, key) => {
  const { accepted, findings } = check(text);
  expect(accepted).toBe(false);
  expect(findings[0]).toMatchObject({ code: `describe.${key}`, place: { character } });
});

test("a formula of three hundred brackets is refused, not followed", () => {
  expect(check(`${"(".repeat(300)}ALO`).findings[0]).toMatchObject({ code: "describe.formulaTooDeep" });
});

test("money is not added to people, nor euros to thousands of euros", () => {
  const money = [...baseFigures.values()].find((f) => f.unit === "EUR" && f.additive === "yes")?.id;
  const thousands = [...baseFigures.values()].find((f) => f.unit === "Tsd. EUR")?.id;
  expect(check(`${money}+BEV_INSG`).findings[0]?.code).toBe("describe.formulaMixedUnits");
  expect(check(`(${money}+${thousands})/BEV_INSG`).accepted).toBe(false);
});

test("PM10-026 all 231 formulas of the catalogue are accepted, and say the same about levels and adding up", () => {
  for (const indicator of indicators.values()) {
    const checked = check(indicator.formula);
    expect(checked.findings, indicator.id).toEqual([]);
    expect(checked.levels, indicator.id).toEqual(indicator.levels);
    const approximate = indicator.aggregation === "recompute_approx" ? "recompute" : indicator.aggregation;
    expect(checked.aggregation, indicator.id).toBe(approximate);
  }
});

test("multiplication binds more than addition, and all reads from left to right", () => {
  expect(run("8-2-1+ALO*2", { ALO: 3 })).toBe(11);
  expect(run("16/ALO/2*3", { ALO: 4 })).toBe(6);
  expect(run("-(ALO-5)", { ALO: 3 })).toBe(2);
});

test("a rate over nobody makes no sense, and a withheld part withholds the rate", () => {
  expect(run("ALO/BEV_INSG*100", { ALO: 0, BEV_INSG: 0 })).toBe("senseless");
  expect(run("ALO/BEV_INSG*100", { ALO: "withheld", BEV_INSG: "unknown" })).toBe("withheld");
});

test("numerator, denominator and factor of a rate are found however it is written", () => {
  for (const text of ["ALO/BEV_INSG*100", "100*ALO/BEV_INSG", "ALO*100/BEV_INSG", "(ALO/BEV_INSG)*100"]) {
    const quotient = quotientOf(parsed(text));
    expect(quotient, text).toMatchObject({ numerator: { id: "ALO" }, denominator: { id: "BEV_INSG" }, factor: 100 });
  }
});

test("columns give what a reader with paper and pencil gets, for a thousand formulas made by chance", () => {
  const chance = chanceFrom(20_231_231);
  for (let round = 0; round < 1000; round++) {
    const text = formulaByChance(chance, 4);
    const formula = parsed(text);
    const compiled = compileFormula(formula);
    const rows = Array.from({ length: 7 }, () => new Map(ids.map((id) => [id, valueByChance(chance)])));
    const inputs = compiled.figures.map((knot) => columnOf(rows.map((row) => row.get(knot.id) ?? "unknown")));
    const result = valuesOf(compiled.run(inputs, rows.length));
    const naive = rows.map((row) => byHand(formula, row));
    expect(result, text).toEqual(naive);
  }
});

const ids = ["A1", "B2", "C3"];

function parsed(text: string): Formula {
  const { formula, findings } = parseFormula(text);
  if (formula === null) throw new Error(`${text}: ${findings[0]?.code}`);
  return formula;
}

function run(text: string, row: Record<string, Value>): Value | undefined {
  const formula = parsed(text);
  const inputs = figuresOf(formula).map((knot) => columnOf([row[knot.id] ?? "unknown"]));
  return valuesOf(compileFormula(formula).run(inputs, 1))[0];
}

// One area, one step at a time.
function byHand(formula: Formula, row: ReadonlyMap<string, Value>): Value {
  if (formula.kind === "number") return formula.number;
  if (formula.kind === "figure") return row.get(formula.id) ?? "unknown";
  if (formula.kind === "opposite") {
    const of = byHand(formula.of, row);
    return typeof of === "number" ? -of : of;
  }
  const a = byHand(formula.left, row);
  const b = byHand(formula.right, row);
  const absence: Absence | undefined = strongestAbsence([a, b]);
  if (typeof a !== "number" || typeof b !== "number") return absence ?? "unknown";
  if (formula.operator === "+") return a + b;
  if (formula.operator === "-") return a - b;
  if (formula.operator === "*") return a * b;
  return b === 0 ? "senseless" : a / b;
}

function chanceFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function valueByChance(chance: () => number): Value {
  const kind = chance();
  if (kind < 0.1) return "withheld";
  if (kind < 0.2) return "unknown";
  if (kind < 0.25) return "later";
  if (kind < 0.35) return 0;
  return Math.floor(chance() * 1000);
}

function formulaByChance(chance: () => number, depth: number): string {
  const kind = chance();
  if (depth === 0 || kind < 0.25)
    return chance() < 0.8 ? (ids[Math.floor(chance() * 3)] ?? "A1") : String(Math.floor(chance() * 9));
  if (kind < 0.32) return `-${formulaByChance(chance, 0)}`;
  if (kind < 0.5) return `(${formulaByChance(chance, depth - 1)})`;
  const operator = "+-*/"[Math.floor(chance() * 4)] ?? "+";
  return `${formulaByChance(chance, depth - 1)}${operator}${formulaByChance(chance, depth - 1)}`;
}
