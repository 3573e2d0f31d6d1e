import { randomBytes } from "node:crypto";
import { PassThrough, Readable } from "node:stream";
import type { FastifyReply, FastifyRequest } from "fastify";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { faultOf, log } from "../log/log.ts";
import { type PhraseBook, type Told, told } from "../text/phraseBook.ts";
import type { FileAnswer, Progress } from "./operation.ts";

const status = { refused: 422, missing: 404, forbidden: 403, conflict: 409, signIn: 401, later: 429 } as const;

/** What an answer without result may come with: input that does not fit, the kinds of refusals, our own fault. */
export type StatusOfTrouble = 400 | (typeof status)[keyof typeof status] | 500;

/** A trouble as the person gets it, and the status that goes with it; what is our fault is written to the log under its number. */
export function answerOfTrouble(book: PhraseBook, trouble: unknown): { code: number; body: Told } {
  if (trouble instanceof Refusal) {
    const badInput = trouble.code.startsWith("http.") && trouble.kind === "refused";
    return { code: badInput ? 400 : status[trouble.kind], body: told(book, trouble) };
  }
  // Who cancels or leaves is gone before the answer; that is nobody's fault.
  if (trouble instanceof DOMException && trouble.name === "AbortError")
    return { code: 499, body: told(book, new Refusal("http.cancelled")) };
  const id = randomBytes(4).toString("hex");
  const isLogged = log("fault", { id, ...faultOf(trouble) });
  // Its words may quote what somebody typed, so that only tests and developers get to see them.
  if (!isLogged || process.env.KREISLAUF_DEBUG !== undefined) console.error(`Fehler ${id}:`, trouble);
  return { code: 500, body: told(book, new Refusal("http.ourFault", { id })) };
}

/** Whether the caller wants to hear how far the work has come. */
export function wantsProgress(request: FastifyRequest): boolean {
  return request.headers.accept?.includes("application/x-ndjson") === true;
}

/**
 * Answers line by line: `{"progress": …}` while the work goes on, at last `{"result": …}` or `{"refusal": …}`.
 */
export async function answerInLines(
  reply: FastifyReply,
  book: PhraseBook,
  work: (progress: (step: Progress) => void) => Promise<unknown>,
): Promise<FastifyReply> {
  const lines = new PassThrough();
  const write = (line: object) => lines.write(`${JSON.stringify(line)}\n`);
  let last = 0;
  const progress = (step: Progress) => {
    const now = performance.now();
    if (now - last < 100 && step.done !== step.total) return;
    last = now;
    write({ progress: step });
  };
  const done = work(progress).then(
    (result) => write({ result }),
    (trouble: unknown) => write({ refusal: answerOfTrouble(book, trouble).body }),
  );
  void done.finally(() => lines.end());
  reply.header("content-type", "application/x-ndjson; charset=utf-8").header("cache-control", "no-store");
  return reply.send(lines);
}

/** Sends a file to be saved under its name; who has the same already, by its tag, gets nothing anew. */
export function answerWithFile(request: FastifyRequest, reply: FastifyReply, file: FileAnswer): FastifyReply {
  if (file.tag !== undefined) {
    reply.header("cache-control", "private, no-cache").header("etag", file.tag);
    if (request.headers["if-none-match"]?.includes(file.tag) === true) return reply.code(304).send();
  }
  reply.header("content-type", file.mediaType).header("content-disposition", disposition(file.name));
  const { content } = file;
  return reply.send(content instanceof Uint8Array ? Buffer.from(content) : Readable.from(content));
}

/**
 * The header under which a browser saves a file, umlauts included (RFC 6266, RFC 5987).
 *
 * @example
 * disposition("Übersicht.csv") // "attachment; filename=\"_bersicht.csv\"; filename*=UTF-8''%C3%9Cbersicht.csv"
 */
export function disposition(name: string): string {
  const plain = name.replace(/[^\x20-\x7e]|["\\%/]/g, "_");
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
