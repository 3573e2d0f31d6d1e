import { type Kysely, sql } from "kysely";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import type { Context, Progress } from "../http/operation.ts";
import { faultOf, log } from "../log/log.ts";
import type { Person } from "../people/person.ts";
import { actAs } from "../store/acting.ts";
import type { Database } from "../store/database.ts";
import type { JobKind, JobOutcome } from "./jobKind.ts";

/** Where a job stands: the schema of its tenant and its number there. */
export interface JobPlace {
  readonly schema: string;
  readonly id: number;
}

export interface JobSurroundings {
  readonly kinds: ReadonlyMap<string, JobKind>;
  /** The surroundings of work for a tenant on a person's behalf, as an operation gets them. */
  readonly contextFor: (
    schema: string,
    person: Person,
    call: { signal: AbortSignal; progress: (step: Progress) => void },
  ) => Promise<Context>;
  readonly dbOf: (schema: string) => Promise<Kysely<Database>>;
  /** A refusal in words, as the list of jobs shows it. */
  readonly sentenceOf: (refusal: Refusal) => string;
}

/** Thrown into the work of a job when the program is told to end; the job waits for its next start. */
export const leaving = new Error("the program is told to end");

// A job that takes the program down with it each time is not tried for ever.
const mostAttempts = 5;
const mostFaults = 3;

/**
 * Does the work of a job and lets it take effect together with its end, in one
 * transaction. A job that has ended is left alone, however often it is brought here.
 *
 * Answers with how it ended; throws our own faults while it is worth trying again.
 */
export async function runJob(place: JobPlace, around: JobSurroundings, signal: AbortSignal): Promise<JobEnd> {
  const db = await around.dbOf(place.schema);
  const job = await db
    .updateTable("job")
    .set((at) => ({
      state: "running",
      started_at: sql<Date>`coalesce(started_at, now())`,
      attempts: at("attempts", "+", 1),
    }))
    .where("id", "=", place.id)
    .where("state", "in", ["queued", "running"])
    .returning(["kind", "input", "person", "attempts"])
    .executeTakeFirst();
  if (job === undefined) return "ended before";
  const fail = (refusal: Refusal) => endInTrouble(db, place.id, refusal, around.sentenceOf(refusal));
  const kind = around.kinds.get(job.kind);
  if (kind === undefined) return fail(new Refusal("running.unknownKind", { kind: job.kind }));
  if (job.attempts > mostAttempts) return fail(new Refusal("running.gaveUp", { attempts: job.attempts - 1 }));
  const person = job.person as Person;
  const teller = progressTeller(db, place.id);
  try {
    const context = await around.contextFor(place.schema, person, { signal, progress: teller.tell });
    const work = async () => end(db, place.id, await kind.work(context, job.input), signal);
    return await actAs({ personId: person.id, person: person.name, reason: kind.label.de, now: context.now() }, work);
  } catch (trouble) {
    if (signal.aborted && signal.reason === leaving) {
      await db
        .updateTable("job")
        .set((at) => ({ state: "queued", attempts: at("attempts", "-", 1) }))
        .where("id", "=", place.id)
        .where("state", "=", "running")
        .execute();
      return "waits";
    }
    // Cancelled: the row says so already.
    if (signal.aborted) return "cancelled";
    if (trouble instanceof Refusal) return fail(trouble);
    log("jobFault", { job: job.kind, number: place.id, tenant: place.schema, ...faultOf(trouble) });
    if (job.attempts >= mostFaults) return fail(new Refusal("running.fault", { number: place.id }));
    await db
      .updateTable("job")
      .set({ state: "queued" })
      .where("id", "=", place.id)
      .where("state", "=", "running")
      .execute();
    throw trouble;
  } finally {
    await teller.done();
  }
}

export type JobEnd = "done" | "failed" | "cancelled" | "waits" | "ended before";

async function end(db: Kysely<Database>, id: number, outcome: JobOutcome, signal: AbortSignal): Promise<JobEnd> {
  signal.throwIfAborted();
  return db.transaction().execute(async (transaction): Promise<JobEnd> => {
    // Held to the end: of two who work on the same job, one finds it ended.
    const row = await transaction.selectFrom("job").select("state").where("id", "=", id).forUpdate().executeTakeFirst();
    if (row?.state !== "running") return row?.state === "cancelled" ? "cancelled" : "ended before";
    const more = await outcome.effect?.(transaction);
    const { file } = outcome;
    await transaction
      .updateTable("job")
      .set({
        state: "done",
        ended_at: sql<Date>`clock_timestamp()`,
        result: JSON.stringify({ ...outcome.result, ...more }),
        trouble: null,
        ...(file === undefined
          ? {}
          : { file_name: file.name, media_type: file.mediaType, file: Buffer.from(file.content) }),
      })
      .where("id", "=", id)
      .execute();
    return "done";
  });
}

async function endInTrouble(db: Kysely<Database>, id: number, refusal: Refusal, sentence: string): Promise<JobEnd> {
  const { code, parameters, place } = refusal;
  await db
    .updateTable("job")
    .set({
      state: "failed",
      ended_at: sql<Date>`now()`,
      trouble: JSON.stringify({ code, parameters, place, sentence }),
    })
    .where("id", "=", id)
    .where("state", "in", ["queued", "running"])
    .execute();
  return "failed";
}

// At most one line a second is written, and never two at a time.
function progressTeller(
  db: Kysely<Database>,
  id: number,
): { tell: (step: Progress) => void; done: () => Promise<void> } {
  let writing: Promise<unknown> = Promise.resolve();
  let last = Number.NEGATIVE_INFINITY;
  let isIdle = true;
  const tell = ({ doing, done, total }: Progress) => {
    const now = performance.now();
    if (!isIdle || now - last < 1_000) return;
    last = now;
    isIdle = false;
    writing =
      sql`insert into job_progress (job_id, doing, done, total, told_at) values (${id}, ${doing}, ${done}, ${total}, now())
      on conflict (job_id) do update set doing = excluded.doing, done = excluded.done, total = excluded.total, told_at = excluded.told_at`
        .execute(db)
        .catch(() => undefined)
        .finally(() => {
          isIdle = true;
        });
  };
  const done = async () => {
    await writing;
    await db
      .deleteFrom("job_progress")
      .where("job_id", "=", id)
      .execute()
      .catch(() => undefined);
  };
  return { tell, done };
}
