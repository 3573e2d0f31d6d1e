import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Type } from "typebox";
import { afterAll, expect, test, vi } from "vitest";
import type { Contract, Policy } from "../../kernel/contract/contract.ts";
import { Refusal } from "../../kernel/trouble/refusal.ts";
import { holding } from "../people/person.ts";
import { plannerAtThisMachine } from "../people/policy.ts";
import { freshDatabase } from "../store/testDatabase.ts";
import { makeServer, type ServerSettings } from "./makeServer.ts";
import { type FileAnswer, operation, type ServerStage, type Upload } from "./operation.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-http-"));
afterAll(async () => {
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

const read: Policy = { action: "read", object: "delivery" };
const echo = operation(
  {
    name: "garden.echo",
    method: "GET",
    path: "/api/beds/:id",
    summary: { de: "Beet" },
    policy: read,
    input: Type.Object({
      id: Type.Integer({ minimum: 1 }),
      years: Type.Optional(Type.Array(Type.Integer())),
      kind: Type.Optional(Type.Union([Type.Literal("rose"), Type.Literal("kohl")])),
      code: Type.Optional(Type.String()),
      open: Type.Optional(Type.Boolean()),
      until: Type.Optional(Type.Union([Type.Integer(), Type.Null()])),
    }),
    output: Type.Any(),
  },
  async (_, input) => input,
);
const dig = operation(
  {
    name: "garden.dig",
    method: "POST",
    path: "/api/beds/:id/dig",
    summary: { de: "Graben" },
    policy: { action: "change", object: "delivery" },
    input: Type.Object({ id: Type.Integer(), deep: Type.Object({ spades: Type.Number({ maximum: 3 }) }) }),
    output: Type.Object({ holes: Type.Integer() }),
  },
  async (context, { deep }) => {
    context.progress({ doing: "Spatenstiche", done: 1, total: 2 });
    if (deep.spades === 2) throw new Refusal("garden.roots", { spades: 2 }, { place: { row: 4 }, kind: "conflict" });
    if (deep.spades === 1) throw new Error("spade broken: secret handle");
    context.progress({ doing: "Spatenstiche", done: 2, total: 2 });
    return { holes: deep.spades };
  },
);
const send = operation(
  {
    name: "garden.send",
    method: "POST",
    path: "/api/seeds",
    summary: { de: "Saat" },
    policy: { action: "create", object: "delivery" },
    input: Type.Object({
      file: Type.Unsafe<Upload>({ "x-upload": true }),
      rows: Type.Optional(Type.Integer()),
      mapping: Type.Optional(Type.Object({ columns: Type.Array(Type.String()) })),
    }),
    output: Type.Any(),
  },
  async (_, { file, rows, mapping }) => {
    const { path, ...rest } = file;
    return { ...rest, rows, mapping, text: readFileSync(path, "utf8") };
  },
);
const harvest = operation(
  {
    name: "garden.harvest",
    method: "GET",
    path: "/api/harvest",
    summary: { de: "Ernte" },
    policy: read,
    input: Type.Object({}),
    output: Type.Unsafe<FileAnswer>({ "x-file": "text/csv" }),
  },
  async () => ({
    name: 'Äpfel "2023".csv',
    mediaType: "text/csv; charset=utf-8",
    content: new TextEncoder().encode("a;b"),
  }),
);
const garden: ServerStage = {
  operations: [echo, dig, send, harvest],
  phrases: { roots: "Nach {spades} Spaten kommen Wurzeln." },
};

async function serve(more: Partial<ServerSettings> = {}) {
  return makeServer({
    store: { db: fresh.db },
    stages: new Map([["garden", garden]]),
    folder,
    now: () => new Date(0),
    version: "0",
    whoAsks: () => plannerAtThisMachine,
    checkAnswers: true,
    ...more,
  });
}
const server = await serve();

test("path, query and their types become one input; codes keep their leading zero", async () => {
  const url = "/api/beds/12?years=2020,2021&kind=rose&code=01056&open=false&until=null";
  const answer = await server.inject({ url });
  expect(answer.json()).toEqual({ id: 12, years: [2020, 2021], kind: "rose", code: "01056", open: false, until: null });
  expect((await server.inject({ url: "/api/beds/1?years=5&years=6" })).json()).toEqual({ id: 1, years: [5, 6] });
});

test("input that does not fit is refused with a German sentence that names the field", async () => {
  const ask = async (url: string) => {
    const answer = await server.inject({ url });
    return [answer.statusCode, answer.json().code, answer.json().sentence];
  };
  expect(await ask("/api/beds/zwölf")).toEqual([400, "http.notAnInteger", "„id“ muss eine ganze Zahl sein."]);
  expect(await ask("/api/beds/0")).toEqual([400, "http.tooSmall", "„id“ muss mindestens 1 sein."]);
  expect((await ask("/api/beds/1?kind=nelke"))[0]).toBe(400);
  const missing = await server.inject({ method: "POST", url: "/api/beds/1/dig", payload: {} });
  expect(missing.json().sentence).toBe("Die Angabe „deep“ fehlt.");
  const deep = await server.inject({ method: "POST", url: "/api/beds/1/dig", payload: { deep: { spades: 4 } } });
  expect(deep.json().sentence).toBe("„deep.spades“ darf höchstens 3 sein.");
  const broken = await server.inject({
    method: "POST",
    url: "/api/beds/1/dig",
    headers: { "content-type": "application/json" },
    payload: "{",
  });
  expect([broken.statusCode, broken.json().code]).toEqual([400, "http.notJson"]);
});

test("a refusal keeps its code, parameters and place; a fault of ours shows a number and nothing else", async () => {
  const refused = await server.inject({ method: "POST", url: "/api/beds/1/dig", payload: { deep: { spades: 2 } } });
  expect(refused.statusCode).toBe(409);
  expect(refused.json()).toEqual({
    code: "garden.roots",
    sentence: "Zeile 4: Nach 2 Spaten kommen Wurzeln.",
    parameters: { spades: 2 },
    place: { row: 4 },
  });
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const failed = await server.inject({ method: "POST", url: "/api/beds/1/dig", payload: { deep: { spades: 1 } } });
  expect(failed.statusCode).toBe(500);
  expect(failed.body).not.toContain("secret");
  expect(failed.json().sentence).toContain(failed.json().parameters.id);
  expect(String(log.mock.calls[0])).toContain(failed.json().parameters.id);
  log.mockRestore();
});

test("long work answers in lines: how far it is, and at last the result or the refusal", async () => {
  const lines = async (spades: number) => {
    const headers = { accept: "application/x-ndjson" };
    const answer = await server.inject({
      method: "POST",
      url: "/api/beds/1/dig",
      headers,
      payload: { deep: { spades } },
    });
    return answer.body
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
  };
  expect(await lines(3)).toEqual([
    { progress: { doing: "Spatenstiche", done: 1, total: 2 } },
    { progress: { doing: "Spatenstiche", done: 2, total: 2 } },
    { result: { holes: 3 } },
  ]);
  expect((await lines(2)).at(-1).refusal.code).toBe("garden.roots");
});

function form(parts: Record<string, string | { name: string; content: string }>) {
  const boundary = "----garden";
  const body = Object.entries(parts).map(([field, part]) =>
    typeof part === "string"
      ? `--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${part}\r\n`
      : `--${boundary}\r\ncontent-disposition: form-data; name="${field}"; filename="${part.name}"\r\ncontent-type: text/csv\r\n\r\n${part.content}\r\n`,
  );
  return {
    method: "POST" as const,
    url: "/api/seeds",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    payload: `${body.join("")}--${boundary}--\r\n`,
  };
}

test("a file is streamed to disk with its hash, form fields before and behind it are understood, and nothing is left behind", async () => {
  const content = "Gemeinde;Einwohner\nAhrenlohe;1675\n";
  const parts = { rows: "3", file: { name: "../böse.csv", content }, mapping: '{"columns":["a"]}' };
  const answer = await server.inject(form(parts));
  expect(answer.json()).toEqual({
    name: "böse.csv",
    bytes: content.length,
    hash: createHash("sha256").update(content).digest("hex"),
    rows: 3,
    mapping: { columns: ["a"] },
    text: content,
  });
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});

test("a file over the limit is refused with the limit named", async () => {
  const small = await serve({ uploadMegabytes: 1 });
  const answer = await small.inject(form({ file: { name: "a.csv", content: "x".repeat(2 ** 20 + 1) } }));
  expect([answer.statusCode, answer.json().code]).toEqual([400, "http.fileTooLarge"]);
  expect(answer.json().sentence).toContain("größer als 1 MB");
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});

test("a form that is refused leaves none of its files behind", async () => {
  const file = { name: "a.csv", content: "a" };
  const answer = await server.inject(form({ file, surprise: file }));
  expect([answer.statusCode, answer.json().code]).toEqual([400, "http.unknownField"]);
  expect(readdirSync(join(folder, "incoming"))).toEqual([]);
});

test("nobody makes the server read a file of its own by naming a path", async () => {
  const payload = { file: { name: "x", path: "/etc/hostname", bytes: 1, hash: "0" } };
  const answer = await server.inject({ method: "POST", url: "/api/seeds", payload });
  expect([answer.statusCode, answer.json().code]).toEqual([400, "http.notAFile"]);
});

test("a download bears its name, umlauts and quotes included", async () => {
  const answer = await server.inject({ url: "/api/harvest" });
  expect(answer.body).toBe("a;b");
  expect(answer.headers["content-disposition"]).toBe(
    "attachment; filename=\"_pfel _2023_.csv\"; filename*=UTF-8''%C3%84pfel%20%222023%22.csv",
  );
});

test("without a right nothing is done, and a file is not even taken in", async () => {
  const closed = await serve({ whoAsks: () => ({ id: "public", name: "Gast", grants: holding("R10") }) });
  const answer = await closed.inject(form({ file: { name: "a.csv", content: "a" } }));
  expect([answer.statusCode, answer.json().code]).toEqual([403, "http.forbidden"]);
});

test("a server with an operation that declares no policy does not start", async () => {
  const { policy: _, ...bare } = echo.contract;
  const open = {
    operations: [{ contract: bare as Contract<never, never>, run: echo.run }],
    phrases: {},
  };
  await expect(serve({ stages: new Map([["open", open]]) })).rejects.toThrow("operation without policy: garden.echo");
});

test("pages of other people cannot give orders, and only known names of the server are answered", async () => {
  const headers = { origin: "https://evil.example", host: "localhost:8080" };
  const foreign = await server.inject({
    method: "POST",
    url: "/api/beds/1/dig",
    headers,
    payload: { deep: { spades: 3 } },
  });
  expect([foreign.statusCode, foreign.json().code]).toEqual([403, "http.foreignOrigin"]);
  const own = { origin: "http://localhost:8080", host: "localhost:8080" };
  expect(
    (await server.inject({ method: "POST", url: "/api/beds/1/dig", headers: own, payload: { deep: { spades: 3 } } }))
      .statusCode,
  ).toBe(200);
  const named = await serve({ hosts: ["localhost", "127.0.0.1"] });
  expect((await named.inject({ url: "/api/beds/1", headers: { host: "rebound.example" } })).json().code).toBe(
    "http.foreignHost",
  );
  expect((await named.inject({ url: "/api/beds/1", headers: { host: "127.0.0.1:8080" } })).statusCode).toBe(200);
});

test("a page may load nothing from elsewhere and run nothing inline", async () => {
  const policy = String((await server.inject({ url: "/api/beds/1" })).headers["content-security-policy"]);
  expect(policy).toContain("default-src 'self'");
  expect(policy).not.toContain("unsafe-inline");
  expect(policy).not.toContain("http");
  const withMap = await serve({ mapHosts: ["https://karten.kreis.example"] });
  expect(String((await withMap.inject({ url: "/api/beds/1" })).headers["content-security-policy"])).toContain(
    "https://karten.kreis.example",
  );
});

test("the description for machines is made of the contracts", async () => {
  const description = (await server.inject({ url: "/api/openapi.json" })).json();
  expect(description.openapi).toBe("3.1.0");
  expect(description.paths["/api/beds/{id}"].get.parameters[0]).toEqual({
    name: "id",
    in: "path",
    required: true,
    schema: { type: "integer", minimum: 1, description: "Number by which addresses and other calls name it" },
  });
  // Every status that a trouble can come with has its words.
  expect(Object.keys(description.paths["/api/beds/{id}"].get.responses).map(Number)).toEqual([
    200, 400, 401, 403, 404, 409, 422, 429, 500,
  ]);
  const upload = description.paths["/api/seeds"].post.requestBody.content["multipart/form-data"].schema;
  expect(upload.properties.file).toEqual({ type: "string", format: "binary" });
  expect(Object.keys(description.paths["/api/harvest"].get.responses[200].content)).toEqual(["text/csv"]);
});

test("addresses of pages give the page, unknown addresses of the API a sentence", async () => {
  const web = join(import.meta.dirname, "../../dist/none");
  expect(existsSync(web)).toBe(false);
  const answer = await server.inject({ url: "/api/nothing" });
  expect([answer.statusCode, answer.json().code]).toEqual([404, "http.noSuchAddress"]);
  expect((await server.inject({ url: "/indikatoren/x" })).json().code).toBe("http.notBuilt");
});

test("when the person leaves, the work is told to stop", async () => {
  let stopped: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    stopped = resolve;
  });
  const wait = operation(
    {
      name: "garden.wait",
      method: "GET",
      path: "/api/wait",
      summary: { de: "Warten" },
      policy: read,
      input: Type.Object({}),
      output: Type.Any(),
    },
    async ({ signal }) => {
      signal.addEventListener("abort", () => stopped());
      await told;
      return null;
    },
  );
  const patient = await serve({
    stages: new Map([["garden", { operations: [wait], phrases: {} }]]),
  });
  const address = await patient.listen({ port: 0, host: "127.0.0.1" });
  const leaving = new AbortController();
  const call = fetch(`${address}/api/wait`, { signal: leaving.signal }).catch(() => "left");
  setTimeout(() => leaving.abort(), 100);
  expect(await call).toBe("left");
  await told;
  await patient.close();
});
