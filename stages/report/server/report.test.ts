import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { loadVocabulary } from "../../../runtime/catalogue/loadVocabulary.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";
import { pagesOfChapters } from "../pdf/pagesOfChapters.testing.ts";

const fresh = await freshDatabase();
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
const server = await serverInTest(fresh, { stages: serverStages });

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

test("PI-026 4 sheets are generated in one go, and each fits 2 pages", async () => {
  const answer = await ask("POST", "/api/reports", {
    ...{ template: "datenblatt", title: "Vier Blätter", level: "GEM", profileLevel: "GEM", areas: "G1,G2,G3,G4" },
  });
  const pdf = (await ask("GET", `/api/reports/${answer.json().id}/pdf`)).rawPayload;
  const sheets = pagesOfChapters(pdf);
  expect(sheets).toHaveLength(4);
  for (const pages of sheets) expect(pages).toBeLessThanOrEqual(2);
  for (const pages of sheets) expect(pages).toBeGreaterThanOrEqual(1);
});

test("PM08-032 a report carries the interpretations that were chosen, each with its status, and no other", async () => {
  const about = { indicator: "kinderarmut", level: "GEM", code: "G2", period: "2022" };
  const chosen = await ask("POST", "/api/interpretations", { ...about, text: "Das Neubaugebiet zieht Familien an." });
  await ask("POST", "/api/interpretations", { ...about, text: "Niemand weiß, warum." });
  const sheet = await ask("POST", "/api/interpretations", { ...about, code: "G1", text: "Hier bleibt es ruhig." });
  const made = await ask("POST", "/api/reports", {
    ...{ template: "sozialbericht", title: "Mit Deutung", level: "GEM", indicators: "kinderarmut" },
    interpretations: `${chosen.json().id},${sheet.json().id}`,
  });
  const { html } = (await ask("GET", `/api/reports/${made.json().id}`)).json();
  expect(html).toContain("Birkau, 2022 (Deutung vom 30.06.2024, nicht bestätigt): Das Neubaugebiet zieht Familien an.");
  expect(html).toContain("Hier bleibt es ruhig.");
  expect(html).not.toContain("Niemand weiß");
  const unknown = await ask("POST", "/api/reports", { template: "datenblatt", title: "x", interpretations: "999" });
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, "report.unknownInterpretation"]);
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

test("X-074 PM10-039 a report carries the indices that were chosen, keeps them, and says later what they would be", async () => {
  const definition = {
    ...{ format: "kreislauf-index/1", id: "armut", label: "Armut im Kleinkreis", normalisation: "z" },
    indices: [
      {
        id: "belastung",
        label: "Belastungsindex",
        classes: { method: "quantile", count: 3 },
        components: [{ indicator: "kinderarmut" }],
      },
    ],
  };
  const saved = await ask("POST", "/api/indices", { definition: JSON.stringify(definition), reason: "Probe" });
  expect(saved.statusCode, saved.body).toBe(200);
  const parameters = { template: "sozialbericht", title: "Mit Index", level: "GEM", indicators: "kinderarmut" };
  const made = await ask("POST", "/api/reports", { ...parameters, indices: "armut" });
  expect(made.statusCode, made.body).toBe(200);
  const { id } = made.json();
  expect((await ask("POST", `/api/reports/${id}/release`)).statusCode).toBe(200);
  const { html } = (await ask("GET", `/api/reports/${id}`)).json() as { html: string };
  const chapter = html.slice(html.indexOf(">Armut im Kleinkreis</h2>"));
  for (const said of [
    "Zitieren als: Kleinkreis: Armut im Kleinkreis. Definition „armut“, Fassung 1 (Entwurf), Ebene",
    "Dieser Index ist ein Entwurf",
    "Armut im Kleinkreis 2023: Rang und Klasse",
    "Armut im Kleinkreis: Bestandteile und Gewichte",
    "In 2.000 Rechnungen",
    "Abstand zum Mittel aller Räume in Standardabweichungen",
  ])
    expect(chapter).toContain(said);
  // Altdorf 10, Birkau 30, G3 10, G4 20, Q1 withheld or 15, Q2 15 percent: Birkau is highest.
  expect(/<tbody><tr><th scope="row">([^<]+)</.exec(chapter.slice(chapter.indexOf("Rang und Klasse")))?.[1]).toBe(
    "Birkau",
  );
  // Figures with a unit of their own stand to the right like all others: weight, mean, lowest, highest.
  const parts = chapter.slice(chapter.indexOf("Bestandteile und Gewichte"));
  expect(parts.slice(0, parts.indexOf("</table>")).match(/<td class="number">/g)).toHaveLength(4);
  const pdf = (await ask("GET", `/api/reports/${id}/pdf`)).rawPayload;
  expect(pdf.subarray(0, 5).toString()).toBe("%PDF-");

  await deliver({ file: "kinder-noch.csv", disclosure: "none", figures: { SGB2_U15: { "2023": { G2: 40 } } } });
  expect((await ask("GET", `/api/reports/${id}`)).json().html).toBe(html);
  expect((await ask("GET", `/api/reports/${id}/pdf`)).rawPayload.equals(pdf)).toBe(true);
  const { list } = (await ask("GET", `/api/reports/${id}/changes`)).json();
  const ofIndex = list.filter((row: { indicator: string }) => row.indicator === "armut/belastung");
  const birkau = ofIndex.find((row: { area: string }) => row.area === "Birkau");
  expect(birkau.before).toBeGreaterThan(1);
  expect(birkau.after).toBeLessThan(0.5);
});

