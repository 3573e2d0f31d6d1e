import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { FastifyReply, FastifyRequest } from "fastify";
import { localDay } from "../../kernel/time/localDay.ts";
import type { Person } from "../people/person.ts";
import { KeptByUse } from "../store/keptByUse.ts";
import { stateOfData, withStateOfData } from "../store/stateOfData.ts";
import type { Context } from "./operation.ts";

/** An answer as it goes over the line, packed once for all who ask. */
interface PackedAnswer {
  readonly text: Buffer;
  /** Bears its content; who has it already is told so and gets nothing anew. */
  readonly tag: string;
  readonly packed: Map<Packing, Buffer>;
  /** How hard to pack: what is asked again and again is worth more work than what the next acceptance makes new. */
  readonly effort: Effort;
}

interface Effort {
  readonly br: number;
  readonly gzip: number;
}

type Packing = "br" | "gzip";

const room = 64 * 2 ** 20;
const smallest = 1_024;
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

/** Room for the packed whole: piece by piece, every 16 kB would go to another thread and back. */
function inOnePiece({ length }: Buffer): number {
  return Math.max(smallest, length >> 1);
}

/**
 * Answers of reading operations, kept as text until the data change.
 *
 * Kept apart by tenant, operation, input, person, grants, day and state of the data: an
 * acceptance, a new definition or new borders make every answer new at once.
 * Room is bounded; what was not asked for longest goes first.
 */
export class KeptAnswers {
  readonly #answers = new KeptByUse<PackedAnswer>(room, ({ text }) => 2 * text.length);
  // Many who ask the same at once wait for one computation: after a change all readers come together.
  readonly #underWay = new Map<string, Promise<PackedAnswer>>();
  // What an operation itself keeps and freezes is put into words once.
  readonly #frozen = new WeakMap<object, PackedAnswer>();

  /** The kept answer to a question, or the one that `compute` gives now. */
  async answer(question: Question, compute: () => Promise<unknown>): Promise<PackedAnswer> {
    const { operation, input, person, now, db, tenant } = question;
    const state = await stateOfData(db);
    const day = localDay(now());
    const key = JSON.stringify([tenant, operation, input, person.id, person.grants, person.seesAs, day, state.all]);
    const before = this.#answers.get(key);
    if (before !== undefined) return before;
    const sharing = this.#underWay.get(key);
    if (sharing !== undefined)
      try {
        return await sharing;
      } catch {
        // Who asked first may have left; whoever is still there asks anew.
      }
    const coming = withStateOfData(db, state, compute).then((output) => packable(output, light));
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
  ofFrozen(output: object): PackedAnswer {
    let answer = this.#frozen.get(output);
    if (answer === undefined) {
      answer = packable(output, thorough);
      this.#frozen.set(output, answer);
    }
    return answer;
  }
}

interface Question extends Pick<Context, "db" | "now" | "tenant"> {
  readonly operation: string;
  readonly input: unknown;
  readonly person: Person;
}

function packable(output: unknown, effort: Effort): PackedAnswer {
  const text = Buffer.from(JSON.stringify(output ?? null));
  const tag = `"${createHash("sha256").update(text).digest("base64url").slice(0, 27)}"`;
  return { text, tag, packed: new Map(), effort };
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
  const packing = answer.text.length < smallest ? undefined : packingFor(request);
  if (packing === undefined) return reply.send(answer.text);
  let packed = answer.packed.get(packing);
  if (packed === undefined) {
    packed = await packers[packing](answer.text, answer.effort);
    answer.packed.set(packing, packed);
  }
  return reply.header("content-encoding", packing).send(packed);
}

function packingFor(request: FastifyRequest): Packing | undefined {
  const taken = String(request.headers["accept-encoding"] ?? "")
    .split(",")
    .map((one) => one.trim())
    .filter((one) => !/;\s*q=0(\.0*)?$/.test(one))
    .map((one) => one.split(";")[0]);
  return (["br", "gzip"] as const).find((packing) => taken.includes(packing));
}
