import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { makeServer } from "../../../runtime/http/makeServer.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";

const fresh = await freshDatabase();
const folder = mkdtempSync(join(tmpdir(), "kreislauf-report-"));
const { deliver } = await smallCounty(fresh.db);
const children = { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 };
const first = await deliver({
  file: "kinder.csv",
  disclosure: "none",
  figures: {
    BEV_U15: { "2021": children, "2022": children, "2023": children },
    SGB2_U15: {
      "2021": { G1: 20, G2: 80, G3: 14, G4: 60, Q1: 3, Q2: 60 },
      "2022": { G1: 20, G2: 90, G3: 14, G4: 60, Q1: 3, Q2: 60 },
      "2023": { G1: 20, G2: 100, G3: 14, G4: 60, Q1: 3, Q2: 60 },
    },
  },
});
const server = await makeServer({
  store: { db: fresh.db },
  stages: serverStages,
  folder,
  now: () => new Date("2024-06-30T12:00:00Z"),
  version: "0",
  whoAsks: () => plannerAtThisMachine,
  checkAnswers: true,
});
afterAll(async () => {
  await server.close();
  await fresh.drop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(method: "GET" | "POST", url: string, payload?: object) {
  return server.inject({ method, url, ...(payload === undefined ? {} : { payload }) });
}

async function newReport(template: string): Promise<number> {
  const answer = await ask("POST", "/api/reports", {
    template,
    title: "Bericht 2023",
    level: "GEM",
    profileLevel: "GEM",
    indicators: "kinderarmut",
  });
  expect(answer.statusCode, answer.body).toBe(200);
  return answer.json().id;
}

test("X-074 a released report keeps its figures when data are corrected later, and says that newer ones exist", async () => {
  const id = await newReport("sozialbericht");
  expect((await ask("POST", `/api/reports/${id}/release`)).statusCode).toBe(200);
  const before = (await ask("GET", `/api/reports/${id}`)).json();
  const pdfBefore = (await ask("GET", `/api/reports/${id}/pdf`)).rawPayload;
  expect(before.html).toContain("25,0");
  expect(before.report.newerDataExist).toBe(false);

  // Birkau corrects its count for 2023 from 100 of 400 to 120 of 400.
  await deliver({ file: "kinder-neu.csv", disclosure: "none", figures: { SGB2_U15: { "2023": { G2: 120 } } } });
  const after = (await ask("GET", `/api/reports/${id}`)).json();
  expect(after.html).toBe(before.html);
  expect(after.report.newerDataExist).toBe(true);
  expect((await ask("GET", `/api/reports/${id}/pdf`)).rawPayload.equals(pdfBefore)).toBe(true);
});

test("GOE-004 the chapters of the report are the life situations of the catalogue, by their names there", async () => {
  const { lifeSituations } = loadVocabulary();
  const { html } = (await server.inject(`/api/reports/1`)).json() as { html: string };
  const chapters = [...html.matchAll(/<h2 id="abschnitt-\d+">([^<]*)</g)].map((match) => match[1]);
  const named = chapters.filter((title) => lifeSituations.some(({ label }) => label.de === title));
  expect(named).toContain("Arbeit und Einkommen");
  expect(named).toEqual(lifeSituations.map(({ label }) => label.de).filter((title) => named.includes(title)));
});

test("PM10-030 a refresh lists what changed: Birkau from 25 to 30 percent, and with it the whole county", async () => {
  const { reports } = (await ask("GET", "/api/reports")).json();
  const changes = (await ask("GET", `/api/reports/${reports.at(-1).id}/changes`)).json();
  const ofMap = changes.list.filter((row: { indicator: string }) => row.indicator === "kinderarmut");
  expect(ofMap.find((row: { area: string }) => row.area === "Birkau")).toMatchObject({ before: 25, after: 30 });
  expect(ofMap.some((row: { area: string }) => row.area === "Kleinkreis")).toBe(true);
  expect(ofMap.some((row: { area: string }) => row.area === "Altdorf")).toBe(false);
  expect(changes.same).toBeGreaterThan(0);
});

test("a report is released once: the second try is a conflict and says what to do", async () => {
  const { reports } = (await ask("GET", "/api/reports")).json();
  const again = await ask("POST", `/api/reports/${reports.at(-1).id}/release`);
  expect(again.statusCode).toBe(409);
  expect(again.json().sentence).toContain("Erstellen Sie für neuere Zahlen einen neuen Bericht");
});

test("PI-026 data sheets for all areas in one go: each fits two pages", async () => {
  const id = await newReport("datenblatt");
  const pdf = (await ask("GET", `/api/reports/${id}/pdf`)).rawPayload;
  const pages = pdf.toString("latin1").match(/\/Type\s*\/Page[^s]/g)?.length ?? 0;
  // Five municipalities, behind a cover and the contents.
  expect(pages).toBeGreaterThanOrEqual(2 + 5);
  expect(pages).toBeLessThanOrEqual(2 + 5 * 2);
});

test("X-073 every picture and table of a report names its source", async () => {
  const id = await newReport("sozialbericht");
  const { html } = (await ask("GET", `/api/reports/${id}`)).json();
  const figures = html.match(/<figure /g)?.length ?? 0;
  expect(figures).toBeGreaterThan(3);
  expect(html.match(/class="report-source">[^<]{10,}/g)).toHaveLength(figures);
});

test("a draft says on its cover that it is one; a report of an unknown template or number is refused with a sentence", async () => {
  const id = await newReport("sozialbericht");
  expect((await ask("GET", `/api/reports/${id}`)).json().html).toContain("noch nicht freigegeben");
  const unknown = await ask("POST", "/api/reports", { template: "jahrbuch", title: "X" });
  expect(unknown.statusCode).toBe(422);
  expect(unknown.json().sentence).toContain("sozialbericht, datenblatt");
  expect((await ask("GET", "/api/reports/4711")).statusCode).toBe(404);
  expect(first).toBeGreaterThan(0);
});
