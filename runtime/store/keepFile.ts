import { copyFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Kysely, sql } from "kysely";
import type { Database } from "./database.ts";

/** Where the content of a delivered file lies: under its hash, never under a name that somebody chose. */
export function keptPath(folder: string, hash: string): string {
  if (!/^[0-9a-f]{64}$/.test(hash)) throw new Error(`not a hash of a file: ${hash}`);
  return join(folder, "files", hash);
}

/** A file in its place, whose delivery may still fail. */
export interface KeptFile {
  /** Takes it away again, when the rest failed. */
  readonly takeBack: () => Promise<void>;
  /** Says that its delivery is there. */
  readonly settle: () => Promise<void>;
}

/** Name of the mark beside a file whose delivery is not there yet: what a killed run leaves is known by it. */
export const receivingMark = ".receiving";

/**
 * Puts a sent file where all that was sent is kept, inside the transaction that makes its delivery or setting.
 *
 * It bears a mark until the delivery is there, and `sweepFiles` looks at no other.
 */
export async function keepFile(db: Kysely<Database>, folder: string, path: string, hash: string): Promise<KeptFile> {
  const target = keptPath(folder, hash);
  await mkdir(join(folder, "files"), { recursive: true });
  await sql`select pg_advisory_xact_lock_shared(7312, hashtext(current_schema()))`.execute(db);
  const before = await stat(target).catch(() => undefined);
  if (before !== undefined) {
    await rm(path, { force: true });
    return { takeBack: async () => {}, settle: async () => {} };
  }
  const mark = target + receivingMark;
  await writeFile(mark, "");
  try {
    await rename(path, target);
  } catch {
    // Another file system: copy beside it first, so that a half-copied file never bears the name.
    await copyFile(path, `${target}.part`);
    await rename(`${target}.part`, target);
    await rm(path, { force: true });
  }
  const settle = () => rm(mark, { force: true });
  const takeBack = async () => {
    await rm(target, { force: true });
    await settle();
  };
  return { takeBack, settle };
}