test("a report without an index has no such chapter; one that does not exist is refused by name", async () => {
  const parameters = { template: "sozialbericht", title: "Ohne", level: "GEM", indicators: "kinderarmut" };
  const without = await ask("POST", "/api/reports", { ...parameters, indices: "" });
  const { html } = (await ask("GET", `/api/reports/${without.json().id}`)).json() as { html: string };
  expect(html).not.toContain("Zitieren als");
  for (const [indices, sentence] of [
    ["phantasie", /Einen Index „phantasie“ gibt es nicht\. Vorhanden sind: sozialformel, armut\./],
    ["armut@9", /keine Fassung 9/],
    ["sozialformel", /Sozialformel/],
  ] as const) {
    const refused = await ask("POST", "/api/reports", { ...parameters, indices });
    expect(refused.statusCode).toBe(404);
    expect(refused.json().sentence).toMatch(sentence);
  }
  // The data sheets carry one where it is chosen, and none by themselves.
  const sheets = await ask("POST", "/api/reports", {
    template: "datenblatt",
    title: "B",
    level: "GEM",
    indices: "armut",
  });
  const html2 = (await ask("GET", `/api/reports/${sheets.json().id}`)).json().html as string;
  expect(html2).toContain("Armut im Kleinkreis 2023: Rang und Klasse");
  const { templates } = (await ask("GET", "/api/report-templates")).json();
  expect(templates.map((one: { id: string; indices: string[] }) => [one.id, one.indices])).toEqual([
    ["sozialbericht", ["sozialformel"]],
    ["datenblatt", []],
  ]);
});

test("X-031 a report for citizens without plain words warns before its release; with them, page and PDF begin with them", async () => {
  const id = await newReport("datenblatt");
  const put = (url: string, payload: object) => server.inject({ method: "PUT", url, payload });
  const forWhom = await put(`/api/reports/${id}/audience`, { audiences: ["citizens"], internalBlocks: [] });
  expect(forWhom.statusCode, forWhom.body).toBe(200);
  const before = (await ask("GET", `/api/reports/${id}`)).json();
  expect(before.warnings.map(({ code }: { code: string }) => code)).toEqual(["report.noPlainSummary"]);
  expect(before.html).not.toContain("In einfachen Worten");

  const summary = "In Musterdorf leben viele Kinder.\nSie brauchen mehr Plätze.";
  const written = await put(`/api/reports/${id}/summary`, { summary, basedOn: before.version });
  expect(written.json().version).toBe(before.version + 1);
  expect((await put(`/api/reports/${id}/summary`, { summary: "Anders.", basedOn: before.version })).statusCode).toBe(
    409,
  );
  const after = (await ask("GET", `/api/reports/${id}`)).json();
  expect(after).toMatchObject({ summary, warnings: [], hiddenBlocks: 0 });
  expect(after.html.indexOf("In einfachen Worten")).toBeLessThan(after.html.indexOf("Kinderarmut"));

  const released = await ask("POST", `/api/reports/${id}/release`, {});
  expect(released.json().warnings).toEqual([]);
  const pdf = (await ask("GET", `/api/reports/${id}/pdf`)).rawPayload;
  expect(pdf.toString("latin1")).toMatch(/\/Title \([^)]*In einfachen Worten\)/);
  const versions = await ask("GET", `/api/history/reports/versions?kind=report&id=${id}`);
  expect(versions.body).toContain("Sie brauchen mehr Plätze.");
});

