import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { holding, type Person } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "./smallCounty.ts";

const planner: Person = { id: "p1", name: "Planung", grants: holding("R1") };
const citizen: Person = { id: "public", name: "Öffentlichkeit", grants: [] };
const youth: Person = {
  id: "p2",
  name: "Jugendhilfe",
  grants: [{ role: "R2", within: { kind: "topic", id: "kita" } }],
};
let asking: Person = planner;
const fresh = await freshDatabase();
await smallCounty(fresh.db);
const server = await serverInTest(fresh, { stages: serverStages, whoAsks: () => asking });

const url = "/api/indicators/kinderarmut/plain-summary";
async function read(who: Person) {
  asking = who;
  return (await server.inject({ method: "GET", url })).json();
}
async function write(who: Person, payload: object, to = url) {
  asking = who;
  const answer = await server.inject({ method: "PUT", url: to, payload });
  return { status: answer.statusCode, body: answer.json() };
}

test("X-031 an indicator is explained in plain words by who may change it; the public reads it, and every wording is kept", async () => {
  expect(await read(citizen)).toEqual({ text: "", version: 0 });
  expect((await write(citizen, { text: "Unsinn." })).status).toBe(403);
  expect((await write(youth, { text: "Fremdes Thema." })).status).toBe(403);
  const first = await write(planner, { text: " So viele Kinder leben mit wenig Geld. ", basedOn: 0 });
  expect(first.body).toEqual({ text: "So viele Kinder leben mit wenig Geld.", version: 1 });
  expect((await read(citizen)).text).toBe("So viele Kinder leben mit wenig Geld.");
  expect((await write(planner, { text: "Anders.", basedOn: 0 })).status).toBe(409);
  await write(planner, { text: "Von 100 Kindern leben so viele mit wenig Geld.", basedOn: 1 });
  const versions = await server.inject({
    method: "GET",
    url: "/api/history/definitions/versions?kind=plainSummary&id=kinderarmut",
  });
  for (const wording of ["So viele Kinder leben", "Von 100 Kindern"]) expect(versions.body).toContain(wording);
  await write(planner, { text: "" });
  expect((await read(citizen)).text).toBe("");
});

test("an indicator that there is not cannot be explained", async () => {
  const answer = await write(planner, { text: "?" }, "/api/indicators/gibt_es_nicht/plain-summary");
  expect(answer).toMatchObject({ status: 404, body: { code: "describe.unknownIndicator" } });
});
