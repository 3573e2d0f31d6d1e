import { sql } from "kysely";
import { expect, test } from "vitest";
import { serverStages } from "../../../apps/server/stages.ts";
import { loadCatalogue } from "../../../runtime/catalogue/loadCatalogue.ts";
import { loadPlainSentences } from "../../../runtime/catalogue/loadPlainSentences.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type { MyPlace } from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";

const catalogue = loadCatalogue();
const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);

/** Every base figure of the first fourteen sentences, larger in one village than in the others; quarters make up G4. */
const wanted = loadPlainSentences().slice(0, 14);
const figures = [
  ...new Set(
    wanted.flatMap(({ indicator }) => catalogue.indicators.get(indicator)?.formula.match(/[A-Z][A-Z0-9_]+/g) ?? []),
  ),
];
const isPart = (figure: string) =>
  wanted.some(({ indicator }) => catalogue.indicators.get(indicator)?.formula.startsWith(`${figure}/`) === true);
await deliver({
  file: "alles.csv",
  figures: Object.fromEntries(
    figures.map((figure, at) => {
      const whole = isPart(figure) && figure !== "BEV_INSG" ? 100 + at : 1000 + at;
      return [figure, { "2023": { G1: whole, G2: 2 * whole, G3: whole, G4: whole, G5: whole } }];
    }),
  ),
});
const server = await serverInTest(fresh, {
  stages: serverStages,
  whoAsks: () => ({ id: "public", name: "Öffentlichkeit", grants: [] }),
});

async function place(code: string, level = "GEM") {
  const answer = await server.inject({ method: "GET", url: "/api/my-place", query: { level, code } });
  return { status: answer.statusCode, body: answer.json() as MyPlace & { code?: string } };
}

test("TF-004 choosing municipality B gives 10 figures, each with comparison and source", async () => {
  const { status, body } = await place("G2");
  expect(status).toBe(200);
  expect(body.area.name).not.toBe("");
  expect(body.figures).toHaveLength(10);
  for (const figure of body.figures) {
    expect(figure.sentence.de, figure.indicator.id).toMatch(/\d.*\.$/);
    expect(figure.sentence.en, figure.indicator.id).toMatch(/\d.*\.$/);
    expect(figure.comparison.de, figure.indicator.id).toMatch(/im ganzen Kreis/i);
    expect(figure.source.title, figure.indicator.id).not.toBe("");
    expect(figure.period).toBe("2023");
  }
  expect(new Set(body.figures.map(({ indicator }) => indicator.id)).size).toBe(10);
});

test("TF-004 X-013 what is withheld is passed over, and the next figure takes its place", async () => {
  const before = (await place("G3")).body;
  const [, , third] = before.figures;
  const formula = catalogue.indicators.get(third?.indicator.id ?? "")?.formula ?? "";
  const part = formula.split("/")[0] ?? "";
  const figure = await fresh.db.selectFrom("figure").select("id").where("key", "=", part).executeTakeFirstOrThrow();
  // Two of them, so that the county's sum gives neither away and stays.
  const areas = await fresh.db.selectFrom("area").select("id").where("code", "in", ["G1", "G3"]).execute();
  const cell = { figure_id: figure.id, breakdown: "", frequency: "year", ordinal: 2023, reason: "primary" } as const;
  await fresh.db
    .insertInto("withheld_cell")
    .values(areas.map(({ id }) => ({ ...cell, area_id: id })))
    .execute();
  // For the public as for the others.
  await sql`insert into audience_cell
    select 'public', figure_id, breakdown, frequency, ordinal, area_id, reason from withheld_cell`.execute(fresh.db);
  // A new acceptance comes with its pattern; here a small one makes the state new.
  await deliver({ figures: { BEV_INSG: { "2022": { G1: 990 } } } });
  const after = (await place("G3")).body;
  expect(after.figures).toHaveLength(10);
  expect(after.withheld).toBeGreaterThan(0);
  expect(after.figures.map(({ indicator }) => indicator.id)).not.toContain(third?.indicator.id);
});

test("TF-004 a place that there is not, and the county itself, are answered with a sentence", async () => {
  expect((await place("G99")).status).toBe(404);
  expect((await place("K", "KREIS")).body.code).toBe("describe.placeIsCounty");
});

test("TF-004 every sentence names an indicator of the catalogue and says its figure in both languages", () => {
  for (const { indicator, de, en } of loadPlainSentences()) {
    expect(catalogue.indicators.has(indicator), indicator).toBe(true);
    for (const sentence of [de, en]) expect(sentence, indicator).toContain("{value}");
    const unit = catalogue.indicators.get(indicator)?.unit ?? "";
    // A sentence about 100 is one about a percentage, and one about 1.000 is not.
    if (/\b100\b/.test(de)) expect(["%", "je 100"], indicator).toContain(unit);
    if (de.includes("1.000")) expect(unit, indicator).toBe("je 1.000");
  }
});
