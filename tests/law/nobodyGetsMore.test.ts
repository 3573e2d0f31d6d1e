import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import type { TSchema } from "typebox";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { setUpSecondFactor, TestBrowser, totp } from "../../offices/people/server/testDoor.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { tenantAsked } from "../../runtime/http/tenantAsked.ts";
import { Accounts } from "../../runtime/people/accounts/accounts.ts";
import { invite } from "../../runtime/people/accounts/invitations.ts";
import { grantsOf } from "../../runtime/people/grantsOf.ts";
import type { Role } from "../../runtime/people/person.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { addTenant } from "../../runtime/store/tenants.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";

// People who are signed in and want more than is theirs: a county, two municipalities, real sessions.

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-more-"));
const password = "vier blaue Stühle am See";
const secret = "GEHEIM-ALTDORF-5d1c";
const operations = [...serverStages.values()].flatMap((stage) => stage.operations);
const formula = '=HYPERLINK("http://angreifer.example";"Klick")';
const markup = '<img src=x onerror="alert(1)">';
let store: Store;
let accounts: Accounts;
let server: Awaited<ReturnType<typeof makeServer>>;
let count = 0;

beforeAll(async () => {
  const { deliver } = await smallCounty(fresh.db);
  await deliver({ figures: { BEV_INSG: { "2023": { G1: 1_200, G2: 3_400, G3: 800, G4: 2_100, Q1: 300, Q2: 650 } } } });
  store = await openStore({ folder, databaseUrl: fresh.url, as: "server" });
  for (const slug of ["neuenfeld", "altdorf"])
    await addTenant(store.pool, { slug, name: slug, kind: "municipality", parent: "kreis" });
  accounts = new Accounts({
    db: store.installation,
    settings: { mode: "required", address: undefined, proxies: [], provider: undefined },
    secret: "only for tests, only for tests, only for tests",
    now: () => new Date(),
    grantsOf: async (id, tenant, day) =>
      grantsOf((await store.tenantRoom(tenant))?.store.db ?? store.db, id, tenant, day),
  });
  server = await makeServer({
    store,
    stages: serverStages,
    folder,
    now: () => new Date(),
    version: "0",
    accounts,
    uploadShareMegabytes: 1,
    tenant: store.tenant,
    tenantRoom: store.tenantRoom,
    whoAsks: (request) => accounts.whoAsks(request, tenantAsked(request)),
  });
}, 240_000);
afterAll(async () => {
  await server.close();
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

interface Somebody {
  readonly id: string;
  readonly email: string;
  readonly browser: TestBrowser;
  /** Of the app, where the person has one. */
  readonly app: string;
}

async function somebody(name: string, roles: Readonly<Record<string, readonly Role[]>>): Promise<Somebody> {
  count += 1;
  const email = `mensch${count}@kreis.example`;
  const link = await invite(store.installation, { name, email }, { person: "here", now: new Date() });
  for (const [tenant, held] of Object.entries(roles))
    for (const role of held)
      await store.installation
        .insertInto("kreislauf.role_grant")
        .values({
          ...{ account_id: link.accountId, tenant, role, scope_kind: null, scope_id: null, valid_from: "2020-01-01" },
          ...{ valid_until: null, granted_by: secret, granted_at: new Date() },
        })
        .execute();
  const browser = new TestBrowser(server, { from: `198.51.100.${count}` });
  await browser.ask("POST", "/api/invitation/password", { token: link.token, password });
  const app = Object.values(roles).some((held) => held.includes("R11"))
    ? await setUpSecondFactor(browser, password)
    : "";
  return { id: link.accountId, email, browser, app };
}

/** Everything that a schema holds, but what is only written down about the calls themselves. */
async function rowsOf(schema: string, but: readonly string[] = []): Promise<Record<string, string>> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.tables
    where table_schema = ${schema} and table_type = 'BASE TABLE' order by 1`.execute(store.installation);
  const content: Record<string, string> = {};
  for (const { name } of rows.filter((row) => !but.includes(row.name))) {
    const { rows: all } = await sql<{ all: string | null }>`
      select string_agg(to_jsonb(t)::text, e'\n' order by to_jsonb(t)::text collate "C") as all
      from ${sql.table(`${schema}.${name}`)} t`.execute(store.installation);
    content[name] = all[0]?.all ?? "";
  }
  return content;
}

const aboutCalls = ["audit_entry", "audit_person", "audit_head", "session", "attempt", "verification", "account_event"];

async function raw(browser: TestBrowser, request: { method: string; url: string; payload?: object; headers?: object }) {
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  return server.inject({
    ...request,
    method: request.method as "GET",
    headers: { host: "localhost:8080", cookie, ...request.headers },
  });
}

test("PM08-052 who holds every role in one municipality reaches nothing of another by its numbers, in any address and by any method", async () => {
  const everything: Role[] = ["R1", "R2", "R3", "R4", "R5", "R6", "R7", "R8", "R9", "R11", "R12", "R13", "R14", "R15"];
  const attacker = await somebody("Angreifer", { neuenfeld: everything });
  const victim = await somebody(secret, { altdorf: ["R1", "R11"] });
  // Numbers that the attacker's own municipality does not have.
  for (const table of ["goal", "unit"])
    await sql`alter table ${sql.table(`tenant_altdorf.${table}`)} alter column id restart with 5001`.execute(
      store.installation,
    );
  const at = (path: string) => `/g/altdorf${path}`;
  const goal = await victim.browser.ask("POST", at("/api/goals"), { level: "guiding", title: secret, reason: "x" });
  expect(goal.status, JSON.stringify(goal.body)).toBe(200);
  const unit = await victim.browser.ask("POST", at("/api/units"), { name: secret, from: "2024-01-01" });
  expect(unit.status, JSON.stringify(unit.body)).toBe(200);
  const { rows: grants } = await sql<{ id: number }>`
    select id from kreislauf.role_grant where account_id = ${victim.id}`.execute(store.installation);
  const numbers = [goal.body.id, unit.body.id, grants[0]?.id, victim.id].map(String);

  const before = { altdorf: await rowsOf("tenant_altdorf"), shared: await rowsOf("kreislauf", aboutCalls) };
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const leaks: string[] = [];
  for (const { contract } of operations.filter((one) => one.contract.policy.object !== "ownAccount"))
    for (const place of ["/g/neuenfeld", "/g/altdorf", ""])
      for (const number of /:/.test(contract.path) ? numbers : [""]) {
        if (contract.policy.object === "signIn" && contract.method !== "GET") continue;
        // In the own municipality without a number of others nothing is tried that is not allowed.
        if (place === "/g/neuenfeld" && number === "") continue;
        const url = place + contract.path.replace(/:\w+/g, encodeURIComponent(number));
        const answer = await raw(attacker.browser, {
          ...{ method: contract.method, url },
          ...(contract.method === "GET" ? {} : { payload: { reason: "Angriff", name: "Angriff", title: "Angriff" } }),
        });
        if (answer.statusCode >= 500) leaks.push(`${contract.method} ${url}: ${answer.statusCode}`);
        if (answer.body.includes(secret)) leaks.push(`${contract.method} ${url}: tells what is another's`);
      }
  const said = log.mock.calls.map((parts) => parts.map(String).join(" ").slice(0, 300));
  log.mockRestore();
  expect(leaks, said.slice(0, 5).join("\n")).toEqual([]);
  const audit = ["audit_entry", "audit_person", "audit_head"];
  const after = await rowsOf("tenant_altdorf");
  for (const [table, rows] of Object.entries(before.altdorf))
    if (!audit.includes(table)) expect(after[table], table).toBe(rows);
  expect(await rowsOf("kreislauf", aboutCalls)).toEqual(before.shared);
}, 600_000);

