import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import type { Indicator } from "../../../kernel/indicator/indicator.ts";
import { similarWords } from "../../../kernel/text/similarWords.ts";
import { type FormulaFinding, formulaFinding } from "./formulaFinding.ts";
import { type Formula, parseFormula } from "./parseFormula.ts";
import { figuresOf, quotientOf, termsOf } from "./quotientOf.ts";
import { resultUnit, unitFindings } from "./units.ts";

/** What can be said about a formula before any figure is there. */
export interface CheckedFormula {
  /** No finding is an error. */
  readonly accepted: boolean;
  readonly findings: readonly FormulaFinding[];
  /** Null when the text could not be read. */
  readonly formula: Formula | null;
  readonly baseFigures: readonly BaseFigure[];
  /** Unit that follows from the parts; null where it cannot be told. */
  readonly unit: string | null;
  /** Levels down to the coarsest of the parts. */
  readonly levels: readonly string[];
  readonly aggregation: Indicator["aggregation"];
}

/** Levels of the catalogue from the whole to the fine. */
export const catalogueLevels = ["KREIS", "AMT", "GEM", "SUB"] as const;

/**
 * Reads a formula and holds it against the base figures: every id known, units
 * that can be added, and whether areas may be added up.
 *
 * @example
 * checkFormula("1+", new Map()).accepted // false
 */
export function checkFormula(text: string, known: ReadonlyMap<string, BaseFigure>): CheckedFormula {
  const { formula, findings } = parseFormula(text);
  if (formula === null) return { ...nothing, findings };
  const knots = figuresOf(formula);
  const missing = knots.flatMap((knot): FormulaFinding[] => {
    if (known.has(knot.id)) return [];
    // Within LAG(…) the id stands behind the bracket.
    const at = knot.lag === 0 ? knot.at : knot.at + text.slice(knot.at - 1).indexOf(knot.id);
    const suggestions = similarWords(knot.id, known.keys());
    const found = suggestions.length > 0 ? { id: knot.id, suggestions: suggestions.join(", ") } : { id: knot.id };
    const key = suggestions.length > 0 ? "unknownFigureSimilar" : "unknownFigure";
    return [formulaFinding(key, { at, length: knot.id.length }, found, { suggestions })];
  });
  const baseFigures = [...new Map(knots.flatMap(({ id }) => known.get(id) ?? []).map((f) => [f.id, f])).values()];
  if (missing.length > 0) return { ...nothing, findings: missing, formula, baseFigures };
  const odd = [...unitFindings(formula, known), ...noFigure(formula, knots.length)];
  return {
    accepted: odd.every((finding) => finding.severity !== "error"),
    findings: odd,
    formula,
    baseFigures,
    unit: resultUnit(formula, known),
    levels: levelsOf(baseFigures),
    aggregation: aggregationOf(formula, known),
  };
}

const nothing = {
  accepted: false,
  formula: null,
  baseFigures: [],
  unit: null,
  levels: [],
  aggregation: "not_aggregatable",
} as const;

function noFigure(formula: Formula, figures: number): FormulaFinding[] {
  return figures > 0 ? [] : [formulaFinding("formulaWithoutFigure", formula)];
}

function levelsOf(baseFigures: readonly BaseFigure[]): string[] {
  const ranks = baseFigures.map((figure) => (catalogueLevels as readonly string[]).indexOf(figure.levelMin));
  const coarsest = Math.min(...ranks.filter((rank) => rank >= 0), catalogueLevels.length - 1);
  return catalogueLevels.slice(0, coarsest + 1);
}

/**
 * Whether the figures of smaller areas may be added up for a larger one: for
 * sums as they are, for rates numerator and denominator each, and not at all
 * where a median, a mean or a gross flow stands in the formula.
 *
 * Flows count as net when as many are added as subtracted, so that moves inside
 * the larger area cancel.
 */
function aggregationOf(formula: Formula, known: ReadonlyMap<string, BaseFigure>): Indicator["aggregation"] {
  const knots = figuresOf(formula);
  if (knots.some(({ id }) => known.get(id)?.additive === "no")) return "not_aggregatable";
  if (knots.some(({ id }) => known.get(id)?.additive === "net_only") && !isNet(formula, known))
    return "not_aggregatable";
  const { denominator } = quotientOf(formula);
  return denominator === null && termsOf(formula) !== null ? "sum" : "recompute";
}

/**
 * Whether all flows of a formula are netted: as many come in as go out.
 *
 * @example
 * isNet({ kind: "number", number: 1, at: 1, length: 1 }, new Map()) // true
 */
export function isNet(formula: Formula, known: ReadonlyMap<string, BaseFigure>): boolean {
  const { numerator, denominator } = quotientOf(formula);
  return [numerator, denominator].every((part) => {
    if (part === null) return true;
    const isFlow = (id: string) => known.get(id)?.additive === "net_only";
    const terms = termsOf(part);
    if (terms === null) return !figuresOf(part).some(({ id }) => isFlow(id));
    return terms.filter(({ knot }) => isFlow(knot.id)).reduce((balance, { sign }) => balance + sign, 0) === 0;
  });
}
