import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readXlsx } from "hucre/xlsx";
import { sql } from "kysely";
import type { TSchema } from "typebox";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { Accounts } from "../../runtime/people/accounts/accounts.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { makeZip } from "../../stages/collect/server/makeWorkbook.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";

// What strangers try, against all stages and offices at once.

const fresh = await freshDatabase();
const { db } = fresh;
const folder = mkdtempSync(join(tmpdir(), "kreislauf-attacks-"));
mkdirSync(join(folder, "data"));
let server: Awaited<ReturnType<typeof makeServer>>;
const formula = '=HYPERLINK("http://angreifer.example";"Klick")';
const markup = '<img src=x onerror="alert(1)"><script>alert(2)</script>';

beforeAll(async () => {
  const { deliver } = await smallCounty(db);
  await deliver({ figures: { BEV_INSG: { "2023": { G1: 1_200, G2: 3_400, G3: 800, G4: 2_100, G5: 950 } } } });
  await sql`update area set name = ${formula} where code = 'G1'`.execute(db);
  await sql`update area set name = ${markup} where code = 'G2'`.execute(db);
  server = await makeServer({
    store: fresh,
    stages: serverStages,
    folder: join(folder, "data"),
    now: () => new Date("2024-06-30T12:00:00Z"),
    version: "0",
    accounts: new Accounts({
      db,
      settings: { mode: "none", address: undefined, proxies: [], provider: undefined },
      secret: "only for tests, only for tests, only for tests",
      now: () => new Date("2024-06-30T12:00:00Z"),
      grantsOf: async () => [],
    }),
    whoAsks: () => plannerAtThisMachine,
    headersSeconds: 1,
  });
  await server.listen({ port: 0, host: "127.0.0.1" });
});
afterAll(async () => {
  await server.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

const injections = [
  "'; drop table area; --",
  "' or '1'='1",
  "1 union select password from people.account --",
  '"); select pg_sleep(5); --',
  "\\'; delete from slice; --",
  "{{7*7}}",
  "$" + "{7*7}",
  "#panic()",
  "../../../../etc/passwd",
  "%00",
  "\u0000",
  "__proto__",
  "x".repeat(5_000),
];

test("SQL, templates and paths in any text field of any address are taken as text: an answer or a refusal, never a fault", async () => {
  const before = await sql<{ areas: number; slices: number }>`
    select (select count(*) from area)::integer as areas, (select count(*) from slice)::integer as slices`.execute(db);
  const faults: string[] = [];
  let asked = 0;
  for (const { operations } of serverStages.values())
    for (const { contract } of operations) {
      const { properties = {} } = contract.input as { properties?: Record<string, TSchema> };
      const fields = Object.keys(properties);
      for (const field of fields)
        for (const injection of injections) {
          const filled = Object.fromEntries(fields.map((name) => [name, name === field ? injection : "GEM"]));
          const url = contract.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(filled[name])));
          const answer = await server.inject(
            contract.method === "GET" || contract.method === "DELETE"
              ? { method: contract.method, url: `${url}?${new URLSearchParams(filled)}` }
              : { method: contract.method, url, payload: filled },
          );
          asked += 1;
          if (answer.statusCode >= 500)
            faults.push(`${contract.name} ${field}=${injection.slice(0, 30)}: ${answer.statusCode}`);
        }
    }
  expect(faults).toEqual([]);
  expect(asked).toBeGreaterThan(500);
  const after = await sql<{ areas: number; slices: number }>`
    select (select count(*) from area)::integer as areas, (select count(*) from slice)::integer as slices`.execute(db);
  expect(after.rows).toEqual(before.rows);
}, 300_000);

