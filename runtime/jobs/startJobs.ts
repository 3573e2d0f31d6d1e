import { EventEmitter } from "node:events";
import { Logger, parseCronItems, type Runner, run, type WorkerEvents } from "graphile-worker";
import pg from "pg";
import { faultOf, log } from "../log/log.ts";
import { jobChannel } from "./enqueueJob.ts";
import { type JobEnd, type JobPlace, type JobSurroundings, leaving, runJob } from "./runJob.ts";

export interface JobSettings extends JobSurroundings {
  /** Address of the database in which all tenants live. */
  readonly url: string;
  /** Schemas of all tenants, asked anew each time. */
  readonly tenants: () => Promise<readonly string[]>;
  /** What is done once every night, by one of all running servers. */
  readonly nightly?: () => Promise<void>;
  readonly onEnd?: (kind: string, end: JobEnd, seconds: number) => void;
  readonly concurrency?: number;
}

export interface RunningJobs {
  /** Interrupts what is being done, so that it waits for the next start, and lets the queue go. */
  readonly close: () => Promise<void>;
}

// Key of the advisory locks by which a worker shows that it lives.
const alive = 7_309;
const betweenLooks = 30_000;

/**
 * Works on the jobs of all tenants, beside the answers of the server.
 *
 * The table `job` of a tenant says what is to be done; the queue (graphile-worker)
 * carries it: one worker at a time, again after a fault, and after a crash of
 * this process at once, since a worker that no longer holds its lock is dead.
 * Broken connections to the database are made anew for as long as the server runs.
 */
export function startJobs(settings: JobSettings): RunningJobs {
  const closing = new AbortController();
  const ended = keepWorking(settings, closing.signal);
  return {
    close: async () => {
      closing.abort();
      await ended;
    },
  };
}

async function keepWorking(settings: JobSettings, closing: AbortSignal): Promise<void> {
  for (let failures = 0; !closing.aborted; failures += 1) {
    try {
      await workUntilBroken(settings, closing);
    } catch (trouble) {
      if (!closing.aborted) log("jobsInterrupted", faultOf(trouble));
    }
    if (!closing.aborted) await pause(Math.min(10_000, 200 * 2 ** failures), closing);
  }
}

async function workUntilBroken(settings: JobSettings, closing: AbortSignal): Promise<void> {
  const { url, concurrency = 2 } = settings;
  const pool = new pg.Pool({ connectionString: url, max: concurrency + 2, application_name: "kreislauf jobs" });
  pool.on("error", () => {});
  pool.on("connect", (client) => client.on("error", () => {}));
  const keeper = new pg.Client({ connectionString: url, application_name: "kreislauf jobs" });
  const broken = new Promise<never>((_, reject) => keeper.on("error", reject));
  broken.catch(() => undefined);
  const running = new Map<string, AbortController>();
  let runner: Runner | undefined;
  let stopped: Promise<unknown> | undefined;
  const onClose = () => {
    for (const one of running.values()) one.abort(leaving);
    stopped = runner?.stop().catch(() => undefined);
  };
  try {
    await keeper.connect();
    const events = new EventEmitter() as WorkerEvents;
    events.on("worker:create", ({ worker }) => {
      keeper.query("select pg_advisory_lock_shared($1, hashtext($2))", [alive, worker.workerId]).catch(() => undefined);
    });
    const desk = { settings, pool, running };
    runner = await run({
      pgPool: pool,
      concurrency,
      noHandleSignals: true,
      pollInterval: 2_000,
      events,
      logger: new Logger(() => (level) => {
        if (level === "error") log("queueTrouble");
      }),
      taskList: {
        work: (payload) => work(desk, payload as JobPlace),
        night: async () => {
          await settings.nightly?.();
          await lookAtAll(desk);
        },
      },
      parsedCronItems:
        settings.nightly === undefined
          ? []
          : parseCronItems([{ task: "night", match: "15 2 * * *", options: { backfillPeriod: 86_400_000 } }]),
    });
    closing.addEventListener("abort", onClose);
    if (closing.aborted) onClose();
    await freeJobsOfTheDead(pool);
    await lookAtAll(desk);
    keeper.on("notification", ({ payload }) => void hear(desk, payload ?? "").catch(() => undefined));
    await keeper.query(`listen ${jobChannel}`);
    await Promise.race([runner.promise, broken, lookAround(desk, closing)]);
  } finally {
    closing.removeEventListener("abort", onClose);
    if (stopped === undefined && runner !== undefined) {
      for (const one of running.values()) one.abort(leaving);
      stopped = runner.stop().catch(() => undefined);
    }
    await stopped;
    await keeper.end().catch(() => undefined);
    await pool.end().catch(() => undefined);
  }
}

