import { createHash } from "node:crypto";
import { totalmem } from "node:os";
import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { localDay } from "../../kernel/time/localDay.ts";
import type { Person } from "../people/person.ts";
import { KeptByUse } from "../store/keptByUse.ts";
import { type StateOfData, stateOfData, withStateOfData } from "../store/stateOfData.ts";
import { jsonPieces } from "./jsonPieces.ts";
import type { Context } from "./operation.ts";
import { gzipInPieces } from "./packInPieces.ts";

interface Effort {
  readonly br: number;
  readonly gzip: number;
}

export type Packing = "br" | "gzip";

const smallest = 1_024;
// From here on an answer is packed while it is written, and kept packed alone.
const long = 128 * 2 ** 10;
// For figures the light ones take half the time and give 4 to 11 % more bytes.
const light: Effort = { br: 1, gzip: 1 };
const thorough: Effort = { br: 4, gzip: 6 };
const packers: Readonly<Record<Packing, (text: Buffer, effort: Effort) => Promise<Buffer>>> = {
  br: (text, { br }) =>
    promisify(brotliCompress)(text, {
      chunkSize: inOnePiece(text),
      params: { [constants.BROTLI_PARAM_QUALITY]: br, [constants.BROTLI_PARAM_SIZE_HINT]: text.length },
    }),
  gzip: (text, { gzip: level }) => promisify(gzip)(text, { level, chunkSize: inOnePiece(text) }),
};
const unpackers: Readonly<Record<Packing, (packed: Buffer) => Promise<Buffer>>> = {
  br: promisify(brotliDecompress),
  gzip: promisify(gunzip),
};

/** Room for the packed whole: piece by piece, every 16 kB would go to another thread and back. */
function inOnePiece({ length }: Buffer): number {
  return Math.max(smallest, length >> 1);
}

/** An answer as it goes over the line, packed once for all who ask. */
class PackedAnswer {
  /** Bears its content; who has it already is told so and gets nothing anew. */
  readonly tag: string;
  readonly length: number;
  /** How hard to pack: what is asked again and again is worth more work than what the next acceptance makes new. */
  readonly #effort: Effort;
  #text: Buffer | undefined;
  readonly #packed = new Map<Packing, Buffer>();

  private constructor(text: Buffer, tag: string, effort: Effort) {
    this.#text = text;
    this.length = text.length;
    this.tag = tag;
    this.#effort = effort;
  }

  /** Puts an answer into words and, where it is long and will travel as gzip, packs it at the same time. */
  static async of(output: unknown, effort: Effort, packing?: Packing): Promise<PackedAnswer> {
    const hash = createHash("sha256");
    const texts: Buffer[] = [];
    const underWay = packing === "gzip" ? gzipInPieces(effort.gzip) : undefined;
    let waiting: Buffer[] = [];
    let size = 0;
    let isLong = false;
    for (const piece of jsonPieces(output)) {
      const text = Buffer.from(piece);
      hash.update(text);
      texts.push(text);
      waiting.push(text);
      size += text.length;
      if (underWay === undefined || size < long) continue;
      underWay.add(Buffer.concat(waiting));
      isLong = true;
      waiting = [];
      size = 0;
    }
    const tag = `"${hash.digest("base64url").slice(0, 27)}"`;
    const answer = new PackedAnswer(Buffer.concat(texts), tag, effort);
    if (underWay !== undefined && isLong) {
      if (size > 0) underWay.add(Buffer.concat(waiting));
      answer.#keep("gzip", await underWay.end());
    }
    return answer;
  }

