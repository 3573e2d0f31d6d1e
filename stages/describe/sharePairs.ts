import type { BaseFigure } from "../../kernel/indicator/baseFigure.ts";
import type { Indicator } from "../../kernel/indicator/indicator.ts";
import { parseFormula } from "./formula/parseFormula.ts";
import { quotientOf } from "./formula/quotientOf.ts";
import { isShare } from "./formula/units.ts";

/**
 * Base figures of which one is a share of the other in some indicator: what is
 * left over is a count too, which the protection must guard.
 *
 * Only plain pairs; where several figures are added above or below the line, the
 * choke point guards their quotient itself.
 *
 * @example
 * sharePairs({ indicators: new Map(), baseFigures: new Map() }) // []
 */
export function sharePairs(catalogue: {
  readonly indicators: ReadonlyMap<string, Indicator>;
  readonly baseFigures: ReadonlyMap<string, BaseFigure>;
}): { numerator: string; denominator: string }[] {
  const pairs = new Map<string, { numerator: string; denominator: string }>();
  for (const indicator of catalogue.indicators.values()) {
    const { formula } = parseFormula(indicator.formula);
    if (formula === null || !isShare(formula, catalogue.baseFigures)) continue;
    const { numerator, denominator } = quotientOf(formula);
    if (numerator.kind !== "figure" || denominator?.kind !== "figure") continue;
    if (numerator.lag !== 0 || denominator.lag !== 0) continue;
    pairs.set(`${numerator.id} ${denominator.id}`, { numerator: numerator.id, denominator: denominator.id });
  }
  return [...pairs.values()];
}
