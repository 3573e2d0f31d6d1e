import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { sql } from "kysely";
import { Type } from "typebox";
import { afterAll, expect, test } from "vitest";
import type { Person } from "../people/person.ts";
import { holding } from "../people/person.ts";
import { plannerAtThisMachine } from "../people/policy.ts";
import { freshDatabase } from "../store/testDatabase.ts";
import { makeServer } from "./makeServer.ts";
import { operation } from "./operation.ts";

const fresh = await freshDatabase();
afterAll(() => fresh.drop());

let computed = 0;
let person: Person = plannerAtThisMachine;
const contract = {
  name: "garden.count",
  method: "GET",
  path: "/api/count",
  summary: { de: "Zählung" },
  policy: { action: "read", object: "delivery" },
  input: Type.Object({ level: Type.Optional(Type.String()) }),
  output: Type.Object({
    accepted: Type.Integer(),
    who: Type.String(),
    long: Type.String(),
    rows: Type.Optional(Type.Array(Type.Number())),
  }),
} as const;
const count = operation(
  contract,
  async ({ db, person: { name } }) => {
    computed += 1;
    const rows = await db.selectFrom("delivery").select("id").where("state", "=", "accepted").execute();
    return { accepted: rows.length, who: name, long: "Beet ".repeat(500) };
  },
  { keptPerDataState: true },
);
const drawing = Object.freeze({ accepted: 0, who: "", long: "Rose ".repeat(500) });
const frozen = operation({ ...contract, name: "garden.drawing", path: "/api/drawing" }, async () => drawing);

const readers: string[] = [];
const shared = operation(
  { ...contract, name: "garden.beds", path: "/api/beds" },
  async ({ person: { name } }) => {
    readers.push(name);
    return { accepted: 0, who: name, long: "Beet ".repeat(500), rows: Array.from({ length: 60_000 }, (_, n) => n / 7) };
  },
  // Whoever may tidy sees the beds as they are.
  { keptPerDataState: true, readersAlike: async (who) => String(who.person.grants.length) },
);

const server = await makeServer({
  store: { db: fresh.db },
  stages: new Map([["garden", { operations: [count, frozen, shared], phrases: {} }]]),
  folder: "",
  now: () => new Date(0),
  version: "0",
  whoAsks: () => person,
  checkAnswers: true,
});
const ask = (url = "/api/count", headers: Record<string, string> = {}) => server.inject({ url, headers });

async function accept(order: number): Promise<void> {
  await sql`insert into file values (${`hash${order}`}, 1, 'x.csv', now())`.execute(fresh.db);
  await sql`insert into delivery (file_hash, file_name, state, disclosure, accepted_order)
    values (${`hash${order}`}, 'x.csv', 'accepted', 'none', ${order})`.execute(fresh.db);
}

test("an answer is computed once per state of the data; an acceptance and a definition make it new", async () => {
  expect((await ask()).json().accepted).toBe(0);
  expect((await ask()).json().accepted).toBe(0);
  expect(computed).toBe(1);
  await accept(1);
  expect((await ask()).json().accepted).toBe(1);
  await ask();
  expect(computed).toBe(2);
  await sql`insert into setting (key, content) values ('county', '{"name": "Kreis"}')`.execute(fresh.db);
  await ask();
  expect(computed).toBe(3);
});

test("what was computed for one person or question is not given to another", async () => {
  const before = computed;
  person = { ...plannerAtThisMachine, id: "nachbar", name: "Nachbar" };
  expect((await ask()).json().who).toBe("Nachbar");
  person = { ...person, grants: [...person.grants, ...holding("R2")] };
  await ask();
  person = plannerAtThisMachine;
  expect((await ask()).json().who).toBe(plannerAtThisMachine.name);
  await ask("/api/count?level=GEM");
  expect(computed).toBe(before + 3);
});

test("who has the answer already is told that it still holds, until it does not", async () => {
  const { etag, "cache-control": mayKeep } = (await ask()).headers;
  expect(mayKeep).toBe("private, no-cache");
  const again = await ask("/api/count", { "if-none-match": String(etag) });
  expect([again.statusCode, again.body]).toEqual([304, ""]);
  await accept(2);
  const after = await ask("/api/count", { "if-none-match": String(etag) });
  expect([after.statusCode, after.json().accepted]).toEqual([200, 2]);
});

test("answers travel packed where the reader can unpack them, also those that an operation keeps frozen", async () => {
  for (const url of ["/api/count", "/api/drawing"]) {
    const packed = await ask(url, { "accept-encoding": "gzip;q=0, br" });
    expect(packed.headers["content-encoding"]).toBe("br");
    const plain = await ask(url);
    expect(plain.headers["content-encoding"]).toBeUndefined();
    expect(brotliDecompressSync(packed.rawPayload).toString()).toBe(plain.body);
  }
});

test("many who ask the same at once wait for one computation", async () => {
  await accept(10);
  const before = computed;
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask()));
  expect(new Set(answers.map(({ body }) => body)).size).toBe(1);
  expect(computed).toBe(before + 1);
});

test("readers to whom an operation shows the same share an answer; others do not, and it holds while figures and definitions do", async () => {
  const beds = async () => (await ask("/api/beds")).json().who;
  const here = plannerAtThisMachine;
  person = { ...here, id: "anna", name: "Anna" };
  expect(await beds()).toBe("Anna");
  person = { ...here, id: "berta", name: "Berta" };
  expect(await beds()).toBe("Anna");
  person = { ...person, grants: [...person.grants, ...holding("R2")] };
  expect(await beds()).toBe("Berta");
  await sql`insert into setting (key, content) values ('baseMap', '{}')`.execute(fresh.db);
  expect(await beds()).toBe("Berta");
  expect(readers).toEqual(["Anna", "Berta"]);
  await accept(20);
  expect(await beds()).toBe("Berta");
  expect(readers).toEqual(["Anna", "Berta", "Berta"]);
  person = here;
});

test("a long answer is the same packed while it is written, packed later and unpacked", async () => {
  await accept(30);
  const first = await ask("/api/beds", { "accept-encoding": "gzip" });
  const text = gunzipSync(first.rawPayload).toString();
  expect(JSON.parse(text).rows).toHaveLength(60_000);
  const again = await ask("/api/beds", { "accept-encoding": "br" });
  expect(brotliDecompressSync(again.rawPayload).toString()).toBe(text);
  const plain = await ask("/api/beds");
  expect([plain.body === text, plain.headers.etag]).toEqual([true, first.headers.etag]);
});
