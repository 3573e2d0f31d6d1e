import { expect, test } from "vitest";
import { serverInTest } from "../../../../runtime/http/serverInTest.ts";
import { holding, type Person, type Role } from "../../../../runtime/people/person.ts";
import { freshDatabase } from "../../../../runtime/store/testDatabase.ts";
import type { Interpretation, Knowledge } from "../../contract/interpretations.ts";
import { smallCounty } from "../smallCounty.ts";
import { stage } from "../stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
const children = { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 };
await deliver({
  file: "kinder.csv",
  figures: {
    BEV_U15: { "2022": children, "2023": children },
    SGB2_U15: {
      "2022": { G1: 20, G2: 90, G3: 14, G4: 60, Q1: 5, Q2: 60 },
      "2023": { G1: 20, G2: 100, G3: 14, G4: 60, Q1: 5, Q2: 60 },
    },
  },
});
await fresh.db
  .insertInto("file")
  .values({ hash: "raw", bytes: 1, first_name: "neu.csv", stored_at: new Date("2024-06-01") })
  .execute();
const waiting = await fresh.db
  .insertInto("delivery")
  .values({
    ...{ file_hash: "raw", file_name: "neu.csv", state: "received", reader: "table", findings: "[]" },
    mapping: JSON.stringify({ reader: "table", figures: [{ source: "Kinder", figure: "BEV_U15" }] }),
    source: "{}",
  })
  .returning("id")
  .executeTakeFirstOrThrow();
await fresh.db
  .insertInto("delivery_step")
  .values({ delivery_id: waiting.id, state: "received", happened_at: new Date("2024-06-02"), person: "Jobcenter" })
  .execute();

const named = (id: string, ...roles: Role[]): Person => ({
  id,
  name: id,
  grants: holding(...roles),
});
const planner = named("Planung", "R1");
const sector = named("Jugendhilfe", "R2");
const head = named("Leitung", "R5");
const citizen = named("public", "R10");
let asking = planner;
const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]), whoAsks: () => asking });

async function call<Answer>(person: Person, method: "GET" | "POST" | "PUT", url: string, payload?: object) {
  asking = person;
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json<Answer & { code?: string; message?: string }>() };
}

async function read(person: Person, query = "indicator=kinderarmut"): Promise<readonly Interpretation[]> {
  return (await call<Knowledge>(person, "GET", `/api/knowledge?${query}`)).body.interpretations;
}

const text = "Der Anstieg kommt aus dem Neubaugebiet am Bahnhof.";
const about = { indicator: "kinderarmut", level: "GEM", code: "G2", period: "2023", text };

test("PM08-032 raw value, checked value, interpretation and confirmed finding each bear status, author and date", async () => {
  const written = await call<{ id: number }>(sector, "POST", "/api/interpretations", about);
  expect(written.status).toBe(200);
  const { values } = (await call<Knowledge>(planner, "GET", "/api/knowledge?indicator=kinderarmut")).body;
  expect(values.map(({ status, by, at }) => [status, by, at.slice(0, 10)])).toEqual([
    ["raw", "Jobcenter", "2024-06-02"],
    ["checked", "Sozialplanung", "2024-02-01"],
  ]);
  expect(await read(planner)).toMatchObject([
    {
      status: "interpretation",
      writtenBy: "Jugendhilfe",
      writtenAt: "2024-06-30T12:00:00.000Z",
      confirmedBy: null,
      text,
    },
  ]);
  expect(await read(planner, "level=GEM&code=G2")).toHaveLength(1);
  expect(await read(planner, "level=GEM&code=G1")).toEqual([]);
  // The public reads nothing that nobody confirmed.
  expect(await read(citizen)).toEqual([]);
  const own = await call(sector, "POST", `/api/interpretations/${written.body.id}/confirm`, {});
  expect(own.status).toBe(403);
  const confirmed = await call(head, "POST", `/api/interpretations/${written.body.id}/confirm`, {});
  expect(confirmed.status).toBe(200);
  expect(await read(planner)).toMatchObject([{ status: "confirmed", confirmedBy: "Leitung", dataChanged: false }]);
  expect(await read(citizen)).toMatchObject([{ status: "confirmed", text, writtenBy: null, confirmedBy: null }]);
});

test("PM08-032 whoever wrote it does not confirm it, also with every role", async () => {
  const written = await call<{ id: number }>(planner, "POST", "/api/interpretations", { ...about, code: "G4" });
  const confirmed = await call(planner, "POST", `/api/interpretations/${written.body.id}/confirm`, {});
  expect([confirmed.status, confirmed.body.code]).toEqual([403, "describe.confirmOwn"]);
});

test("PM08-032 a text changed after it was confirmed is an interpretation again, and both wordings stay", async () => {
  const [finding] = await read(planner, "level=GEM&code=G2");
  const id = finding?.id ?? 0;
  const late = await call(planner, "PUT", `/api/interpretations/${id}`, { text: "Anders.", basedOn: 1 });
  expect(late.status).toBe(409);
  await call(planner, "PUT", `/api/interpretations/${id}`, { text: "Der Zuzug allein erklärt es nicht.", basedOn: 2 });
  expect(await read(planner, "level=GEM&code=G2")).toMatchObject([
    { status: "interpretation", writtenBy: "Planung", confirmedAt: null, version: 3 },
  ]);
  const kept = await fresh.db
    .selectFrom("change")
    .select(["number", "content"])
    .where("kind", "=", "interpretation")
    .where("id", "=", String(id))
    .orderBy("number")
    .execute();
  expect(kept.map(({ content }) => (content as { text: string }).text)).toEqual([
    text,
    text,
    "Der Zuzug allein erklärt es nicht.",
  ]);
});

test("PM08-032 when the figure changes afterwards the interpretation says so, and is not confirmed any more", async () => {
  const unchanged = await call<{ id: number }>(sector, "POST", "/api/interpretations", { ...about, period: "2022" });
  await deliver({ file: "korrektur.csv", figures: { SGB2_U15: { "2023": { G2: 120 } } } });
  const [of2023, of2022] = await read(planner, "level=GEM&code=G2");
  expect([of2023?.dataChanged, of2022?.dataChanged]).toEqual([true, false]);
  const confirmed = await call(head, "POST", `/api/interpretations/${of2023?.id}/confirm`, {});
  expect([confirmed.status, confirmed.body.code]).toEqual([409, "describe.interpretationOutdated"]);
  expect((await call(head, "POST", `/api/interpretations/${unchanged.body.id}/confirm`, {})).status).toBe(200);
});

test("PM08-032 what has no number cannot be interpreted, and what is withdrawn is on no page but can be brought back", async () => {
  const nothing = await call(planner, "POST", "/api/interpretations", { ...about, period: "2015" });
  expect([nothing.status, nothing.body.code]).toEqual([422, "describe.nothingToInterpret"]);
  const [one] = await read(planner, "level=GEM&code=G4");
  await call(planner, "POST", `/api/interpretations/${one?.id}/withdraw`, {});
  expect(await read(planner, "level=GEM&code=G4")).toEqual([]);
  await call(planner, "PUT", `/api/interpretations/${one?.id}`, { text, basedOn: 2 });
  expect(await read(planner, "level=GEM&code=G4")).toMatchObject([{ status: "interpretation", text }]);
});
