import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { holding, type Person, type Role } from "../../../runtime/people/person.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";
import { simpleShares } from "../simpleShares.ts";
import { protectFigures } from "./protectFigures.ts";

/*
 * Children with benefits: Altdorf 12, Birkau 4, Cronau 15, Dahlem 20, Eichen 60, of which Quartier
 * Bahnhof 20 and Markt 40. The source asks for at least 3, so nothing is too small for the administration.
 */
const fresh = await freshDatabase();
const { deliver, ids } = await smallCounty(fresh.db);
const now = () => new Date("2024-06-01T08:00:00Z");
await deliver({
  file: "kinder.csv",
  disclosure: "min3",
  figures: {
    SGB2_U15: { "2023": { G1: 12, G2: 4, G3: 15, G4: 20, Q1: 20, Q2: 40 } },
    BEV_U15: { "2023": { G1: 100, G2: 40, G3: 120, G4: 90, Q1: 120, Q2: 180 } },
    BEV_INSG: { "2023": { G1: 700, G2: 210, G3: 900, G4: 600, Q1: 900, Q2: 1200 } },
  },
});
const catalogue = loadCatalogue();
await protectFigures(fresh.db, ["SGB2_U15", "BEV_U15", "BEV_INSG"], {
  catalogue,
  shares: simpleShares(catalogue.indicators.values()),
  day: "2024-06-01",
});
const person = (id: string, ...roles: readonly Role[]): Person => ({
  id,
  name: id,
  grants: holding(...roles),
});
const planner = person("planner", "R1");
const statistics = person("statistics", "R3");
const municipality = person("amt", "R7");
const politician = person("kreistag", "R9");
const citizen: Person = { id: "public", name: "Öffentlichkeit", grants: holding("R10") };
const administrator = person("technik", "R11");
let asking: Person = planner;
const server = await serverInTest(fresh, { stages: serverStages, now, whoAsks: () => asking });

async function ask(who: Person, method: "GET" | "POST" | "PUT", url: string, payload?: object, seeAs?: string) {
  asking = who;
  const answer = await server.inject({
    ...{ method, url },
    ...(payload === undefined ? {} : { payload }),
    headers: seeAs === undefined ? {} : { "x-see-as": seeAs },
  });
  const isJson = String(answer.headers["content-type"]).includes("json");
  return { status: answer.statusCode, body: isJson ? answer.json() : answer.body, text: answer.body };
}
const map = (who: Person, level: string, seeAs?: string) =>
  ask(who, "GET", `/api/map?indicator=kinderarmut&level=${level}&period=2023`, undefined, seeAs);
const levelsOf = async (who: Person) =>
  (await ask(who, "GET", "/api/county")).body.levels.map((level: { id: string }) => level.id);
const agree = (who: Person) => ask(who, "POST", "/api/confidentiality-notice/consent", { wording: 1 });

test("X-005 the first access to quarters asks once, keeps a line in the audit trail, and the consent can be seen", async () => {
  const first = await map(planner, "SUB");
  expect([first.status, first.body.code]).toEqual([403, "describe.noticeFirst"]);
  const { promises, ...notice } = (await ask(planner, "GET", "/api/confidentiality-notice")).body;
  expect(promises.length).toBeGreaterThan(1);
  expect(notice).toEqual({
    wording: 1,
    levels: ["Quartier"],
    agreedAt: null,
    mayAgree: true,
  });
  const before = (await ask(planner, "GET", "/api/county")).body;
  expect(before.defaultLevel).not.toBe("SUB");
  expect(before.levels.at(-1)).toMatchObject({ id: "SUB", asksNotice: true });

  expect((await agree(planner)).status).toBe(200);
  const second = await map(planner, "SUB");
  expect([second.status, second.body.values.length]).toEqual([200, 2]);
  expect((await ask(planner, "GET", "/api/confidentiality-notice")).body.agreedAt).toBe("2024-06-01T08:00:00.000Z");
  const trail = await ask(statistics, "GET", "/api/audit");
  const lines = trail.body.entries.filter((line: { operation: string }) => line.operation === "protect.agreeToNotice");
  expect(lines.map((line: { person: string; outcome: string }) => [line.person, line.outcome])).toContainEqual([
    "planner",
    "done",
  ]);
  // Everybody is asked for himself.
  expect((await map(statistics, "SUB")).body.code).toBe("describe.noticeFirst");
});

test("X-005 whoever sees nothing that the public does not see is not asked, and an outdated wording is not agreed to", async () => {
  expect((await ask(citizen, "GET", "/api/confidentiality-notice")).body).toMatchObject({
    levels: [],
    mayAgree: false,
  });
  expect((await agree(citizen)).status).not.toBe(200);
  const outdated = await ask(statistics, "POST", "/api/confidentiality-notice/consent", { wording: 7 });
  expect([outdated.status, outdated.body.code]).toEqual([409, "protect.noticeReworded"]);
  // Seen as somebody else, nothing is agreed to for this person.
  const seen = await ask(planner, "POST", "/api/confidentiality-notice/consent", { wording: 1 }, "R2");
  expect(seen.status).toBe(403);
});

