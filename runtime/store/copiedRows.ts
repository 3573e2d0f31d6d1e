import { CompiledQuery, type Kysely } from "kysely";
import type { ClientBase } from "pg";
import { to } from "pg-copy-streams";
import type { CopyType } from "./copyRows.ts";

/** What a column of `copiedRows` becomes: arrays of numbers are typed arrays, where NULL is NaN, 0 or -1. */
interface CopiedField {
  int4: number;
  text: string;
  "int4[]": Int32Array;
  "int2[]": Int16Array;
  "float8[]": Float64Array;
}

type Copied<Types extends Readonly<Record<string, keyof CopiedField>>> = {
  [Name in keyof Types]: CopiedField[Types[Name]] | null;
};

/** Bytes on their way out of a `COPY … TO STDOUT`; as only parameter of a query they are collected. */
export class CopiedBytes {
  bytes: Buffer = Buffer.alloc(0);
}

/**
 * The rows of a query in PostgreSQL's binary form, for long arrays of numbers:
 * NULL inside an array of doubles comes as NaN, of small integers as -1.
 *
 * The query takes no parameters, so nothing that a person typed may be part of it.
 */
export async function copiedRows<Types extends Readonly<Record<string, keyof CopiedField>>, Tables>(
  db: Kysely<Tables>,
  columns: Types,
  query: string,
): Promise<Copied<Types>[]> {
  const collected = new CopiedBytes();
  await db.executeQuery(CompiledQuery.raw(`copy (${query}) to stdout with (format binary)`, [collected]));
  return rowsIn(collected.bytes, columns);
}

/** Collects what a copy says; called where a query meets its connection. */
export async function collectCopy(client: ClientBase, statement: string, collected: CopiedBytes): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of client.query(to(statement))) chunks.push(chunk as Buffer);
  collected.bytes = Buffer.concat(chunks);
}

function rowsIn<Types extends Readonly<Record<string, keyof CopiedField>>>(
  bytes: Buffer,
  columns: Types,
): Copied<Types>[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const names = Object.entries(columns) as [keyof Types, keyof CopiedField][];
  const rows: Copied<Types>[] = [];
  // Eleven bytes of signature, flags, and an extension of which only the length is of interest.
  let at = 19 + view.getInt32(15);
  while (view.getInt16(at) !== -1) {
    at += 2;
    const row: Partial<Copied<Types>> = {};
    for (const [name, type] of names) {
      const length = view.getInt32(at);
      at += 4;
      row[name] = (length === -1 ? null : fieldAt(view, bytes, at, length, type)) as Copied<Types>[keyof Types];
      at += Math.max(0, length);
    }
    rows.push(row as Copied<Types>);
  }
  return rows;
}

function fieldAt(
  view: DataView,
  bytes: Buffer,
  at: number,
  length: number,
  type: CopyType,
): CopiedField[keyof CopiedField] {
  switch (type) {
    case "int4":
      return view.getInt32(at);
    case "text":
      return bytes.toString("utf8", at, at + length);
    case "int4[]":
      return numbersAt(
        view,
        at,
        (size) => new Int32Array(size),
        0,
        (place) => view.getInt32(place),
      );
    case "int2[]":
      return numbersAt(
        view,
        at,
        (size) => new Int16Array(size),
        -1,
        (place) => view.getInt16(place),
      );
    case "float8[]":
      return numbersAt(
        view,
        at,
        (size) => new Float64Array(size),
        Number.NaN,
        (place) => view.getFloat64(place),
      );
    default:
      throw new Error(`type of a copied column: ${type}`);
  }
}

function numbersAt<Numbers extends Int16Array | Int32Array | Float64Array>(
  view: DataView,
  start: number,
  make: (size: number) => Numbers,
  missing: number,
  read: (at: number) => number,
): Numbers {
  const size = view.getInt32(start) === 0 ? 0 : view.getInt32(start + 12);
  const numbers = make(size);
  for (let i = 0, at = start + 20; i < size; i += 1) {
    const width = view.getInt32(at);
    numbers[i] = width === -1 ? missing : read(at + 4);
    at += 4 + Math.max(0, width);
  }
  return numbers;
}
