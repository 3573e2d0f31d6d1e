import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Type } from "typebox";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { parse } from "yaml";
import { serverStages } from "../../apps/server/stages.ts";
import type { Contract } from "../../kernel/contract/contract.ts";
import { makeServer } from "../http/makeServer.ts";
import { operation } from "../http/operation.ts";
import { logTo } from "../log/log.ts";
import { plannerAtThisMachine } from "../people/policy.ts";
import { freshDatabase } from "../store/testDatabase.ts";
import { makeMetrics } from "./metrics.ts";

const secrets = ["Erika", "Mustermann", "geheimzahl-4711", "tok-geheim", "198.51.100.7", "passwort", "Birkau"];
const fresh = await freshDatabase();
const contract = {
  name: "try.person",
  method: "POST",
  path: "/api/people/:name",
  summary: { de: "Versuch", en: "Try" },
  policy: { action: "read", object: "releasedObservation" },
  input: Type.Object({ name: Type.String(), value: Type.Optional(Type.String()) }),
  output: Type.Object({ name: Type.String() }),
} as const satisfies Contract<unknown, unknown>;
const person = operation(contract, async (_, { name, value }) => {
  if (value === "passwort") {
    const trouble = new TypeError(`key (name)=(${name}) and (value)=(${value}) already exists`);
    throw Object.assign(trouble, { code: "23505", detail: `Key (name)=(${name})` });
  }
  return { name };
});
let ready: string | undefined;
const server = await makeServer({
  store: { db: fresh.db },
  stages: new Map([["try", { operations: [person], phrases: {} }]]),
  folder: "unused",
  now: () => new Date(),
  version: "0",
  whoAsks: () => plannerAtThisMachine,
  watch: { metrics: makeMetrics(), metricsToken: "tok-geheim-tok-geheim", notReady: async () => ready },
  onlyByTls: true,
  hosts: ["localhost"],
});
afterAll(async () => {
  await server.close();
  await fresh.drop();
});

let lines: string[] = [];
let before: ReturnType<typeof logTo>;
beforeEach(() => {
  lines = [];
  before = logTo((line) => lines.push(line));
});
afterEach(() => {
  logTo(before);
});

function plant(value: string) {
  return server.inject({
    method: "POST",
    url: `/api/people/Erika%20Mustermann?secret=geheimzahl-4711`,
    remoteAddress: "198.51.100.7",
    headers: { authorization: "Bearer tok-geheim", cookie: "session=tok-geheim", "x-forwarded-for": "198.51.100.7" },
    payload: { value },
  });
}

test("X-023 a line of the log holds request, route, status and duration, and nothing about anybody", async () => {
  expect((await plant("Birkau")).statusCode).toBe(200);
  const failed = await plant("passwort");
  expect(failed.statusCode).toBe(500);
  await server.inject({ method: "GET", url: "/einstellungen/Mustermann" });
  const events = lines.map((line) => JSON.parse(line));
  expect(events.map(({ event }) => event)).toEqual(["request", "fault", "request", "request"]);
  expect(events[0]).toEqual({
    time: expect.stringMatching(/^\d{4}-/),
    event: "request",
    id: expect.any(String),
    method: "POST",
    route: "/api/people/:name",
    status: 200,
    ms: expect.any(Number),
    tenant: "kreis",
  });
  expect(events[1]).toMatchObject({
    error: "TypeError",
    code: "23505",
    at: expect.stringContaining("watchServer.test.ts"),
  });
  // The number that the person is told leads to this line.
  expect(failed.json().parameters.id).toBe(events[1].id);
  expect(events[3]).toMatchObject({ route: "none", status: 404 });
  for (const secret of secrets) expect(lines.join("\n")).not.toContain(secret);
});

test("X-023 figures are told to this machine or to whoever has the token, never through a proxy, and hold no addresses", async () => {
  await plant("Birkau");
  const ask = (headers: Record<string, string>, remoteAddress = "127.0.0.1") =>
    server.inject({ method: "GET", url: "/metrics", headers, remoteAddress });
  const here = await ask({});
  expect(here.statusCode).toBe(200);
  expect(here.body).toContain(
    'kreislauf_http_answer_seconds_count{method="POST",route="/api/people/:name",status="200"}',
  );
  for (const secret of secrets) expect(here.body).not.toContain(secret);
  expect((await ask({ "x-forwarded-for": "198.51.100.7" })).statusCode).toBe(404);
  expect((await ask({}, "198.51.100.7")).statusCode).toBe(404);
  expect((await ask({ authorization: "Bearer falsch" }, "198.51.100.7")).statusCode).toBe(404);
  expect((await ask({ authorization: "Bearer tok-geheim-tok-geheim" }, "198.51.100.7")).statusCode).toBe(200);
});

test("FL-014 health tells a live process from one that can work, with the reason in a sentence", async () => {
  expect((await server.inject("/health/live")).json()).toEqual({ state: "live" });
  expect((await server.inject("/health/ready")).statusCode).toBe(200);
  ready = "Die Datenbank antwortet nicht.";
  const answer = await server.inject("/health/ready");
  expect([answer.statusCode, answer.json().sentence]).toEqual([503, ready]);
  expect((await server.inject("/health/live")).statusCode).toBe(200);
});

test("X-023 behind TLS browsers are told never to come without", async () => {
  const { headers } = await server.inject("/health/live");
  expect(headers["strict-transport-security"]).toBe("max-age=31536000");
});

test("X-023 under a foreign name health and figures do not answer either", async () => {
  for (const url of ["/health/ready", "/metrics"])
    expect((await server.inject({ method: "GET", url, headers: { host: "evil.example" } })).statusCode).toBe(403);
});

test("X-023 the alarms that come along ask for figures, routes and outcomes that there are", async () => {
  await plant("");
  const { payload } = await server.inject({
    url: "/metrics",
    remoteAddress: "127.0.0.1",
    headers: { host: "localhost" },
  });
  const { groups } = parse(readFileSync(join(import.meta.dirname, "../../packaging/alerts.yml"), "utf8")) as {
    groups: { rules: { alert: string; expr: string; annotations: { summary: string } }[] }[];
  };
  const rules = groups.flatMap((group) => group.rules);
  expect(rules.length).toBeGreaterThan(4);
  const routes = new Set(
    [...serverStages.values()].flatMap(({ operations }) => operations.map(({ contract }) => contract.path)),
  );
  for (const { alert, expr, annotations } of rules) {
    expect(annotations.summary, alert).not.toBe("");
    for (const figure of expr.match(/kreislauf_[a-z_]+/g) ?? [])
      expect(payload, alert).toContain(`# TYPE ${figure.replace(/_count$/, "")} `);
    const [, asked] = /route=~"([^"]+)"/.exec(expr) ?? [];
    for (const route of asked?.split("|") ?? []) expect([...routes], alert).toContain(route);
    const [, outcome] = /outcome="([^"]+)"/.exec(expr) ?? [];
    if (outcome !== undefined) expect(["done", "failed", "cancelled"], alert).toContain(outcome);
  }
});