test("a name that is a formula does not become one in CSV or XLSX", async () => {
  const csv = await server.inject({ url: "/api/export?what=map&indicator=einwohnerzahl&level=GEM&format=csv" });
  expect(csv.statusCode).toBe(200);
  const fields = csv.body.split(/[\r\n;]+/).map((field) => field.replace(/^\ufeff?"?/, ""));
  expect(fields.filter((field) => /^[=+@]/.test(field))).toEqual([]);
  expect(csv.body).toContain("HYPERLINK");
  const xlsx = await server.inject({ url: "/api/export?what=map&indicator=einwohnerzahl&level=GEM&format=xlsx" });
  const book = JSON.stringify(await readXlsx(xlsx.rawPayload));
  expect(book).toContain("HYPERLINK");
  expect(book).not.toMatch(/"formula":/);
});

test("a name that is markup is text in the report, and templates in its title are not computed", async () => {
  const made = await server.inject({
    method: "POST",
    url: "/api/reports",
    payload: { template: "sozialbericht", title: `Bericht ${markup} {{7*7}} #panic()`, indicators: "einwohnerzahl" },
  });
  expect(made.statusCode, made.body).toBe(200);
  const { html } = (await server.inject({ url: `/api/reports/${made.json().id}` })).json();
  expect(html).not.toContain("<img src=x");
  expect(html).not.toContain("<script>alert");
  expect(html).toContain("&lt;img src=x");
  expect(html).toContain("{{7*7}} #panic()");
  const pdf = await server.inject({ url: `/api/reports/${made.json().id}/pdf` });
  expect([pdf.statusCode, pdf.rawPayload.subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
}, 120_000);

function upload(url: string, name: string, content: Buffer, fields: Record<string, string> = {}) {
  const edge = "----kante";
  const head = Object.entries(fields).map(
    ([field, value]) => `--${edge}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`,
  );
  const file = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  const payload = Buffer.concat([Buffer.from(head.join("") + file), content, Buffer.from(`\r\n--${edge}--\r\n`)]);
  return server.inject({
    method: "POST",
    url,
    payload,
    headers: { "content-type": `multipart/form-data; boundary=${edge}` },
  });
}

test("paths in file names and inside archives lead nowhere: files lie under their hash alone", async () => {
  const table = Buffer.from("AGS;Jahr;Wert\nG1;2023;5\n");
  for (const name of ["../../ausbruch.csv", "..\\..\\ausbruch.csv", "/etc/ausbruch.csv", "C:\\ausbruch.csv"])
    await upload("/api/deliveries", name.replaceAll("\\", "\\\\"), table);
  await upload("/api/deliveries", "paket.zip", makeZip({ "../../ausbruch.csv": table }));
  await upload("/api/areas/import", "karte.zip", makeZip({ "../../ausbruch.shp": "x", "../../ausbruch.dbf": "y" }), {
    mapping: JSON.stringify({ level: "GEM" }),
  });
  const everywhere = readdirSync(folder, { recursive: true, encoding: "utf8" });
  expect(everywhere.filter((name) => name.includes("ausbruch"))).toEqual([]);
  expect(existsSync(join(folder, "../ausbruch.csv"))).toBe(false);
  const stored = everywhere.filter((name) => name.startsWith("data/files/"));
  expect(stored.length).toBeGreaterThan(0);
  for (const name of stored) expect(name).toMatch(/^data\/files\/([0-9a-f]{2}\/)?[0-9a-f]{64}$/);
});

test("orders from other people's pages are refused, with and without a file", async () => {
  const headers = { origin: "https://angreifer.example", host: "127.0.0.1" };
  const order = await server.inject({
    method: "PUT",
    url: "/api/levels/GEM",
    headers,
    payload: { label: { de: "Gekapert" } },
  });
  expect([order.statusCode, order.json().code]).toEqual([403, "http.foreignOrigin"]);
  // A form needs no permission of the browser, so its kind of content must not be taken for JSON.
  const form = await server.inject({
    method: "PUT",
    url: "/api/levels/GEM",
    headers: { "content-type": "text/plain" },
    payload: JSON.stringify({ label: { de: "Gekapert" } }),
  });
  expect(form.statusCode).toBeGreaterThanOrEqual(400);
  expect(form.statusCode).toBeLessThan(500);
  const { levels } = (await server.inject({ url: "/api/levels" })).json();
  expect(JSON.stringify(levels)).not.toContain("Gekapert");
});

test("oversized requests are refused and not kept", async () => {
  const huge = { label: { de: "x".repeat(20 * 2 ** 20) } };
  const answer = await server.inject({ method: "PUT", url: "/api/levels/GEM", payload: huge });
  expect([answer.statusCode, answer.json().code]).toEqual([400, "http.requestTooLarge"]);
  const many = await upload(
    "/api/deliveries",
    "a.csv",
    Buffer.from("a"),
    Object.fromEntries(Array.from({ length: 2_000 }, (_, at) => [`f${at}`, "x"])),
  );
  expect(many.statusCode).toBeGreaterThanOrEqual(400);
  expect(many.statusCode).toBeLessThan(500);
  const address = await server.inject({ url: `/api/map?indicator=${"x".repeat(200_000)}&level=GEM` });
  expect(address.statusCode).toBeGreaterThanOrEqual(400);
  expect(address.statusCode).toBeLessThan(500);
});

test("whoever dribbles the head of a request is cut off, and others are answered meanwhile", async () => {
  const { port } = server.server.address() as AddressInfo;
  const slow = Array.from({ length: 50 }, () => connect(port, "127.0.0.1"));
  const closed = slow.map(
    (socket) =>
      new Promise<void>((resolve) => {
        socket.on("error", () => undefined);
        socket.on("close", () => resolve());
        socket.write("GET /api/levels HTTP/1.1\r\nhost: 127.0.0.1\r\n");
        const drip = setInterval(() => socket.write("x: y\r\n"), 200);
        socket.on("close", () => clearInterval(drip));
      }),
  );
  const answer = await fetch(`http://127.0.0.1:${port}/api/levels`);
  expect(answer.status).toBe(200);
  await Promise.all(closed);
}, 30_000);