test("X-023 fields that no contract asks for change nothing: nobody names the author, the state, the tenant or the roles oneself", async () => {
  const planner = await somebody("Planerin", { kreis: ["R1", "R5", "R15"] });
  const mark = "UNTERGESCHOBEN-77e2";
  const form = new FormData();
  form.set("file", new File(["Schlüssel;Gemeinde;Jahr;BEV_U15\nG1;Altdorf;2022;500\n"], "kinder.csv"));
  const sent = await raw(planner.browser, { method: "POST", url: "/api/deliveries", payload: form });
  expect(sent.statusCode, sent.body).toBe(200);
  const extra = Object.fromEntries(
    [
      ...[
        "person",
        "person_id",
        "personId",
        "made_by",
        "madeBy",
        "created_by",
        "createdBy",
        "released_by",
        "releasedBy",
      ],
      ...["accepted_by", "recorded_by", "recordedBy", "written_by", "owner", "tenant", "account_id", "accountId"],
      ...["granted_by", "grants", "role", "state", "status", "twoFactorEnabled", "two_factor_enabled", "isAdmin"],
      ...["seesAs", "readsAs", "resting", "now", "snapshot", "content_hash", "folder", "path", "toString"],
    ].map((name) => [name, mark]),
  );
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const faults: string[] = [];
  const done: string[] = [];
  const numberOf = ({ path }: { path: string }) => (path.startsWith("/api/deliveries/") ? String(sent.json().id) : "1");
  for (const { contract } of operations) {
    if (contract.method === "GET" || contract.policy.object === "signIn" || contract.policy.object === "ownAccount")
      continue;
    const { properties = {} } = contract.input as { properties?: Record<string, TSchema> };
    const own = Object.keys(properties);
    const meant = {
      ...{ title: "Ziel", level: contract.path === "/api/goals" ? "guiding" : "GEM", reason: "Probe", name: "Amt" },
      ...{ from: "2024-01-01", template: "datenblatt", indicators: "einwohnerzahl", description: "", text: "Text" },
    };
    const payload = Object.fromEntries([
      ...Object.entries(meant).filter(([name]) => own.includes(name)),
      ...Object.entries(extra).filter(([name]) => !own.includes(name)),
    ]);
    const answer = await raw(planner.browser, {
      ...{ method: contract.method, url: contract.path.replace(/:\w+/g, numberOf(contract)), payload },
    });
    if (answer.statusCode >= 500) faults.push(`${contract.name}: ${answer.statusCode}`);
    if (answer.statusCode === 200) done.push(contract.name);
  }
  const said = log.mock.calls.map((parts) =>
    parts.map((part) => (part instanceof Error ? part.stack : String(part))).join(" "),
  );
  log.mockRestore();
  expect(faults, said.join("\n").slice(0, 2_000)).toEqual([]);
  for (const schema of ["county", "kreislauf", "tenant_altdorf", "tenant_neuenfeld"])
    for (const [table, rows] of Object.entries(await rowsOf(schema)))
      expect(rows.includes(mark), `${schema}.${table}`).toBe(false);
  expect(done).toEqual(expect.arrayContaining(["plan.createGoal", "report.createReport"]));
}, 240_000);

