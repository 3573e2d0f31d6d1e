import type { Static } from "typebox";
import { expect, test } from "vitest";
import type { Value } from "../../../kernel/value/value.ts";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { holding, type Person } from "../../../runtime/people/person.ts";
import { plannerAtThisMachine } from "../../../runtime/people/policy.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import { smallCounty } from "../../describe/server/smallCounty.ts";
import { stage as describeStage } from "../../describe/server/stage.ts";
import type { IndexAnswer, indicesContract } from "../combine.ts";
import { perMunicipality, same } from "./fiveMunicipalities.ts";
import { stage } from "./stage.ts";

// municipalities A to E as G1 to G5, in counts whose rates are the printed ones.
const fresh = await freshDatabase();
const { deliver, agree } = await smallCounty(fresh.db);
await agree();
const children = {
  SGB2_U15: { "2023": perMunicipality([60, 90, 120, 210, 270]) },
  BEV_U15: { "2023": same(1000) },
};
const delivery = await deliver({
  file: "armut.csv",
  figures: {
    ...children,
    ELB_15_24: { "2023": perMunicipality([40, 80, 90, 130, 160]), "2022": perMunicipality([30, 50, 70, 90, 110]) },
    BEV_15_24: { "2023": same(1000), "2022": same(1000) },
    SGB2_LB: { "2023": perMunicipality([450, 700, 800, 1200, 1350]) },
    BEV_0_RAG: { "2023": same(10_000) },
    MEDIAN_EINK: { "2023": perMunicipality([41_000, 38_000, 36_000, 31_000, 29_000]) },
    GRUSI_ALTER: { "2023": perMunicipality([20, 25, 40, 35, 50]) },
    BEV_RAG_P: { "2023": same(1000) },
  },
});

let asking: Person = plannerAtThisMachine;
const server = await serverInTest(fresh, {
  stages: new Map([
    ["describe", describeStage],
    ["combine", stage],
  ]),
  whoAsks: () => asking,
});

async function get<Answer>(path: string, status = 200): Promise<Answer> {
  const answer = await server.inject({ method: "GET", url: path });
  expect(answer.statusCode, answer.body).toBe(status);
  return answer.json();
}

const round = (values: readonly Value[], digits: number) => values.map((v) => Number(Number(v).toFixed(digits)));

