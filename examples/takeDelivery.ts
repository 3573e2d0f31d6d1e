import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import { keepUpload } from "../runtime/http/keepUpload.ts";
import type { Context, Upload } from "../runtime/http/operation.ts";
import type { CheckResult, Mapping } from "../stages/collect/collect.ts";
import { acceptDelivery, checkDelivery, receiveDelivery } from "../stages/collect/server/collect.ts";

export interface TakenDelivery {
  readonly id: number;
  readonly file: string;
  readonly values: number;
  readonly facilities: number;
  /** What the dry run found, as sentences with their place. */
  readonly sentences: readonly string[];
  /** Cells that the mapping leaves out, with place and reason. */
  readonly leftOut: readonly string[];
}

/** A file of this machine, as if a person had sent it. */
export function fileSent(context: Pick<Context, "folder">, path: string): Promise<Upload> {
  return keepUpload(createReadStream(path), basename(path), context.folder, Number.MAX_SAFE_INTEGER);
}

/** Bytes that were made just now, as if a person had sent them as a file. */
export function bytesSent(context: Pick<Context, "folder">, name: string, bytes: Uint8Array): Promise<Upload> {
  return keepUpload(Readable.from([Buffer.from(bytes)]), name, context.folder, Number.MAX_SAFE_INTEGER);
}

/**
 * Brings a file in as a planner does: received, read with this mapping, checked, accepted.
 *
 * A delivery that cannot be accepted throws with what the check says; a file
 * that was accepted before changes nothing.
 */
export async function takeDelivery(
  context: Context,
  file: Upload,
  mapping: Mapping,
  note?: string,
): Promise<TakenDelivery> {
  // Many small files: who waits wants to see how many there are, not the steps of each.
  const quiet: Context = { ...context, progress: () => {} };
  const { id } = await receiveDelivery.run(quiet, { file });
  const check: CheckResult = await checkDelivery.run(quiet, { id, mapping });
  if (!check.acceptable) throw new Error(`${file.name} cannot be accepted: ${check.sentences.join(" ")}`);
  const { values, facilities } = await acceptDelivery.run(quiet, { id, ...(note === undefined ? {} : { note }) });
  const leftOut = check.sentences.filter((_, i) => check.findings[i]?.code === "collect.leftOut");
  return { id, file: file.name, values, facilities, sentences: check.sentences, leftOut };
}
