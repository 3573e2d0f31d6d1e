import { isPresent, strongestAbsence, type Value } from "../value/value.ts";
import {
  type DivisionShares,
  filledValues,
  type MissingChoice,
  type SpreadValue,
  sortedByCode,
} from "./divisionShares.ts";

/** The common ground of an area of one division and an area of another, in square metres. */
export interface CommonGround {
  readonly from: string;
  readonly to: string;
  readonly area: number;
}

// What is left where two drawings of the same line differ in the last digits.
const sliver = 1e-9;

/**
 * Shares by ground, as if everybody lived evenly spread: the last resort of R-11.
 *
 * `sum` divides by the ground that lies inside the other division, so that nobody is
 * lost; `total` divides by the whole ground, and who lives outside is left out.
 * Common ground below a billionth of the area is dropped.
 *
 * Source: Goodchild and Lam (1980); denominators as in the R package areal.
 *
 * @example
 * arealShares([{ from: "a", to: "x", area: 30 }, { from: "a", to: "y", area: 10 }], new Map([["a", 50]]), "sum").rows.map((row) => row.share) // [0.75, 0.25]
 * arealShares([{ from: "a", to: "x", area: 30 }, { from: "a", to: "y", area: 10 }], new Map([["a", 50]]), "total").rows.map((row) => row.share) // [0.6, 0.2]
 */
export function arealShares(
  common: readonly CommonGround[],
  wholeAreas: ReadonlyMap<string, number>,
  denominator: "sum" | "total",
): DivisionShares {
  const kept = withoutSlivers(common, wholeAreas);
  const sums = new Map<string, number>();
  for (const { from, area } of kept) sums.set(from, (sums.get(from) ?? 0) + area);
  const divisors = denominator === "sum" ? sums : wholeAreas;
  return {
    by: "area",
    rows: kept.map(({ from, to, area }) => ({ from, to, share: area / (divisors.get(from) ?? area) })),
  };
}

/**
 * A density, mean or other value that holds everywhere in an area, as the mean over
 * the areas of another division, weighted by common ground. Rates with numerator and
 * denominator are not for this: they are counts, divided afterwards.
 *
 * @example
 * spreadIntensive(new Map([["a", 10], ["b", 20]]), [{ from: "a", to: "x", area: 3 }, { from: "b", to: "x", area: 1 }], new Map([["a", 3], ["b", 1]])) // [{ code: "x", value: 12.5, method: "area" }]
 */
export function spreadIntensive(
  values: ReadonlyMap<string, Value>,
  common: readonly CommonGround[],
  wholeAreas: ReadonlyMap<string, number>,
  missing: MissingChoice = "keep",
): SpreadValue[] {
  const filled = filledValues(values, missing);
  const targets = new Map<string, { weighted: number; area: number; parts: Value[] }>();
  for (const { from, to, area } of withoutSlivers(common, wholeAreas)) {
    const value = filled.get(from);
    if (value === undefined) continue;
    const target = targets.get(to) ?? { weighted: 0, area: 0, parts: [] };
    target.parts.push(value);
    target.area += area;
    if (isPresent(value)) target.weighted += value * area;
    targets.set(to, target);
  }
  return sortedByCode(targets, ({ weighted, area, parts }) => ({
    value: strongestAbsence(parts) ?? weighted / area,
    method: "area" as const,
  }));
}

function withoutSlivers(
  common: readonly CommonGround[],
  wholeAreas: ReadonlyMap<string, number>,
): readonly CommonGround[] {
  return common.filter(({ from, area }) => area > sliver * (wholeAreas.get(from) ?? 0));
}
