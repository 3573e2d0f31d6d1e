import type { TableMapping } from "./mapping.ts";

/**
 * The same mapping for a table whose columns stand elsewhere: area, time, breakdowns and conditions on rows follow.
 * What holds the numbers stays as it is; tables differ in that by more than its place.
 *
 * @param there where a column of the one table stands in the other
 */
export function movedColumns(table: TableMapping, there: (column: string | number) => string | number): TableMapping {
  const { area, period, breakdowns, onlyRows } = table;
  const moved = <One extends { readonly column: string | number }>(one: One): One => ({
    ...one,
    column: there(one.column),
  });
  return {
    ...table,
    ...(area.by === "column" ? { area: moved(area) } : {}),
    ...(period.by === "column"
      ? { period: { ...moved(period), ...(period.within === undefined ? {} : { within: there(period.within) }) } }
      : {}),
    ...(breakdowns === undefined ? {} : { breakdowns: breakdowns.map(moved) }),
    ...(onlyRows === undefined ? {} : { onlyRows: onlyRows.map(moved) }),
  };
}
