import type { Kysely } from "kysely";
import type { Text } from "../../kernel/text/text.ts";
import type { Context } from "../http/operation.ts";
import type { Database } from "../store/database.ts";

/**
 * A kind of long work that is done in the background, such as the PDF of a report.
 *
 * `work` does what takes time and may be run again from the start after a crash;
 * it changes nothing. What it gives back takes effect in the same transaction
 * that marks the job as done, so the effect comes once or not at all.
 */
export interface JobKind<Input = unknown> {
  /** Stage or office first: `report.pdf`. */
  readonly name: string;
  /** As people read it in the list of jobs. */
  readonly label: Text;
  // A method, so that a list may hold kinds of any input.
  work(context: Context, input: Input): Promise<JobOutcome>;
}

export interface JobOutcome {
  /** A few numbers and words that are kept with the job and shown. */
  readonly result: JobResult;
  /** What changes; runs once, in the transaction that ends the job. What it gives back is added to the result. */
  readonly effect?: (db: Kysely<Database>) => Promise<JobResult>;
  /** A file to fetch, kept with the job until it is cleared away. */
  readonly file?: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array };
}

export type JobResult = Readonly<Record<string, string | number | boolean | null>>;
