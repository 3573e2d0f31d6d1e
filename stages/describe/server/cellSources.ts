import { type Kysely, sql } from "kysely";
import { type Mark, markList } from "../../../kernel/value/table.ts";
import { countsAsAccepted } from "../../../runtime/store/countsAsAccepted.ts";
import type { Database } from "../../../runtime/store/database.ts";
import type { FigureSeries } from "../figures/figureSeries.ts";

/** The cell of a file in which the value of an area stood. */
export interface CellSource {
  readonly deliveryId: number;
  readonly sheet: string;
  readonly row: number | null;
  readonly column: number | null;
  readonly conversion: unknown;
  /** What the source printed beside the number. */
  readonly mark: Mark | null;
}

/** For many areas at once: the newest accepted delivery that speaks of each, and the cell in its file. */
export async function cellSources(
  db: Kysely<Database>,
  { figure, breakdown, frequency }: Pick<FigureSeries, "figure" | "breakdown" | "frequency">,
  ordinal: number,
  areas: readonly number[],
): Promise<ReadonlyMap<number, CellSource>> {
  if (areas.length === 0) return new Map();
  const { rows } = await sql<{
    area_id: number;
    delivery_id: number;
    sheet: string;
    row: number | null;
    column: number | null;
    conversion: unknown;
    mark: number | null;
  }>`
    select distinct on (named.area_id) named.area_id, s.delivery_id, s.sheet,
           s.cell_rows[named.place] as row, s.cell_columns[named.place] as "column", s.conversion,
           s.marks[named.place] as mark
    from slice s
    join figure f on f.id = s.figure_id
    join delivery d on d.id = s.delivery_id
    cross join lateral unnest(s.area_ids) with ordinality as named(area_id, place)
    where f.key = ${figure} and s.breakdown = ${breakdown} and s.frequency = ${frequency} and s.ordinal = ${ordinal}
      and named.area_id = any(${[...areas]}::integer[]) and ${countsAsAccepted}
    order by named.area_id, d.accepted_order desc, s.id desc`.execute(db);
  return new Map(
    rows.map((row) => [
      row.area_id,
      {
        deliveryId: row.delivery_id,
        sheet: row.sheet,
        row: row.row,
        column: row.column,
        conversion: row.conversion,
        mark: row.mark === null ? null : (markList[row.mark] ?? null),
      },
    ]),
  );
}