test("X-023 what a browser kept as planner is not confirmed to the public behind it, and no proxy may keep any answer", async () => {
  const planner = await somebody("Planer mit Zwischenspeicher", { kreis: ["R1", "R3"] });
  const stranger = new TestBrowser(server, { from: "203.0.113.5" });
  const query = "level=GEM&indicator=einwohnerzahl&code=G1&what=map&format=csv&areas=GEM:G1&indicators=einwohnerzahl";
  const wrong: string[] = [];
  let tagged = 0;
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const { contract } of operations) {
    if (contract.method !== "GET") continue;
    const url = `${contract.path.replace(/:\w+/g, "1")}?${query}`;
    const mine = await raw(planner.browser, { method: "GET", url });
    const kept = String(mine.headers["cache-control"] ?? "");
    if (mine.statusCode < 400 && !/no-store|private/.test(kept)) wrong.push(`${contract.name}: ${kept}`);
    const { etag } = mine.headers;
    if (typeof etag !== "string") continue;
    tagged += 1;
    const [plain, asked] = [
      await raw(stranger, { method: "GET", url }),
      await raw(stranger, { method: "GET", url, headers: { "if-none-match": etag } }),
    ];
    if (asked.statusCode === 304 && plain.body !== mine.body) wrong.push(`${contract.name}: confirmed to strangers`);
  }
  log.mockRestore();
  expect(wrong).toEqual([]);
  expect(tagged).toBeGreaterThan(3);
}, 120_000);

