import type { FigureKnot, Formula } from "./parseFormula.ts";

/** A formula as `numerator / denominator × factor`; without a division the denominator is null. */
export interface Quotient {
  readonly numerator: Formula;
  readonly denominator: Formula | null;
  readonly factor: number;
}

/**
 * The rate in a formula: what is counted, per what, times which factor.
 *
 * @example
 * quotientOf({ kind: "figure", id: "A", lag: 0, at: 1, length: 1 }) // { numerator: { kind: "figure", id: "A", lag: 0, at: 1, length: 1 }, denominator: null, factor: 1 }
 */
export function quotientOf(formula: Formula): Quotient {
  const { core, factor } = withoutFactors(formula);
  if (core.kind !== "operation" || core.operator !== "/") return { numerator: core, denominator: null, factor };
  const above = withoutFactors(core.left);
  const below = withoutFactors(core.right);
  return { numerator: above.core, denominator: below.core, factor: (factor * above.factor) / below.factor };
}

function withoutFactors(formula: Formula): { core: Formula; factor: number } {
  if (formula.kind === "operation" && (formula.operator === "*" || formula.operator === "/")) {
    const { left, right, operator } = formula;
    if (right.kind === "number" && right.number !== 0) {
      const inner = withoutFactors(left);
      return { core: inner.core, factor: operator === "*" ? inner.factor * right.number : inner.factor / right.number };
    }
    if (left.kind === "number" && operator === "*") {
      const inner = withoutFactors(right);
      return { core: inner.core, factor: inner.factor * left.number };
    }
  }
  return { core: formula, factor: 1 };
}

/**
 * All base figures of a formula from left to right, each with its lag, once.
 *
 * @example
 * figuresOf({ kind: "number", number: 1, at: 1, length: 1 }) // []
 */
export function figuresOf(formula: Formula): FigureKnot[] {
  const found = new Map<string, FigureKnot>();
  visit(formula, (knot) => {
    const key = `${knot.id}|${knot.lag}`;
    if (!found.has(key)) found.set(key, knot);
  });
  return [...found.values()];
}

function visit(formula: Formula, see: (knot: FigureKnot) => void): void {
  if (formula.kind === "figure") see(formula);
  if (formula.kind === "opposite") visit(formula.of, see);
  if (formula.kind === "operation") {
    visit(formula.left, see);
    visit(formula.right, see);
  }
}

/**
 * The figures of a plain sum with the sign that each has in it, or null when the
 * formula is more than a sum.
 *
 * @example
 * termsOf({ kind: "number", number: 1, at: 1, length: 1 }) // null
 */
export function termsOf(formula: Formula, sign: 1 | -1 = 1): { knot: FigureKnot; sign: 1 | -1 }[] | null {
  if (formula.kind === "figure") return [{ knot: formula, sign }];
  if (formula.kind === "opposite") return termsOf(formula.of, sign === 1 ? -1 : 1);
  if (formula.kind !== "operation" || formula.operator === "*" || formula.operator === "/") return null;
  const left = termsOf(formula.left, sign);
  const right = termsOf(formula.right, formula.operator === "+" ? sign : sign === 1 ? -1 : 1);
  return left === null || right === null ? null : [...left, ...right];
}
