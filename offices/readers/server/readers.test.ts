import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { holding, type Person } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import plainDe from "../web/plainPage.de.json" with { type: "json" };
import plainEn from "../web/plainPage.en.json" with { type: "json" };
import statementDe from "../web/statement.de.json" with { type: "json" };
import statementEn from "../web/statement.en.json" with { type: "json" };
import { stage } from "./stage.ts";

const support: Person = { id: "p3", name: "Systembetreuung", grants: holding("R11") };
const citizen: Person = { id: "public", name: "Öffentlichkeit", grants: [] };
let asking: Person = citizen;
let clock = new Date("2026-05-01T08:00:00Z");
const fresh = await freshDatabase();
const server = await serverInTest(fresh, {
  stages: new Map([["readers", stage]]),
  now: () => clock,
  whoAsks: () => asking,
});

type Method = "GET" | "POST" | "PUT";
const call = async (who: Person, method: Method, url: string, payload?: object) => {
  asking = who;
  const answer = await server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
  return { status: answer.statusCode, body: answer.json() };
};
const letter = { kind: "barrier", page: "/sozialformel", message: "Die Legende wird nicht vorgelesen." };

test("X-030 anybody sends a message about a page without name or account; who looks after the platform reads it and marks it as answered", async () => {
  const sent = await call(citizen, "POST", "/api/messages", letter);
  expect(sent).toMatchObject({ status: 200, body: { id: 1 } });
  expect((await call(citizen, "GET", "/api/messages")).status).toBe(403);
  expect((await call(citizen, "PUT", "/api/messages/1", { answered: true })).status).toBe(403);
  const { body } = await call(support, "GET", "/api/messages");
  expect(body).toMatchObject({ open: 1, messages: [{ ...letter, id: 1, answerTo: null, answeredBy: null }] });
  const marked = await call(support, "PUT", "/api/messages/1", { answered: true, note: "Wird vorgelesen." });
  expect(marked.body).toMatchObject({ answeredBy: "Systembetreuung", note: "Wird vorgelesen." });
  expect((await call(support, "GET", "/api/messages")).body.open).toBe(0);
});

test("X-030 where an answer is to go is voluntary, and erased when the message is answered", async () => {
  const { body } = await call(citizen, "POST", "/api/messages", { ...letter, answerTo: " leserin@example.org " });
  const find = async () =>
    (await call(support, "GET", "/api/messages")).body.messages.find((one: { id: number }) => one.id === body.id);
  expect((await find()).answerTo).toBe("leserin@example.org");
  await call(support, "PUT", `/api/messages/${body.id}`, { answered: true });
  expect((await find()).answerTo).toBeNull();
  await call(support, "PUT", `/api/messages/${body.id}`, { answered: false });
  expect(await find()).toMatchObject({ answerTo: null, answeredAt: null });
});

test.each([
  { why: "without words", payload: { ...letter, message: "   " }, status: 422 },
  { why: "about a page elsewhere", payload: { ...letter, page: "https://example.org/" }, status: 400 },
  { why: "of a kind that there is not", payload: { ...letter, kind: "praise" }, status: 400 },
  { why: "longer than anybody reads", payload: { ...letter, message: "x".repeat(4001) }, status: 400 },
])("a message $why is refused", async ({ payload, status }) => {
  expect((await call(citizen, "POST", "/api/messages", payload)).status).toBe(status);
});

test("X-030 a flood of messages is stopped, and an hour later one may write again", async () => {
  clock = new Date("2026-05-02T08:00:00Z");
  for (let sent = 0; sent < 120; sent += 1)
    expect((await call(citizen, "POST", "/api/messages", letter)).status, String(sent)).toBe(200);
  const refused = await call(citizen, "POST", "/api/messages", letter);
  expect(refused).toMatchObject({ status: 429, body: { code: "readers.tooManyNow" } });
  clock = new Date("2026-05-02T09:00:01Z");
  expect((await call(citizen, "POST", "/api/messages", letter)).status).toBe(200);
});

