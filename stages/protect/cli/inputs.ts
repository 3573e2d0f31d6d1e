import { readFileSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import iconv from "iconv-lite";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Call } from "../../../runtime/cli/command.ts";
import { readSpecification } from "../readSpecification.ts";
import type { Specification } from "../specification.ts";
import { type Delimited, delimited } from "../table/delimited.ts";
import { type TableRow, tableRows } from "../table/tableFile.ts";

/** The value of an option that a command cannot do without. */
export function demanded(call: Call, option: string, usage: string): string {
  const value = call.values[option];
  if (typeof value !== "string" || value === "")
    throw new Refusal("protect.optionMissing", { option: `--${option}`, usage });
  return value;
}

/**
 * The specification of a table, with the hierarchies that it names beside it. Refuses one with an error, at its line.
 */
export function specificationFile(path: string): Specification {
  return readSpecification(textFile(path), basename(path), (other) => textFile(resolve(dirname(path), other)));
}

export interface TableInput {
  readonly file: string;
  readonly delimited: Delimited;
  readonly rows: readonly TableRow[];
}

/** A table file, read as its specification says. Refuses rows that do not fit, at their line. */
export function tableFile(path: string, specification: Specification, published = false): TableInput {
  const read = delimited(textFile(path), basename(path));
  return { file: basename(path), delimited: read, rows: tableRows(read, specification, basename(path), { published }) };
}

/** Tables published earlier, their paths counted from the specification's folder. */
export function earlierTables(specificationPath: string, specification: Specification): TableInput[] {
  return (specification.publishedBefore ?? []).map((earlier) => {
    const path = resolve(dirname(specificationPath), earlier.file);
    const read = delimited(textFile(path), earlier.file);
    const rows = tableRows(read, specification, earlier.file, {
      partial: true,
      ...(earlier.value === undefined ? {} : { value: earlier.value }),
      ...(earlier.status === undefined ? {} : { status: earlier.status }),
    });
    return { file: earlier.file, delimited: read, rows };
  });
}

/** A text file in UTF-8 or UTF-16, or in Windows-1252 where it is neither; letters with their dots in one piece, as most programs write them. */
export function textFile(path: string): string {
  return decoded(path).normalize("NFC");
}

function decoded(path: string): string {
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new Refusal("protect.fileMissing", { file: path });
  }
  const utf16 =
    bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : bytes[0] === 0xfe && bytes[1] === 0xff ? "utf-16be" : "";
  if (utf16 !== "") return new TextDecoder(utf16).decode(bytes);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3)
    throw new Refusal("protect.tableIsWorkbook", {}, { place: { file: basename(path) } });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), "windows-1252");
  }
}
