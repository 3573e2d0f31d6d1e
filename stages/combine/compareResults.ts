import { correlation } from "./statistics/correlation.ts";
import { ranks } from "./statistics/ranks.ts";

/** One index as a file or a computation gives it: code, value, rank, class per area. */
export interface ComparedIndex {
  readonly id: string;
  readonly areas: readonly string[];
  readonly names: readonly string[] | null;
  readonly values: readonly (number | null)[];
  /** Class names or numbers; null where the index has none. */
  readonly classes: readonly (string | null)[] | null;
}

/** What is different between two versions of an index. */
export interface Comparison {
  readonly first: string;
  readonly second: string;
  /** Areas with a value in both. */
  readonly common: number;
  readonly onlyFirst: readonly string[];
  readonly onlySecond: readonly string[];
  /** Of the values (Pearson) and of the ranks (Spearman); null when there is nothing to compare. */
  readonly correlation: number | null;
  readonly rankCorrelation: number | null;
  readonly meanRankChange: number;
  /** All areas in both, largest change of rank first. Rank 1 is the highest among the common areas. */
  readonly changes: readonly AreaChange[];
  /** Areas whose class differs; null when one of the two has no classes. */
  readonly classChanges: readonly AreaChange[] | null;
}

export interface AreaChange {
  readonly area: string;
  readonly name: string;
  readonly firstRank: number;
  readonly secondRank: number;
  /** Places won (up, towards 1) are positive. */
  readonly places: number;
  readonly firstClass: string | null;
  readonly secondClass: string | null;
}

/**
 * Compares two versions of an index area by area: other weights, another method, another year.
 *
 * Ranks are counted anew among the areas that have a value in both, so that a missing area does not move all others.
 *
 * @example
 * compareResults({ id: "2022", areas: ["A", "B", "C"], names: null, values: [3, 2, 1], classes: null }, { id: "2023", areas: ["A", "B", "C"], names: null, values: [2, 3, null], classes: null }).changes.map(({ area, places }) => [area, places]) // [["A", -1], ["B", 1]]
 */
export function compareResults(first: ComparedIndex, second: ComparedIndex): Comparison {
  const place = new Map(second.areas.map((code, i) => [code, i]));
  const pairs = first.areas.flatMap((code, i) => {
    const j = place.get(code);
    const a = first.values[i];
    const b = j === undefined ? null : second.values[j];
    return j === undefined || typeof a !== "number" || typeof b !== "number" ? [] : [{ code, i, j, a, b }];
  });
  const from = (values: number[]): number[] =>
    ranks(
      values.map((v) => -v),
      "smallest",
    ).map(Number);
  const firstRanks = from(pairs.map((p) => p.a));
  const secondRanks = from(pairs.map((p) => p.b));
  const changes = pairs
    .map(
      ({ code, i, j }, k): AreaChange => ({
        area: code,
        name: first.names?.[i] || second.names?.[j] || code,
        firstRank: firstRanks[k] ?? 0,
        secondRank: secondRanks[k] ?? 0,
        places: (firstRanks[k] ?? 0) - (secondRanks[k] ?? 0),
        firstClass: first.classes?.[i] ?? null,
        secondClass: second.classes?.[j] ?? null,
      }),
    )
    .sort((x, y) => Math.abs(y.places) - Math.abs(x.places));
  const common = new Set(pairs.map((p) => p.code));
  const middle = (list: readonly (number | null)[]): number[] => ranks(list.map(Number), "mean").map(Number);
  return {
    first: first.id,
    second: second.id,
    common: pairs.length,
    onlyFirst: first.areas.filter((code) => !common.has(code)),
    onlySecond: second.areas.filter((code) => !common.has(code)),
    correlation:
      correlation(
        pairs.map((p) => p.a),
        pairs.map((p) => p.b),
      ) ?? null,
    rankCorrelation: correlation(middle(pairs.map((p) => p.a)), middle(pairs.map((p) => p.b))) ?? null,
    meanRankChange: changes.reduce((sum, c) => sum + Math.abs(c.places), 0) / Math.max(1, changes.length),
    changes,
    classChanges:
      first.classes === null || second.classes === null ? null : changes.filter((c) => c.firstClass !== c.secondClass),
  };
}
