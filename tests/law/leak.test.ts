import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inflateRawSync } from "node:zlib";
import { type Kysely, sql } from "kysely";
import { afterAll, beforeAll, expect, test } from "vitest";
import { serverStages } from "../../apps/server/stages.ts";
import type { Value } from "../../kernel/value/value.ts";
import { loadCatalogue } from "../../runtime/catalogue/loadCatalogue.ts";
import { makeContext } from "../../runtime/http/makeContext.ts";
import { makeServer } from "../../runtime/http/makeServer.ts";
import type { Context } from "../../runtime/http/operation.ts";
import { holding, type Person, roles } from "../../runtime/people/person.ts";
import { plannerAtThisMachine } from "../../runtime/people/policy.ts";
import type { Database } from "../../runtime/store/database.ts";
import { freshDatabase } from "../../runtime/store/testDatabase.ts";
import { shippedIndices } from "../../stages/combine/server/shippedIndices.ts";
import { mapAnswer } from "../../stages/describe/server/describe.ts";
import { smallCounty } from "../../stages/describe/server/smallCounty.ts";
import { unzipped } from "../../stages/protect/package/zipArchive.ts";
import { protectFigures, withheldCells } from "../../stages/protect/server/protect.ts";
import { simpleShares } from "../../stages/protect/simpleShares.ts";

/*
 * Two pairs of counties.
 *
 * The first two differ in withheld numbers only: Birkau has 2 children with benefits in one
 * and 1 in the other, and the neighbours' withheld numbers make up for it, so that every sum that
 * is shown is the same. Whoever can tell the two apart by any answer to anybody has found out
 * something about a withheld number, directly or by computing.
 *
 * The other two differ in what is for the administration alone: in the children of Birkau, 4 in one
 * and 3 in the other, where readers outside are shown 5 or more, and in the quarters of Eichen. Nobody
 * outside may tell these two apart, neither by asking nor by reading what was made for others.
 */
const now = () => new Date("2024-06-01T08:00:00Z");
const worlds = [
  { SGB2_U15: [12, 2, 15, 9, 30], BEV_U3: [5, 2, 8, 6, 20], BEV_3_5: [9, 7, 10, 8, 25] },
  { SGB2_U15: [13, 1, 14, 10, 30], BEV_U3: [6, 1, 7, 7, 20], BEV_3_5: [8, 8, 11, 7, 25] },
] as const;
const insiders = [
  { SGB2_U15: [12, 4, 15, 9, 30], quarters: [12, 18] },
  { SGB2_U15: [13, 3, 14, 10, 30], quarters: [11, 19] },
] as const;
const alike = { BEV_U6: [14, 9, 18, 14, 45], BEV_U15: [100, 37, 120, 90, 300], BEV_INSG: [700, 210, 900, 600, 2100] };
const before = {
  SGB2_U15: [20, 11, 17, 12, 31],
  BEV_U15: [101, 38, 118, 91, 301],
  BEV_INSG: [690, 212, 905, 610, 2090],
};
const villages = ["G1", "G2", "G3", "G4", "G5"];

const byVillage = (values: readonly number[]) =>
  Object.fromEntries(villages.map((code, at) => [code, values[at] ?? 0]));

const citizen: Person = { id: "public", name: "Öffentlichkeit", grants: holding("R10") };
const everybody: readonly Person[] = [
  plannerAtThisMachine,
  ...roles.map((role) => ({ id: role, name: role, grants: holding(role) })),
  citizen,
];

interface World {
  readonly ask: (
    person: Person,
    path: string,
    query: Readonly<Record<string, string>>,
  ) => Promise<{ status: number; body: Buffer }>;
  readonly pattern: readonly string[];
  readonly db: Kysely<Database>;
  readonly close: () => Promise<void>;
}

let asked: Person = plannerAtThisMachine;

