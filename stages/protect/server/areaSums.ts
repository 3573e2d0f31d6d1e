import { type Kysely, sql } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";

/** The ways in which areas make up larger ones, one entry per whole and division of its parts. */
export interface AreaSums {
  /** Wholes in an order in which every whole comes after its parts. */
  readonly sums: readonly { readonly whole: number; readonly parts: readonly number[] }[];
}

/**
 * Reads who consists of whom: an area and all areas of one division that lie
 * wholly in it. Divisions that leave gaps do not make up their whole.
 *
 * Direct links suffice: Kreis = its Ämter, Amt = its municipalities, and where a
 * level in between has no figures of its own they are summed up first.
 */
export async function areaSums(db: Kysely<Database>): Promise<AreaSums> {
  const { rows } = await sql<{ whole: number; parts: number[]; rank: number }>`
    select p.whole_id as whole, array_agg(distinct p.part_id) as parts, min(l.rank) as rank
    from area_part p
    join area a on a.id = p.part_id
    join division d on d.id = a.division_id
    join area w on w.id = p.whole_id
    join area_level l on l.id = w.level_id
    where d.is_partition
    group by p.whole_id, a.division_id
    having bool_and(p.share = 1)`.execute(db);
  return { sums: rows.sort((a, b) => b.rank - a.rank).map(({ whole, parts }) => ({ whole, parts })) };
}