test("X-023 of two who come with the same code at the same moment one gets in, with the app's and with a recovery code", async () => {
  const { email, app, browser } = await somebody("Zwei zugleich", { kreis: ["R11"] });
  const { body: renewed } = await browser.ask("POST", "/api/account/second-factor/recovery-codes", { password });
  for (const code of [totp(app, new Date(Date.now() + 30_000)), renewed.recoveryCodes[0]]) {
    const thieves = [1, 2, 3].map((at) => new TestBrowser(server, { from: `203.0.113.${10 + at}` }));
    for (const thief of thieves)
      expect((await thief.ask("POST", "/api/session", { email, password })).body.next).toBe("secondFactor");
    const answers = await Promise.all(
      thieves.map((thief) => thief.ask("POST", "/api/session/second-factor", { code })),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const inside = await Promise.all(thieves.map((thief) => thief.ask("GET", "/api/session")));
    expect(inside.filter(({ body }) => body.account !== null)).toHaveLength(1);
    // Seen once, it opens nothing later either.
    const late = new TestBrowser(server, { from: "203.0.113.40" });
    await late.ask("POST", "/api/session", { email, password });
    expect((await late.ask("POST", "/api/session/second-factor", { code })).status).toBe(401);
    await store.installation.deleteFrom("kreislauf.attempt").where("failures", ">", 1).execute();
  }
}, 120_000);

test("X-023 passkeys, sessions, codes and links of other people are out of reach of whoever is signed in", async () => {
  const victim = await somebody("Opfer", { kreis: ["R1"] });
  const attacker = await somebody("Angreiferin", { kreis: ["R1"] });
  await store.installation
    .insertInto("kreislauf.passkey")
    .values({
      ...{ id: "opfers-passkey", account_id: victim.id, name: "Telefon", public_key: "x", credential_id: "opfer" },
      ...{ counter: 0, device_type: "singleDevice", backed_up: false, transports: null, model: null },
      created_at: new Date(),
    })
    .execute();
  const { body } = await victim.browser.ask("GET", "/api/account");
  for (const path of ["/api/account/passkeys/opfers-passkey", `/api/account/sessions/${body.sessions[0].id}`])
    expect((await attacker.browser.ask("DELETE", path)).status, path).toBe(404);
  const { body: after } = await victim.browser.ask("GET", "/api/account");
  expect([after.passkeys.length, after.sessions.length]).toEqual([1, 1]);
  // Someone else's account in the body of what is about one's own.
  await attacker.browser.ask("POST", "/api/account/password", {
    ...{ current: password, next: "neun rote Boote im Hafen", id: victim.id, email: victim.email, userId: victim.id },
  });
  const stillThere = new TestBrowser(server, { from: "203.0.113.50" });
  expect((await stillThere.ask("POST", "/api/session", { email: victim.email, password })).status).toBe(200);
}, 60_000);

test("X-023 one person sends a day's share and no more, and the others still have theirs", async () => {
  const [greedy, modest] = [await somebody("Viel", { kreis: ["R1"] }), await somebody("Wenig", { kreis: ["R1"] })];
  const send = ({ browser }: Somebody, name: string) => {
    const payload = new FormData();
    payload.set("file", new File([`Schlüssel;Jahr;BEV_U15\n${`G1;2022;${name.length}\n`.repeat(40_000)}`], name));
    return raw(browser, { method: "POST", url: "/api/deliveries", payload });
  };
  const answers = [await send(greedy, "a.csv"), await send(greedy, "bb.csv"), await send(greedy, "ccc.csv")];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([200, 200, 429]);
  expect(answers[2]?.json()).toMatchObject({ code: "http.uploadShare" });
  expect((await send(modest, "dddd.csv")).statusCode).toBe(200);
}, 60_000);

test("X-023 a link never leads where a header of the asker points, and line ends in names make no headers", async () => {
  const admin = await somebody("Systembetreuung", { kreis: ["R1", "R3", "R11"] });
  const invited = await raw(admin.browser, {
    ...{ method: "POST", url: "/api/people", payload: { name: "Neu", email: "neu@kreis.example" } },
    headers: {
      "x-forwarded-host": "angreifer.example",
      "x-forwarded-proto": "https",
      forwarded: "host=angreifer.example",
    },
  });
  expect(invited.statusCode, invited.body).toBe(200);
  expect(invited.json().link).toMatch(/^http:\/\/localhost:8080\/einladung#/);
  const split = encodeURIComponent("GEM\r\nSet-Cookie: kreislauf.session_token=1\r\n\r\n<script>");
  for (const url of [`/api/map?level=${split}`, `/g/${split}/api/areas`, `/api/deliveries/${split}`]) {
    const answer = await raw(admin.browser, { method: "GET", url });
    expect(answer.headers["set-cookie"], url).toBeUndefined();
    expect(answer.statusCode, url).toBeLessThan(500);
    expect(String(answer.headers["content-type"]), url).toMatch(/^(application\/json|text\/html)/);
  }
});

test("X-023 names that are formulas or markup stay text in every file that leaves and in every page that the server writes", async () => {
  await sql`update county.area set name = ${formula} where code = 'G1'`.execute(fresh.db);
  const person = await somebody(formula, { kreis: ["R1", "R3", "R5", "R11", "R12", "R15"] });
  const goal = await person.browser.ask("POST", "/api/goals", {
    level: "guiding",
    title: formula,
    description: markup,
  });
  expect(goal.status, JSON.stringify(goal.body)).toBe(200);
  await person.browser.ask("POST", "/api/messages", { text: markup, page: "/", topic: "other", name: formula });
  const report = await person.browser.ask("POST", "/api/reports", {
    ...{ template: "datenblatt", title: markup, level: "GEM", indicators: "einwohnerzahl", reason: formula },
  });
  const files = operations.filter(({ contract }) => "x-file" in contract.output && contract.method === "GET");
  expect(files.length).toBeGreaterThan(4);
  let looked = 0;
  const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const { contract } of files)
    for (const format of ["csv", "sdmx"]) {
      const query = `what=map&indicator=einwohnerzahl&level=GEM&format=${format}`;
      const url = `${contract.path.replace(/:\w+/g, String(report.body.id ?? 1))}?${query}`;
      const answer = await raw(person.browser, { method: "GET", url });
      if (answer.statusCode !== 200 || !/csv/.test(String(answer.headers["content-type"]))) continue;
      looked += 1;
      expect(answer.headers["content-disposition"], contract.name).toMatch(/^attachment/);
      const fields = answer.body.split(/\r?\n/).flatMap((line) => line.split(/[;,](?=(?:[^"]*"[^"]*")*[^"]*$)/));
      const bare = fields.map((field) => field.replace(/^\ufeff?"?/, ""));
      if (!/sdmx/.test(String(answer.headers["content-type"])))
        expect(
          bare.filter((field) => /^[=+@\t]/.test(field)),
          contract.name,
        ).toEqual([]);
    }
  expect(looked).toBeGreaterThan(1);
  for (const { contract } of operations.filter(({ contract }) => contract.method === "GET")) {
    const url = `${contract.path.replace(/:\w+/g, String(report.body.id ?? 1))}?level=GEM&indicator=einwohnerzahl`;
    const answer = await raw(person.browser, { method: "GET", url });
    if (!/json/.test(String(answer.headers["content-type"])) || answer.statusCode !== 200) continue;
    // The only answer that pages take as markup is a report's.
    const { html } = answer.json() as { html?: string };
    if (html !== undefined) expect(html).not.toContain("<img src=x");
  }
  log.mockRestore();
}, 120_000);
