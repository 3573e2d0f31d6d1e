import { type Kysely, sql } from "kysely";
import type { Circle } from "../../../kernel/contract/circle.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import { copyRows } from "../../../runtime/store/copyRows.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type Cell, cellKey, sliceKey } from "./cellsOfYear.ts";

/** A cell that must stay back, and whether for its own sake. */
export interface HeldBack extends Cell {
  /** Id of the figure. */
  readonly figure: number;
  readonly reason: "primary" | "secondary";
}

interface StoredCell {
  readonly figure: string;
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly area: number;
}

/**
 * Which cells of these figures were shown by the pattern that is about to be
 * replaced: all that were there before the newest delivery and not held back.
 */
export async function patternBefore(
  db: Kysely<Database>,
  figures: readonly string[],
): Promise<(figure: string) => (cell: Cell, isDelivered: boolean) => boolean> {
  const { rows: held } = await sql<StoredCell>`
    select f.key as figure, w.breakdown, w.frequency, w.ordinal, w.area_id as area
    from withheld_cell w join figure f on f.id = w.figure_id where f.key = any(${figures}::text[])`.execute(db);
  // Cells are new where no delivery before the newest one gave this slice for the area.
  const { rows: fresh } = await sql<Omit<StoredCell, "area"> & { areas: number[] }>`
    with newest as (select id from delivery where state = 'accepted' order by accepted_order desc limit 1)
    select f.key as figure, s.breakdown, s.frequency, s.ordinal,
      array(select unnest(s.area_ids) except
            select unnest(o.area_ids) from slice o join delivery d on d.id = o.delivery_id
            where o.figure_id = s.figure_id and o.breakdown = s.breakdown and o.frequency = s.frequency
              and o.ordinal = s.ordinal and o.delivery_id <> s.delivery_id and d.state = 'accepted') as areas
    from slice s join newest on newest.id = s.delivery_id join figure f on f.id = s.figure_id
    where f.key = any(${figures}::text[])`.execute(db);
  const hidden = new Set(held.map((cell) => `${cell.figure}|${cellKey(cell)}`));
  const given = new Set<string>();
  for (const { figure, areas, ...slice } of fresh) {
    if (areas.length > 0) given.add(`${figure}|${sliceKey(slice)}`);
    for (const area of areas) given.add(`${figure}|${cellKey({ ...slice, area })}`);
  }
  return (figure) => (cell, isDelivered) => {
    const name = `${figure}|${cellKey(cell)}`;
    if (hidden.has(name)) return false;
    // A sum that the platform makes is new where any of its slice is.
    return !given.has(isDelivered ? name : `${figure}|${sliceKey(cell)}`);
  };
}

/** Puts new patterns in the place of those that these figures had. */
export async function storePattern(
  db: Kysely<Database>,
  figures: readonly number[],
  cells: readonly HeldBack[],
  outside: readonly (HeldBack & { readonly circle: Circle })[],
): Promise<void> {
  await sql`delete from withheld_cell where figure_id = any(${figures}::integer[])`.execute(db);
  await sql`delete from audience_cell where figure_id = any(${figures}::integer[])`.execute(db);
  const row = ({ figure, breakdown, frequency, ordinal, area, reason }: HeldBack) => [
    ...[figure, breakdown, frequency, ordinal, area, reason],
  ];
  if (cells.length > 0) await copyRows(db, "withheld_cell", cellColumns, cells.map(row));
  const rows = outside.map((cell) => [cell.circle, ...row(cell)]);
  if (rows.length > 0) await copyRows(db, "audience_cell", { audience: "text", ...cellColumns }, rows);
}

const cellColumns = {
  figure_id: "int4",
  breakdown: "text",
  frequency: "text",
  ordinal: "int4",
  area_id: "int4",
  reason: "text",
} as const;
