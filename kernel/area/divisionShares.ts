import { isPresent, strongestAbsence, type Value } from "../value/value.ts";

/** What a share between two divisions was measured by, best first: take the first that can be had. */
export type ConversionBasis = "blocks" | "addresses" | "population" | "area";

/**
 * How the areas of one division spread over those of another. Kept as an object of
 * its own, so that every figure between the two divisions uses the same shares.
 */
export interface DivisionShares {
  readonly by: ConversionBasis;
  readonly rows: readonly DivisionShare[];
}

export interface DivisionShare {
  readonly from: string;
  readonly to: string;
  readonly share: number;
}

/** Something small that lies in one area of each division: a block, an address, a cell of a grid. */
export interface SmallUnit {
  readonly from: string;
  /** Null when it lies outside the division asked for. */
  readonly to: string | null;
  /** Residents, addresses, square metres. */
  readonly weight: number;
}

/**
 * Shares between two divisions from small units that are known in both: the cross
 * table of their weights.
 *
 * @example
 * sharesByUnits([{ from: "S", to: "P", weight: 60 }, { from: "S", to: "Q", weight: 40 }], "addresses").rows // [{ from: "S", to: "P", share: 0.6 }, { from: "S", to: "Q", share: 0.4 }]
 */
export function sharesByUnits(units: readonly SmallUnit[], by: ConversionBasis): DivisionShares {
  const totals = new Map<string, number>();
  const cells = new Map<string, { from: string; to: string; weight: number }>();
  for (const { from, to, weight } of units) {
    totals.set(from, (totals.get(from) ?? 0) + weight);
    if (to === null) continue;
    const key = `${from}\u0000${to}`;
    const cell = cells.get(key) ?? { from, to, weight: 0 };
    cell.weight += weight;
    cells.set(key, cell);
  }
  const rows = [...cells.values()]
    .map(({ from, to, weight }) => ({ from, to, share: weight / (totals.get(from) ?? 0) }))
    .filter(({ share }) => share > 0);
  return { by, rows };
}

/** A value in an area of the other division, with what to print beside it. */
export interface SpreadValue {
  readonly code: string;
  readonly value: Value;
  /** `exact` when only whole areas were added up, else by what the shares were measured. */
  readonly method: "exact" | ConversionBasis;
}

export interface SpreadValues {
  /** By code. */
  readonly values: readonly SpreadValue[];
  /** Areas with a value that the shares do not name. */
  readonly unmatched: readonly string[];
  /** What part of each area's value lies inside the other division, where it is less than 1. */
  readonly coverage: readonly { readonly code: string; readonly share: number }[];
}

/**
 * What to do where an area has no value: `keep` lets everything that it is part of
 * be absent too; `zero` and `mean` fill it, which is a choice that must be shown.
 */
export type MissingChoice = "keep" | "zero" | "mean";

/**
 * Counts of one division as counts of another (TR-001): 200 pupils of a catchment
 * with 60 % of its addresses in a planning area are 120 there, estimated.
 *
 * @example
 * spreadCounts(new Map([["S", 200]]), { by: "addresses", rows: [{ from: "S", to: "P", share: 0.6 }] }).values // [{ code: "P", value: 120, method: "addresses" }]
 */
export function spreadCounts(
  values: ReadonlyMap<string, Value>,
  { by, rows }: DivisionShares,
  missing: MissingChoice = "keep",
): SpreadValues {
  const filled = filledValues(values, missing);
  const targets = new Map<string, { parts: Value[]; whole: boolean }>();
  const covered = new Map<string, number>();
  for (const { from, to, share } of rows) {
    const value = filled.get(from);
    if (value === undefined) continue;
    covered.set(from, (covered.get(from) ?? 0) + share);
    const target = targets.get(to) ?? { parts: [], whole: true };
    target.parts.push(isPresent(value) ? value * share : value);
    if (Math.abs(share - 1) > 1e-9) target.whole = false;
    targets.set(to, target);
  }
  return {
    values: sortedByCode(targets, ({ parts, whole }) => ({
      value: strongestAbsence(parts) ?? parts.reduce<number>((sum, part) => sum + (isPresent(part) ? part : 0), 0),
      method: whole ? ("exact" as const) : by,
    })),
    unmatched: [...filled.keys()].filter((code) => !covered.has(code)),
    coverage: [...covered].filter(([, share]) => share < 1 - 1e-9).map(([code, share]) => ({ code, share })),
  };
}

/**
 * What becomes of areas without a value before their counts are spread: they keep their absence, count as 0, or get
 * the mean of the areas that have one.
 *
 * Counts by code, in their own unit. Of nothing but absent values there is no mean, and they become `unknown`.
 *
 * Source: our own choice of three, since TR-001 leaves it open; which one was taken stands beside the result.
 *
 * @example
 * [...filledValues(new Map([["a", 1], ["b", "unknown"]]), "mean").values()] // [1, 1]
 * [...filledValues(new Map([["a", 1], ["b", "unknown"]]), "keep").values()] // [1, "unknown"]
 */
export function filledValues(values: ReadonlyMap<string, Value>, missing: MissingChoice): ReadonlyMap<string, Value> {
  if (missing === "keep") return values;
  const present = [...values.values()].filter(isPresent);
  const mean = present.reduce((sum, value) => sum + value, 0) / present.length;
  const filling: Value = missing === "zero" ? 0 : present.length > 0 ? mean : "unknown";
  return new Map([...values].map(([code, value]) => [code, isPresent(value) ? value : filling]));
}

/**
 * Results by area in the order of their codes, each with its code in front, so that the same question gives the same
 * list.
 *
 * @example
 * sortedByCode(new Map([["02", 5], ["01", 7]]), (value) => ({ value })) // [{ code: "01", value: 7 }, { code: "02", value: 5 }]
 */
export function sortedByCode<T, R>(
  targets: ReadonlyMap<string, T>,
  result: (target: T) => R,
): ({ code: string } & R)[] {
  return [...targets].sort(([a], [b]) => (a < b ? -1 : 1)).map(([code, target]) => ({ code, ...result(target) }));
}
