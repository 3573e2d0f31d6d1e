import { pipeline } from "node:stream/promises";
import type { Kysely } from "kysely";
import { CompiledQuery } from "kysely";
import type { ClientBase } from "pg";
import { from } from "pg-copy-streams";

/** One field of a copied row. */
export type CopyField = string | number | null | readonly (number | null)[];

/** Rows on their way through `COPY … FROM STDIN`; as only parameter of a query they are streamed to it. */
export class CopyRows {
  readonly rows: AsyncIterable<readonly CopyField[]> | Iterable<readonly CopyField[]>;
  count = 0;

  constructor(rows: CopyRows["rows"]) {
    this.rows = rows;
  }
}

/**
 * Brings many rows into a table, inside the transaction of `db`; the quickest way in that PostgreSQL has.
 *
 * Answers with the number of rows.
 */
export async function copyRows<Tables>(
  db: Kysely<Tables>,
  table: string,
  columns: readonly string[],
  rows: CopyRows["rows"],
): Promise<number> {
  const load = new CopyRows(rows);
  await db.executeQuery(CompiledQuery.raw(`copy ${table} (${columns.join(", ")}) from stdin`, [load]));
  return load.count;
}

/** Streams the rows of a `CopyRows` to the server; called where a query meets its connection. */
export async function streamCopy(client: ClientBase, statement: string, load: CopyRows): Promise<void> {
  await pipeline(() => chunksOf(load), client.query(from(statement)));
}

async function* chunksOf(load: CopyRows): AsyncGenerator<string> {
  let chunk = "";
  for await (const row of load.rows) {
    let separator = "";
    for (const field of row) {
      chunk += separator + inCopyForm(field);
      separator = "\t";
    }
    chunk += "\n";
    load.count += 1;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk !== "") yield chunk;
}

function inCopyForm(field: CopyField): string {
  if (field === null) return "\\N";
  if (typeof field === "number") return String(field);
  if (typeof field !== "string") return arrayText(field);
  return /[\\\t\n\r]/.test(field) ? field.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : field;
}

const escapes: Readonly<Record<string, string>> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

/**
 * A list of numbers as PostgreSQL writes an array.
 *
 * @example
 * arrayText([1, null, 2.5]) // "{1,NULL,2.5}"
 */
export function arrayText(numbers: readonly (number | null)[]): string {
  // Joining prints null as nothing, which PostgreSQL would refuse.
  return numbers.includes(null) ? `{${numbers.map((n) => n ?? "NULL").join(",")}}` : `{${numbers.join(",")}}`;
}
