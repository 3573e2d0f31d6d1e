import { Refusal } from "../../../kernel/trouble/refusal.ts";

/** A file inside an archive. */
export interface ArchivedFile {
  readonly name: string;
  readonly content: Uint8Array;
}

/**
 * Files as a zip archive, uncompressed and all dated alike, so that the same
 * files give the same bytes on every machine.
 *
 * Format: PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and 4.3.16.
 */
export function zipArchive(files: readonly ArchivedFile[]): Uint8Array {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const { name, content } of files) {
    const label = asciiBytes(name);
    const common = [
      ...u16(20), // version needed
      ...u16(0), // flags
      ...u16(0), // stored
      ...u16(0), // 00:00
      ...u16(0x21), // 1 January 1980, the first day that the format knows
      ...u32(crc32(content)),
      ...u32(content.length),
      ...u32(content.length),
      ...u16(label.length),
      ...u16(0), // extra field
    ];
    const local = Uint8Array.from([...u32(localSign), ...common, ...label]);
    parts.push(local, content);
    directory.push(
      Uint8Array.from([
        ...u32(directorySign),
        ...u16(20),
        ...common,
        ...u16(0), // comment
        ...u16(0), // disk
        ...u16(0), // internal attributes
        ...u32(0), // external attributes
        ...u32(offset),
        ...label,
      ]),
    );
    offset += local.length + content.length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  const end = Uint8Array.from([
    ...u32(endSign),
    ...u16(0),
    ...u16(0),
    ...u16(files.length),
    ...u16(files.length),
    ...u32(size),
    ...u32(offset),
    ...u16(0),
  ]);
  return joined([...parts, ...directory, end]);
}

/**
 * The files of a zip archive, also of one that somebody unpacked and packed again.
 * `inflate` gets the largest size that it may answer with, since a small archive
 * can unpack to a huge one.
 *
 * Refuses what is no zip archive or breaks off, and more bytes than `limit` altogether.
 */
export function unzipped(
  bytes: Uint8Array,
  inflate: (content: Uint8Array, limit: number) => Uint8Array,
  limit: number,
): ArchivedFile[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    return entriesOf(bytes, view, inflate, limit);
  } catch (trouble) {
    if (trouble instanceof Refusal) throw trouble;
    throw new Refusal("protect.packageUnreadable");
  }
}

function entriesOf(
  bytes: Uint8Array,
  view: DataView,
  inflate: (content: Uint8Array, limit: number) => Uint8Array,
  limit: number,
): ArchivedFile[] {
  let end = bytes.length - 22;
  while (end >= 0 && view.getUint32(end, true) !== endSign) end--;
  if (end < 0) throw new Refusal("protect.packageUnreadable");
  const count = view.getUint16(end + 10, true);
  if (count > mostFiles) throw new Refusal("protect.packageUnreadable");
  let at = view.getUint32(end + 16, true);
  let room = limit;
  const files: ArchivedFile[] = [];
  for (let n = 0; n < count; n++) {
    if (view.getUint32(at, true) !== directorySign) throw new Refusal("protect.packageUnreadable");
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = String.fromCharCode(...bytes.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (name.endsWith("/")) continue;
    if (size > room) throw new Refusal("protect.packageTooLarge", { megabytes: Math.round(limit / 1e6) });
    room -= size;
    const start = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    const raw = bytes.subarray(start, start + packed);
    const content = method === 0 ? raw : method === 8 ? inflate(raw, size) : undefined;
    if (content === undefined || content.length !== size) throw new Refusal("protect.packageUnreadable");
    files.push({ name, content });
  }
  return files;
}

const mostFiles = 100;
const localSign = 0x04034b50;
const directorySign = 0x02014b50;
const endSign = 0x06054b50;

function u16(n: number): number[] {
  return [n & 255, (n >>> 8) & 255];
}

function u32(n: number): number[] {
  return [n & 255, (n >>> 8) & 255, (n >>> 16) & 255, (n >>> 24) & 255];
}

function asciiBytes(text: string): number[] {
  return Array.from(text, (sign) => sign.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c >>> 0;
});

/**
 * The checksum of bytes that zip archives carry, as a whole number of 32 bits.
 *
 * Source: PKWARE, .ZIP File Format Specification; ISO 3309.
 *
 * @example
 * crc32([49, 50, 51, 52, 53, 54, 55, 56, 57]).toString(16) // "cbf43926"
 */
export function crc32(content: ArrayLike<number>): number {
  let crc = 0xffffffff;
  for (let at = 0; at < content.length; at++) crc = (crcTable[(crc ^ (content[at] ?? 0)) & 255] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
