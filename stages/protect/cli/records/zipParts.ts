import { createReadStream } from "node:fs";
import { type FileHandle, open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";

/** A part of a zip file, and where in the file it lies. */
interface Part {
  readonly name: string;
  readonly packed: boolean;
  readonly size: number;
  readonly at: number;
}

/** The file is no zip, or one of a kind that no spreadsheet program writes. */
export class NoZip extends Error {}

/**
 * The parts of a zip file by name, each unpacked piece by piece when asked for; the
 * file is never whole in memory and never unpacked to disk.
 */
export async function zipParts(path: string): Promise<ReadonlyMap<string, () => AsyncIterable<Buffer>>> {
  const file = await open(path, "r");
  try {
    const parts = await directory(file);
    return new Map(parts.map((part) => [part.name, () => piecesOf(path, part)]));
  } finally {
    await file.close();
  }
}

async function* piecesOf(path: string, { packed, size, at }: Part): AsyncGenerator<Buffer> {
  const file = await open(path, "r");
  const head = await bytesAt(file, at, 30).finally(() => file.close());
  if (head.readUInt32LE(0) !== 0x04034b50) throw new NoZip("no part where the directory says");
  const start = at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28);
  if (size === 0) return;
  const raw = createReadStream(path, { start, end: start + size - 1, highWaterMark: 1 << 18 });
  const pieces = packed ? pipeline(raw, createInflateRaw({ chunkSize: 1 << 18 }), () => {}) : raw;
  try {
    for await (const piece of pieces) yield piece as Buffer;
  } finally {
    raw.destroy();
  }
}

async function directory(file: FileHandle): Promise<Part[]> {
  const { size } = await file.stat();
  const tailLength = Math.min(size, 22 + 65_535);
  const tail = await bytesAt(file, size - tailLength, tailLength);
  const end = tail.lastIndexOf(Buffer.from("PK\u0005\u0006", "latin1"));
  if (end < 0 || end + 22 > tail.length) throw new NoZip("no directory");
  let [count, length, at] = [tail.readUInt16LE(end + 10), tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  // Large files keep these numbers in a second record in front of the first.
  if (end >= 20 && tail.readUInt32LE(end - 20) === 0x07064b50) {
    const far = await bytesAt(file, Number(tail.readBigUInt64LE(end - 12)), 56);
    [count, length, at] = [far.readBigUInt64LE(32), far.readBigUInt64LE(40), far.readBigUInt64LE(48)].map(Number) as [
      number,
      number,
      number,
    ];
  }
  if (length > 1 << 26 || at + length > size) throw new NoZip("directory outside the file");
  const list = await bytesAt(file, at, length);
  const parts: Part[] = [];
  for (let n = 0, here = 0; n < count; n++) {
    if (here + 46 > list.length || list.readUInt32LE(here) !== 0x02014b50) throw new NoZip("directory broken");
    const [nameLength, extraLength, noteLength] = [28, 30, 32].map((o) => list.readUInt16LE(here + o)) as [
      number,
      number,
      number,
    ];
    const method = list.readUInt16LE(here + 10);
    const locked = (list.readUInt16LE(here + 8) & 1) === 1;
    if (locked || (method !== 0 && method !== 8)) throw new NoZip("locked or packed in another way");
    const extra = list.subarray(here + 46 + nameLength, here + 46 + nameLength + extraLength);
    const sizes = [24, 20, 42].map((o) => list.readUInt32LE(here + o));
    const [, size = 0, place = 0] = withLargeNumbers(sizes, extra);
    const name = list.toString("utf8", here + 46, here + 46 + nameLength);
    parts.push({ name, packed: method === 8, size, at: place });
    here += 46 + nameLength + extraLength + noteLength;
  }
  return parts;
}

/** Numbers that did not fit stand in an extra field, in the same order. */
function withLargeNumbers(numbers: readonly number[], extra: Buffer): number[] {
  let at = 0;
  while (at + 4 <= extra.length && extra.readUInt16LE(at) !== 1) at += 4 + extra.readUInt16LE(at + 2);
  let next = at + 4;
  return numbers.map((number) => {
    if (number !== 0xffffffff || next + 8 > extra.length) return number;
    next += 8;
    return Number(extra.readBigUInt64LE(next - 8));
  });
}

async function bytesAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const buffer = Buffer.alloc(length);
  const { bytesRead } = await file.read(buffer, 0, length, at);
  if (bytesRead < length) throw new NoZip("file ends early");
  return buffer;
}
