import { createReadStream } from "node:fs";
import { basename } from "node:path";
import { Readable } from "node:stream";
import type { Finding } from "../kernel/trouble/finding.ts";
import { Refusal } from "../kernel/trouble/refusal.ts";
import { keepUpload } from "../runtime/http/keepUpload.ts";
import type { Context, Upload } from "../runtime/http/operation.ts";
import type { CheckResult, Mapping } from "../stages/collect/collect.ts";
import { acceptDelivery, checkDelivery, receiveDelivery } from "../stages/collect/server/collect.ts";
import { sentencesOf } from "../stages/collect/server/deliveryStore.ts";

export interface TakenDelivery {
  readonly id: number;
  readonly file: string;
  readonly values: number;
  readonly facilities: number;
  /** What the dry run found, as sentences with their place. */
  readonly sentences: readonly string[];
  /** Cells that the mapping leaves out, with place and reason, in the reader's language. */
  readonly leftOut: readonly string[];
}

/** Says a finding in the language of whoever reads. */
export type InWords = (finding: Finding) => string | Promise<string>;

/** The findings, one sentence each. */
export function inAll(findings: readonly Finding[], inWords: InWords): Promise<string[]> {
  return Promise.all(findings.map((finding) => inWords(finding)));
}

const germanSentence: InWords = (finding) => sentencesOf([finding])[0] ?? finding.code;

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
 * A delivery that cannot be accepted is refused with what the check says. The
 * same file may come twice, once for each table that is read out of it.
 */
export async function takeDelivery(
  context: Context,
  file: Upload,
  mapping: Mapping,
  { note, inWords = germanSentence }: { readonly note?: string | undefined; readonly inWords?: InWords } = {},
): Promise<TakenDelivery> {
  // Many small files: who waits wants to see how many there are, not the steps of each.
  const quiet: Context = { ...context, progress: () => {} };
  const { id } = await receiveDelivery.run(quiet, { file, mapping });
  const check: CheckResult = await checkDelivery.run(quiet, { id, mapping });
  if (!check.acceptable) {
    const errors = check.findings.filter(({ severity }) => severity === "error");
    throw new Refusal("cli.deliveryRefused", { file: file.name, reason: (await inAll(errors, inWords)).join(" ") });
  }
  const { values, facilities } = await acceptDelivery.run(quiet, { id, ...(note === undefined ? {} : { note }) });
  const leftOut = await inAll(
    check.findings.filter(({ code }) => code === "collect.leftOut"),
    inWords,
  );
  return { id, file: file.name, values, facilities, sentences: check.sentences, leftOut };
}
