import { accessSync, constants, mkdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";

/**
 * Writes the files of a command: all of them or none, each whole. Folders in `folders` are made where they lack.
 *
 * Refuses to write over what was read (`inputs`), and what cannot be written; then nothing is changed.
 */
export function writeFiles(
  files: ReadonlyMap<string, string>,
  { inputs, folders = [] }: { readonly inputs: readonly string[]; readonly folders?: readonly string[] },
): void {
  const read = new Set(inputs.map(realPath));
  for (const path of files.keys())
    if (read.has(realPath(path))) throw new Refusal("combine.wouldOverwrite", { file: path });
  const drafts = new Map<string, string>();
  let now = "";
  try {
    for (const folder of folders) {
      now = folder;
      mkdirSync(folder, { recursive: true });
    }
    for (const [path, text] of files) {
      now = path;
      const found = statSync(path, { throwIfNoEntry: false });
      if (found !== undefined) accessSync(path, constants.W_OK);
      // Screens, pipes and folders cannot be replaced by a draft; writing says what is the matter.
      if (found !== undefined && !found.isFile()) {
        writeFileSync(path, text);
        continue;
      }
      const target = realPath(path);
      const draft = `${target}.${process.pid}.part`;
      drafts.set(draft, target);
      writeFileSync(draft, text);
    }
    for (const [draft, target] of drafts) {
      now = target;
      renameSync(draft, target);
    }
  } catch (cause) {
    for (const draft of drafts.keys()) rmSync(draft, { force: true });
    const reason = (cause as NodeJS.ErrnoException).code;
    if (reason === undefined) throw cause;
    throw new Refusal("combine.notWritable", { file: now, reason });
  }
}

/** Where a path leads in the end, also one to a file that is not there yet. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    const folder = dirname(resolve(path));
    try {
      return join(realpathSync(folder), basename(path));
    } catch {
      return resolve(path);
    }
  }
}