/** @param quarters children in the quarters of Eichen, where readers outside are under a stricter rule */
async function worldOf(
  figures: Readonly<Record<string, readonly number[]>>,
  quarters?: readonly [number, number],
): Promise<World> {
  const { db, drop } = await freshDatabase();
  const folder = mkdtempSync(join(tmpdir(), "kreislauf-leak-"));
  const { deliver, agree } = await smallCounty(db);
  for (const { id } of everybody) await agree(id);
  for (const [year, delivered] of [
    ["2022", before],
    ["2023", { ...figures, ...alike }],
  ] as const)
    await deliver({
      file: `${year}.csv`,
      figures: Object.fromEntries(
        Object.entries(delivered).map(([figure, values]) => [figure, { [year]: byVillage(values) }]),
      ),
    });
  if (quarters !== undefined) {
    const [station, market] = quarters;
    await deliver({
      file: "quartiere.csv",
      disclosure: "min3",
      figures: {
        SGB2_U15: { "2023": { Q1: station, Q2: market } },
        BEV_U15: { "2023": { Q1: 140, Q2: 160 } },
        BEV_INSG: { "2023": { Q1: 1000, Q2: 1100 } },
      },
    });
    await sql`insert into disclosure_rule (figure_key, audience, rule, reason, set_at, set_by)
      values (null, 'municipalities', 'min5', 'Prüfung', '2024-01-01', 'Statistikstelle')`.execute(db);
  }
  const catalogue = loadCatalogue();
  const shares = simpleShares(catalogue.indicators.values());
  const keys = Object.keys({ ...figures, ...alike });
  await protectFigures(db, keys, { catalogue, shares, day: now().toISOString().slice(0, 10) });
  const cells = await withheldCells(db, { figures: keys, breakdown: null });
  const server = await makeServer({
    store: { db },
    stages: serverStages,
    folder,
    now,
    version: "0",
    whoAsks: () => asked,
  });
  const county = { store: { db }, folder, person: plannerAtThisMachine, stages: serverStages, now };
  const context = await makeContext(county, { signal: new AbortController().signal, progress: () => {} });
  const create = serverStages.get("report")?.operations.find(({ contract }) => contract.name === "report.createReport");
  const chosen = { title: "Prüfung", period: "2023", indicators: "kinderarmut,anteil_u6,anteil_u3" };
  for (const template of ["sozialbericht", "datenblatt"])
    await create?.run(context, { ...chosen, template, level: "GEM" });
  if (quarters !== undefined) await madeInside(context, chosen);
  await goalsOn(context);
  return {
    db,
    pattern: cells.flatMap((cell) => cell.areaIds.map((area) => `${cell.figure} ${cell.ordinal} ${area}`)).sort(),
    ask: async (person, path, query) => {
      asked = person;
      const answer = await server.inject({ method: "GET", url: path, query: { ...query } });
      return { status: answer.statusCode, body: answer.rawPayload };
    },
    close: async () => {
      await server.close();
      await drop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** A released goal for each village and the county: their baselines are told, and how far they have come. */
async function goalsOn(context: Context): Promise<void> {
  const operations = serverStages.get("plan")?.operations ?? [];
  const run = (name: string, input: object) =>
    operations.find(({ contract }) => contract.name === name)?.run(context, input) as Promise<{ id: number }>;
  const { id: above } = await run("plan.createGoal", { level: "guiding", title: "Kein Kind in Armut" });
  const { id: parent } = await run("plan.createGoal", { level: "intermediate", title: "Weniger Armut", parent: above });
  const aims: number[] = [];
  for (const [areaLevel, areaCode] of [
    ["GEM", "G1"],
    ["GEM", "G2"],
    ["KREIS", "K"],
  ]) {
    const measure = { indicator: "kinderarmut", baselinePeriod: "2022", targetValue: 5, targetDate: "2026-12-31" };
    const text = { level: "operational", title: `Ziel für ${areaCode}`, parent, responsible: "Sozialplanung" };
    aims.push((await run("plan.createGoal", { ...text, ...measure, areaLevel, areaCode })).id);
  }
  for (const id of [above, parent, ...aims]) await run("plan.releaseGoal", { id });
}

/** What somebody inside made from what is for the inside: released reports and a frozen index. */
async function madeInside(context: Context, chosen: object): Promise<void> {
  const operations = serverStages.get("report")?.operations ?? [];
  const run = (name: string, input: object) =>
    operations.find(({ contract }) => contract.name === name)?.run(context, input) as Promise<{ id: number }>;
  const outside = ["municipalities", "providers", "politics", "citizens"];
  await run("report.releaseReport", { id: 1, audiences: ["services", ...outside] });
  for (const fields of [{ level: "SUB" }, { level: "GEM", readers: "inside" }]) {
    const { id } = await run("report.createReport", { ...chosen, template: "sozialbericht", ...fields });
    await expect(run("report.releaseReport", { id, audiences: ["services", "citizens"] })).rejects.toThrow();
    await run("report.releaseReport", { id, audiences: ["leadership", "services"] });
  }
  const { values } = (await mapAnswer(context, { indicator: "kinderarmut", level: "GEM", period: "2023" })) as {
    readonly values: readonly Value[];
  };
  const definition = shippedIndices().get("sozialformel")?.definition;
  const section = { title: "Was die Prüfung zeigt", lines: [`Birkau: ${values[1]}`] };
  await context.db
    .insertInto("index_version")
    .values({
      ...{ index_id: "eigener", version: 1, definition: JSON.stringify({ ...definition, id: "eigener" }) },
      ...{ made_at: now(), made_by: "Sozialplanung", reason: "Prüfung", round_id: null, frozen_at: now() },
      sheet: JSON.stringify({ title: "Eigener", citation: "", fingerprint: "", sections: [section], components: [] }),
      result: JSON.stringify({
        ...{ level: "GEM", period: "2023", areas: villages.map((code) => ({ code, name: code })), indices: [] },
        columns: [{ id: "kinderarmut", values }],
      }),
    })
    .execute();
}

let one: World;
let other: World;
let inner: readonly [World, World];
beforeAll(async () => {
  one = await worldOf(worlds[0]);
  other = await worldOf(worlds[1]);
  const [first, second] = insiders;
  inner = [
    await worldOf({ ...worlds[0], SGB2_U15: first.SGB2_U15 }, first.quarters),
    await worldOf({ ...worlds[0], SGB2_U15: second.SGB2_U15 }, second.quarters),
  ];
}, 480_000);
afterAll(async () => {
  for (const world of [one, other, ...(inner ?? [])]) await world?.close();
});

/** What every reading route is asked; a route that is not named here fails the test below. */
const indicators = ["kinderarmut", "anteil_u3", "anteil_u6", "einwohnerzahl"];
const levels = ["KREIS", "AMT", "GEM"];
const codes = { KREIS: ["K"], AMT: ["A1", "A2"], GEM: ["G1", "G2", "G4"] } as Record<string, string[]>;
const each = <T>(list: readonly T[], make: (one: T) => Record<string, string>[]) => list.flatMap(make);
const plain = [{}];
const withId = (...ids: string[]) => ids.map((id) => ({ id }));
const questions: Readonly<Record<string, readonly Record<string, string>[]>> = {
  "/api/overview": [{}, { indicators: indicators.join(",") }],
  "/api/map": each(indicators, (indicator) =>
    each(levels, (level) => [
      { indicator, level },
      { indicator, level, period: "2023" },
      { indicator, level, pooledYears: "2" },
      { indicator, level, division: "region" },
      { indicator, level, approximate: "true" },
    ]),
  ),
  "/api/my-place": each(["G1", "G2", "G4"], (code) => [{ level: "GEM", code }]),
  "/api/trend": each(indicators, (indicator) =>
    each(levels, (level) => [
      { indicator, level },
      { indicator, level, areas: (codes[level] ?? []).join(",") },
    ]),
  ),
  "/api/profile": each(levels, (level) =>
    each(codes[level] ?? [], (code) => [
      { level, code },
      { level, code, period: "2023" },
    ]),
  ),
  "/api/comparison": [
    { areas: "GEM:G1,GEM:G2,AMT:A1", indicators: indicators.join(","), period: "2023" },
    { areas: "GEM:G2,GEM:G4", indicators: indicators.join(",") },
  ],
  "/api/lineage": each(indicators, (indicator) =>
    each(levels, (level) => each(codes[level] ?? [], (code) => [{ indicator, level, code, period: "2023" }])),
  ),
  "/api/export": each(["csv", "json", "xlsx", "sdmx-csv", "geojson"], (format) => [
    ...each(levels, (level) =>
      each(indicators, (indicator) => [
        { what: "map", format, indicator, level, period: "2023" },
        { what: "trend", format, indicator, level },
      ]),
    ),
    { what: "profile", format, level: "GEM", code: "G2" },
    { what: "comparison", format, areas: "GEM:G1,GEM:G2", indicators: indicators.join(",") },
  ]),
  "/api/index/:id": each(levels, (level) => [{ id: "sozialformel", level }]),
  "/api/index/:id/file": each(levels, (level) =>
    each(["csv", "xlsx"], (format) => [{ id: "sozialformel", level, format }]),
  ),
  "/api/index/:id/workbench": each(levels, (level) => [{ id: "sozialformel", level }]),
  "/api/index/:id/versions/:version": [{ id: "sozialformel", version: "1" }],
  "/api/index/:id/distribution": [
    { id: "sozialformel", level: "GEM", size: "kinderarmut", total: "100000", format: "csv", keys: '[{"by":"index"}]' },
  ],
  "/api/reports/:id": withId("1", "2"),
  "/api/reports/:id/pdf": withId("1", "2"),
  "/api/reports/:id/changes": withId("1", "2"),
  "/api/areas": each(levels, (level) => [{ level }]),
  "/api/areas/geometry": each(levels, (level) => [{ level }]),
  "/api/areas/tiles/:z/:x/:y": each(levels, (level) => [{ level, z: "0", x: "0", y: "0" }]),
  "/api/areas/conversion": [{ level: "GEM", code: "G4", on: "2023-12-31" }],
  "/api/divisions/shares": [{ from: "gem", to: "region" }],
  "/api/divisions/addresses": [{ division: "gem" }],
  "/api/divisions/addresses/file": [{ list: "1" }],
  "/api/indicators/:id": withId(...indicators),
  "/api/indicators/:id/plain-summary": withId(...indicators),
  "/api/base-figures/:id": withId("SGB2_U15", "BEV_U3"),
  "/api/transfers/:id/report": withId("1"),
  "/api/transfers/:id/pdf": withId("1"),
  "/api/weighting-rounds/:id": withId("1"),
  "/api/weighting-rounds/:id/panel": withId("1"),
  "/api/history/definitions/versions": [{ kind: "indicator", id: "kinderarmut" }],
  "/api/history/deliveries/versions": [{ kind: "agreement", id: "1" }],
  "/api/history/indices/versions": [{ kind: "index", id: "sozialformel" }],
  "/api/history/services/versions": [{ kind: "facility", id: "1" }],
  "/api/history/divisions/versions": [{ kind: "division", id: "gem" }],
  "/api/history/reports/versions": [{ kind: "report", id: "1" }],
  "/api/history/rights/versions": [{ kind: "unit", id: "1" }],
  "/api/history/settings/versions": [{ kind: "setting", id: "county" }],
  "/api/jobs/:id": withId("1"),
  "/api/jobs/:id/file": withId("1"),
  "/api/grants": [{ account: "x" }],
  "/api/resolutions": [{}, { report: "1" }],
  "/api/goals": [{}, { setAside: "true" }],
  "/api/goals/:id": withId("1", "2", "3", "4", "5"),
  "/api/history/interpretations/versions": [{ kind: "interpretation", id: "1" }],
  "/api/history/goals/versions": [{ kind: "goal", id: "3" }],
};

/** Who signs in, and the file itself for those who delivered it: nothing here is a released figure. */
const notReleased = (object: string, path: string) =>
  object === "signIn" || object === "ownAccount" || path.startsWith("/api/deliveries/:id");

const reading = [...serverStages.values()]
  .flatMap(({ operations }) => operations)
  .map(({ contract }) => contract)
  .filter(({ method, path, policy }) => method === "GET" && !notReleased(policy.object, path));

test("X-011 the two counties are told apart by withheld numbers only: the pattern is the same in both", () => {
  expect(one.pattern.length).toBeGreaterThan(7);
  expect(other.pattern).toEqual(one.pattern);
});

/** What a route is asked; one that needs nothing is asked as it is. */
function questionsFor(path: string, input: unknown): readonly Record<string, string>[] {
  const needed = (input as { required?: string[] }).required ?? [];
  return questions[path] ?? (needed.length === 0 ? plain : []);
}

test("no reading route goes unasked", () => {
  expect(reading.filter(({ path, input }) => questionsFor(path, input).length === 0).map(({ path }) => path)).toEqual(
    [],
  );
});

/** Asks all routes in both worlds, and names the answers that tell them apart. */
async function toldApart(
  [one, other]: readonly [World, World],
  more: Readonly<Record<string, readonly Record<string, string>[]>>,
  who: { readonly all: readonly Person[]; readonly some: readonly Person[] },
): Promise<{ told: string[]; answered: ReadonlyMap<string, number> }> {
  const told: string[] = [];
  const answered = new Map<string, number>();
  for (const { path, input } of reading) {
    const asking = [...questionsFor(path, input), ...(more[path] ?? [])];
    // Every role asks for what a route can give; the other questions one of each circle of readers.
    for (const [at, query] of asking.entries())
      for (const person of at === 0 ? who.all : who.some) {
        const { address, rest } = filled(path, query);
        const [a, b] = [await one.ask(person, address, rest), await other.ask(person, address, rest)];
        if (a.status === 200) answered.set(path, (answered.get(path) ?? 0) + 1);
        if (a.status !== b.status || !readable(a.body).equals(readable(b.body)))
          told.push(`${person.id}: ${address} ${JSON.stringify(rest)} ${a.status}/${b.status}`);
        // A page that nobody may see or that does not exist is the same for all that come.
        if (a.status === 404 && person === plannerAtThisMachine) break;
      }
  }
  return { told, answered };
}

const ofRoles = (...wanted: readonly string[]) => everybody.filter(({ id }) => wanted.includes(id));

test("X-011 X-013 X-016 no answer of any route, export or report to anybody tells the two counties apart", async () => {
  const some = [plannerAtThisMachine, ...ofRoles("R7", "R9"), citizen];
  const { told, answered } = await toldApart([one, other], {}, { all: everybody, some });
  expect(told).toEqual([]);
  for (const path of [
    "/api/map",
    "/api/trend",
    "/api/profile",
    "/api/comparison",
    "/api/lineage",
    "/api/export",
    "/api/reports/:id",
    "/api/reports/:id/pdf",
    "/api/overview",
    "/api/goals/:id",
    "/api/my-place",
  ])
    expect(answered.get(path) ?? 0, path).toBeGreaterThan(0);
}, 600_000);

/** What is for the administration alone: quarters, and the reports and the index made of them. */
const insideQuestions: Readonly<Record<string, readonly Record<string, string>[]>> = {
  "/api/map": each(indicators, (indicator) => [{ indicator, level: "SUB", period: "2023" }]),
  "/api/trend": [
    { indicator: "kinderarmut", level: "SUB" },
    { indicator: "kinderarmut", level: "GEM", areas: "GEM:G5,SUB:Q1" },
  ],
  "/api/profile": [
    { level: "SUB", code: "Q1" },
    { level: "GEM", code: "G5" },
  ],
  "/api/comparison": [{ areas: "GEM:G5,SUB:Q1,SUB:Q2", indicators: "kinderarmut" }],
  "/api/lineage": [
    { indicator: "kinderarmut", level: "SUB", code: "Q1", period: "2023" },
    { indicator: "kinderarmut", level: "GEM", code: "G5", period: "2023" },
    { indicator: "kinderarmut", level: "GEM", code: "G2", period: "2023" },
  ],
  "/api/export": each(["csv", "json", "xlsx", "sdmx-csv", "geojson"], (format) => [
    { what: "map", format, indicator: "kinderarmut", level: "SUB", period: "2023" },
    { what: "trend", format, indicator: "kinderarmut", level: "SUB" },
    { what: "profile", format, level: "SUB", code: "Q1" },
    { what: "profile", format, level: "GEM", code: "G5" },
    { what: "comparison", format, areas: "GEM:G5,SUB:Q1", indicators: "kinderarmut" },
  ]),
  "/api/index/:id": [
    { id: "sozialformel", level: "SUB" },
    { id: "eigener", level: "GEM" },
  ],
  "/api/index/:id/file": [
    { id: "sozialformel", level: "SUB", format: "csv" },
    { id: "eigener", level: "GEM", format: "csv" },
  ],
  "/api/index/:id/workbench": [{ id: "sozialformel", level: "SUB" }],
  "/api/index/:id/versions/:version": [{ id: "eigener", version: "1" }],
  "/api/index/:id/distribution": [{ id: "sozialformel", level: "SUB" }],
  "/api/reports/:id": withId("3", "4"),
  "/api/reports/:id/pdf": withId("3", "4"),
  "/api/reports/:id/changes": withId("3", "4"),
};

test("X-016 PM10-053 nobody outside the administration tells two counties apart that differ in what is for the inside alone", async () => {
  const outside = [...ofRoles("R7", "R8", "R9", "R10", "R11", "R12", "R13", "R14", "R15"), citizen];
  const some = [...ofRoles("R7", "R9"), citizen];
  const { told, answered } = await toldApart(inner, insideQuestions, { all: outside, some });
  expect(told).toEqual([]);
  for (const path of ["/api/map", "/api/profile", "/api/export", "/api/reports/:id", "/api/reports/:id/pdf"])
    expect(answered.get(path) ?? 0, path).toBeGreaterThan(0);
}, 600_000);

test("the test can see: the planner is shown what tells these two apart", async () => {
  const differ = async (path: string, query: Record<string, string>) => {
    const { address, rest } = filled(path, query);
    const [a, b] = [
      await inner[0].ask(plannerAtThisMachine, address, rest),
      await inner[1].ask(plannerAtThisMachine, address, rest),
    ];
    expect([a.status, b.status], address).toEqual([200, 200]);
    return !readable(a.body).equals(readable(b.body));
  };
  expect(await differ("/api/map", { indicator: "kinderarmut", level: "GEM", period: "2023" })).toBe(true);
  expect(await differ("/api/map", { indicator: "kinderarmut", level: "SUB", period: "2023" })).toBe(true);
  expect(await differ("/api/profile", { level: "SUB", code: "Q1" })).toBe(true);
  expect(await differ("/api/reports/:id", { id: "3" })).toBe(true);
  expect(await differ("/api/index/:id/versions/:version", { id: "eigener", version: "1" })).toBe(true);
});

test("the test can see: once the pattern is gone, the map tells the two counties apart", async () => {
  const map = async (world: World) =>
    (await world.ask(plannerAtThisMachine, "/api/map", { indicator: "kinderarmut", level: "GEM", period: "2023" }))
      .body;
  expect((await map(one)).equals(await map(other))).toBe(true);
  for (const { db } of [one, other]) {
    await sql`delete from withheld_cell`.execute(db);
    await sql`update figure set edition = edition + 1`.execute(db);
  }
  expect((await map(one)).equals(await map(other))).toBe(false);
});

function filled(
  path: string,
  query: Readonly<Record<string, string>>,
): { address: string; rest: Record<string, string> } {
  const rest = { ...query };
  const address = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name] ?? "";
    delete rest[name];
    return encodeURIComponent(value);
  });
  return { address, rest };
}

/** What stands in an answer: of a packed workbook its sheets, since the packing bears the hour. */
function readable(body: Buffer): Buffer {
  if (body.subarray(0, 2).toString() !== "PK") return Buffer.from(withoutHours(body.toString("latin1")), "latin1");
  return Buffer.concat(
    unzipped(body, (content, limit) => inflateRawSync(content, { maxOutputLength: limit }), 1e8)
      .filter(({ name }) => !name.startsWith("docProps/"))
      .map(({ content }) => Buffer.from(content)),
  );
}

/** Two counties are not made in the same second, and what is chained by hours has other marks. */
function withoutHours(text: string): string {
  return text.replace(/\d{4}-\d{2}-\d{2}T[\d:.]+Z/g, "hour").replace(/\b[0-9a-f]{64}\b/g, "mark");
}
