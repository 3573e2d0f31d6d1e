import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "kysely";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xorshift128plus } from "pure-rand/generator/xorshift128plus";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { enqueueJob } from "../../runtime/jobs/enqueueJob.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";

const root = join(import.meta.dirname, "../..");
const fresh = await freshDatabase();
const { db } = fresh;
const kind = { name: "try.slow", label: { de: "Langsam", en: "Slow" } };
const asker = { person: plannerAtThisMachine, now: () => new Date() };
const workers = new Set<ChildProcess>();

beforeAll(() => sql`create table effect (at timestamptz not null)`.execute(db));
afterEach(async () => {
  for (const worker of workers) await end(worker, "SIGKILL");
  await sql`truncate job, job_progress, effect`.execute(db);
});
afterAll(() => fresh.drop());

async function startWorker(): Promise<ChildProcess> {
  const worker = spawn(
    process.execPath,
    ["--import", "tsx", fileURLToPath(new URL("./slowWorker.ts", import.meta.url)), fresh.url],
    {
      cwd: root,
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  workers.add(worker);
  if (worker.stdout === null) throw new Error("no output of the worker");
  await once(worker.stdout, "data");
  return worker;
}

async function end(worker: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  workers.delete(worker);
  if (worker.exitCode !== null || worker.signalCode !== null) return;
  const ended = once(worker, "exit");
  worker.kill(signal);
  await ended;
}

const ask = (milliseconds: number, more: object = {}) => enqueueJob(asker, db, kind, { milliseconds, ...more });
const job = (id: number) => db.selectFrom("job").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const effects = async () =>
  (await sql<{ n: number }>`select count(*)::integer as n from effect`.execute(db)).rows[0]?.n;

async function until(id: number, state: string, milliseconds = 40_000): Promise<void> {
  for (let waited = 0; (await job(id)).state !== state; waited += 50) {
    if (waited > milliseconds) throw new Error(`job ${id} is ${(await job(id)).state}, not ${state}`);
    await pause(50);
  }
}

test("X-023 a job that is killed in the middle, again and again, is done in the end and has taken effect once", async () => {
  // Where in the work, effect or end of the transaction the process dies is chance, but the same chance each time.
  const chance = xorshift128plus(20_260_301);
  const id = await ask(400);
  let kills = 0;
  for (; kills < 4; kills += 1) {
    const worker = await startWorker();
    await until(id, "running").catch(() => undefined);
    await pause(uniformInt(chance, 0, 520));
    await end(worker, "SIGKILL");
    if ((await job(id)).state === "done") break;
  }
  await startWorker();
  await until(id, "done");
  await pause(300);
  expect(await effects()).toBe(1);
  expect(await job(id)).toMatchObject({ state: "done", result: { waited: 400, done: true } });
}, 180_000);

test("a transaction that fails asks for nothing; the same work is not asked for twice while it waits", async () => {
  await expect(
    db.transaction().execute(async (transaction) => {
      await enqueueJob(asker, transaction, kind, { milliseconds: 10 });
      throw new Error("no");
    }),
  ).rejects.toThrow("no");
  expect(await db.selectFrom("job").select("id").execute()).toEqual([]);
  expect(await ask(10)).toBe(await ask(10));
  expect(await ask(11)).not.toBe(await ask(10));
});

test("a job that is cancelled while it runs stops and has no effect", async () => {
  await startWorker();
  const id = await ask(20_000);
  await until(id, "running");
  await sql`update job set state = 'cancelled' where id = ${id}`.execute(db);
  await sql`select pg_notify('kreislauf_job', 'county ' || ${String(id)}::text)`.execute(db);
  const other = await ask(30);
  await until(other, "done");
  await pause(200);
  const carried = await sql`select key from graphile_worker.jobs`.execute(db);
  expect(carried.rows).toEqual([]);
  expect(await effects()).toBe(1);
  expect((await job(id)).state).toBe("cancelled");
}, 60_000);

test("FL-014 a process that is told to end puts its job back; the next one does it", async () => {
  const first = await startWorker();
  const id = await ask(3_000);
  await until(id, "running");
  const begun = performance.now();
  await end(first, "SIGTERM");
  expect(performance.now() - begun).toBeLessThan(5_000);
  expect(await job(id)).toMatchObject({ state: "queued", attempts: 0 });
  await startWorker();
  await until(id, "done");
  expect(await effects()).toBe(1);
}, 60_000);

test("a job with a fault of ours is tried three times and then says so", async () => {
  await startWorker();
  const id = await ask(10, { trouble: "geheimer Text" });
  await until(id, "failed", 60_000);
  const failed = await job(id);
  expect(failed).toMatchObject({ attempts: 3, trouble: { code: "running.fault" } });
  expect(JSON.stringify(failed.trouble)).not.toContain("geheim");
  expect(await effects()).toBe(0);
}, 90_000);
