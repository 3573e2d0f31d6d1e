import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { basename } from "node:path";

/** A file on disk with name, size and hash, as tests and readers of folders need it. */
export function fileOf(path: string): { name: string; path: string; bytes: number; hash: string } {
  return {
    name: basename(path),
    path,
    bytes: statSync(path).size,
    hash: createHash("sha256").update(readFileSync(path)).digest("hex"),
  };
}
