/**
 * Something odd in the world's data: collected in the result, never thrown. The
 * phrase stands in the stage's `messages.de.json` under `code`, with the
 * parameters filled in.
 */
export interface Finding {
  /** `collect.unknownArea`, stage first. */
  readonly code: string;
  /** An `error` keeps a delivery from being accepted; a `warning` asks for a look; a `note` informs. */
  readonly severity: "error" | "warning" | "note";
  readonly place: Place | null;
  readonly parameters: Readonly<Record<string, string | number>>;
}

/** Where in a file: as a person would look for it, counted from 1. */
export interface Place {
  readonly file?: string;
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: number;
  /** Character offset from 1, for formulas and other single lines. */
  readonly character?: number;
}
