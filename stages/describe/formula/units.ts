import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import { measuredUnits } from "../../../kernel/indicator/countsCases.ts";
import { type FormulaFinding, formulaFinding } from "./formulaFinding.ts";
import { isAlwaysZero } from "./isAlwaysZero.ts";
import type { Formula } from "./parseFormula.ts";
import { quotientOf } from "./quotientOf.ts";

type Known = ReadonlyMap<string, BaseFigure>;

const people = new Set(["Personen", "Kinder", "Schülerinnen und Schüler", "Steuerpflichtige"]);

/** What of a unit matters for adding: people are people, whatever they are called. */
function familyOf(unit: string): string {
  if (people.has(unit)) return "people";
  return measuredUnits.has(unit) ? unit : "cases";
}

/**
 * Sums and differences of what cannot be added: an error between money and
 * people or euros and thousands of euros, a warning between people and cases,
 * and for sums of medians.
 */
export function unitFindings(formula: Formula, known: Known): FormulaFinding[] {
  if (formula.kind === "opposite") return unitFindings(formula.of, known);
  if (formula.kind !== "operation") return [];
  const { left, right, operator } = formula;
  const inside = [...unitFindings(left, known), ...unitFindings(right, known)];
  if (operator === "/" && right.kind === "number" && right.number === 0)
    return [...inside, formulaFinding("formulaDividesByZero", right)];
  if (operator === "/" && isAlwaysZero(right)) return [...inside, formulaFinding("formulaDividesByNothing", right)];
  if (operator === "*" || operator === "/") return inside;
  const a = unitOf(left, known);
  const b = unitOf(right, known);
  if (a === null || b === null) return inside;
  const place = { at: right.at, length: right.length };
  if (operator === "+" && [left, right].every((part) => isNotAdditive(part, known)))
    return [...inside, formulaFinding("formulaSumOfMedians", place, {}, { severity: "warning" })];
  if (familyOf(a) === familyOf(b)) return inside;
  const serious = measuredUnits.has(a) || measuredUnits.has(b);
  const parameters = { left: a, right: b };
  return [
    ...inside,
    formulaFinding("formulaMixedUnits", place, parameters, { severity: serious ? "error" : "warning" }),
  ];
}

function isNotAdditive(formula: Formula, known: Known): boolean {
  return formula.kind === "figure" && known.get(formula.id)?.additive === "no";
}

/** Unit of a part; null for bare numbers and quotients, which may be added to anything. */
function unitOf(formula: Formula, known: Known): string | null {
  switch (formula.kind) {
    case "number":
      return null;
    case "figure":
      return known.get(formula.id)?.unit ?? null;
    case "opposite":
      return unitOf(formula.of, known);
    case "operation": {
      if (formula.operator === "/" && unitOf(formula.right, known) !== null) return null;
      return unitOf(formula.left, known) ?? (formula.operator === "/" ? null : unitOf(formula.right, known));
    }
  }
}

/**
 * Unit that follows from the parts of a formula, as the catalogue writes it: `%`,
 * `je 1.000`, `EUR je Personen`; null where it cannot be told.
 */
export function resultUnit(formula: Formula, known: Known): string | null {
  const { numerator, denominator, factor } = quotientOf(formula);
  const above = unitOf(numerator, known);
  if (denominator === null) return factor === 1 ? above : null;
  const below = unitOf(denominator, known);
  if (above === null || below === null) return null;
  if (factor === 100 && familyOf(above) === familyOf(below)) return "%";
  if (factor > 1 && Number.isInteger(factor)) return `je ${String(factor).replace(/\B(?=(\d{3})+$)/g, ".")}`;
  return factor === 1 ? `${above} je ${below}` : null;
}

/**
 * Whether a rate is a share: people of people, cases of the same cases, in
 * percent. Then Wilson's interval holds, and the rest is a count too.
 */
export function isShare(formula: Formula, known: Known): boolean {
  const { numerator, denominator, factor } = quotientOf(formula);
  if (denominator === null || factor !== 100) return false;
  const above = unitOf(numerator, known);
  const below = unitOf(denominator, known);
  if (above === null || below === null || measuredUnits.has(above) || measuredUnits.has(below)) return false;
  return above === below || (people.has(above) && people.has(below));
}
