import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, expect, test, vi } from "vitest";
import { holding, type Person } from "../people/person.ts";
import { plannerAtThisMachine } from "../people/policy.ts";
import { freshDatabase } from "../store/testDatabase.ts";
import { makeServer } from "./makeServer.ts";
import { type Context, operation, type ServerStage } from "./operation.ts";

const fresh = await freshDatabase();
let person: Person = plannerAtThisMachine;
const answered: string[] = [];
const begun: string[] = [];
let hold = Promise.resolve();
let cancelled = new AbortController().signal;

const showBed = operation(
  {
    name: "garden.bed",
    method: "GET",
    path: "/api/bed",
    summary: { de: "Beet" },
    policy: { action: "read", object: "releasedObservation" },
    input: Type.Object({ bed: Type.String() }),
    output: Type.Object({ bed: Type.String() }),
  } as const,
  async (_, { bed }) => {
    answered.push(bed);
    return { bed };
  },
  { keptPerDataState: true, readersAlike: async ({ person: { grants } }) => JSON.stringify(grants) },
);
const garden: ServerStage = {
  operations: [showBed],
  phrases: {},
  async *ahead(context: Context) {
    begun.push(context.person.id);
    cancelled = context.signal;
    for (const bed of ["Rosen", "Lauch"]) {
      await hold;
      yield { operation: showBed, input: { bed } };
      yield null;
    }
  },
};
const server = await makeServer({
  store: { db: fresh.db },
  stages: new Map([["garden", garden]]),
  folder: "",
  now: () => new Date(0),
  version: "0",
  whoAsks: () => person,
  worksAhead: true,
});
const address = await server.listen({ port: 0, host: "127.0.0.1" });
afterAll(async () => {
  await server.close();
  await fresh.drop();
});
const ask = async (bed: string) => (await fetch(`${address}/api/bed?bed=${bed}`)).status;
const untilAnswered = (...beds: string[]) =>
  vi.waitFor(() => expect([...answered].sort()).toEqual([...beds].sort()), 10_000);

test("answers lie ready before anybody asks, and whoever asks gets those", async () => {
  await untilAnswered("Lauch", "Rosen");
  expect([await ask("Rosen"), await ask("Lauch")]).toEqual([200, 200]);
  expect(answered).toHaveLength(2);
});

test("after a change of the data the first new question lets all others be answered anew, once", async () => {
  await sql`insert into area_level (id, label_de, rank) values ('GEM', 'Gemeinde', 2)`.execute(fresh.db);
  expect(await ask("Nelken")).toBe(200);
  expect(await ask("Tulpen")).toBe(200);
  await untilAnswered("Lauch", "Lauch", "Nelken", "Rosen", "Rosen", "Tulpen");
  expect(begun).toHaveLength(2);
});

test("for the public it is done apart, and for who sees only a part not at all", async () => {
  answered.length = 0;
  person = { id: "public", name: "", grants: holding("R10") };
  expect(await ask("Nelken")).toBe(200);
  await untilAnswered("Lauch", "Nelken", "Rosen");
  expect(begun.at(-1)).toBe("public");
  const before = begun.length;
  person = { id: "kita", name: "Kita", grants: [{ role: "R2", within: { kind: "topic", id: "kita" } }] };
  expect(await ask("Nelken")).toBe(200);
  expect(begun).toHaveLength(before);
  person = plannerAtThisMachine;
});

test("the server need not wait for it when it ends", async () => {
  answered.length = 0;
  let release = (): void => undefined;
  hold = new Promise((resolve) => {
    release = resolve;
  });
  await sql`insert into area_level (id, label_de, rank) values ('AMT', 'Amt', 1)`.execute(fresh.db);
  expect(await ask("Nelken")).toBe(200);
  await vi.waitFor(() => expect(begun).toHaveLength(4), 10_000);
  const closed = server.close();
  await vi.waitFor(() => expect(cancelled.aborted).toBe(true));
  release();
  await closed;
  expect(answered).toEqual(["Nelken"]);
});
