import { closeSync, openSync, readSync } from "node:fs";
import { basename } from "node:path";
import iconv from "iconv-lite";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import type { Specification } from "../../specification.ts";
import { windowsRows } from "./windowsRows.ts";
import { xlsxRows } from "./xlsxRows.ts";

/** A file of records before it is counted: its columns, and how its rows come. */
export interface RecordFile {
  readonly header: readonly string[];
  /** What stands between the fields; undefined for a workbook. */
  readonly separator: string | undefined;
  /** Lines in front of the names of the columns. */
  readonly skipped: number;
  /** The rows below the head as text, decoded here. */
  readonly rows: () => AsyncGenerator<string[]>;
}

/** Opens a file of records by what is inside; only the head is read. */
export async function recordFile(path: string, settings: Specification["records"]): Promise<RecordFile> {
  const start = startOf(path, settings?.headLine);
  const place = { place: { file: basename(path) } };
  if (start.subarray(0, 4).equals(Buffer.from("PK\u0003\u0004"))) return workbook(path, settings);
  if (start.subarray(0, 4).equals(Buffer.from("d0cf11e0", "hex"))) throw new Refusal("protect.oldWorkbook", {}, place);
  if (start[0] === 0xff && start[1] === 0xfe)
    throw new Refusal("protect.recordsUnreadable", { reason: "der Zeichensatz ist UTF-16" }, place);
  const text = decoded(start).replace(/^\uFEFF/, "");
  const lines = text.split(/\r\n|\n|\r/);
  const skipped =
    settings?.headLine === undefined ? lines.findIndex((line) => line.trim() !== "") : settings.headLine - 1;
  const line = lines[skipped] ?? "";
  if (line.trim() === "") throw new Refusal("protect.noRecords", {}, place);
  const separator =
    settings?.delimiter ??
    [";", "\t", ","].reduce((best, sign) => (line.split(sign).length > line.split(best).length ? sign : best), ",");
  return {
    header: fields(line, separator),
    separator,
    skipped,
    rows: () => windowsRows(path, separator, skipped + 1),
  };
}

async function workbook(path: string, settings: Specification["records"]): Promise<RecordFile> {
  const all = () => xlsxRows(path, settings?.sheet, settings?.headLine);
  const reading = all();
  const first = await reading.next();
  await reading.return(undefined);
  if (first.done === true) throw new Refusal("protect.noRecords", {}, { place: { file: basename(path) } });
  return {
    header: first.value.map((name) => name.trim()),
    separator: undefined,
    skipped: (settings?.headLine ?? 1) - 1,
    rows: async function* () {
      let isHead = true;
      for await (const row of all()) {
        if (!isHead) yield row;
        isHead = false;
      }
    },
  };
}

/** The first lines alone, to know the columns; nothing else is read before the counting. */
function startOf(path: string, headLine = 1): Buffer {
  const buffer = Buffer.alloc(headLine > 1 ? 1 << 22 : 1 << 16);
  try {
    const file = openSync(path, "r");
    const length = readSync(file, buffer, 0, buffer.length, 0);
    closeSync(file);
    return buffer.subarray(0, length);
  } catch {
    throw new Refusal("protect.fileMissing", { file: path });
  }
}

function decoded(bytes: Buffer): string {
  const utf8 = new TextDecoder("utf-8").decode(bytes);
  return utf8.slice(0, -4).includes("\uFFFD") ? iconv.decode(Buffer.from(bytes), "windows-1252") : utf8;
}

/** The names in a head, which may be quoted and hold the separator then. */
function fields(line: string, separator: string): string[] {
  const found: string[] = [];
  let field = "";
  let quoted = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at] ?? "";
    if (sign === '"' && quoted && line[at + 1] === '"') {
      field += sign;
      at++;
    } else if (sign === '"') quoted = !quoted;
    else if (sign === separator && !quoted) {
      found.push(field.trim());
      field = "";
    } else field += sign;
  }
  return [...found, field.trim()];
}
