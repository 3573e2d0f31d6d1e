import { copyFile, mkdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sql } from "kysely";
import { Value as Schema } from "typebox/value";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { type Mapping, mappingSchema } from "../mapping.ts";
import phrases from "../messages.de.json" with { type: "json" };
import type { FileOnDisk } from "./readDelivered.ts";

export interface StoredDelivery {
  readonly id: number;
  readonly fileName: string;
  readonly fileHash: string;
  readonly state: "received" | "read" | "checked" | "accepted" | "rejected";
  readonly mapping: Mapping | null;
  readonly findings: readonly Finding[];
  readonly file: FileOnDisk;
}

/** A delivery by its number, with its file; a refusal when there is none, or none that is the asking person's to see. */
export async function demandDelivery(
  { db, folder, reach }: Pick<ReachingContext, "db" | "folder" | "reach">,
  id: number,
): Promise<StoredDelivery> {
  const found = await db
    .selectFrom("delivery")
    .innerJoin("file", "file.hash", "delivery.file_hash")
    .select(["delivery.id", "file_name", "file_hash", "state", "mapping", "findings", "file.bytes"])
    .where("delivery.id", "=", id)
    .where(withinReach(reach, "delivery"))
    .executeTakeFirst();
  if (found === undefined) throw new Refusal("collect.unknownDelivery", { id }, { kind: "missing" });
  return {
    id: found.id,
    fileName: found.file_name,
    fileHash: found.file_hash,
    state: found.state,
    mapping: Schema.Check(mappingSchema, found.mapping) ? found.mapping : null,
    findings: found.findings as Finding[],
    file: {
      path: keptPath(folder, found.file_hash),
      name: found.file_name,
      bytes: Number(found.bytes),
      hash: found.file_hash,
    },
  };
}

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
 * Puts a sent file where deliveries keep theirs, inside the transaction that makes its delivery.
 *
 * It bears a mark until the delivery is there, and `sweepFiles` looks at no other.
 */
export async function keepFile(db: Context["db"], folder: string, path: string, hash: string): Promise<KeptFile> {
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

/** One step in the life of a delivery, with who and when. */
export async function addStep(
  db: Context["db"],
  { person, now }: Pick<Context, "person" | "now">,
  deliveryId: number,
  state: string,
  note = "",
): Promise<void> {
  await db
    .insertInto("delivery_step")
    .values({ delivery_id: deliveryId, state, happened_at: now(), person: person.name, note })
    .execute();
}

/** The findings as German sentences, in the same order. */
export function sentencesOf(findings: readonly Finding[]): string[] {
  return findings.map((finding) => phrase(phrases, finding));
}
