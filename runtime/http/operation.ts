import type { Kysely } from "kysely";
import type { Static, TSchema } from "typebox";
import type { Contract } from "../../kernel/contract/contract.ts";
import type { Text } from "../../kernel/text/text.ts";
import type { Phrases } from "../../kernel/trouble/phrase.ts";
import type { Catalogue } from "../catalogue/catalogue.ts";
import { recorded } from "../history/recorded.ts";
import type { JobKind } from "../jobs/jobKind.ts";
import type { Door } from "../people/accounts/door.ts";
import type { Person } from "../people/person.ts";
import { type Narrowing, reachOf } from "../people/policy.ts";
import type { Reach } from "../people/reach.ts";
import type { Database } from "../store/database.ts";

/** What every operation may lean on. Clock, person and cancelling come in; nothing is read from the surroundings. */
export interface Context {
  /** The tenant's own tables, and of what the installation shares its own rows; the database lets it see nothing else. */
  readonly db: Kysely<Database>;
  /** What the installation shares, whole: accounts, tenants, all roles. For the offices; never joined with a tenant's tables. */
  readonly installation: Kysely<Database>;
  /** Whose call it is: the slug of the tenant. */
  readonly tenant: string;
  readonly catalogue: Catalogue;
  readonly person: Person;
  /** Folder of the county: `files/<hash>` below it keeps what was delivered. */
  readonly folder: string;
  readonly now: () => Date;
  /** Aborted when the person cancels or leaves; long work looks at it. */
  readonly signal: AbortSignal;
  /** What the stages do inside the transaction that accepts a delivery, before anybody sees its values. */
  readonly afterAcceptance: readonly AcceptanceStep[];
  /** The door that the call came through, for signing in; the command line has none. */
  readonly door?: Door;
  /** How stages take an earlier version of their own things back, by kind. */
  readonly restores: ReadonlyMap<string, Restore>;
  /** What an operation does, by its name; for the audit trail. */
  readonly summaryOf: (operation: string) => Text | undefined;
  /** Names of the operations that this person may call: so that nobody is offered what would be refused. */
  readonly openCalls: () => string[];
  /** What all stages and offices do with data about people. */
  readonly processing: readonly Processing[];
  /** Tells how far long work has come; shown as a bar in the web and a line on the terminal. */
  readonly progress: (step: Progress) => void;
}

/**
 * Work of a later stage that belongs to the acceptance of a delivery: it runs in
 * the same transaction, with the figures that the delivery touches. So no value
 * is seen before its protection is worked out.
 */
export type AcceptanceStep = (context: Context, db: Kysely<Database>, figures: readonly string[]) => Promise<void>;

export interface Progress {
  /** What is being done, in German: "Zeilen gelesen". */
  readonly doing: string;
  readonly done: number;
  /** Null when nobody knows yet. */
  readonly total: number | null;
}

/** The surroundings of an operation, with how far the person's right to it goes. */
export interface ReachingContext extends Context {
  readonly reach: Reach;
}

/** An action of a user: a contract and the function that keeps it. The server, the command line and tests call the same. */
export interface Operation<Input extends TSchema = TSchema, Output extends TSchema = TSchema> {
  readonly contract: Contract<Input, Output>;
  // A method, so that a list may hold operations of any input.
  run(context: Context, input: Static<Input>): Promise<Static<Output>>;
  /** Its answer depends on nothing but input, person, day and the state of the data, so that the server may keep it until these change. */
  readonly keptPerDataState?: true;
  /**
   * For a kept answer that shows figures and nothing else: in words, all that it depends on of the person. Persons of
   * the same words share an answer, which then holds as long as figures, definitions and classes do.
   */
  readonly readersAlike?: (context: Pick<Context, "db" | "person">) => Promise<string>;
  /** It keeps to `context.reach`: with a right over one's own, over published things only, it gives no more than these. */
  readonly narrows?: readonly Narrowing[];
}

