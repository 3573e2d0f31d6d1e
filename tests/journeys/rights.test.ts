import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import { tenantAsked } from "../../runtime/http/tenantAsked.ts";
import { grantsOf } from "../../runtime/people/grantsOf.ts";
import type { Person } from "../../runtime/people/person.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import { openStore, type Store } from "../../runtime/store/openStore.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-rights-"));
let store: Store;
let server: Awaited<ReturnType<typeof makeServer>>;
let today = "2024-06-15";

beforeAll(async () => {
  const { deliver } = await smallCounty(fresh.db);
  const children = { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 };
  await deliver({
    file: "kinder.csv",
    disclosure: "none",
    figures: {
      BEV_U15: { "2023": children },
      SGB2_U15: { "2023": { G1: 20, G2: 100, G3: 14, G4: 60, Q1: 3, Q2: 60 } },
    },
  });
  store = await openStore({ folder, databaseUrl: fresh.url, as: "server" });
  server = await makeServer({
    store,
    stages: serverStages,
    folder,
    now: () => new Date(`${today}T12:00:00Z`),
    version: "0",
    tenant: store.tenant,
    tenantRoom: store.tenantRoom,
    whoAsks: (request) => whoIs(String(request.headers["x-person"] ?? "here"), tenantAsked(request)),
    checkAnswers: true,
  });
});
afterAll(async () => {
  await server.close();
  await store.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function whoIs(id: string, tenant: string): Promise<Person> {
  if (id === "here") return plannerAtThisMachine;
  if (id === "public") return { id, name: "Öffentlichkeit", grants: [] };
  return { id, name: id, grants: await grantsOf(store.db, id, tenant, today) };
}

async function ask(person: string, method: "GET" | "POST" | "PUT", url: string, payload?: object, more: object = {}) {
  const headers = { "x-person": person, ...more };
  const answer = await server.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
}

async function joins(id: string, role: string, more: object = {}): Promise<void> {
  await store.installation
    .insertInto("kreislauf.account")
    .values({
      id,
      name: id,
      email: `${id.toLowerCase()}@example.org`,
      created_at: new Date(0),
      updated_at: new Date(0),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const given = await ask("here", "POST", "/api/grants", { account: id, role, ...more });
  expect(given.status, JSON.stringify(given.body)).toBe(200);
}

function csv(person: string, rows: string) {
  const boundary = "----lieferung";
  const payload = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${person}.csv"\r\ncontent-type: text/csv\r\n\r\n${rows}\r\n--${boundary}--\r\n`;
  return { payload, headers: { "x-person": person, "content-type": `multipart/form-data; boundary=${boundary}` } };
}

async function send(person: string, rows: string): Promise<number> {
  const answer = await server.inject({ method: "POST", url: "/api/deliveries", ...csv(person, rows) });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}

function table(children: number): string {
  return `Schlüssel;Gemeinde;Jahr;BEV_U15\nG1;Altdorf;2022;${children}00\nG2;Birkau;2022;400\nG3;Cronau;2022;140\nG4;Dahlem;2022;300\n`;
}

async function unit(name: string, more: object = {}): Promise<number> {
  const saved = await ask("here", "POST", "/api/units", { name, from: "2024-01-01", ...more });
  expect(saved.status, JSON.stringify(saved.body)).toBe(200);
  return saved.body.id;
}

test("FL-003 eight data stewards deliver, and each sees own deliveries only, those of the unit below included", async () => {
  const department = await unit("Fachbereich Soziales");
  const sent = new Map<string, number>();
  for (let n = 1; n <= 8; n += 1) {
    const id = await unit(`Fachdienst ${n}`, { parent: department });
    await joins(`steward${n}`, "R4", { scope: { kind: "unit", id: String(id) } });
    sent.set(`steward${n}`, await send(`steward${n}`, table(n)));
  }
  for (const [person, id] of sent) {
    const list = await ask(person, "GET", "/api/deliveries");
    expect(list.body.deliveries.map((one: { id: number }) => one.id)).toEqual([id]);
    for (const other of sent.values())
      for (const path of [
        `/api/deliveries/${other}`,
        `/api/deliveries/${other}/sheet`,
        `/api/deliveries/${other}/proposal`,
      ])
        expect((await ask(person, "GET", path)).status, `${person} ${path}`).toBe(other === id ? 200 : 404);
    const accepting = await ask(person, "POST", `/api/deliveries/${id}/accept`, {});
    expect([accepting.status, accepting.body.code]).toEqual([403, "http.forbidden"]);
  }
  await joins("head", "R4", { scope: { kind: "unit", id: String(department) } });
  expect((await ask("head", "GET", "/api/deliveries")).body.deliveries).toHaveLength(8);
  // The same file again, from somebody else: that it is there is said, and nothing of it.
  const again = await server.inject({
    method: "POST",
    url: "/api/deliveries",
    ...csv("steward2", table(1)),
  });
  expect([again.statusCode, again.json().code]).toEqual([409, "collect.fileOfOthers"]);
}, 60_000);

test("a role holds from its first to its last day, in its place, and not after it was taken away", async () => {
  await joins("guest", "R13", { from: "2024-06-10", until: "2024-06-20" });
  const reads = async () => (await ask("guest", "GET", "/api/base-figures")).body.baseFigures.length;
  const all = (await ask("here", "GET", "/api/base-figures")).body.baseFigures.length;
  const open = (await ask("public", "GET", "/api/base-figures")).body.baseFigures.length;
  expect(open).toBeLessThan(all);
  const seen: number[] = [];
  for (const day of ["2024-06-09", "2024-06-10", "2024-06-20", "2024-06-21"]) {
    today = day;
    seen.push(await reads());
  }
  today = "2024-06-15";
  expect(seen).toEqual([open, all, all, open]);
  const { grants } = (await ask("here", "GET", "/api/grants?account=guest")).body;
  await ask("here", "POST", `/api/grants/${grants[0].id}/end`, {});
  expect(await reads()).toBe(open);
  const foreign = await ask("guest", "GET", "/api/grants");
  expect(foreign.status).toBe(403);
});

test("the public's overview names neither deliveries under way nor people of the administration", async () => {
  const seen = async (person: string) => (await ask(person, "GET", "/api/overview")).body;
  expect((await seen("here")).waiting).toHaveLength(8);
  expect((await seen("steward3")).waiting).toHaveLength(1);
  const open = await seen("public");
  expect(open.waiting).toEqual([]);
  expect(open.news.map((one: { person: string }) => one.person)).toEqual(open.news.map(() => ""));
});

async function report(person: string, title: string): Promise<number> {
  const made = await ask(person, "POST", "/api/reports", {
    template: "sozialbericht",
    title,
    level: "GEM",
    indicators: "kinderarmut",
  });
  expect(made.status, JSON.stringify(made.body)).toBe(200);
  return made.body.id;
}

test("PM08-019 preview as citizen of a page with 3 internal blocks shows 0 of them, and so does the page itself", async () => {
  const id = await report("here", "Kinderarmut");
  const { blocks } = (await ask("here", "GET", `/api/reports/${id}`)).body;
  const tables = blocks.filter((block: { kind: string }) => block.kind === "table").slice(-3);
  expect(tables).toHaveLength(3);
  const internalBlocks = tables.map((block: { mark: string }) => block.mark);
  const put = await ask("here", "PUT", `/api/reports/${id}/audience`, {
    audiences: ["leadership", "citizens"],
    internalBlocks,
  });
  expect(put.status, JSON.stringify(put.body)).toBe(200);
  const whole = (await ask("here", "GET", `/api/reports/${id}`)).body;
  expect(whole.hiddenBlocks).toBe(0);
  const titles = tables.map((block: { title: string }) => `<caption>${block.title}</caption>`);
  for (const title of titles) expect(whole.html).toContain(title);
  const preview = (await ask("here", "GET", `/api/reports/${id}?audience=citizens`)).body;
  expect([preview.hiddenBlocks, preview.addressed]).toEqual([3, true]);
  for (const title of titles) expect(preview.html).not.toContain(title);
  expect((await ask("here", "GET", `/api/reports/${id}?audience=politics`)).body.addressed).toBe(false);

  // A draft is nobody's outside; released, citizens find it without its internal parts, politicians who are no addressees as citizens do.
  expect((await ask("public", "GET", `/api/reports/${id}`)).status).toBe(404);
  await ask("here", "POST", `/api/reports/${id}/release`, {});
  const seen = (await ask("public", "GET", `/api/reports/${id}`)).body;
  expect([seen.hiddenBlocks, seen.blocks]).toEqual([3, []]);
  for (const title of titles) expect(seen.html).not.toContain(title);
  const pdf = async (person: string) =>
    (await server.inject({ url: `/api/reports/${id}/pdf`, headers: { "x-person": person } })).rawPayload.length;
  expect(await pdf("public")).toBeLessThan(await pdf("here"));
});

test("PM08-019 a released report is found by those it is for, and by nobody else", async () => {
  const id = await report("here", "Nur für den Ausschuss");
  await ask("here", "POST", `/api/reports/${id}/release`, { audiences: ["politics"] });
  await joins("councillor", "R9");
  await joins("provider", "R8");
  const finds = async (person: string) =>
    (await ask(person, "GET", "/api/reports")).body.reports.some((one: { id: number }) => one.id === id);
  expect([await finds("councillor"), await finds("provider"), await finds("public"), await finds("here")]).toEqual([
    true,
    false,
    false,
    true,
  ]);
  expect((await ask("provider", "GET", `/api/reports/${id}`)).status).toBe(404);
});

test("PM08-012 a planner's request to set a resolution is answered 403 and logged; the committee office records it", async () => {
  const id = await report("here", "Vorlage Kita");
  const resolution = {
    body: "Jugendhilfeausschuss",
    decidedOn: "2024-06-12",
    outcome: "adopted",
    votesFor: 11,
    votesAgainst: 2,
    abstentions: 1,
  };
  await joins("office", "R15");
  const early = await ask("office", "POST", `/api/reports/${id}/resolutions`, resolution);
  expect([early.status, early.body.code]).toEqual([409, "report.notReleased"]);
  await ask("here", "POST", `/api/reports/${id}/release`, { audiences: ["citizens"] });
  for (const role of ["R1", "R2", "R5", "R7", "R9", "R11"]) {
    await joins(`person-${role}`, role);
    const tried = await ask(`person-${role}`, "POST", `/api/reports/${id}/resolutions`, resolution);
    expect([role, tried.status]).toEqual([role, 403]);
  }
  const logged = await store.db
    .selectFrom("audit_entry")
    .innerJoin("audit_person", "audit_person.number", "audit_entry.number")
    .select(["person_id", "outcome", "operation"])
    .where("operation", "=", "report.recordResolution")
    .where("outcome", "=", "refused")
    .orderBy("audit_entry.number")
    .execute();
  const planner = logged.find((line) => line.person_id === "person-R1");
  expect(planner).toEqual({ person_id: "person-R1", outcome: "refused", operation: "report.recordResolution" });
  expect((await ask("office", "POST", `/api/reports/${id}/resolutions`, resolution)).status).toBe(200);
  const { resolutions } = (await ask("public", "GET", `/api/resolutions?report=${id}`)).body;
  expect(resolutions).toMatchObject([{ ...resolution, report: id, recordedBy: "office" }]);
});

test("NMS-005 system support trusts the key of a new source of data, and can release no report", async () => {
  await joins("support", "R11");
  const id = await report("here", "Entwurf");
  const { publicKey } = (await import("node:crypto")).generateKeyPairSync("ed25519");
  const pem = publicKey.export({ type: "spki", format: "pem" }).toString();
  const added = await ask("support", "POST", "/api/release-keys", { publicKey: pem, name: "Statistikstelle" });
  expect(added.status, JSON.stringify(added.body)).toBe(200);
  expect((await ask("support", "POST", `/api/reports/${id}/release`, {})).status).toBe(403);
  expect((await ask("support", "POST", "/api/reports", { template: "sozialbericht", title: "X" })).status).toBe(403);
  // Who gives roles gives none to oneself.
  const own = await ask("support", "POST", "/api/grants", { account: "support", role: "R1" });
  expect([own.status, own.body.code]).toEqual([403, "people.notToYourself"]);
});

test("PM08-052 renaming FD 51 on 1 July keeps the old name in older documents", async () => {
  const id = await unit("Fachdienst Jugend", { short: "FD 51" });
  await joins("planner51", "R2", { scope: { kind: "unit", id: String(id) } });
  today = "2024-06-20";
  const before = await report("planner51", "Jugendhilfeplan 2024");
  await ask("here", "POST", "/api/units", { id, name: "Fachdienst Junge Menschen", from: "2024-07-01" });
  today = "2024-07-05";
  const after = await report("planner51", "Jugendhilfeplan 2025");
  const unitOf = async (report: number) => (await ask("planner51", "GET", `/api/reports/${report}`)).body.report.unit;
  expect([await unitOf(before), await unitOf(after)]).toEqual(["Fachdienst Jugend", "Fachdienst Junge Menschen"]);
  const on = async (day: string) =>
    (await ask("here", "GET", `/api/units?on=${day}`)).body.units.find((one: { id: number }) => one.id === id);
  expect((await on("2024-06-30")).name).toBe("Fachdienst Jugend");
  expect(await on("2024-07-01")).toMatchObject({
    name: "Fachdienst Junge Menschen",
    formerNames: [{ name: "Fachdienst Jugend", from: "2024-01-01", to: "2024-07-01" }],
  });
  const circle = await ask("here", "POST", "/api/units", { id, name: "X", parent: id, from: "2024-08-01" });
  expect([circle.status, circle.body.code]).toEqual([422, "people.unitInCircle"]);
  today = "2024-06-15";
});

test("see this page as a citizen: what they would see, nothing can be changed, and only author and administrator may", async () => {
  const draft = await report("here", "Noch ein Entwurf");
  const as = (role: string) => ({ "x-see-as": role });
  const titles = async (person: string, more: object) =>
    (await ask(person, "GET", "/api/reports", undefined, more)).body.reports?.map((one: { id: number }) => one.id);
  expect(await titles("here", {})).toContain(draft);
  expect(await titles("here", as("R10"))).toEqual(await titles("public", {}));
  expect((await ask("here", "GET", "/api/deliveries", undefined, as("R9"))).status).toBe(403);
  const unchanged = await ask("here", "POST", `/api/reports/${draft}/release`, {}, as("R5"));
  expect([unchanged.status, unchanged.body.code]).toEqual([403, "http.seeAsOnlyReads"]);
  const curious = await ask("steward1", "GET", "/api/reports", undefined, as("R1"));
  expect([curious.status, curious.body.code]).toEqual([403, "http.seeAsNotYours"]);
  // The administrator gains nothing by looking as a planner.
  expect(await titles("support", as("R1"))).toEqual(await titles("support", {}));
  const mine = (await ask("here", "GET", "/api/my-rights", undefined, as("R9"))).body;
  expect(mine).toMatchObject({ mayLookAs: true, seenAs: "R9" });
  expect(mine.may).not.toContain("read delivery");
  const steward = (await ask("steward1", "GET", "/api/my-rights")).body.may;
  expect(steward).toContain("create delivery");
  expect(steward).not.toContain("read settings");
});

test("a sector planner changes definitions of the own topic, and none of another", async () => {
  await joins("kita", "R2", { scope: { kind: "topic", id: "kita" } });
  const definition = (topic: string) => ({
    id: `EIGEN_${topic.toUpperCase()}`,
    label: { de: "Eigene Zählung" },
    ...{ unit: "Personen", kind: "stock", additive: "yes", topic, levelMin: "GEM", access: "own_register" },
    ...{ disclosure: "min3", reference: "31.12.", source: "Fachdienst", fileFormat: "CSV", reason: "neu" },
  });
  expect((await ask("kita", "POST", "/api/base-figures", definition("kita"))).status).toBe(200);
  const other = await ask("kita", "POST", "/api/base-figures", definition("pflege"));
  expect([other.status, other.body.code]).toEqual([403, "describe.notYourField"]);
  const seen = (await ask("kita", "GET", "/api/base-figures")).body.baseFigures.map((one: { id: string }) => one.id);
  expect(seen).toContain("EIGEN_KITA");
  expect(
    (await ask("public", "GET", "/api/base-figures")).body.baseFigures.map((one: { id: string }) => one.id),
  ).not.toContain("EIGEN_KITA");
});

test("X-010 a municipality that checks a file with guesses learns nothing of what others delivered, and compares with its own", async () => {
  await joins("amt", "R7");
  const guesses =
    "Schlüssel;Gemeinde;Jahr;SGB2_U15\nG1;Altdorf;2023;20\nG2;Birkau;2023;2\nQ1;Quartier Bahnhof;2023;3\n";
  const check = async (person: string, rows: string) => {
    const id = await send(person, rows);
    const { mapping } = (await ask(person, "GET", `/api/deliveries/${id}/proposal`)).body;
    const answer = await ask(person, "POST", `/api/deliveries/${id}/check`, { mapping });
    expect(answer.status, JSON.stringify(answer.body)).toBe(200);
    return { id, changes: answer.body.changes, findings: answer.body.findings };
  };
  const seen = await check("amt", guesses);
  expect([seen.changes.same, seen.changes.changed, seen.changes.list]).toEqual([0, 0, []]);
  // The planner, who answers for all deliveries, is told what would change.
  const known = await check("here", `${guesses}\n`);
  expect([known.changes.same > 0, known.changes.list[0]]).toMatchObject([
    true,
    { areaCode: "G2", before: 100, after: 2 },
  ]);
  // What was accepted of its own it may know.
  expect((await ask("here", "POST", `/api/deliveries/${seen.id}/accept`, {})).status).toBe(200);
  const corrected = await check("amt", guesses.replace("2023;2\n", "2023;4\n"));
  expect([corrected.changes.same, corrected.changes.list]).toMatchObject([
    2,
    [{ areaCode: "G2", before: 2, after: 4 }],
  ]);
});

test("X-002 an API call that brings records with a person-level key is rejected, and nothing of it is kept", async () => {
  const count = async () => (await ask("here", "GET", "/api/deliveries")).body.deliveries.length;
  const before = await count();
  for (const key of ["Personen-ID", "Versichertennummer", "Geburtsdatum"]) {
    const url = "/api/deliveries";
    const answer = await server.inject({ method: "POST", url, ...csv("here", `${key};AGS;Wert\nx1;G1;1\nx2;G2;2\n`) });
    expect([answer.statusCode, answer.json().code], key).toEqual([422, "collect.personLevel"]);
    expect(answer.json().sentence).toContain("in der geschützten Zone");
  }
  expect(await count()).toBe(before);
});
