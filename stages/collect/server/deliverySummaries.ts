import { type RawBuilder, sql } from "kysely";
import type { Context } from "../../../runtime/http/operation.ts";
import type { DeliverySummary } from "../contract.ts";
import { formats } from "../formats.ts";

interface Row {
  readonly id: number;
  readonly fileName: string;
  readonly fileHash: string;
  readonly bytes: string;
  readonly state: DeliverySummary["state"];
  readonly reader: string | null;
  readonly source: DeliverySummary["source"];
  readonly supersedes: number | null;
  readonly supersededBy: number | null;
  readonly receivedAt: Date;
  readonly lastStepAt: Date;
  readonly figures: number;
  readonly values: number;
}

/** Deliveries as lists show them, newest first, narrowed by a condition over `delivery d`. */
export async function deliverySummaries(db: Context["db"], condition: RawBuilder<unknown>): Promise<DeliverySummary[]> {
  const { rows } = await sql<Row>`
    select d.id, d.file_name as "fileName", d.file_hash as "fileHash", f.bytes, d.state, d.reader, d.source,
      d.supersedes_id as supersedes,
      (select max(n.id) from delivery n where n.supersedes_id = d.id and n.state = 'accepted') as "supersededBy",
      t.first as "receivedAt", t.last as "lastStepAt",
      coalesce(c.figures, 0)::integer as figures, coalesce(c.values, 0)::integer as values
    from delivery d
    join file f on f.hash = d.file_hash
    join lateral (select min(happened_at) as first, max(happened_at) as last from delivery_step where delivery_id = d.id) t on true
    left join lateral (
      select count(distinct figure_id) as figures, sum(cardinality(area_ids)) as values from slice where delivery_id = d.id) c on true
    where ${condition}
    order by d.id desc`.execute(db);
  return rows.map(({ bytes, receivedAt, lastStepAt, ...row }) => ({
    ...row,
    bytes: Number(bytes),
    readerLabel: formats.find((format) => format.id === row.reader)?.label.de ?? null,
    standing: row.state === "accepted" ? "checked" : row.state === "rejected" ? "rejected" : "raw",
    receivedAt: receivedAt.toISOString(),
    lastStepAt: lastStepAt.toISOString(),
  }));
}
