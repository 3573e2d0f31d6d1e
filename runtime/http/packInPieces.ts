import { constants, crc32, deflateRaw } from "node:zlib";

/** The parts of a long answer, being packed. */
export interface GzipUnderWay {
  /** Begins to pack the next part at once, on another thread, while the caller goes on. */
  readonly add: (part: Buffer) => void;
  /** The whole as one gzip file; nothing can be added any more. */
  readonly end: () => Promise<Buffer>;
}

/**
 * Packs a long text part by part, so that the first parts are packed on one core
 * while the last are still written on another.
 *
 * The parts make one gzip stream of one member (RFC 1952): every part but the last
 * ends on a whole byte and points back to nothing before it (RFC 1951, 3.2.4), as `pigz` does it.
 *
 * @param level from 1, light, to 9, thorough
 */
export function gzipInPieces(level: number): GzipUnderWay {
  const parts: Promise<Buffer>[] = [];
  let sum = 0;
  let size = 0;
  let waiting: Buffer | undefined;
  const pack = (part: Buffer, isLast: boolean) =>
    new Promise<Buffer>((resolve, reject) => {
      const finishFlush = isLast ? constants.Z_FINISH : constants.Z_FULL_FLUSH;
      // Room for the packed whole: piece by piece, every 16 kB would go to another thread and back.
      const chunkSize = Math.max(1_024, part.length);
      deflateRaw(part, { level, finishFlush, chunkSize }, (trouble, packed) =>
        trouble === null ? resolve(packed) : reject(trouble),
      );
    });
  const send = (isLast: boolean) => {
    if (waiting !== undefined) parts.push(pack(waiting, isLast));
    waiting = undefined;
  };
  return {
    add: (part) => {
      send(false);
      waiting = part;
      sum = crc32(part, sum);
      size += part.length;
    },
    end: async () => {
      waiting ??= Buffer.alloc(0);
      send(true);
      const foot = Buffer.alloc(8);
      foot.writeUInt32LE(sum, 0);
      foot.writeUInt32LE(size % 2 ** 32, 4);
      return Buffer.concat([head, ...(await Promise.all(parts)), foot]);
    },
  };
}

// Packed by deflate, no name, no time, by a system that does not matter.
const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