test("X-016 PM10-053 the planner sees level SUB, the public sees level GEM for the same indicator", async () => {
  expect((await map(planner, "SUB")).status).toBe(200);
  const shut = await map(citizen, "SUB");
  expect([shut.status, shut.body.code]).toEqual([403, "describe.levelNotShown"]);
  expect(shut.body.sentence).toContain("Gemeinde");
  expect((await map(citizen, "GEM")).status).toBe(200);
  expect((await map(planner, "SUB", "R10")).status).toBe(403);
  expect(await levelsOf(planner)).toEqual(["KREIS", "AMT", "GEM", "SUB"]);
  for (const outside of [municipality, politician, citizen, administrator])
    expect(await levelsOf(outside), outside.id).toEqual(["KREIS", "AMT", "GEM"]);
});

test("X-016 no other way leads the public to a quarter: profile, trend, comparison, lineage, files, index", async () => {
  for (const url of [
    "/api/profile?level=SUB&code=Q1",
    "/api/trend?indicator=kinderarmut&level=SUB",
    "/api/trend?indicator=kinderarmut&level=GEM&areas=SUB:Q1",
    "/api/comparison?areas=GEM:G1,SUB:Q1&indicators=kinderarmut",
    "/api/lineage?indicator=kinderarmut&level=SUB&code=Q1&period=2023",
    "/api/export?what=map&format=csv&indicator=kinderarmut&level=SUB",
    "/api/export?what=profile&format=xlsx&level=SUB&code=Q1",
    "/api/export?what=pyramid&format=csv&level=SUB&code=Q1",
    "/api/index/sozialformel?level=SUB",
  ]) {
    expect((await ask(citizen, "GET", url)).body.code, url).toBe("describe.levelNotShown");
    expect((await ask(planner, "GET", url)).body.code, url).not.toBe("describe.levelNotShown");
  }
  const childrenFor = async (who: Person) =>
    (await ask(who, "GET", "/api/profile?level=GEM&code=G5")).body.children.length;
  expect([await childrenFor(citizen), await childrenFor(planner)]).toEqual([0, 2]);
  // The town is the sum of its quarters: its story names them to the public, and keeps their numbers.
  const story = await ask(citizen, "GET", "/api/lineage?indicator=kinderarmut&level=GEM&code=G5&period=2023");
  const values = (answer: typeof story) =>
    answer.body.parts.map((part: { cells: { value: unknown }[] }) => part.cells.map((cell) => cell.value));
  expect(values(story)).toEqual([
    ["withheld", "withheld"],
    ["withheld", "withheld"],
  ]);
  expect(story.body.value).toBe(20);
  const inside = await ask(planner, "GET", "/api/lineage?indicator=kinderarmut&level=GEM&code=G5&period=2023");
  expect(values(inside)).toEqual([
    [20, 40],
    [120, 180],
  ]);
});

test("X-016 a stricter rule for the public holds at once for it alone, with what the hidden cell could be computed from", async () => {
  const set = await ask(statistics, "POST", "/api/disclosure-profiles/rules", {
    ...{ circle: "public", figure: "SGB2_U15", rule: "min5" },
    reason: "Beschluss der Statistikstelle",
    basedOn: 0,
  });
  expect([set.status, set.body.renewed > 0], set.text).toEqual([200, true]);
  const [inside, outside] = [await map(planner, "GEM"), await map(citizen, "GEM")];
  const of = (answer: typeof inside, code: string) => answer.body.values[answer.body.areas.codes.indexOf(code)];
  expect(of(inside, "G2")).toBe(10);
  expect(of(outside, "G2")).toBe("withheld");
  // The Amt of Altdorf and Birkau is shown or Altdorf is, never both.
  const amt = await map(citizen, "AMT");
  expect([of(outside, "G1"), of(amt, "A1")]).toContain("withheld");
  expect(of(await map(politician, "GEM"), "G2")).toBe(10);
});

test("X-016 the public rule is never weaker than the source's, nor than that of anybody further inside", async () => {
  await deliver({
    file: "gesundheit.csv",
    disclosure: "min5",
    figures: { BEV_AUSL: { "2023": { G1: 50, G2: 4, G3: 30, G4: 25, G5: 90 } } },
  });
  await protectFigures(fresh.db, ["BEV_AUSL"], { catalogue, day: "2024-06-01" });
  const set = await ask(statistics, "POST", "/api/disclosure-profiles/rules", {
    ...{ circle: "public", figure: "BEV_AUSL", rule: "min3", reason: "Versuch" },
  });
  expect(set.status, set.text).toBe(200);
  const anteil =
    [...catalogue.indicators.values()].find((one) => /^BEV_AUSL *\/ *BEV_INSG/.test(one.formula))?.id ?? "";
  for (const who of [planner, citizen]) {
    const answer = await ask(who, "GET", `/api/map?indicator=${anteil}&level=GEM&period=2023`);
    expect(answer.body.values[answer.body.areas.codes.indexOf("G2")], who.id).toBe("withheld");
  }
});

