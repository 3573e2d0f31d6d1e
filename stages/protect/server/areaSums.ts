import { type Kysely, sql } from "kysely";
import type { Database } from "../../../runtime/store/database.ts";

/** The ways in which areas make up larger ones, one entry per whole, division of its parts and state of its boundaries. */
export interface AreaSums {
  /** Wholes in an order in which every whole comes after its parts. */
  readonly sums: readonly AreaSum[];
}

export interface AreaSum {
  readonly whole: number;
  readonly parts: readonly number[];
  /** Whether these were the parts on a day. */
  readonly wasSoOn: (day: string) => boolean;
}

interface Link {
  readonly whole: number;
  readonly part: number;
  readonly division: string;
  readonly share: number;
  readonly rank: number;
  /** First day and first day after; the ends of time where nobody said. */
  readonly from: string;
  readonly to: string;
}

/**
 * Reads who consists of whom: an area and all areas of one division that lie
 * wholly in it. Divisions that leave gaps do not make up their whole.
 *
 * Direct links suffice: Kreis = its Ämter, Amt = its municipalities, and where a
 * level in between has no figures of its own they are summed up first. After a
 * merger or split a whole has other parts than before; each state is a sum of its
 * own, and only the one whose parts have figures in a year counts for that year.
 */
export async function areaSums(db: Kysely<Database>): Promise<AreaSums> {
  const { rows } = await sql<Link>`
    select p.whole_id as whole, p.part_id as part, a.division_id as division, p.share, l.rank,
      greatest(coalesce(p.valid_from, '-infinity'), coalesce(a.valid_from, '-infinity'))::text as "from",
      least(coalesce(p.valid_to, 'infinity'), coalesce(a.valid_to, 'infinity'))::text as "to"
    from area_part p
    join area a on a.id = p.part_id
    join division d on d.id = a.division_id
    join area w on w.id = p.whole_id
    join area_level l on l.id = w.level_id
    where d.is_partition`.execute(db);
  const groups = new Map<string, Link[]>();
  for (const row of rows) {
    const link = { ...row, from: row.from === "-infinity" ? "" : row.from, to: row.to === "infinity" ? "~" : row.to };
    const key = `${row.whole}|${row.division}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [link]);
    else group.push(link);
  }
  const sums = [...groups.values()].flatMap((links) => {
    const [{ whole, rank } = { whole: 0, rank: 0 }] = links;
    return statesOf(links).map((state) => ({ whole, rank, ...state }));
  });
  return { sums: sums.sort((a, b) => b.rank - a.rank).map(({ rank: _, ...sum }) => sum) };
}

/** The sets of parts that a whole had one after the other; days are text, and text before all and behind all days at the ends. */
function statesOf(links: readonly Link[]): Pick<AreaSum, "parts" | "wasSoOn">[] {
  const states = new Map<string, { parts: number[]; spans: { from: string; to: string }[] }>();
  const days = [...new Set(["", ...links.flatMap(({ from, to }) => [from, to])])].sort();
  for (const [position, day] of days.entries()) {
    const there = links.filter(({ from, to }) => from <= day && day < to);
    if (there.length === 0 || there.some(({ share }) => share !== 1)) continue;
    const parts = [...new Set(there.map(({ part }) => part))].sort((a, b) => a - b);
    const state = states.get(parts.join(",")) ?? { parts, spans: [] };
    state.spans.push({ from: day, to: days[position + 1] ?? "~" });
    states.set(parts.join(","), state);
  }
  return [...states.values()].map(({ parts, spans }) => ({
    parts,
    wasSoOn: (day) => spans.some(({ from, to }) => from <= day && day < to),
  }));
}
