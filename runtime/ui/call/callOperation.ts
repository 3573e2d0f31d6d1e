import type { Static, TSchema } from "typebox";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { tenantPrefix } from "../address/tenantPrefix.ts";
import { seenAs } from "./seeAs.ts";
import { signInAgain } from "./signInAgain.ts";
import { Trouble, type TroubleParts } from "./Trouble.ts";

/** How far long work has come. */
export interface Step {
  readonly doing: string;
  readonly done: number;
  readonly total: number | null;
}

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Asks for news while the work goes on. */
  readonly onProgress?: (step: Step) => void;
}

/**
 * Asks the server to do what a contract says. Input and answer are typed by the
 * contract; what cannot be done comes as `Trouble` with a sentence for the reader.
 *
 * What changes something and is refused because the sign-in is over or too old is sent again
 * once the person has signed in over the page: nothing typed is lost.
 */
export async function callOperation<C extends Contract<TSchema, TSchema>>(
  contract: C,
  input: Static<C["input"]>,
  options: CallOptions = {},
): Promise<Static<C["output"]>> {
  for (;;) {
    try {
      return await callOnce(contract, input, options);
    } catch (trouble) {
      // Signing in asks for no signing in.
      const isEntering = contract.policy.object === "signIn";
      if (contract.method === "GET" || isEntering || !(trouble instanceof Trouble)) throw trouble;
      const again = await signInAgain(trouble, options.signal);
      options.signal?.throwIfAborted();
      if (again === undefined) throw trouble;
      if (!again) throw new Trouble("ui.notSentWithoutSignIn", null, trouble.status);
    }
  }
}

async function callOnce<C extends Contract<TSchema, TSchema>>(
  contract: C,
  input: Static<C["input"]>,
  options: CallOptions,
): Promise<Static<C["output"]>> {
  const fields = { ...(input as Readonly<Record<string, unknown>>) };
  const address = withParameters(contract.path, fields);
  const request = requestOf(contract.method, address, fields);
  const headers = new Headers(request.headers);
  const role = seenAs();
  if (role !== undefined) headers.set("x-see-as", role);
  headers.set("accept", options.onProgress === undefined ? "application/json" : "application/x-ndjson");
  const init: RequestInit = { method: contract.method, headers };
  if (request.body !== undefined) init.body = request.body;
  if (options.signal !== undefined) init.signal = options.signal;

  let response: Response;
  try {
    response = await fetch(request.address, init);
  } catch (cause) {
    if (options.signal?.aborted === true) throw cause;
    throw new Trouble("ui.noConnection", null, 0);
  }
  if (response.headers.get("content-type")?.includes("ndjson") === true)
    return (await lastLine(response, options.onProgress)) as Static<C["output"]>;
  const answer: unknown = await response.json().catch(() => null);
  if (!response.ok) throw troubleOf(answer, response.status);
  return answer as Static<C["output"]>;
}

/** The address under which a contract of kind GET answers with a file. */
export function addressOf<C extends Contract<TSchema, TSchema>>(contract: C, input: Static<C["input"]>): string {
  const fields = { ...(input as Readonly<Record<string, unknown>>) };
  const address = withParameters(contract.path, fields);
  const role = seenAs();
  return requestOf("GET", address, role === undefined ? fields : { ...fields, seeAs: role }).address;
}

function withParameters(path: string, fields: Record<string, unknown>): string {
  return (
    tenantPrefix() +
    path.replace(/:(\w+)/g, (_, name: string) => {
      const field = fields[name];
      delete fields[name];
      return encodeURIComponent(String(field));
    })
  );
}

function requestOf(
  method: string,
  address: string,
  fields: Readonly<Record<string, unknown>>,
): { address: string; headers: Record<string, string>; body?: BodyInit } {
  const given = Object.entries(fields).filter(([, field]) => field !== undefined);
  if (method === "GET" || method === "DELETE") {
    const query = new URLSearchParams(given.map(([name, field]) => [name, String(field)])).toString();
    return { address: query === "" ? address : `${address}?${query}`, headers: {} };
  }
  if (given.some(([, field]) => field instanceof Blob)) {
    const form = new FormData();
    // The file goes last: the server reads the fields before it streams the file away.
    for (const [name, field] of given)
      if (!(field instanceof Blob)) form.append(name, typeof field === "string" ? field : JSON.stringify(field));
    for (const [name, field] of given) if (field instanceof Blob) form.append(name, field);
    return { address, headers: {}, body: form };
  }
  return {
    address,
    headers: { "content-type": "application/json" },
    body: JSON.stringify(Object.fromEntries(given)),
  };
}

async function lastLine(response: Response, onProgress: ((step: Step) => void) | undefined): Promise<unknown> {
  if (response.body === null) throw new Trouble("ui.noConnection", null, 0);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  let result: { readonly value: unknown } | undefined;
  const take = (line: string): void => {
    if (line.trim() === "") return;
    const message = JSON.parse(line) as Record<string, unknown>;
    if ("progress" in message) onProgress?.(message.progress as Step);
    else if ("result" in message) result = { value: message.result };
    else throw troubleOf(message.refusal, response.status);
  };
  for (;;) {
    const { value, done } = await reader.read();
    rest += value ?? "";
    const lines = rest.split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) take(line);
    if (done) break;
  }
  take(rest);
  if (result === undefined) throw new Trouble("ui.noConnection", null, 0);
  return result.value;
}

function troubleOf(answer: unknown, status: number): Trouble {
  const body = typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
  const sentence = typeof body.sentence === "string" ? body.sentence : null;
  const code = typeof body.code === "string" ? body.code : status >= 500 ? "ui.serverFailed" : "ui.refused";
  return new Trouble(code, sentence, status, partsOf(body));
}

function partsOf({ parameters, place }: Record<string, unknown>): TroubleParts | null {
  if (typeof parameters !== "object" || parameters === null) return null;
  return { parameters: parameters as TroubleParts["parameters"], place: (place ?? null) as TroubleParts["place"] };
}