const contact = {
  operator: "Musterkreis, Fachdienst Soziales",
  email: "barrieren@musterkreis.example",
  phone: "0431 123456",
  law: "§ 12 LBGG Schleswig-Holstein",
  enforcementName: "Beschwerdestelle beim Landtag",
  enforcementContact: "Karolinenweg 1",
  ownBarriers: "",
  reviewedOn: "2026-05-01",
};

test("X-030 the county enters contact and enforcement body; the statement names them to everybody", async () => {
  expect((await call(citizen, "GET", "/api/accessibility")).body).toMatchObject({
    contact: { email: "", enforcementName: "" },
    version: 0,
    video: null,
  });
  expect((await call(citizen, "PUT", "/api/accessibility", contact)).status).toBe(403);
  expect((await call(support, "PUT", "/api/accessibility", { ...contact, email: "barrieren" })).body.code).toBe(
    "readers.wrongMail",
  );
  expect((await call(support, "PUT", "/api/accessibility", { ...contact, basedOn: 0 })).body.version).toBe(1);
  expect((await call(support, "PUT", "/api/accessibility", { ...contact, basedOn: 0 })).status).toBe(409);
  expect((await call(citizen, "GET", "/api/accessibility")).body.contact).toEqual(contact);
});

/** A file sent as a form does. */
function upload(name: string, content: Buffer) {
  const mark = "----kreislauf";
  const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\nContent-Type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from(`\r\n--${mark}--\r\n`)]),
    headers: { "content-type": `multipart/form-data; boundary=${mark}` },
  };
}

test("X-031 the film in sign language is an uploaded file or an address of this server, and nothing else", async () => {
  asking = support;
  const url = "/api/accessibility/video";
  const film = Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from("ftypisom"), Buffer.alloc(500, 7)]);
  const program = await server.inject({ method: "POST", url, ...upload("film.mp4", Buffer.from("#!/bin/sh\nexit 0")) });
  expect(program.json().code).toBe("readers.notAVideo");
  const taken = await server.inject({ method: "POST", url, ...upload("gebärden.mp4", film) });
  expect(taken.json()).toMatchObject({ version: 1, video: { mediaType: "video/mp4", fileName: "gebärden.mp4" } });
  asking = citizen;
  const played = await server.inject({ method: "GET", url: taken.json().video.address });
  expect(played.headers["content-type"]).toBe("video/mp4");
  expect(played.rawPayload.equals(film)).toBe(true);
  for (const address of ["https://example.org/film.mp4", "//example.org/film.mp4", "/\\example.org", "film.mp4"])
    expect((await call(support, "PUT", url, { address })).body.code, address).toBe("readers.foreignVideo");
  expect((await call(support, "PUT", url, { address: "/filme/dgs.webm" })).body.video).toEqual({
    address: "/filme/dgs.webm",
    fileName: "",
    mediaType: "video/webm",
  });
  expect((await call(support, "PUT", url, { address: null })).body.video).toBeNull();
  expect((await call(citizen, "GET", `${url}/file`)).status).toBe(404);
});

/** The places of all texts, so that two languages can be compared. */
function places(text: unknown, at = ""): string[] {
  if (typeof text !== "object" || text === null) return [at];
  return Object.entries(text).flatMap(([key, part]) => (key === "lines" ? [] : places(part, `${at}/${key}`)));
}

test("X-072 the statement and the easy text say the same things in both languages", () => {
  expect(places(statementEn)).toEqual(places(statementDe));
  expect(places(plainEn)).toEqual(places(plainDe));
});

test("X-031 the text in Leichte Sprache keeps to its rules: one short sentence a line, no brackets, no passive 'wurde'", () => {
  const lines = [plainDe.lead, ...plainDe.parts.flatMap((part) => part.lines)];
  for (const line of lines) {
    expect(line.split(" ").length, line).toBeLessThanOrEqual(12);
    expect(line, line).not.toMatch(/[();]|\bwurden?\b|, (?:dass|weil|obwohl)\b/);
    expect(line.match(/[.?!]/g)?.length ?? 0, line).toBeLessThanOrEqual(1);
  }
  expect(plainDe.reviewed).toContain("noch nicht gelesen");
});
