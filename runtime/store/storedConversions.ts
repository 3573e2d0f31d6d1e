import { type Kysely, sql } from "kysely";
import type { Frequency } from "../../kernel/time/period.ts";
import { countsAsAccepted } from "./countsAsAccepted.ts";
import type { Database } from "./database.ts";

/** A value that had been brought over from other boundaries before it was stored. */
export interface StoredConversion {
  readonly figure: string;
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly areaId: number;
}

/** The values of these figures that count and must not be converted again. */
export async function storedConversions(
  db: Kysely<Database>,
  figures: readonly string[],
): Promise<readonly StoredConversion[]> {
  const { rows } = await sql<StoredConversion>`
    with marked as (
      select distinct s.figure_id, f.key, s.breakdown, s.frequency, s.ordinal
      from slice s join figure f on f.id = s.figure_id
      where f.key = any(${figures}::text[]) and s.conversion is not null)
    select key as figure, breakdown, frequency, ordinal, area_id as "areaId"
    from (
      select distinct on (m.key, s.breakdown, s.frequency, s.ordinal, named.area_id)
             m.key, s.breakdown, s.frequency, s.ordinal, named.area_id, s.conversion
      from marked m
      join slice s using (figure_id, breakdown, frequency, ordinal)
      join delivery d on d.id = s.delivery_id
      cross join lateral unnest(s.area_ids) as named(area_id)
      where ${countsAsAccepted}
      order by m.key, s.breakdown, s.frequency, s.ordinal, named.area_id, d.accepted_order desc, s.id desc) newest
    where conversion is not null`.execute(db);
  return rows;
}