test("X-070 PI-017 the Sozialformel is taken along as a sheet that German Excel opens right, and as a workbook", async () => {
  const csv = await server.inject({ url: "/api/index/sozialformel/file?level=GEM&period=2023&format=csv" });
  expect(csv.statusCode, csv.body).toBe(200);
  expect(csv.headers["content-disposition"]).toContain("sozialformel-gem-2023.csv");
  expect(csv.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
  const lines = csv.rawPayload.toString("utf8").slice(1).split("\r\n");
  const head = lines[0]?.split(";") ?? [];
  expect(head.slice(0, 4)).toEqual(["Schlüssel", "Gebiet", "Sozialformel", "Klasse"]);
  // Five parts, each with its value, how it enters and what it adds.
  expect(head).toHaveLength(4 + 5 * 3);
  const first = lines[1]?.split(";") ?? [];
  const answer = await get<IndexAnswer>("/api/index/sozialformel?level=GEM&period=2023");
  const number = (text: string | undefined) => Number((text ?? "").replace(",", "."));
  expect(first.slice(0, 2)).toEqual(["G1", "Altdorf"]);
  expect(number(first[2])).toBeCloseTo(Number(answer.areas[0]?.index), 6);
  const added = [6, 9, 12, 15, 18].reduce((sum, at) => sum + number(first[at]), 0);
  expect(added).toBeCloseTo(Number(answer.areas[0]?.index), 6);
  const book = await server.inject({ url: "/api/index/sozialformel/file?level=GEM&format=xlsx&language=en" });
  expect(book.headers["content-disposition"]).toContain("sozialformel-gem-2023.xlsx");
  expect(book.rawPayload.subarray(0, 2).toString("latin1")).toBe("PK");
});

test("PI-017 under min-max the sheet promises no other scale than its numbers have", async () => {
  const csv = await server.inject({
    url: "/api/index/sozialformel/file?level=GEM&period=2023&normalisation=minmax&format=csv",
  });
  const [head = [], ...rows] = csv.rawPayload
    .toString("utf8")
    .split("\r\n")
    .map((line) => line.split(";"));
  const entering = rows.slice(0, 5).map((row) => row[5]);
  expect(entering.toSorted()).toEqual(expect.arrayContaining(["0", "100"]));
  expect(head[5]).toMatch(/: Min-Max$/);
});

test("PI-017 R-3 the Sozialformel of a county over the API, z and min-max", async () => {
  const answer = await get<IndexAnswer>("/api/index/sozialformel?level=GEM");
  expect(answer.period).toBe("2023");
  expect(answer.areas.map((a) => a.name)).toEqual(["Altdorf", "Birkau", "Cronau", "Dahlem", "Eichen"]);
  expect(
    round(
      answer.areas.map((a) => a.index),
      3,
    ),
  ).toEqual([-1.325, -0.675, -0.118, 0.679, 1.439]);
  expect(answer.areas.map((a) => a.rank)).toEqual([5, 4, 3, 2, 1]);
  expect(answer.sentence).toBe("Sozialformel 2023: am höchsten in Eichen (+1,44), am niedrigsten in Altdorf (−1,33).");
  const minmax = await get<IndexAnswer>("/api/index/sozialformel?level=GEM&normalisation=minmax");
  expect(
    round(
      minmax.areas.map((a) => a.index),
      1,
    ),
  ).toEqual([0, 23.4, 43.5, 72.6, 100]);
});

test("PI-017 the answer names components, sources, periods and overlaps", async () => {
  const answer = await get<IndexAnswer>("/api/index/sozialformel?level=GEM");
  expect(answer.components.map((c) => [c.id, c.polarity])).toEqual([
    ["kinderarmut", 1],
    ["jugendarmut", 1],
    ["sgb2_quote", 1],
    ["medianeinkommen", -1],
    ["altersarmut", 1],
  ]);
  expect(answer.components[0]?.label.de).toMatch(/Kinderarmut/);
  expect(answer.sources.map((s) => s.deliveryId)).toEqual([delivery]);
  // In 2022 only one of five components was delivered.
  expect(answer.periods).toEqual(["2023"]);
  expect(answer.checks.some((c) => /Kinderarmut.* ist in „SGB-II-Quote“ enthalten/.test(c.sentence))).toBe(true);
  expect(answer.method.weights).toBe("5 Bestandteile zu gleichen Teilen.");
});

test("R-3 R-12 where the median income cannot be summed, the four others carry the index and the missing one is named", async () => {
  const answer = await get<IndexAnswer>("/api/index/sozialformel?level=AMT");
  // Two Ämter of two municipalities; Eichen is town and Amt in one and has its own median.
  expect(answer.areas.map((a) => a.missing)).toEqual([["medianeinkommen"], ["medianeinkommen"], expect.any(Array)]);
  for (const area of answer.areas) expect(typeof area.index).toBe("number");
  const north = answer.areas[0];
  expect(round(north?.values.filter((v) => typeof v === "number") ?? [], 2)).toEqual([7.5, 6, 5.75, 2.25]);
});

// The same county in three years; what the small numbers are is a secret.
async function county(year: string, secret: { poor: number; old?: number }): Promise<void> {
  await deliver({
    file: `armut-${year}.csv`,
    disclosure: "min3",
    figures: {
      SGB2_U15: { [year]: perMunicipality([secret.poor, 90, 120, 210, 270]) },
      BEV_U15: { [year]: same(1000) },
      ELB_15_24: { [year]: perMunicipality([40, 80, 90, 130, 160]) },
      BEV_15_24: { [year]: same(1000) },
      SGB2_LB: { [year]: perMunicipality([450, 700, 800, 1200, 1350]) },
      BEV_0_RAG: { [year]: same(10_000) },
      MEDIAN_EINK: { [year]: perMunicipality([41_000, 38_000, 36_000, 31_000, 29_000]) },
      GRUSI_ALTER: { [year]: perMunicipality([secret.old ?? 20, 25, 40, 35, 50]) },
      BEV_RAG_P: { [year]: same(1000) },
    },
  });
}

test("R-10 with one withheld component the index is made of the four others, and is the same whatever the secret is", async () => {
  await county("2019", { poor: 1 });
  await county("2020", { poor: 2 });
  const [one, two] = [
    await get<IndexAnswer>("/api/index/sozialformel?level=GEM&period=2019&draws=50"),
    await get<IndexAnswer>("/api/index/sozialformel?level=GEM&period=2020&draws=50"),
  ];
  const [first] = one.areas;
  expect(first).toMatchObject({ name: "Altdorf", missing: ["kinderarmut"], rank: 5 });
  expect([first?.values[0], first?.normalised[0], first?.contributions[0]]).toEqual([
    "withheld",
    "withheld",
    "withheld",
  ]);
  // Lowest in the four others, each of which now weighs a quarter.
  const shown = (first?.normalised ?? []).filter((v) => typeof v === "number");
  expect(first?.index).toBeCloseTo(shown.reduce((sum, v) => sum + v, 0) / 4, 12);
  expect([two.areas, two.components, two.classes, two.dispersion]).toEqual([
    one.areas,
    one.components,
    one.classes,
    one.dispersion,
  ]);
});

test("R-10 with two withheld components of five there is no index, no rank and no part of it", async () => {
  await county("2018", { poor: 1, old: 2 });
  const answer = await get<IndexAnswer>("/api/index/sozialformel?level=GEM&period=2018");
  expect(answer.areas[0]).toMatchObject({ index: "withheld", rank: null, class: null });
  expect(answer.areas[0]?.contributions.some((v) => typeof v === "number")).toBe(false);
  expect(answer.areas.map((a) => a.rank)).toEqual([null, 4, 3, 2, 1]);
  expect(answer.dispersion?.count).toBe(4);
});

test("draws give intervals of ranks and certain classes", async () => {
  const answer = await get<IndexAnswer>("/api/index/sozialformel?level=GEM&draws=200");
  for (const area of answer.areas) {
    expect(area.rankLow).toBeLessThanOrEqual(area.rank ?? 0);
    expect(area.rankHigh).toBeGreaterThanOrEqual(area.rank ?? 0);
    expect(typeof area.classCertain).toBe("boolean");
    // The rates rest on persons, so their 95 % intervals go through to the index.
    expect(area.indexLow).toBeLessThan(Number(area.index));
    expect(area.indexHigh).toBeGreaterThan(Number(area.index));
  }
  expect(await get("/api/index/sozialformel?level=GEM&draws=200")).toEqual(answer);
});

test("an index, a level and a county without data are refused with a sentence", async () => {
  const unknown = await get<{ code: string; sentence: string }>("/api/index/wohlstand?level=GEM", 404);
  expect(JSON.stringify(unknown)).toMatch(/Einen Index „wohlstand“ gibt es nicht/);
  await get("/api/index/sozialformel?level=DORF", 404);
  const none = await get("/api/index/sozialformel?level=SUB", 404);
  expect(JSON.stringify(none)).toMatch(/keinen Zeitraum|kein Raum/);
  await get("/api/index/sozialformel?level=KREIS", 422);
});

test("the indices on offer are listed with their components", async () => {
  const { indices } = await get<Static<typeof indicesContract.output>>("/api/indices");
  const found = indices.find((index) => index.id === "sozialformel");
  expect(found?.components).toHaveLength(5);
  expect(found?.levels).toEqual(["KREIS", "AMT", "GEM"]);
});

test("the public reads what is shipped or frozen; a draft of the county is not there for it", async () => {
  const component = { indicator: "kinderarmut" };
  const definition = {
    ...{ format: "kreislauf-index/1", id: "entwurf", label: "Entwurf", normalisation: "z" },
    indices: [{ id: "belastung", label: "Belastung", components: [component] }],
  };
  const saved = await server.inject({
    method: "POST",
    url: "/api/indices",
    payload: { definition: JSON.stringify(definition), reason: "Probe" },
  });
  expect(saved.statusCode, saved.body).toBe(200);
  const listed = async () =>
    (await get<Static<typeof indicesContract.output>>("/api/indices")).indices.map(({ id }) => id);
  expect(await listed()).toEqual(["sozialformel", "entwurf"]);
  asking = { id: "public", name: "Öffentlichkeit", grants: holding("R10") };
  expect(await listed()).toEqual(["sozialformel"]);
  await get("/api/index/sozialformel?level=GEM");
  await get("/api/index/sozialformel/workbench?level=GEM");
  for (const path of ["/api/index/entwurf?level=GEM", "/api/index/entwurf/workbench?level=GEM"]) {
    const { sentence } = await get<{ sentence: string }>(path, 404);
    expect(sentence).toContain("Vorhanden sind: sozialformel.");
  }
  const sheet = (id: string) => get<{ sentence: string }>(`/api/index/${id}/versions/1`, 404);
  const asUnknown = async (id: string) => (await sheet(id)).sentence.replace(id, "…");
  expect(await asUnknown("entwurf")).toBe(await asUnknown("gibt-es-nicht"));
  asking = plannerAtThisMachine;
  await get("/api/index/entwurf?level=GEM");
  expect((await sheet("entwurf")).sentence).toContain("noch nicht festgelegt");
});

test("a new version of an own index is shown at once, not the answer that was kept for the one before", async () => {
  for (const label of ["erste Fassung", "zweite Fassung"]) {
    const indices = [{ id: "belastung", label: "Belastung", components: [{ indicator: "kinderarmut" }] }];
    const definition = JSON.stringify({
      format: "kreislauf-index/1",
      id: "frisch",
      label,
      normalisation: "z",
      indices,
    });
    await server.inject({ method: "POST", url: "/api/indices", payload: { definition, reason: "Probe" } });
    expect((await get<IndexAnswer>("/api/index/frisch?level=GEM")).label.de).toBe(label);
  }
});