/**
 * Ties a function to its contract, typed by its schemas.
 *
 * A stage's manifest `server/stage.ts` lists its operations; the server makes a
 * route of each. What does more than read leaves its trace in the audit trail,
 * whichever door it came through. `tracesItself` is for signing in, which writes its own
 * line once it knows who acts, and for seats of a panel, whose events are the trace: a line
 * with a name and a minute would tell what the round promises not to know. `leavesTrace` is for
 * what changes something by a right to read, such as ending a job of one's own.
 */
export function operation<Input extends TSchema, Output extends TSchema>(
  contract: Contract<Input, Output>,
  run: (context: ReachingContext, input: Static<Input>) => Promise<Static<Output>>,
  more: Pick<Operation, "keptPerDataState" | "readersAlike" | "narrows"> & {
    readonly tracesItself?: true;
    readonly leavesTrace?: true;
  } = {},
): Operation<Input, Output> {
  // Also where one operation calls another, each keeps to the person's right to it.
  const within = (context: Context, input: Static<Input>) =>
    run({ ...context, reach: reachOf(context.person, contract.policy) }, input);
  const { tracesItself, leavesTrace, ...rest } = more;
  const onlyReads = contract.policy.action === "read" && leavesTrace !== true;
  if (onlyReads || tracesItself === true) return { contract, run: within, ...rest };
  return {
    contract,
    run: (context, input) => recorded(context, contract, input as object, () => within(context, input)),
    ...rest,
  };
}

/** A file that a person sent, streamed to disk before the operation starts. Its schema is `Type.Unsafe<Upload>({ "x-upload": true })`. */
export interface Upload {
  /** As the person named it; never used as a path. */
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  /** SHA-256 of the content, hex. */
  readonly hash: string;
}

/** An answer that is a file to download; its schema is `Type.Unsafe<FileAnswer>({ "x-file": "<media type>" })`. */
export interface FileAnswer {
  readonly name: string;
  readonly mediaType: string;
  readonly content: Uint8Array | AsyncIterable<Uint8Array>;
  /** Bears its content, in quotes: with it a browser may keep the file and asks whether it still holds. */
  readonly tag?: string;
}

/** What a stage's `server/stage.ts` offers to the server. */
export interface ServerStage {
  readonly operations: readonly Operation[];
  /** The stage's `messages.de.json`. */
  readonly phrases: Phrases;
  readonly afterAcceptance?: AcceptanceStep;
  /** Kinds of work that it does in the background. */
  readonly jobs?: readonly JobKind[];
  /**
   * Work done ahead of all questions, in small pieces, while nobody asks: it reads and computes what the reader of the
   * context is likely to ask next, and yields after each piece, with a question whose answer is worth keeping ready or
   * with none. It may be left off after any piece.
   */
  readonly ahead?: (context: Context) => AsyncIterable<LikelyQuestion | null>;
  /** What it does with data about people; nothing when left out. */
  readonly processing?: readonly Processing[];
  /** Kinds of things whose earlier versions only the stage itself can take back, since more follows from them. */
  readonly restores?: Readonly<Record<string, Restore>>;
}

/** A kept operation and what it will probably be asked. */
export interface LikelyQuestion {
  readonly operation: Operation;
  readonly input: object;
}

/** Stores an earlier version of a thing as its newest, with all that follows from it, and answers its number. */
export type Restore = (
  context: Context,
  version: {
    readonly id: string;
    readonly content: unknown;
    readonly reason: string;
    /** Version that the person saw in force; when there is a newer one, nothing is taken back. */
    readonly basedOn?: number;
  },
) => Promise<{ readonly version: number }>;

/**
 * One processing activity of the record that Art. 30 GDPR asks for. Who writes code
 * that keeps something about people declares it beside that code; the record is
 * put together from these.
 */
export interface Processing {
  readonly id: string;
  readonly title: string;
  readonly purpose: string;
  readonly legalBasis: string;
  /** Whose data: categories of persons. */
  readonly persons: string;
  readonly data: string;
  readonly recipients: string;
  /** When it is erased, and by what. */
  readonly deletion: string;
  /** What there is of it right now, in a sentence. */
  extent(context: Context): Promise<string>;
}
