import type { TableMapping } from "./mapping.ts";
import { headRows, headsOf, splitHead } from "./tableLayout.ts";
import { cellText, filledRows, type Sheet } from "./workbook.ts";

/** Enough to tell sheets apart; more rows would only cost time. */
const rowsLookedAt = 5_000;

/** What the rows of a sheet speak of: area, time and split of each, as text. */
export function sheetKeys(sheet: Sheet, table: TableMapping): ReadonlySet<string> {
  const heads = headsOf(headRows(sheet, table));
  const rows = filledRows(sheet).slice(table.firstRow - 1, Math.min(table.lastRow ?? Infinity, rowsLookedAt));
  const at = (column: string | number): number => (typeof column === "number" ? column - 1 : heads.indexOf(column));
  const { area, period, values } = table;
  const columns =
    values.by === "columns"
      ? (values.columns ?? heads.map((_, i) => ({ column: i + 1 }))).map(({ column }) => heads[at(column)] ?? "")
      : [];
  const areas = area.by === "header" ? columns : undefined;
  const times =
    period.by === "header" ? [...new Set(columns.map((head) => splitHead(head).period ?? head))] : undefined;
  const split = [
    ...(table.breakdowns ?? []).map(({ column }) => at(column)),
    ...(values.by === "rows" ? (values.figureColumns ?? []).map(at) : []),
  ];
  const keys = new Set<string>();
  for (const row of rows) {
    if (row.every((cell) => cellText(cell) === "")) continue;
    const ownAreas = areas ?? [area.by === "column" ? cellText(row[at(area.column)]) : constantOf(area)];
    const ownTimes = times ?? [
      period.by === "column" ? cellText(row[at(period.column)]) : period.by === "constant" ? period.period : "",
    ];
    const within = period.by === "column" && period.within !== undefined ? cellText(row[at(period.within)]) : "";
    const rest = [within, ...split.map((column) => cellText(row[column]))].join("|");
    for (const one of ownAreas)
      if (one !== "") for (const time of ownTimes) keys.add(`${one}|${time}|${rest}|${values.figure ?? ""}`);
  }
  return keys;
}

function constantOf(area: TableMapping["area"]): string {
  return area.by === "constant" ? area.code : "";
}

/**
 * Whether two sheets speak of the same things by more than half; sums of the county may well stand on each.
 *
 * @example
 * shareKeys(new Set(["a", "b", "sum"]), new Set(["c", "d", "sum"])) // false
 * shareKeys(new Set(["a", "b"]), new Set(["a", "b", "c"])) // true
 */
export function shareKeys(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  const [small, large] = one.size < other.size ? [one, other] : [other, one];
  let shared = 0;
  for (const key of small) if (large.has(key)) shared++;
  return shared * 2 > small.size;
}
