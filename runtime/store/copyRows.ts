import { pipeline } from "node:stream/promises";
import { CompiledQuery, type Kysely } from "kysely";
import type { ClientBase } from "pg";
import { from } from "pg-copy-streams";
import { CopyBuffer } from "./copyBuffer.ts";

/** How a column of a copied row is written; it must be the column's very type, since the binary form converts nothing. */
export type CopyType = "int4" | "float8" | "text" | "jsonb" | "int4[]" | "int2[]" | "float8[]";

/** One field of a copied row: text for `text` and `jsonb`, numbers for numbers. In a `Float64Array`, NaN stands for NULL. */
export type CopyField = string | number | null | readonly (number | null)[] | Float64Array;

/** Rows on their way through `COPY … FROM STDIN`; as only parameter of a query they are streamed to it. */
export class CopyRows {
  readonly types: readonly CopyType[];
  readonly rows: AsyncIterable<readonly CopyField[]> | Iterable<readonly CopyField[]>;
  count = 0;

  constructor(types: readonly CopyType[], rows: CopyRows["rows"]) {
    this.types = types;
    this.rows = rows;
  }
}

/**
 * Brings many rows into a table, inside the transaction of `db`, in PostgreSQL's
 * binary form: printing and parsing millions of numbers takes longer than storing them.
 *
 * Answers with the number of rows.
 */
export async function copyRows<Tables>(
  db: Kysely<Tables>,
  table: string,
  columns: Readonly<Record<string, CopyType>>,
  rows: CopyRows["rows"],
): Promise<number> {
  const load = new CopyRows(Object.values(columns), rows);
  const statement = `copy ${table} (${Object.keys(columns).join(", ")}) from stdin with (format binary)`;
  await db.executeQuery(CompiledQuery.raw(statement, [load]));
  return load.count;
}

/** Streams the rows of a `CopyRows` to the server; called where a query meets its connection. */
export async function streamCopy(client: ClientBase, statement: string, load: CopyRows): Promise<void> {
  await pipeline(() => chunksOf(load), client.query(from(statement)));
}

async function* chunksOf(load: CopyRows): AsyncGenerator<Buffer> {
  const buffer = new CopyBuffer();
  buffer.begin();
  // Awaiting each row of what is at hand anyway would cost more than writing it.
  if (Symbol.iterator in load.rows) {
    for (const row of load.rows) {
      buffer.row(load.types, row);
      load.count += 1;
      if (buffer.isFull()) yield buffer.take();
    }
  } else {
    for await (const row of load.rows) {
      buffer.row(load.types, row);
      load.count += 1;
      if (buffer.isFull()) yield buffer.take();
    }
  }
  buffer.end();
  yield buffer.take();
}
