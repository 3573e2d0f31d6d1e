import type { ClientBase } from "pg";
import { columnsOf, nameOf, type SchemaPlan, type TablePlan } from "./schemaPlan.ts";

/** A table as one number: how many rows, and a checksum over all of them in which their order plays no part. */
export interface TableSum {
  readonly schema: string;
  readonly table: string;
  readonly rows: number;
  readonly sum: string;
}

/** One figure as its slices and series say it. */
export interface FigureSum {
  readonly schema: string;
  readonly figure: string;
  readonly slices: number;
  readonly series: number;
  /** Values in the series, without gaps. */
  readonly values: number;
  readonly sum: string;
}

// Each row becomes 128 bits, which are added up: rows may come in any order, and a changed one changes the sum.
const checksum = (row: string) => `
  coalesce(sum(('x' || substr(md5(${row}), 1, 16))::bit(64)::bigint::numeric), 0)::text || '/' ||
  coalesce(sum(('x' || substr(md5(${row}), 17, 16))::bit(64)::bigint::numeric), 0)::text`;

/** Number and checksum of all rows of a table: the same before and after a move, in whatever order they lie. */
export async function tableSum(client: ClientBase, plan: SchemaPlan, table: TablePlan): Promise<TableSum> {
  const { rows } = await client.query<{ rows: string; sum: string }>(
    `select count(*)::text as rows, ${checksum("t::text")} as sum from (select ${columnsOf(table)} from ${nameOf(plan, table)}) t`,
  );
  return { schema: plan.schema, table: table.name, rows: Number(rows[0]?.rows), sum: rows[0]?.sum ?? "" };
}

/** Every figure of a tenant, by its key. */
export async function figureSums(client: ClientBase, plan: SchemaPlan): Promise<FigureSum[]> {
  const named = (name: string) => nameOf(plan, { name });
  const { rows } = await client.query<Record<"figure" | "slices" | "series" | "values" | "sum" | "slice_sum", string>>(
    `select f.key as figure, coalesce(l.slices, 0)::text as slices, coalesce(l.sum, '') as slice_sum,
       coalesce(s.series, 0)::text as series, coalesce(s.amounts, 0)::text as values, coalesce(s.sum, '') as sum
     from ${named("figure")} f
     left join (select figure_id, count(*) as series, ${checksum("t::text")} as sum,
         sum((select count(*) from unnest(t.amounts) a where a is not null)) as amounts
       from ${named("series")} t group by figure_id) s on s.figure_id = f.id
     left join (select figure_id, count(*) as slices, ${checksum("t::text")} as sum
       from ${named("slice")} t group by figure_id) l on l.figure_id = f.id
     order by 1`,
  );
  return rows.map(({ figure, slices, series, values, sum, slice_sum }) => ({
    schema: plan.schema,
    figure,
    slices: Number(slices),
    series: Number(series),
    values: Number(values),
    sum: `${sum} ${slice_sum}`,
  }));
}
