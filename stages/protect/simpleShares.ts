import type { Indicator } from "../../kernel/indicator/indicator.ts";

/**
 * Base figures of which one is a share of the other, as percentages of the
 * catalogue say: where 138 of 140 are meant, the other two are people as well.
 *
 * Only plain quotients of two base figures; what is summed first is guarded where
 * the rate itself is released.
 *
 * @example
 * simpleShares([{ formula: "100 * SGB2_U15 / BEV_U15", unit: "%" }, { formula: "1000 * GEBURTEN / BEV_INSG", unit: "je 1.000" }]) // [{ numerator: "SGB2_U15", denominator: "BEV_U15" }]
 */
export function simpleShares(
  indicators: Iterable<Pick<Indicator, "formula" | "unit">>,
): { numerator: string; denominator: string }[] {
  const found = new Map<string, { numerator: string; denominator: string }>();
  for (const { formula, unit } of indicators) {
    if (unit !== "%") continue;
    const match = quotient.exec(formula);
    const [, numerator, denominator] = match ?? [];
    if (numerator === undefined || denominator === undefined) continue;
    found.set(`${numerator}/${denominator}`, { numerator, denominator });
  }
  return [...found.values()];
}

const quotient = /^\s*(?:100\s*\*\s*)?\(?\s*([A-Z][A-Z0-9_]*)\s*\/\s*([A-Z][A-Z0-9_]*)\s*\)?\s*(?:\*\s*100\s*)?$/;