test("an earlier version of a report brings back all that was said about it: readers, internal parts and plain words", async () => {
  const id = await newReport("sozialbericht");
  const put = async (what: string, payload: object) => {
    const { report } = (await ask("GET", `/api/reports/${id}`)).json();
    const url = `/api/reports/${id}/${what}`;
    const answer = await server.inject({ method: "PUT", url, payload: { ...payload, basedOn: report.version } });
    expect(answer.statusCode, answer.body).toBe(200);
    return answer.json().version as number;
  };
  const said = async () => {
    const { report, summary, blocks } = (await ask("GET", `/api/reports/${id}`)).json();
    const internal = (blocks as { internal: boolean }[]).filter((block) => block.internal).length;
    return { audiences: report.audiences, summary, internal };
  };
  const { blocks } = (await ask("GET", `/api/reports/${id}`)).json();
  await put("summary", { summary: "Erste Worte." });
  const first = await put("audience", { audiences: ["leadership"], internalBlocks: [blocks[0].mark] });
  const then = await said();
  await put("summary", { summary: "Zweite Worte." });
  const last = await put("audience", { audiences: ["citizens", "politics"], internalBlocks: [] });
  expect(await said()).toEqual({ audiences: ["citizens", "politics"], summary: "Zweite Worte.", internal: 0 });
  const back = { kind: "report", id: String(id), number: first, reason: "so war es beschlossen" };
  const stale = await ask("POST", "/api/history/reports/restore", { ...back, basedOn: first });
  expect([stale.statusCode, stale.json().code]).toEqual([409, "http.changedMeanwhile"]);
  const restored = await ask("POST", "/api/history/reports/restore", { ...back, basedOn: last });
  expect([restored.statusCode, restored.json().number]).toEqual([200, last + 1]);
  expect(await said()).toEqual(then);
  expect(then).toEqual({ audiences: ["leadership"], summary: "Erste Worte.", internal: 1 });
});

test("X-031 a report for the committee only does not warn; released without plain words it says what it lacked", async () => {
  const inside = await newReport("datenblatt");
  const put = (url: string, payload: object) => server.inject({ method: "PUT", url, payload });
  await put(`/api/reports/${inside}/audience`, { audiences: ["politics"], internalBlocks: [] });
  expect((await ask("GET", `/api/reports/${inside}`)).json().warnings).toEqual([]);
  const open = await newReport("datenblatt");
  const released = await ask("POST", `/api/reports/${open}/release`, { audiences: ["citizens"] });
  expect(released.json().warnings.map(({ code }: { code: string }) => code)).toEqual(["report.noPlainSummary"]);
});

test("X-074 a report also shows what the county has data for where the template names something else", async () => {
  await deliver({
    file: "einwohner.csv",
    disclosure: "none",
    figures: { BEV_INSG: { "2023": { G1: 1000, G2: 2000, G3: 700, G4: 1500, Q1: 100, Q2: 2000 } } },
  });
  const made = await ask("POST", "/api/reports", {
    template: "sozialbericht",
    title: "Was da ist",
    level: "GEM",
    profileLevel: "GEM",
  });
  const { html } = (await ask("GET", `/api/reports/${made.json().id}`)).json() as { html: string };
  const sections = [...html.matchAll(/<h3 id="abschnitt-\d+">([^<]*)</g)].map((match) => match[1]);
  // Named by the template and delivered; then what is delivered though nobody named it.
  expect(sections).toContain(loadCatalogue().indicators.get("kinderarmut")?.label.de);
  expect(sections).toContain("Einwohnerzahl");
});
