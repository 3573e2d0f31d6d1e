import type { Place } from "./finding.ts";

/**
 * A person asks for what cannot be. Becomes a 4xx in the API, exit code 2 on the
 * command line, and a German sentence that says what, where and what to do,
 * from the `messages.de.json` of the stage in `code`.
 *
 * @example
 * new Refusal("combine.weightsSumToZero", { index: "Sozialformel" }).code // "combine.weightsSumToZero"
 */
export class Refusal extends Error {
  readonly code: string;
  readonly parameters: Readonly<Record<string, string | number>>;
  readonly place: Place | null;
  /**
   * `refused` asks for something else (422), `missing` names nothing that exists (404), `forbidden` is not for this
   * person (403), `conflict` came second (409), `signIn` needs to know who asks (401), `later` came too often (429).
   */
  readonly kind: "refused" | "missing" | "forbidden" | "conflict" | "signIn" | "later";

  constructor(
    code: string,
    parameters: Readonly<Record<string, string | number>> = {},
    details: { place?: Place; kind?: Refusal["kind"] } = {},
  ) {
    super(code);
    this.name = "Refusal";
    this.code = code;
    this.parameters = parameters;
    this.place = details.place ?? null;
    this.kind = details.kind ?? "refused";
  }
}
