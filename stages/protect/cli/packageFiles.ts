import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type ArchivedFile, unzipped, zipArchive } from "../package/zipArchive.ts";

/** Larger packages are none of ours: a table of a million cells has some 60 megabytes. */
const mostBytes = 500_000_000;

/** Writes a package as `.zip` or as a folder; it appears whole or not at all, and never over another one. */
export function writePackage(out: string, files: readonly ArchivedFile[]): void {
  if (existsSync(out)) throw new Refusal("protect.packageExists", { file: out }, { kind: "conflict" });
  const part = `${out}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(dirname(out), { recursive: true });
  if (isZip(out)) writeFileSync(part, zipArchive(files));
  else {
    mkdirSync(part);
    for (const { name, content } of files) writeFileSync(join(part, name), content);
  }
  renameSync(part, out);
}

/** The files of a package, zipped or in a folder. */
export function readPackage(path: string): ArchivedFile[] {
  if (!existsSync(path)) throw new Refusal("protect.fileMissing", { file: path });
  if (!statSync(path).isDirectory())
    return unzipped(
      readFileSync(path),
      (content, limit) => inflateRawSync(content, { maxOutputLength: limit }),
      mostBytes,
    );
  return readdirSync(path)
    .filter((name) => statSync(join(path, name)).isFile())
    .sort()
    .map((name) => ({ name, content: readFileSync(join(path, name)) }));
}

function isZip(path: string): boolean {
  return /\.zip$/i.test(path);
}