interface Desk {
  readonly settings: JobSettings;
  readonly pool: pg.Pool;
  readonly running: Map<string, AbortController>;
}

async function work({ settings, running }: Desk, place: JobPlace): Promise<void> {
  const key = keyOf(place);
  const control = new AbortController();
  running.set(key, control);
  const begun = performance.now();
  try {
    const end = await runJob(place, settings, control.signal);
    const seconds = (performance.now() - begun) / 1_000;
    const kind = (await settings.dbOf(place.schema))
      .selectFrom("job")
      .select("kind")
      .where("id", "=", place.id)
      .executeTakeFirst();
    const name = (await kind)?.kind ?? "?";
    settings.onEnd?.(name, end, seconds);
    log("job", { job: name, number: place.id, tenant: place.schema, outcome: end, ms: Math.round(seconds * 1_000) });
  } finally {
    running.delete(key);
  }
}

/** A new or a cancelled job was told of. */
async function hear(desk: Desk, payload: string): Promise<void> {
  const [schema = "", number = ""] = payload.split(" ");
  const place = { schema, id: Number(number) };
  const control = desk.running.get(keyOf(place));
  if (control === undefined) return lookAt(desk, schema);
  const db = await desk.settings.dbOf(schema);
  const job = await db.selectFrom("job").select("state").where("id", "=", place.id).executeTakeFirst();
  if (job?.state === "cancelled") control.abort();
}

async function lookAround(desk: Desk, closing: AbortSignal): Promise<void> {
  // Soon after the start: a worker that died a moment ago is dead for certain only now.
  for (let wait = 3_000; ; wait = betweenLooks) {
    await pause(wait, closing);
    if (closing.aborted) return;
    await freeJobsOfTheDead(desk.pool);
    await lookAtAll(desk);
  }
}

async function lookAtAll(desk: Desk): Promise<void> {
  for (const schema of await desk.settings.tenants()) await lookAt(desk, schema);
}

/** Hands every job of a tenant that waits to the queue, unless the queue has it. */
async function lookAt({ settings, pool }: Desk, schema: string): Promise<void> {
  const db = await settings.dbOf(schema);
  const waiting = await db.selectFrom("job").select("id").where("state", "in", ["queued", "running"]).execute();
  for (const { id } of waiting)
    await pool.query(
      `select graphile_worker.add_job('work', $1::json, job_key := $2::text)
       where not exists (select from graphile_worker.jobs where key = $2::text)`,
      [JSON.stringify({ schema, id }), keyOf({ schema, id })],
    );
}

async function freeJobsOfTheDead(pool: pg.Pool): Promise<void> {
  await pool.query(
    `select graphile_worker.force_unlock_workers(array_agg(distinct locked_by))
     from graphile_worker.jobs
     where locked_by is not null and locked_at < now() - interval '2 seconds' and not exists (
       select from pg_locks l join pg_database d on d.oid = l.database
       where d.datname = current_database() and l.locktype = 'advisory' and l.classid = $1
         and l.objid = (hashtext(locked_by)::bigint & 4294967295)::oid)
     having count(*) > 0`,
    [alive],
  );
}

function keyOf({ schema, id }: JobPlace): string {
  return `${schema}:${id}`;
}

function pause(milliseconds: number, closing: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(done, milliseconds);
    function done() {
      clearTimeout(timer);
      closing.removeEventListener("abort", done);
      resolve();
    }
    closing.addEventListener("abort", done);
    if (closing.aborted) done();
  });
}
