import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { IndexResult } from "../computeIndex.ts";
import type { IndexValues } from "../indexValues.ts";
import type { RandomSource } from "./randomSource.ts";

/** An indicator whose values are uncertain, with the standard error of each. */
export interface UncertainIndicator {
  /** Position among the plan's indicators. */
  readonly position: number;
  /** In units of the denominated values; 0 where nothing is known. */
  readonly errors: Float64Array;
}

/**
 * The standard errors of the components, from a column of their own or from the cases of a share.
 *
 * For a share the error is that of (cases + 2) of (base + 4), so that no cases among twenty persons does not pass
 * for certainty (Agresti and Coull 1998). Denominators and factors apply to errors as to values.
 */
export function uncertainIndicators(result: IndexResult, values: IndexValues): UncertainIndicator[] {
  return result.plan.indicators.flatMap(({ settings }, position): UncertainIndicator[] => {
    const indicator = result.indicators[position];
    if (indicator === undefined) return [];
    const given = settings.standardError === undefined ? undefined : values.columns.get(settings.standardError);
    if (given !== undefined) {
      const errors = Float64Array.from(indicator.denominated, (value, i) => {
        const error = given[i] ?? "unknown";
        const raw = indicator.raw[i] ?? "unknown";
        if (!isPresent(error) || !isPresent(value) || !isPresent(raw)) return 0;
        const denominator =
          settings.denominator === undefined ? undefined : values.columns.get(settings.denominator)?.[i];
        const by = denominator === undefined ? 1 : Number(denominator);
        return (error * Math.abs(settings.factor ?? 1)) / Math.abs(by);
      });
      return [{ position, errors }];
    }
    const cases = settings.cases === undefined ? undefined : values.columns.get(settings.cases);
    const base = settings.base === undefined ? undefined : values.columns.get(settings.base);
    if (cases === undefined || base === undefined) return [];
    return [{ position, errors: errorsOfShares(indicator.denominated, cases, base) }];
  });
}

/**
 * Standard errors of shares in the unit of the values (percent, per mille), which is read off from the values.
 *
 * One error per area, 0 where value, cases or base are absent.
 *
 * Source: Agresti and Coull (1998), Approximate is better than "exact" for interval estimation of binomial
 * proportions.
 *
 * @example
 * errorsOfShares([25, 50], [50, 50], [200, 100])[0].toFixed(3) // "3.051"
 */
export function errorsOfShares(
  values: readonly Value[],
  cases: readonly Value[],
  base: readonly Value[],
): Float64Array {
  const ratios = values
    .flatMap((v, i) => {
      const k = cases[i];
      const n = base[i];
      return isPresent(v) && typeof k === "number" && typeof n === "number" && k > 0 && n > 0 ? [(v * n) / k] : [];
    })
    .sort((a, b) => a - b);
  const unit = ratios[Math.floor(ratios.length / 2)] ?? 1;
  return Float64Array.from(values, (_, i) => {
    const k = cases[i];
    const n = base[i];
    if (typeof k !== "number" || typeof n !== "number" || n <= 0) return 0;
    const share = (k + 2) / (n + 4);
    return unit * Math.sqrt((share * (1 - share)) / (n + 4));
  });
}

/**
 * One possible state of the world: values, one per area, moved by chance as far as their standard errors allow. Errors
 * in the unit of the values.
 *
 * Source: OECD/JRC Handbook (2008), section 7 (uncertainty of the data).
 */
export function drawnValues(values: readonly Value[], errors: Float64Array, random: RandomSource): Value[] {
  return values.map((v, i) => (isPresent(v) ? v + (errors[i] as number) * random.normal() : v));
}
