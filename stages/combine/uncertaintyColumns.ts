import type { Cell, ResultTable } from "./resultTables.ts";
import { CERTAIN, type MonteCarloResult } from "./sensitivity/monteCarlo.ts";

/**
 * Columns that stand beside the result when draws were made: interval of the index where small numbers make it
 * uncertain, rank interval, probability of priority, certainty of class.
 *
 * @example
 * [...uncertaintyColumns({ indices: [{ id: "lage", ranks: [{ low: 1, median: 2, high: 3, mean: 2.1 }], priority: [0.4], sameClass: null, intervals: null }] }).keys()] // ["lage_rank_low", "lage_rank_median", "lage_rank_high", "lage_rank_mean", "lage_priority"]
 */
export function uncertaintyColumns(uncertainty: MonteCarloResult): ReadonlyMap<string, readonly Cell[]> {
  const columns = new Map<string, readonly Cell[]>();
  for (const { id, ranks, priority, sameClass, intervals } of uncertainty.indices) {
    if (intervals !== null) {
      columns.set(
        `${id}_low`,
        intervals.map((interval) => interval?.low ?? null),
      );
      columns.set(
        `${id}_high`,
        intervals.map((interval) => interval?.high ?? null),
      );
    }
    columns.set(
      `${id}_rank_low`,
      ranks.map((r) => r?.low ?? null),
    );
    columns.set(
      `${id}_rank_median`,
      ranks.map((r) => r?.median ?? null),
    );
    columns.set(
      `${id}_rank_high`,
      ranks.map((r) => r?.high ?? null),
    );
    columns.set(
      `${id}_rank_mean`,
      ranks.map((r) => r?.mean ?? null),
    );
    columns.set(`${id}_priority`, priority);
    if (sameClass !== null) {
      columns.set(`${id}_same_class`, sameClass);
      columns.set(
        `${id}_class_certain`,
        sameClass.map((share) => (share === null ? null : share >= CERTAIN ? "ja" : "nein")),
      );
    }
  }
  return columns;
}

/**
 * A table with more columns at its end.
 *
 * @example
 * withColumns({ header: ["area"], rows: [["A"], ["B"]] }, new Map([["index_low", [0.5, null]]])) // { header: ["area", "index_low"], rows: [["A", 0.5], ["B", null]] }
 */
export function withColumns(table: ResultTable, columns: ReadonlyMap<string, readonly Cell[]>): ResultTable {
  const added = [...columns.values()];
  return {
    header: [...table.header, ...columns.keys()],
    rows: table.rows.map((row, i) => [...row, ...added.map((column) => column[i] ?? null)]),
  };
}

/**
 * A table with the period as its first column.
 *
 * @example
 * withPeriod({ header: ["area"], rows: [["A"]] }, "2023") // { header: ["period", "area"], rows: [["2023", "A"]] }
 */
export function withPeriod(table: ResultTable, period: string): ResultTable {
  return { header: ["period", ...table.header], rows: table.rows.map((row) => [period, ...row]) };
}
