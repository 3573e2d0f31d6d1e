import { createHash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { Refusal } from "../../kernel/trouble/refusal.ts";

/*
 * The plain tape archive (POSIX ustar) that every system can open: a head of 512
 * bytes with name and size, the content, filled up to 512 bytes. Own code, since a
 * backup must stay readable and writes parts whose order and names we choose.
 */

const block = 512;
/** Names in our archives: folders and names of small letters, digits and a few signs; never a way out of the folder. */
const ownName = /^(?!.*\.\.)[a-z0-9][a-z0-9_.-]*(\/[a-z0-9][a-z0-9_.-]*)*$/;

/** Writes parts one behind the other, each with its SHA-256. */
export class TarWriter {
  readonly #file: FileHandle;
  readonly #seconds: number;
  #at = 0;

  constructor(file: FileHandle, moment: Date) {
    this.#file = file;
    this.#seconds = Math.floor(moment.getTime() / 1_000);
  }

  get bytes(): number {
    return this.#at;
  }

  /** One part of a known size; its content may come piece by piece. Answers with its hash. */
  async add(name: string, bytes: number, content: AsyncIterable<Uint8Array> | Iterable<Uint8Array>): Promise<string> {
    await this.#write(headOf(name, bytes, this.#seconds));
    const hash = createHash("sha256");
    let written = 0;
    for await (const piece of content) {
      written += piece.length;
      if (written > bytes) break;
      hash.update(piece);
      await this.#write(piece);
    }
    if (written !== bytes) throw new Error(`part ${name} of ${bytes} bytes has another size: ${written}`);
    await this.#write(Buffer.alloc((block - (bytes % block)) % block));
    return hash.digest("hex");
  }

  async end(): Promise<void> {
    await this.#write(Buffer.alloc(2 * block));
    await this.#file.sync();
  }

  async #write(piece: Uint8Array): Promise<void> {
    let from = 0;
    while (from < piece.length) {
      const { bytesWritten } = await this.#file.write(piece, from, piece.length - from, this.#at);
      from += bytesWritten;
      this.#at += bytesWritten;
    }
  }
}

/** A part as it lies in an archive. */
export interface TarPart {
  readonly name: string;
  readonly bytes: number;
  /** Where its content begins. */
  readonly at: number;
}

/** What lies in an archive, without reading the contents; refuses what is no archive of ours or was cut off. */
export async function partsIn(file: FileHandle, path: string): Promise<TarPart[]> {
  const { size } = await file.stat();
  const parts: TarPart[] = [];
  const head = Buffer.alloc(block);
  for (let at = 0; ; ) {
    const { bytesRead } = await file.read(head, 0, block, at);
    if (bytesRead < block) throw new Refusal("backup.cutOff", { file: path });
    if (head.every((byte) => byte === 0)) return parts;
    const sum = head.reduce((total, byte, place) => total + (place >= 148 && place < 156 ? 32 : byte), 0);
    if (head.toString("latin1", 257, 262) !== "ustar" || Number.parseInt(head.toString("latin1", 148, 154), 8) !== sum)
      throw new Refusal("backup.notABackup", { file: path });
    const [prefix, name] = [textAt(head, 345, 155), textAt(head, 0, 100)];
    const full = prefix === "" ? name : `${prefix}/${name}`;
    const bytes = sizeAt(head);
    if (!ownName.test(full) || parts.some((part) => part.name === full))
      throw new Refusal("backup.notABackup", { file: path });
    if (at + block + bytes > size) throw new Refusal("backup.cutOff", { file: path });
    parts.push({ name: full, bytes, at: at + block });
    at += block + Math.ceil(bytes / block) * block;
  }
}

/** The content of a part, piece by piece. */
export async function* contentOf(file: FileHandle, part: TarPart): AsyncGenerator<Buffer> {
  const pieceBytes = 2 ** 20;
  for (let done = 0; done < part.bytes; ) {
    const piece = Buffer.allocUnsafe(Math.min(pieceBytes, part.bytes - done));
    const { bytesRead } = await file.read(piece, 0, piece.length, part.at + done);
    if (bytesRead === 0) throw new Error(`part ${part.name} ends early: ${done} of ${part.bytes} bytes`);
    done += bytesRead;
    yield piece.subarray(0, bytesRead);
  }
}

function headOf(name: string, bytes: number, seconds: number): Buffer {
  if (!ownName.test(name)) throw new Error(`name of a part: ${name}`);
  const head = Buffer.alloc(block);
  const cut = name.length <= 100 ? -1 : name.lastIndexOf("/", 155);
  const [prefix, own] = cut === -1 ? ["", name] : [name.slice(0, cut), name.slice(cut + 1)];
  if (own.length > 100) throw new Error(`name of a part is too long: ${name}`);
  head.write(own, 0, "latin1");
  head.write("0000600\0", 100, "latin1");
  head.write("0000000\0", 108, "latin1");
  head.write("0000000\0", 116, "latin1");
  // Beyond eight gigabytes the size is written as a binary number, as GNU tar does.
  if (bytes < 8 ** 11) head.write(`${bytes.toString(8).padStart(11, "0")}\0`, 124, "latin1");
  else {
    head[124] = 0x80;
    head.writeUIntBE(bytes, 130, 6);
  }
  head.write(`${seconds.toString(8).padStart(11, "0")}\0`, 136, "latin1");
  head.write("        ", 148, "latin1");
  head.write("0", 156, "latin1");
  head.write("ustar\x0000", 257, "latin1");
  head.write(prefix, 345, "latin1");
  const sum = head.reduce((total, byte) => total + byte, 0);
  head.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148, "latin1");
  return head;
}

function textAt(head: Buffer, from: number, most: number): string {
  const text = head.toString("latin1", from, from + most);
  const end = text.indexOf("\0");
  return end === -1 ? text : text.slice(0, end);
}

function sizeAt(head: Buffer): number {
  if (((head[124] ?? 0) & 0x80) !== 0) return head.readUIntBE(130, 6);
  return Number.parseInt(head.toString("latin1", 124, 135), 8) || 0;
}
