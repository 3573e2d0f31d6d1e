import { createHash, randomUUID } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Upload } from "./operation.ts";

/**
 * Streams a sent file to disk, into `incoming` of the data folder, and takes its
 * hash on the way; memory does not grow with the file.
 *
 * Operations move it to where it stays; what is left is removed after the call.
 */
export async function keepUpload(
  file: Readable & { truncated?: boolean },
  name: string,
  folder: string,
  limitMegabytes: number,
): Promise<Upload> {
  const incoming = join(folder, "incoming");
  await mkdir(incoming, { recursive: true });
  const path = join(incoming, randomUUID());
  const hash = createHash("sha256");
  let bytes = 0;
  const counted = async function* (source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of source) {
      hash.update(chunk);
      bytes += chunk.length;
      yield chunk;
    }
  };
  try {
    await pipeline(file, counted, createWriteStream(path, { mode: 0o600 }));
  } catch (trouble) {
    await rm(path, { force: true });
    if ((trouble as { code?: string }).code === "ENOSPC") throw new Refusal("http.diskFull", { folder });
    throw new Refusal("http.uploadBroken");
  }
  if (file.truncated === true) {
    await rm(path, { force: true });
    throw new Refusal("http.fileTooLarge", { limitMegabytes });
  }
  return { name, path, bytes, hash: hash.digest("hex") };
}
