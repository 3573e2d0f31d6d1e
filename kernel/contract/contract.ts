import type { Text } from "../text/text.ts";

/**
 * What an operation takes and gives, said once: it validates, documents
 * (OpenAPI) and types, for the server, the web and the command line alike.
 *
 * Contracts stand in a stage's top (`stages/<name>/contract.ts`), their schemas
 * are TypeBox; operations in `server/` answer them, pages in `web/` call them.
 */
export interface Contract<Input, Output> {
  /** Stage first: `describe.map`. Also the OpenAPI operation id. */
  readonly name: string;
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** English, with `:name` for parameters taken from the input: `/api/indicators/:id`. */
  readonly path: string;
  readonly summary: Text;
  /** Who may call it; without it the server does not start. */
  readonly policy: Policy;
  /** TypeBox object of path, query and body fields together. */
  readonly input: Input;
  readonly output: Output;
}

/** One row of the matrix of rights: what is done to which kind of object. */
export interface Policy {
  /** `release` approves and lets out; `rate` gives a grade or a comment in a weighting round; `decide` records what a body resolved. */
  readonly action: "read" | "create" | "change" | "release" | "rate" | "decide";
  readonly object: PolicyObject;
  /** The one act that the table names beside a letter, and that this is: who may only import areas may do this and nothing else. */
  readonly as?: "import" | "shared";
}

/** The rows of the catalogue's permission table that the platform has so far. */
export type PolicyObject =
  | "delivery"
  | "definition"
  | "releasedObservation"
  /** Figures of areas that the public does not see. */
  | "fineObservation"
  | "index"
  | "weightingRound"
  | "division"
  | "service"
  | "goal"
  | "report"
  | "resolution"
  | "interpretation"
  | "auditLog"
  /** What readers tell the county about its pages: everybody may. */
  | "readerMessage"
  | "settings"
  /** Who sees what: smallest level and rules of each circle of readers. */
  | "disclosureProfile"
  /** What belongs to one's own account: whoever is signed in, nobody else. */
  | "ownAccount"
  /** Coming in: the door stands open to everybody; what it asks there, no role answers. */
  | "signIn"
  /** A seat of the panel of a weighting round: whoever holds its link; the operation itself looks at the link. */
  | "panelSeat";