  get bytes(): number {
    return [...this.#packed.values()].reduce((sum, { length }) => sum + length, 200 + (this.#text?.length ?? 0));
  }

  async text(): Promise<Buffer> {
    if (this.#text !== undefined) return this.#text;
    for (const [packing, packed] of this.#packed) return unpackers[packing](packed);
    throw new Error("an answer that is kept in no form");
  }

  async packed(packing: Packing): Promise<Buffer> {
    const known = this.#packed.get(packing);
    if (known !== undefined) return known;
    const made = await packers[packing](await this.text(), this.#effort);
    this.#keep(packing, made);
    return made;
  }

  #keep(packing: Packing, packed: Buffer): void {
    this.#packed.set(packing, packed);
    if (this.length >= long) this.#text = undefined;
  }
}

/**
 * Answers of reading operations, kept as text or packed until the data change.
 *
 * Kept apart by tenant, operation, input, reader, day and state of the data: an
 * acceptance, a new definition or new borders make every answer new at once. A reader
 * is a person with grants, or, where the operation says so, all whom it shows the same.
 * Room is bounded, a share of the machine's memory; what was not asked for longest goes first.
 */
export class KeptAnswers {
  readonly #answers = new KeptByUse<PackedAnswer>(Math.max(64 * 2 ** 20, totalmem() / 48), ({ bytes }) => bytes);
  // Many who ask the same at once wait for one computation: after a change all readers come together.
  readonly #underWay = new Map<string, Promise<PackedAnswer>>();
  // What an operation itself keeps and freezes is put into words once.
  readonly #frozen = new WeakMap<object, Promise<PackedAnswer>>();

  /**
   * The kept answer to a question, or the one that `compute` gives now.
   *
   * @param packing how it will travel, so that a long one can be packed while it is written
   */
  async answer(question: Question, compute: () => Promise<unknown>, packing?: Packing): Promise<PackedAnswer> {
    const { db, readersAlike } = question;
    const state = await stateOfData(db);
    const reader = readersAlike === undefined ? undefined : await withStateOfData(db, state, readersAlike);
    const key = keyOf(question, state, reader);
    const before = this.#answers.get(key);
    if (before !== undefined) return before;
    const sharing = this.#underWay.get(key);
    if (sharing !== undefined)
      try {
        return await sharing;
      } catch {
        // Who asked first may have left; whoever is still there asks anew.
      }
    const coming = withStateOfData(db, state, compute).then((output) => PackedAnswer.of(output, light, packing));
    this.#underWay.set(key, coming);
    try {
      const answer = await coming;
      this.#answers.set(key, answer);
      return answer;
    } finally {
      if (this.#underWay.get(key) === coming) this.#underWay.delete(key);
    }
  }

  /** An answer that its operation gives again and again as the very same frozen object. */
  ofFrozen(output: object): Promise<PackedAnswer> {
    let answer = this.#frozen.get(output);
    if (answer === undefined) {
      answer = PackedAnswer.of(output, thorough);
      this.#frozen.set(output, answer);
    }
    return answer;
  }

  /** How much of the room is used, 0 to 1. */
  get fullness(): number {
    return this.#answers.fullness;
  }
}

interface Question extends Pick<Context, "db" | "now" | "tenant"> {
  readonly operation: string;
  readonly input: object;
  readonly person: Person;
  /** What of the person the answer depends on, in words; on the very person when left out. */
  readonly readersAlike?: (() => Promise<string>) | undefined;
}

function keyOf({ tenant, operation, input, person, now }: Question, state: StateOfData, reader?: string): string {
  // However the fields of a question stand, it is the same.
  const inTurn = Object.entries(input).sort(([a], [b]) => (a < b ? -1 : 1));
  const about = [tenant, operation, inTurn, localDay(now())];
  return JSON.stringify(
    reader === undefined
      ? [...about, state.all, person.id, person.grants, person.seesAs]
      : [...about, state.defined, "alike", reader],
  );
}

/** Sends an answer in the form that the asking program takes, or only says that it is still the same. */
export async function sendPacked(
  request: FastifyRequest,
  reply: FastifyReply,
  answer: PackedAnswer,
): Promise<FastifyReply> {
  // The browser may keep it but must ask whether it still holds.
  reply.header("cache-control", "private, no-cache").header("etag", answer.tag).header("vary", "accept-encoding");
  if (request.headers["if-none-match"]?.includes(answer.tag) === true) return reply.code(304).send();
  reply.type("application/json; charset=utf-8");
  const packing = answer.length < smallest ? undefined : packingFor(request);
  if (packing === undefined) return reply.send(await answer.text());
  return reply.header("content-encoding", packing).send(await answer.packed(packing));
}

/** How an answer will travel to the asking program: packed as well as it can unpack, or not at all. */
export function packingFor(request: FastifyRequest): Packing | undefined {
  const taken = String(request.headers["accept-encoding"] ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]);
  return (["br", "gzip"] as const).find((packing) => taken.includes(packing));
}
