import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { holding, type Person } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";

const fresh = await freshDatabase();
let server: FastifyInstance;
let person: Person = { id: "p1", name: "Kreisplanung", grants: holding("R1", "R11") };
let now = new Date("2027-03-01T08:00:00Z");

beforeAll(async () => {
  const stages = serverStages;
  const { db } = fresh;
  await db.insertInto("area_level").values({ id: "GEM", label_de: "Gemeinde", rank: 2, purposes: [] }).execute();
  server = await makeServer({
    ...{ store: fresh, stages, folder: "/nowhere", version: "1", checkAnswers: true },
    now: () => now,
    whoAsks: () => person,
  } as Parameters<typeof makeServer>[0]);
});
afterAll(async () => {
  await server.close();
  await fresh.drop();
});

async function ask(method: "GET" | "PUT" | "POST", url: string, payload?: object) {
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, ...(answer.json() as Record<string, never>) } as Record<string, never> & {
    status: number;
  };
}

test("a level that was renamed shows who, when and what before, and can be brought back as a new version", async () => {
  expect((await ask("PUT", "/api/levels/GEM", { label: { de: "Kommune" } })).status).toBe(200);
  const { versions } = await ask("GET", "/api/history/divisions/versions?kind=level&id=GEM");
  expect(versions).toMatchObject([
    {
      ...{ number: 2, person: "Kreisplanung", changedAt: "2027-03-01T08:00:00.000Z", restorable: false },
      differences: [{ place: "label_de", before: "Gemeinde", after: "Kommune" }],
    },
    { number: 1, restorable: true },
  ]);
  const back = { kind: "level", id: "GEM", number: 1, reason: "Der alte Name steht in der Satzung." };
  expect(await ask("POST", "/api/history/divisions/restore", back)).toMatchObject({ status: 200, number: 3 });
  const { levels } = await ask("GET", "/api/levels");
  expect(levels).toMatchObject([{ id: "GEM", label: { de: "Gemeinde" } }]);
  const after = await ask("GET", "/api/history/divisions");
  expect(after.changes).toMatchObject([
    { kind: "level", id: "GEM", number: 3, reason: "Der alte Name steht in der Satzung." },
    { number: 2 },
    { number: 1 },
  ]);
});

test("definitions of the county keep every version, and restoring adds one", async () => {
  const indicator = {
    ...{ id: "dichte", topic: "bevoelkerung", formula: "BEV_INSG", unit: "Personen", decimals: 0 },
    ...{
      direction: "neutral",
      lifePhase: "uebergreifend",
      lifeSituation: "wohnen",
      levels: ["GEM"],
      aggregation: "sum",
    },
    ...{ label: { de: "Erste", en: "First" }, disclosure: "min3", source: "Einwohnermelderegister", note: "" },
    reason: "neu",
  };
  const first = await ask("POST", "/api/indicators", indicator);
  expect(first).toMatchObject({ status: 200, version: 1 });
  now = new Date("2027-03-02T08:00:00Z");
  await ask("POST", "/api/indicators", { ...indicator, label: { de: "Zweite", en: "Second" }, reason: "klarer" });
  const { versions } = await ask("GET", "/api/history/definitions/versions?kind=indicator&id=dichte");
  expect(versions).toMatchObject([{ number: 2, reason: "klarer" }, { number: 1 }]);
  const back = { kind: "indicator", id: "dichte", number: 1, reason: "doch die erste" };
  expect(await ask("POST", "/api/history/definitions/restore", back)).toMatchObject({ number: 3 });
  expect(await ask("GET", "/api/indicators/dichte")).toMatchObject({
    indicator: { label: { de: "Erste" }, version: 3 },
  });
});

test("what the platform brought along is a version too: the first change shows what was before, and can be taken back to it", async () => {
  const at = (kind: string, id: string) => ask("GET", `/api/history/definitions/versions?kind=${kind}&id=${id}`);
  expect((await at("indicator", "kinderarmut")).versions).toMatchObject([
    { number: 1, given: true, restorable: false },
  ]);
  const { indicator } = await ask("GET", "/api/indicators/kinderarmut");
  const { version: _, ...shipped } = indicator as unknown as Record<string, unknown>;
  const changed = await ask("POST", "/api/indicators", { ...shipped, unit: "v. H.", reason: "Satzung", basedOn: 1 });
  expect(changed).toMatchObject({ status: 200, version: 2 });
  const { versions } = await at("indicator", "kinderarmut");
  expect(versions).toMatchObject([
    { number: 2, given: false, reason: "Satzung", person: "Kreisplanung" },
    { number: 1, given: true, restorable: true, person: "", changedAt: "" },
  ]);
  expect((versions as unknown as { differences: unknown[] }[])[0]?.differences).toContainEqual({
    ...{ place: "unit", before: shipped.unit, after: "v. H." },
  });
  const back = { kind: "indicator", id: "kinderarmut", number: 1, reason: "wie im Katalog" };
  expect(await ask("POST", "/api/history/definitions/restore", { ...back, basedOn: 1 })).toMatchObject({ status: 409 });
  expect(await ask("POST", "/api/history/definitions/restore", { ...back, basedOn: 2 })).toMatchObject({ number: 3 });
  expect(await ask("GET", "/api/indicators/kinderarmut")).toMatchObject({ indicator: { ...shipped, version: 3 } });
  expect((await at("baseFigure", "BEV_INSG")).versions).toMatchObject([{ number: 1, given: true }]);
  // What the county itself added has nothing before it, and what there is not has no version.
  expect((await at("indicator", "dichte")).versions).toMatchObject([
    { number: 3 },
    { number: 2 },
    { number: 1, given: false },
  ]);
  expect(await at("indicator", "gibt-es-nicht")).toMatchObject({ status: 404 });
});

