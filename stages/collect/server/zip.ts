import { createInflateRaw } from "node:zlib";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { limits } from "./limits.ts";

/** One member of a zip, as its directory declares it. */
export interface ZipEntry {
  readonly name: string;
  readonly packedBytes: number;
  readonly declaredBytes: number;
  readonly method: number;
  readonly encrypted: boolean;
  readonly offset: number;
}

/**
 * The directory at the end of a zip. A missing one means that the file was cut off
 * on its way.
 */
export function zipEntries(bytes: Buffer, file: string): ZipEntry[] {
  const end = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
  if (end < 0 || end + 22 > bytes.length) throw new Refusal("collect.truncatedArchive", { file });
  const count = bytes.readUInt16LE(end + 10);
  let at = bytes.readUInt32LE(end + 16);
  const entries: ZipEntry[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== 0x02014b50)
      throw new Refusal("collect.truncatedArchive", { file });
    const nameLength = bytes.readUInt16LE(at + 28);
    entries.push({
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      packedBytes: bytes.readUInt32LE(at + 20),
      declaredBytes: bytes.readUInt32LE(at + 24),
      name: bytes.toString("utf8", at + 46, at + 46 + nameLength),
      offset: bytes.readUInt32LE(at + 42),
    });
    at += 46 + nameLength + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** Counts what really comes out of a zip, since a bomb declares less. One budget for all members of a file. */
export class UnpackingBudget {
  #bytes = 0;
  readonly #packed: number;
  readonly #file: string;

  constructor(packedBytes: number, file: string) {
    this.#packed = Math.max(1, packedBytes);
    this.#file = file;
  }

  spend(bytes: number): void {
    this.#bytes += bytes;
    const tooDense = this.#bytes > 20_000_000 && this.#bytes / this.#packed > limits.packingRatio;
    if (this.#bytes > limits.unpackedBytes || tooDense)
      throw new Refusal("collect.zipBomb", { file: this.#file, megabytes: Math.round(limits.unpackedBytes / 1e6) });
  }
}

/** The unpacked content of a member, piece by piece, stopped as soon as the budget is spent. */
export async function* unpacked(
  bytes: Buffer,
  entry: ZipEntry,
  budget: UnpackingBudget,
  file: string,
): AsyncGenerator<Buffer> {
  // Sizes beyond 4 GB stand elsewhere; nothing of that size is read.
  if (entry.packedBytes === 0xffffffff) throw new Refusal("collect.unknownPacking", { file });
  if (entry.encrypted) throw new Refusal("collect.passwordProtected", { file });
  const start = entry.offset + 30;
  if (start > bytes.length || bytes.readUInt32LE(entry.offset) !== 0x04034b50)
    throw new Refusal("collect.truncatedArchive", { file });
  const from = start + bytes.readUInt16LE(entry.offset + 26) + bytes.readUInt16LE(entry.offset + 28);
  const packed = bytes.subarray(from, from + entry.packedBytes);
  if (entry.method === 0) {
    budget.spend(packed.length);
    yield packed;
    return;
  }
  if (entry.method !== 8) throw new Refusal("collect.unknownPacking", { file });
  const inflate = createInflateRaw({ chunkSize: 256 * 1024 });
  inflate.end(packed);
  try {
    for await (const chunk of inflate) {
      const piece: Buffer = chunk;
      budget.spend(piece.length);
      yield piece;
    }
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("collect.truncatedArchive", { file });
  } finally {
    inflate.destroy();
  }
}

/** A member as a whole, for small ones. */
export async function unpackedWhole(
  bytes: Buffer,
  entry: ZipEntry,
  budget: UnpackingBudget,
  file: string,
): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of unpacked(bytes, entry, budget, file)) pieces.push(piece);
  return Buffer.concat(pieces);
}
