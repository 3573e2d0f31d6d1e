import { Value as Schema } from "typebox/value";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { phrase } from "../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Context, ReachingContext } from "../../../runtime/http/operation.ts";
import { withinReach } from "../../../runtime/people/narrowing.ts";
import { keptPath } from "../../../runtime/store/keepFile.ts";
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