test("an index, a role and a unit are brought back too; whoever has not seen the newest version brings nothing back", async () => {
  const restore = async (
    group: string,
    thing: { kind: string; id: string },
    { number, basedOn }: Record<string, number>,
  ) => ask("POST", `/api/history/${group}/restore`, { ...thing, number, basedOn, reason: "wie zuvor" });
  const versionsAt = async (group: string, { kind, id }: { kind: string; id: string }) =>
    (await ask("GET", `/api/history/${group}/versions?kind=${kind}&id=${id}`)).versions as unknown as {
      number: number;
      differences: { place: string; before: string | null; after: string | null }[];
    }[];

  const definition = (weight: number) =>
    `format: kreislauf-index/1\nid: probe\nlabel: Probe\nindices:\n  - id: belastung\n    components:\n      - { indicator: kinderarmut, weight: ${weight} }\n      - { indicator: arbeitslosenanteil, weight: 1 }\n`;
  const index = { kind: "index", id: "probe" };
  for (const weight of [1, 3])
    expect(
      await ask("POST", "/api/indices", { definition: definition(weight), reason: `Gewicht ${weight}` }),
    ).toMatchObject({ status: 200 });
  expect((await versionsAt("indices", index))[0]?.differences).toContainEqual({
    ...{ place: "indices.0.components.0.weight", before: "1", after: "3" },
  });
  expect(await restore("indices", index, { number: 1, basedOn: 1 })).toMatchObject({ status: 409 });
  expect(await restore("indices", index, { number: 1, basedOn: 2 })).toMatchObject({ status: 200, number: 3 });
  expect((await versionsAt("indices", index))[0]?.differences).toContainEqual({
    ...{ place: "indices.0.components.0.weight", before: "3", after: "1" },
  });

  const saved = await ask("POST", "/api/units", { name: "FD 51", from: "2027-01-01" });
  const unit = { kind: "unit", id: String(saved.id) };
  const [first] = await versionsAt("rights", unit);
  const renamed = { id: Number(saved.id), name: "FD Jugend", from: "2027-03-01", basedOn: first?.number };
  expect(await ask("POST", "/api/units", renamed)).toMatchObject({ status: 200 });
  const [second] = await versionsAt("rights", unit);
  const numbers = { number: first?.number ?? 0, basedOn: second?.number ?? 0 };
  expect(await restore("rights", unit, { ...numbers, basedOn: numbers.number })).toMatchObject({ status: 409 });
  expect(await restore("rights", unit, numbers)).toMatchObject({ status: 200 });
  expect((await ask("GET", "/api/units")).units).toMatchObject([{ name: "FD 51" }]);

  const { db } = fresh;
  const born = { created_at: now, updated_at: now };
  await db
    .insertInto("kreislauf.tenant")
    .values({ slug: "kreis", name: "Kreis", kind: "county", schema_name: "county" })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db
    .insertInto("kreislauf.account")
    .values({ id: "a1", name: "Ada Beispiel", email: "ada@kreis.example", ...born })
    .execute();
  const given = await ask("POST", "/api/grants", { account: "a1", role: "R6", until: "2027-12-31" });
  expect(given).toMatchObject({ status: 200 });
  const right = { kind: "right", id: "a1/R6" };
  const [granted] = await versionsAt("rights", right);
  await ask("POST", `/api/grants/${given.id}/end`, { reason: "Elternzeit" });
  const [ended] = await versionsAt("rights", right);
  const back = { number: granted?.number ?? 0, basedOn: ended?.number ?? 0 };
  expect(back.basedOn).toBeGreaterThan(back.number);
  expect(await restore("rights", right, { ...back, basedOn: back.number })).toMatchObject({ status: 409 });
  expect(await restore("rights", right, back)).toMatchObject({ status: 200 });
  const { grants } = await ask("GET", "/api/grants");
  expect(grants).toContainEqual(expect.objectContaining({ role: "R6", from: "2027-03-02", until: "2027-12-31" }));
});

