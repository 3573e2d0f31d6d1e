import { type Kysely, sql } from "kysely";
import type { Frequency } from "../../../kernel/time/period.ts";
import type { Database } from "../../../runtime/store/database.ts";

/** The areas held back for one figure, breakdown and point in time. */
export interface WithheldAreas {
  readonly figure: string;
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly areaIds: readonly number[];
  /** One per area. */
  readonly reasons: readonly ("primary" | "secondary")[];
}

/** The stored pattern of these figures, for everybody who is about to release something; only totals unless `breakdown` is null. */
export async function withheldCells(
  db: Kysely<Database>,
  question: {
    readonly figures: readonly string[];
    readonly frequency?: Frequency;
    readonly breakdown?: string | null;
    /** First and last ordinal, both included. */
    readonly from?: number;
    readonly to?: number;
  },
): Promise<WithheldAreas[]> {
  const conditions = [
    sql`f.key = any(${question.figures}::text[])`,
    ...(question.breakdown === null ? [] : [sql`w.breakdown = ${question.breakdown ?? ""}`]),
    ...(question.frequency === undefined ? [] : [sql`w.frequency = ${question.frequency}`]),
    ...(question.from === undefined ? [] : [sql`w.ordinal >= ${question.from}`]),
    ...(question.to === undefined ? [] : [sql`w.ordinal <= ${question.to}`]),
  ];
  const { rows } = await sql<WithheldAreas>`
    select f.key as figure, w.breakdown, w.frequency, w.ordinal,
           array_agg(w.area_id order by w.area_id) as "areaIds", array_agg(w.reason order by w.area_id) as reasons
    from withheld_cell w join figure f on f.id = w.figure_id
    where ${sql.join(conditions, sql` and `)}
    group by f.key, w.breakdown, w.frequency, w.ordinal
    order by f.key, w.breakdown, w.frequency, w.ordinal`.execute(db);
  return rows;
}
