import { readFileSync, statSync } from "node:fs";
import iconv from "iconv-lite";
import { Refusal } from "../../../kernel/trouble/refusal.ts";

/** Larger files are no tables of areas. */
const LARGEST = 512 * 1024 * 1024;

/** The text of a file: UTF-8, UTF-16 with a byte order mark, or else Windows-1252, as Excel writes them. Refuses what is missing, empty or huge. */
export function readTextFile(path: string): string {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined || !found.isFile()) throw new Refusal("combine.noSuchFile", { file: path });
  if (found.size > LARGEST) throw new Refusal("combine.fileTooLarge", { file: path, megabytes: LARGEST / 1024 / 1024 });
  const bytes = readFileSync(path);
  // What Excel calls "Unicode text".
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes.subarray(0, 4096).includes(0)) throw new Refusal("combine.notText", { file: path });
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes), "windows-1252");
  }
}