test("NMS-005 an agreement on deliveries is brought back by those who keep deliveries, not by system support", async () => {
  const terms = {
    ...{ holder: "Jobcenter", title: "Arbeitslose", figures: ["BEV_INSG"], legalBasis: "§ 67c SGB X" },
    ...{ purpose: "Sozialplanung", retention: "zehn Jahre", approval: "", approvedUntil: null },
  };
  const { id, status } = await ask("POST", "/api/agreements", { ...terms, active: true });
  expect(status).toBe(200);
  await ask("POST", "/api/agreements", { ...terms, id, active: false });
  const back = { kind: "agreement", id: String(id), number: 1, reason: "wieder in Kraft" };
  const planner = person;
  person = { id: "p3", name: "Systembetreuung", grants: holding("R11") };
  expect((await ask("POST", "/api/history/deliveries/restore", back)).status).toBe(403);
  expect(await ask("POST", "/api/history/settings/restore", back)).toMatchObject({ code: "history.notRestorable" });
  person = planner;
  expect(await ask("POST", "/api/history/deliveries/restore", back)).toMatchObject({ status: 200, number: 3 });
  expect((await ask("GET", "/api/agreements")).agreements).toMatchObject([{ id, active: true }]);
});

test("X-020 the record of processing activities is written from what the installation does", async () => {
  await ask("PUT", "/api/processing-record/controller", {
    contact: "Kreis Muster, Der Landrat, Amtsplatz 1",
    officer: "datenschutz@kreis.example",
  });
  const record = await ask("GET", "/api/processing-record");
  expect(record).toMatchObject({ controller: { officer: "datenschutz@kreis.example" } });
  const { activities } = record as unknown as { activities: { id: string; extent: string }[] };
  expect(activities.find((one) => one.id === "history.audit")?.extent).toMatch(
    /^\d+ Einträge, davon \d+ mit Namen; Frist 14 Monate\.$/,
  );
});

test("X-023 the data protection officer reads, verifies and exports the trail; a planner without the right does not", async () => {
  const planner = person;
  person = { id: "p2", name: "Datenschutz", grants: holding("R12") };
  const { entries, retentionMonths } = await ask("GET", "/api/audit?outcome=done");
  expect(retentionMonths).toBe(14);
  expect((entries as unknown as { summary: { de: string } }[]).map((entry) => entry.summary.de)).toContain(
    "Fassung zurückholen: Räume",
  );
  expect((entries as unknown as { operation: string }[]).map((entry) => entry.operation)).toContain(
    "history.restoreDivisions",
  );
  const { head, broken } = await ask("GET", "/api/audit/verification");
  expect(broken).toBeNull();
  expect(await ask("GET", `/api/audit/verification?anchor=${head}`)).toMatchObject({ anchorFound: true });
  expect(await ask("GET", `/api/audit/verification?anchor=${"0".repeat(64)}`)).toMatchObject({ anchorFound: false });
  const file = await server.inject({ url: "/api/audit/export" });
  expect(file.body.startsWith("\ufeffNummer;Zeitpunkt;Person;")).toBe(true);
  expect(file.body).toContain(";Kreisplanung;collect.changeLevel;change;division;id=GEM;done");
  person = { ...planner, grants: holding("R1") };
  expect((await ask("GET", "/api/audit")).status).toBe(403);
  person = planner;
});

test("a day of the trail is a day of the county: half past midnight on 1 July is 22.30 o'clock of 30 June in UTC", async () => {
  const planner = person;
  now = new Date("2027-06-30T21:55:00Z");
  await ask("PUT", "/api/levels/GEM", { label: { de: "Ort" } });
  now = new Date("2027-06-30T22:30:00Z");
  await ask("PUT", "/api/levels/GEM", { label: { de: "Gemeinde" } });
  person = { id: "p2", name: "Datenschutz", grants: holding("R12") };
  const file = await server.inject({ url: "/api/audit/export?since=2027-07-01" });
  expect(file.headers["content-disposition"]).toContain("protokoll-2027-07-01.csv");
  const moments = file.body.match(/2027-\d\d-\d\dT[\d:.]+Z/g);
  expect(moments?.at(-1)).toBe("2027-06-30T22:30:00.000Z");
  expect(moments).not.toContain("2027-06-30T21:55:00.000Z");
  person = planner;
});

test("X-022 when the time for names is over they are erased, and the trail still holds", async () => {
  now = new Date("2027-09-01T08:00:00Z");
  const answer = await ask("PUT", "/api/audit/retention", { months: 3, reason: "Dienstvereinbarung" });
  expect(answer).toMatchObject({ status: 200 });
  expect(Number(answer.erasedEntries)).toBeGreaterThan(5);
  person = { ...person, grants: holding("R12") };
  const { entries } = await ask("GET", "/api/audit");
  expect((entries as unknown as { person: string | null }[]).at(-1)?.person).toBeNull();
  expect(await ask("GET", "/api/audit/verification")).toMatchObject({ broken: null });
});
