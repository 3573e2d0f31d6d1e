import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Type } from "typebox";
import { afterAll, expect, test } from "vitest";
import type { Contract } from "../../../kernel/contract/contract.ts";
import { makeContext } from "../../../runtime/http/makeContext.ts";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { enqueueJob } from "../../../runtime/jobs/enqueueJob.ts";
import type { JobKind } from "../../../runtime/jobs/jobKind.ts";
import { runJob } from "../../../runtime/jobs/runJob.ts";
import { holding, type Person } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { stage } from "./stage.ts";

const letter: JobKind<{ readonly to: string }> = {
  name: "try.letter",
  label: { de: "Brief", en: "Letter" },
  work: async (_, { to }) => ({
    result: { to },
    file: { name: "Brief an Ämter.txt", mediaType: "text/plain", content: Buffer.from(`Liebe ${to}`) },
  }),
};
const contract = {
  name: "try.startLetter",
  method: "POST",
  path: "/api/letters",
  summary: { de: "Brief", en: "Letter" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ to: Type.String() }),
  output: Type.Object({ job: Type.Integer() }),
} as const satisfies Contract<unknown, unknown>;
const startLetter = operation(contract, async (context, { to }) => ({
  job: await enqueueJob(context, context.db, letter, { to }),
}));

const planner: Person = { id: "p1", name: "Planung", grants: holding("R1") };
const office: Person = { id: "p2", name: "Fachdienst", grants: holding("R6") };
const support: Person = { id: "p3", name: "Systembetreuung", grants: holding("R11") };
const citizen: Person = { id: "public", name: "Öffentlichkeit", grants: [] };
let asking: Person = planner;
const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-jobs-"));
const stages = new Map([
  ["running", stage],
  ["try", { operations: [startLetter], phrases: {}, jobs: [letter] }],
]);
const server = await makeServer({
  store: { db: fresh.db },
  stages,
  folder,
  now: () => new Date("2026-05-01T08:00:00Z"),
  version: "0",
  whoAsks: () => asking,
  checkAnswers: true,
});
afterAll(async () => {
  await server.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(person: Person, method: "GET" | "POST", url: string, payload?: object) {
  asking = person;
  return server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
}
const jobsOf = async (person: Person) =>
  (await ask(person, "GET", "/api/jobs")).json().jobs.map((job: { id: number }) => job.id);
const run = (id: number) =>
  runJob(
    { schema: "county", id },
    {
      kinds: new Map([[letter.name, letter as JobKind]]),
      dbOf: async () => fresh.db,
      contextFor: (_, person, call) =>
        makeContext({ store: fresh, folder, person, stages, now: () => new Date() }, call),
      sentenceOf: ({ code }) => code,
    },
    new AbortController().signal,
  );

test("X-023 everybody sees the own jobs; system support sees all, but nobody fetches another's file", async () => {
  const own = (await ask(planner, "POST", "/api/letters", { to: "Leute" })).json().job;
  const others = (await ask(office, "POST", "/api/letters", { to: "Ämter" })).json().job;
  const ofPublic = (await ask(citizen, "POST", "/api/letters", { to: "alle" })).json().job;
  expect([await run(own), await run(others), await run(ofPublic)]).toEqual(["done", "done", "done"]);
  expect(await jobsOf(office)).toEqual([others]);
  expect(await jobsOf(support)).toEqual([ofPublic, others, own]);
  // The public is many people under one name.
  expect(await jobsOf(citizen)).toEqual([]);
  expect((await ask(office, "GET", `/api/jobs/${own}`)).statusCode).toBe(404);
  const file = await ask(office, "GET", `/api/jobs/${others}/file`);
  expect([file.statusCode, file.body]).toEqual([200, "Liebe Ämter"]);
  expect(file.headers["content-disposition"]).toContain("%C3%84mter.txt");
  for (const person of [support, planner])
    expect((await ask(person, "GET", `/api/jobs/${others}/file`)).statusCode).toBe(404);
});

test("X-023 a job is cancelled by whoever asked for it or by system support, and then takes no effect", async () => {
  const own = (await ask(office, "POST", "/api/letters", { to: "Eins" })).json().job;
  const refused = await ask(planner, "POST", `/api/jobs/${own}/cancel`);
  expect([refused.statusCode, refused.json().sentence]).toEqual([403, expect.stringContaining("jemand anderes")]);
  expect((await ask(office, "POST", `/api/jobs/${own}/cancel`)).json().state).toBe("cancelled");
  expect(await run(own)).toBe("ended before");
  const again = await ask(office, "POST", `/api/jobs/${own}/cancel`);
  expect([again.statusCode, again.json().sentence]).toEqual([409, expect.stringContaining("schon zu Ende")]);
  const second = (await ask(office, "POST", "/api/letters", { to: "Zwei" })).json().job;
  expect((await ask(support, "POST", `/api/jobs/${second}/cancel`)).json().state).toBe("cancelled");
  // Each try stands in the audit trail, also the one that was refused.
  const tries = await fresh.db
    .selectFrom("audit_entry")
    .select(["subject", "outcome"])
    .where("operation", "=", "running.cancelJob")
    .where("outcome", "<>", "begun")
    .orderBy("number")
    .execute();
  expect(tries.map(({ subject, outcome }) => [(subject as { id: number }).id, outcome])).toEqual([
    [own, "refused"],
    [own, "done"],
    [own, "refused"],
    [second, "done"],
  ]);
});

test("a job done twice at once takes effect once", async () => {
  const id = (await ask(planner, "POST", "/api/letters", { to: "Doppelt" })).json().job;
  const ends = await Promise.all([run(id), run(id), run(id)]);
  expect(ends.filter((end) => end === "done")).toEqual(["done"]);
  expect(ends.filter((end) => end === "ended before")).toHaveLength(2);
});

test("a backup on demand is for who changes the settings", async () => {
  expect((await ask(planner, "POST", "/api/backups", {})).statusCode).toBe(403);
  const answer = await ask(support, "POST", "/api/backups", {});
  expect([answer.statusCode, answer.json()]).toEqual([200, { job: expect.any(Number) }]);
});