test("PM10-053 the smallest level of each circle can be set, with a reason; nobody outside sees more than those inside", async () => {
  const set = (who: Person, circle: string, level: string | null, more: object = {}) =>
    ask(who, "PUT", `/api/disclosure-profiles/${circle}/level`, {
      level,
      reason: "Festlegung der Statistikstelle",
      ...more,
    });
  expect((await set(planner, "public", "SUB")).status).toBe(403);
  const first = await set(statistics, "municipalities", "SUB", { basedOn: 0 });
  expect(first.status, first.text).toBe(200);
  expect(await levelsOf(municipality)).toContain("SUB");
  expect(await levelsOf(citizen)).not.toContain("SUB");
  // Small areas ask a municipality for the notice as well.
  expect((await map(municipality, "SUB")).body.code).toBe("describe.noticeFirst");

  expect((await set(administrator, "municipalities", "AMT", { basedOn: 0 })).body.code).toBe("http.changedMeanwhile");
  await set(statistics, "municipalities", "AMT", { basedOn: first.body.id });
  expect(await levelsOf(municipality)).toEqual(["KREIS", "AMT"]);
  expect(await levelsOf(citizen)).toEqual(["KREIS", "AMT"]);
  expect((await set(statistics, "public", "ORT")).body.code).toBe("protect.unknownLevel");

  await set(statistics, "municipalities", null);
  expect(await levelsOf(citizen)).toEqual(["KREIS", "AMT", "GEM"]);
  const profiles = (await ask(planner, "GET", "/api/disclosure-profiles")).body;
  expect(profiles.circles.map((one: { circle: string; smallest: string }) => [one.circle, one.smallest])).toEqual([
    ["inside", "SUB"],
    ["municipalities", "GEM"],
    ["partners", "GEM"],
    ["public", "GEM"],
  ]);
  expect(profiles.settings[0]).toMatchObject({ setBy: "statistics", reason: "Festlegung der Statistikstelle" });
});

test("what everybody sees needs no promise: once quarters are public, nobody is asked", async () => {
  const level = { level: "SUB", reason: "Offene Daten der Stadt" };
  await ask(statistics, "PUT", "/api/disclosure-profiles/public/level", level);
  expect((await map(citizen, "SUB")).status).toBe(200);
  expect((await map(statistics, "SUB")).status).toBe(200);
  await ask(statistics, "PUT", "/api/disclosure-profiles/public/level", { level: null, reason: "Zurückgenommen" });
  expect((await map(citizen, "SUB")).status).toBe(403);
  expect(ids.Q1).toBeDefined();
});

test("X-016 a report holds what its readers may see, and is not released to anybody who sees less", async () => {
  const make = async (fields: object) =>
    ask(planner, "POST", "/api/reports", {
      ...{ template: "sozialbericht", title: "Bericht", indicators: "kinderarmut", indices: "", profileLevel: "AMT" },
      ...fields,
    });
  const quarters = await make({ level: "SUB" });
  expect([quarters.body.circle, quarters.status], quarters.text).toEqual(["inside", 200]);
  const refused = await ask(planner, "POST", `/api/reports/${quarters.body.id}/release`, { audiences: ["citizens"] });
  expect([refused.status, refused.body.code]).toEqual([409, "report.notForReaders"]);
  expect(
    (await ask(planner, "POST", `/api/reports/${quarters.body.id}/release`, { audiences: ["services"] })).status,
  ).toBe(200);
  expect((await ask(citizen, "GET", `/api/reports/${quarters.body.id}`)).status).toBe(404);

  // Birkau's 10 % are withheld from the public, and from the report that is for it.
  const open = await make({ level: "GEM" });
  expect(open.body.circle).toBe("public");
  const internal = await make({ level: "GEM", readers: "inside" });
  const html = async (who: Person, id: number) => (await ask(who, "GET", `/api/reports/${id}`)).body.html as string;
  expect(await html(planner, internal.body.id)).toMatch(/Birkau<\/th><td class="number">\(?10,0/);
  expect(await html(planner, open.body.id)).toMatch(/Birkau<\/th><td class="number">\./);
  expect((await ask(planner, "POST", `/api/reports/${open.body.id}/release`, { audiences: ["citizens"] })).status).toBe(
    200,
  );
  expect(await html(citizen, open.body.id)).toBe(await html(planner, open.body.id));
});
