/** What a line of the log may say. No field holds what a person typed, is called, or proves to be with. */
export interface LogFields {
  /** Number of the request or of the fault, to find lines that belong together. */
  readonly id?: string;
  readonly method?: string;
  /** As the program knows the address, `/api/areas/:level/:code`; never with what stood in its place. */
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly tenant?: string;
  /** Kind of a job, and its number. */
  readonly job?: string;
  readonly number?: number;
  readonly outcome?: string;
  /** Class and code of an error and where in the program it arose, without its words, which may quote data. */
  readonly error?: string;
  readonly code?: string;
  readonly at?: string;
}

type Sink = (line: string) => void;

let sink: Sink | undefined;

/** Where lines go from now on; nowhere until somebody says so. Answers with what was there before. */
export function logTo(next: Sink | undefined): Sink | undefined {
  const before = sink;
  sink = next;
  return before;
}

/** Writes one event as a line of JSON: moment, event, fields. Answers whether anybody keeps a log at all. */
export function log(event: string, fields: LogFields = {}): boolean {
  sink?.(JSON.stringify({ time: new Date().toISOString(), event, ...fields }));
  return sink !== undefined;
}

/**
 * What of an error may be written down: its class, its code, and the lines of the program it went through.
 *
 * @example
 * faultOf(Object.assign(new TypeError("key (email)=(a@b.de) exists"), { code: "23505", stack: "" })) // { error: "TypeError", code: "23505" }
 */
export function faultOf(trouble: unknown): Pick<LogFields, "error" | "code" | "at"> {
  if (!(trouble instanceof Error)) return { error: typeof trouble };
  const { code } = trouble as { code?: unknown };
  const frames = (trouble.stack ?? "")
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .map((line) => /([\w.-]+:\d+):\d+\)?$/.exec(line)?.[1] ?? "")
    .filter((place) => place !== "");
  return {
    error: trouble.constructor.name,
    ...(typeof code === "string" && /^[\w.]{1,40}$/.test(code) ? { code } : {}),
    ...(frames.length === 0 ? {} : { at: frames.slice(0, 6).join(" < ") }),
  };
}
