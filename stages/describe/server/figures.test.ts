import { sql } from "kysely";
import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type {
  BaseFigureSheet,
  Comparison,
  Lineage,
  MapAnswer,
  Overview,
  Profile,
  TrendSeriesAnswer,
} from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver, ids, agree } = await smallCounty(fresh.db);
await agree();

// Children under 15, and those of them in families with SGB II.
const first = await deliver({
  file: "kinder.csv",
  figures: {
    BEV_U15: {
      "2019": { G1: 200, G2: 400, G3: 140, G4a: 100, G4b: 200, Q1: 20, Q2: 400 },
      "2020": { G1: 200, G2: 400, G3: 140, G4a: 100, G4b: 200, Q1: 20, Q2: 400 },
      "2021": { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 },
      "2022": { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 },
      "2023": { G1: 200, G2: 400, G3: 140, G4: 300, Q1: 20, Q2: 400 },
    },
    SGB2_U15: {
      "2019": { G1: 24, G2: 50, G3: 14, G4a: 20, G4b: 40, Q1: 3, Q2: 60 },
      "2020": { G1: 23, G2: 60, G3: 14, G4a: 20, G4b: 40, Q1: 3, Q2: 60 },
      "2021": { G1: 22, G2: 70, G3: 14, G4: 60, Q1: 3, Q2: 60 },
      "2022": { G1: 21, G2: 80, G3: 14, G4: 60, Q1: 3, Q2: 60 },
      "2023": { G1: 20, G2: 100, G3: 2, G4: 60, Q1: 3, Q2: 60 },
    },
    MEDIAN_EINK: { "2023": { G1: 2000, G2: 3000, G3: 2500, G4: 2600, G5: 2700 } },
    BEV_INSG: { "2023": { G1: 1000, G2: 3000, G3: 700, G4: 1500, G5: 2000 } },
    ZUZUEGE: { "2023": { G1: 50, G2: 150, G3: 40, G4: 60, G5: 100 } },
    FORTZUEGE: { "2023": { G1: 40, G2: 100, G3: 50, G4: 60, G5: 80 } },
    // One part is missing: Cronau did not deliver.
    SVB_WO: { "2023": { G1: 400, G2: 1200, G4: 600, G5: 800 } },
    BEV_15_64: { "2023": { G1: 650, G2: 1900, G3: 450, G4: 950, G5: 1300 } },
  },
});

const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

async function get<Answer>(path: string): Promise<Answer> {
  const answer = await server.inject({ method: "GET", url: path });
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

const map = (indicator: string, level: string, more = "") =>
  get<MapAnswer>(`/api/map?indicator=${indicator}&level=${level}${more}`);
const byCode = <T>(answer: { areas: { codes: string[] } }, list: readonly T[]) =>
  Object.fromEntries(answer.areas.codes.map((code, at) => [code, list[at]]));

test("R-1 a rate of an Amt comes from the sums of its municipalities, not from their rates", async () => {
  const answer = await map("kinderarmut", "AMT");
  // Nord: 120 of 600; the mean of 10 % and 25 % would be 17.5. Süd: 62 of 440. Eichen: 63 of 420.
  expect(byCode(answer, answer.values)).toEqual({ A1: 20, A2: (62 / 440) * 100, A3: 15 });
  expect(answer.county.value).toBe((245 / 1460) * 100);
  expect(answer.period).toBe("2023");
});

test("SE-014 the same rate for planning regions that lie across the Ämter", async () => {
  const answer = await map("kinderarmut", "AMT", "&division=region&period=2022");
  expect(byCode(answer, answer.values)).toEqual({ R1: (35 / 340) * 100, R2: (203 / 1120) * 100 });
});

test("SE-017 X-075 R-9 3 of 20 is marked unsafe with its interval, 60 of 400 is not", async () => {
  const answer = await map("kinderarmut", "SUB");
  expect(byCode(answer, answer.values)).toEqual({ Q1: 15, Q2: 15 });
  expect(byCode(answer, answer.marks)).toEqual({ Q1: "unsafe", Q2: null });
  const rounded = (list: readonly (number | null)[]) => list.map((x) => x?.toFixed(1));
  expect(rounded(answer.lower)).toEqual(["5.2", "11.8"]);
  expect(rounded(answer.upper)).toEqual(["36.0", "18.8"]);
});

test("X-075 three years put together, 9 of 60, replace 3 of 20 on request and are labelled", async () => {
  const answer = await map("kinderarmut", "SUB", "&pooledYears=3");
  expect([answer.numerator?.[0], answer.denominator?.[0], answer.values[0]]).toEqual([9, 60, 15]);
  expect(answer.notes.map((note) => note.de).join()).toContain("3 Jahre zusammengefasst");
});

test("X-013 of 2 among 140 the rate and the count are hidden, the 140 is shown", async () => {
  const answer = await map("kinderarmut", "GEM");
  const at = answer.areas.codes.indexOf("G3");
  expect([answer.values[at], answer.numerator?.[at], answer.denominator?.[at]]).toEqual(["withheld", "withheld", 140]);
  expect(answer.reasonTexts[answer.reasons[at] ?? ""]?.de).toMatch(/^Gesperrt/);
  expect([answer.lower[at], answer.upper[at], answer.classes?.classOf[at]]).toEqual([null, null, -1]);
});

test("a sum that lacks a part is not shown as the whole, and says so", async () => {
  const answer = await map("beschaeftigungsquote", "AMT");
  expect(byCode(answer, answer.values)).toMatchObject({ A1: (1600 / 2550) * 100, A2: "unknown" });
  expect(byCode(answer, answer.reasons)).toMatchObject({ A2: "partMissing" });
  expect(answer.county.value).toBe("unknown");
});

test("R-12 a median has no value for an Amt, or on request one weighted by residents and marked", async () => {
  const plain = await map("medianeinkommen", "AMT");
  expect(byCode(plain, plain.values)).toEqual({ A1: "unknown", A2: "unknown", A3: "unknown" });
  expect(byCode(plain, plain.reasons)).toMatchObject({ A1: "notAggregatable" });
  const weighted = await map("medianeinkommen", "AMT", "&approximate=true");
  // (2000 × 1000 + 3000 × 3000) / 4000
  expect(byCode(weighted, weighted.values)).toMatchObject({ A1: 2750 });
  expect(byCode(weighted, weighted.marks)).toMatchObject({ A1: "approximate" });
});

test("R-12 gross moves are not summed, net moves are", async () => {
  const gross = await map("zuzugsrate", "AMT");
  expect(byCode(gross, gross.reasons)).toMatchObject({ A1: "netOnly" });
  const net = await map("wanderungssaldo", "AMT");
  expect(byCode(net, net.values)).toMatchObject({ A1: (60 / 4000) * 1000, A2: (-10 / 2200) * 1000 });
});

test("R-11 before the merger Dahlem has the sum of both former municipalities, and the trend lists it", async () => {
  const trend = await get<TrendSeriesAnswer>("/api/trend?indicator=kinderarmut&level=GEM");
  expect(trend.periods).toEqual(["2019", "2020", "2021", "2022", "2023"]);
  expect(byCode(trend, trend.values)).toMatchObject({ G4: [20, 20, 20, 20, 20], G1: [12, 11.5, 11, 10.5, 10] });
  expect(trend.converted).toMatchObject([
    { code: "G4", periods: ["2019", "2020"], method: "exact", from: ["G4a", "G4b"] },
  ]);
  expect(trend.areas.codes).toEqual(["G1", "G2", "G3", "G4", "G5"]);
});

test("PI-027 SLFL-008 each area has its trend, and a falling burden is favourable", async () => {
  const trend = await get<TrendSeriesAnswer>("/api/trend?indicator=kinderarmut&level=GEM");
  // Altdorf falls by 0.5 points per year of a mean of 11: 4.5 %; Birkau rises; Dahlem stays.
  const trends = byCode(trend, trend.trends);
  expect(trends.G2).toMatchObject({ label: "rising", judgement: "unfavourable", points: 5 });
  expect(trends.G1?.slope).toBeCloseTo(-0.5, 10);
  expect(trends.G4).toMatchObject({ label: "stable", judgement: null });
});

test("PM10-025 map, trend, profile and comparison show the same value of the same indicator and year", async () => {
  const onMap = await map("kinderarmut", "GEM", "&period=2022");
  const trend = await get<TrendSeriesAnswer>("/api/trend?indicator=kinderarmut&level=GEM&areas=G2");
  const profile = await get<Profile>("/api/profile?level=GEM&code=G2&period=2022");
  const comparison = await get<Comparison>(
    "/api/comparison?areas=GEM:G2,AMT:A1,KREIS:K&indicators=kinderarmut&period=2022",
  );
  const row = profile.groups.flatMap((group) => group.rows).find((one) => one.indicator.id === "kinderarmut");
  expect([onMap.values[1], trend.values[0]?.[3], row?.value, comparison.rows[0]?.values[0]]).toEqual([20, 20, 20, 20]);
  expect(comparison.rows[0]?.values[2]).toBe(onMap.county.value);
});

test("PM10-028 three areas, the county and a peer stand as lines in one picture", async () => {
  const areas = "GEM:G1,GEM:G2,GEM:G4,AMT:A1,KREIS:K";
  const { rows } = await get<Comparison>(`/api/comparison?areas=${areas}&indicators=kinderarmut`);
  expect(rows[0]?.series.values).toHaveLength(5);
  expect(rows[0]?.series.values.every((line) => line.length === 5)).toBe(true);
  const seven = await server.inject(`/api/comparison?areas=${areas},GEM:G3,GEM:G5&indicators=kinderarmut`);
  expect([seven.statusCode, seven.json().sentence]).toMatchObject([422, expect.stringContaining("höchstens 6")]);
});

test("the engine agrees with plain SQL sums for every Amt and year", async () => {
  const { rows } = await sql<{ code: string; ordinal: number; above: number; below: number }>`
    select w.code, o.ordinal, sum(o.amount) filter (where f.key = 'SGB2_U15') as above,
           sum(o.amount) filter (where f.key = 'BEV_U15') as below
    from observation o
    join figure f on f.id = o.figure_id
    join area_part p on p.part_id = o.area_id
    join area w on w.id = p.whole_id
    where w.code in ('A1', 'G5') and o.amount is not null
    group by w.code, o.ordinal order by w.code, o.ordinal`.execute(fresh.db);
  expect(rows).toHaveLength(10);
  const nord = await get<TrendSeriesAnswer>("/api/trend?indicator=kinderarmut&level=AMT&areas=AMT:A1,GEM:G5");
  expect(nord.values.flat()).toEqual(rows.map((row) => (row.above / row.below) * 100));
});

test("the map says its answer first, with classes, dispersion and sources", async () => {
  const answer = await map("kinderarmut", "GEM");
  expect(answer.sentence.de).toBe(
    "Kinderarmut (SGB II unter 15 Jahren) 2023: Kleinkreis insgesamt 16,8\u202f%. Am höchsten in Birkau (25,0\u202f%), am niedrigsten in Altdorf (10,0\u202f%). Gegenüber 2022 (16,3\u202f%) ist das ein Anstieg um 0,5 Prozentpunkte, also ungünstig.",
  );
  expect(answer.statistics).toMatchObject({ count: 4, min: 10, max: 25, ratio: 2.5 });
  expect(answer.sources).toMatchObject([
    {
      title: "Tabelle kinder.csv",
      licence: "dl-de/by-2-0",
      deliveryId: first,
      acceptedOn: "2024-02-01",
      boundaryVersion: "2021-12-31",
    },
  ]);
  expect(answer.classes?.counts.reduce((sum, n) => sum + n, 0)).toBe(4);
});

test("class limits that somebody fixed stay the same over time", async () => {
  const body = { level: "GEM", method: "manual", count: 3, limits: [12, 22] };
  const put = await server.inject({ method: "PUT", url: "/api/indicators/kinderarmut/classes", payload: body });
  expect(put.json()).toEqual({ stored: true, version: 1 });
  const answers = await Promise.all(["2019", "2023"].map((period) => map("kinderarmut", "GEM", `&period=${period}`)));
  expect(answers.map((answer) => answer.classes?.limits)).toEqual([
    [12, 22],
    [12, 22],
  ]);
  const wrong = await server.inject({
    method: "PUT",
    url: "/api/indicators/kinderarmut/classes",
    payload: { ...body, limits: [22, 12] },
  });
  expect([wrong.statusCode, wrong.json().sentence]).toMatchObject([422, expect.stringContaining("aufsteigend")]);
  await fresh.db.deleteFrom("class_breaks").execute();
});

test("X-073 a value leads back in at least five steps to file, row, column, and who accepted it", async () => {
  const lineage = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=GEM&code=G1&period=2023");
  expect(lineage.value).toBe(10);
  expect(lineage.definition).toMatchObject({ version: 1, formula: "SGB2_U15/BEV_U15*100" });
  const [cases] = lineage.parts;
  expect(cases).toMatchObject({ baseFigure: { id: "SGB2_U15" }, value: 20, how: "delivered" });
  expect(cases?.cells).toMatchObject([
    {
      area: { code: "G1", name: "Altdorf" },
      delivery: {
        id: first,
        fileName: "kinder.csv",
        fileHash: "hash-kinder.csv",
        sheet: "Tabelle1",
        row: 2,
        column: 11,
        acceptedBy: "Sozialplanung",
      },
    },
  ]);
  expect(lineage.steps.length).toBeGreaterThanOrEqual(5);
  expect(lineage.steps.map((step) => step.kind)).toContain("boundary");
});

test("X-013 where only two of 140 are left over, no page and no lineage tells the 138", async () => {
  await deliver({ file: "fast-alle.csv", figures: { SGB2_U15: { "2022": { G3: 138 } } } });
  const answer = await map("kinderarmut", "GEM", "&period=2022");
  expect([answer.values[2], answer.numerator?.[2], answer.denominator?.[2]]).toEqual(["withheld", "withheld", 140]);
  for (const place of ["level=GEM&code=G3", "level=AMT&code=A2"]) {
    const lineage = await get<Lineage>(`/api/lineage?indicator=kinderarmut&period=2022&${place}`);
    expect(JSON.stringify(lineage)).not.toMatch(/\b138\b/);
  }
  await deliver({ file: "wieder.csv", figures: { SGB2_U15: { "2022": { G3: 14 } } } });
});

test("the lineage of a sum names every area that was added, and the old ones of a merger", async () => {
  const sum = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=AMT&code=A2&period=2020");
  const [cases] = sum.parts;
  expect(cases).toMatchObject({ how: "summed", value: 74 });
  expect(cases?.cells.map((cell) => [cell.area.code, cell.value])).toEqual([
    ["G3", 14],
    ["G4a", 20],
    ["G4b", 40],
  ]);
  const hidden = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=GEM&code=G3&period=2023");
  expect([hidden.value, hidden.parts[0]?.value, hidden.parts[0]?.cells[0]?.value]).toEqual([
    "withheld",
    "withheld",
    "withheld",
  ]);
});

test("the profile has every indicator with data, its place among all areas, and who lives there", async () => {
  const profile = await get<Profile>("/api/profile?level=GEM&code=G2&peers=G1,G4");
  const row = profile.groups.flatMap((group) => group.rows).find((one) => one.indicator.id === "kinderarmut");
  // Highest of four with a value; the peers are 20 + 60 of 200 + 300.
  expect(row).toMatchObject({ value: 25, position: 1, peer: 16, range: { count: 4, min: 10, max: 25 } });
  expect(profile.weakest).toContain("kinderarmut");
  expect(profile.facts[0]).toMatchObject({ id: "einwohnerzahl", value: 3000 });
  expect(profile.parents.map((area) => area.code)).toEqual(["K", "A1", "R2"]);
  expect(profile.sentence.de).toMatch(/^Birkau: 3\.000 Einwohnerinnen und Einwohner \(2023\)\. Unter 5 /);
});

test("PM08-035 the overview has at most twelve tiles, and each names its date and its source", async () => {
  const overview = await get<Overview>("/api/overview");
  expect(overview.tiles.length).toBeGreaterThan(2);
  expect(overview.tiles.length).toBeLessThanOrEqual(12);
  for (const tile of overview.tiles) expect([tile.period, tile.source.title]).toEqual(["2023", "Tabelle kinder.csv"]);
  const poverty = overview.tiles.find((tile) => tile.indicator.id === "kinderarmut");
  // 20 of 200, 100 of 400, 2 of 140 (too few), 60 of 300, 63 of 420; the county had 238 of 1460 in 2022, 221 in 2019.
  expect(poverty?.sentence.de).toMatch(/^2022 waren es 16,3\u202f%, .*Je Gemeinde: 10,0 bis 25,0\u202f%\.$/);
  expect(poverty?.sentence.de).not.toContain(poverty?.indicator.label.de);
  expect(overview.sentence.de).toMatch(/^Kleinkreis hat 8\.200 Einwohnerinnen und Einwohner \(2023\)\. /);
  expect(overview.news.at(-1)).toMatchObject({ deliveryId: first, person: "Sozialplanung" });
});

test("what the pattern of the protection holds back does not leave by map, sum, lineage or file", async () => {
  const figure = await fresh.db
    .selectFrom("figure")
    .select("id")
    .where("key", "=", "SGB2_U15")
    .executeTakeFirstOrThrow();
  const cell = { figure_id: figure.id, breakdown: "", frequency: "year", ordinal: 2022, reason: "secondary" as const };
  await fresh.db
    .insertInto("withheld_cell")
    .values({ ...cell, area_id: ids.G1 ?? 0 })
    .execute();
  // A new acceptance comes with its pattern; here a small one makes the state new.
  await deliver({ figures: { BEV_INSG: { "2022": { G1: 990 } } } });
  const answer = await map("kinderarmut", "GEM", "&period=2022");
  expect([answer.values[0], answer.numerator?.[0], answer.values[1]]).toEqual(["withheld", "withheld", 20]);
  // Alone in its Amt it would follow from the total.
  const amt = await map("kinderarmut", "AMT", "&period=2022");
  expect(byCode(amt, amt.values)).toMatchObject({ A1: "withheld" });
  const lineage = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=GEM&code=G1&period=2022");
  expect(JSON.stringify(lineage)).not.toContain('"value":21');
  const csv = await server.inject("/api/export?what=map&format=csv&indicator=kinderarmut&level=GEM&period=2022");
  expect(csv.body).not.toMatch(/;21;|10,5/);
});

test("a delivered value stands before the sum of its parts, and the lineage shows both", async () => {
  await deliver({ file: "amt.csv", figures: { SGB2_U15: { "2021": { A1: 95 } } } });
  const answer = await map("kinderarmut", "AMT", "&period=2021");
  expect(byCode(answer, answer.values)).toMatchObject({ A1: (95 / 600) * 100 });
  const lineage = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=AMT&code=A1&period=2021");
  expect(lineage.parts[0]).toMatchObject({ how: "delivered", value: 95, sumOfParts: 92 });
  expect(lineage.parts[1]).toMatchObject({ how: "summed", value: 600 });
});

test("a correction supersedes the older delivery everywhere at once", async () => {
  const wrong = await deliver({ file: "falsch.csv", figures: { SGB2_U15: { "2023": { G1: 90 } } } });
  expect((await map("kinderarmut", "GEM")).values[0]).toBe(45);
  await deliver({ file: "richtig.csv", figures: { SGB2_U15: { "2023": { G1: 30 } } }, supersedes: wrong });
  expect((await map("kinderarmut", "GEM")).values[0]).toBe(15);
  const lineage = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=GEM&code=G1&period=2023");
  expect(lineage.parts[0]?.cells[0]?.delivery?.fileName).toBe("richtig.csv");
});

test.each([
  ["/api/map?indicator=nichts&level=GEM", 404, "„nichts“"],
  ["/api/map?indicator=kinderarmut&level=DORF", 404, "GEM (Gemeinde)"],
  ["/api/map?indicator=kinderarmut&level=GEM&period=gestern", 422, "gestern"],
  ["/api/profile?level=GEM&code=G9", 404, "G9"],
  ["/api/lineage?indicator=kinderarmut&level=GEM&code=G1&period=1950", 404, "1950"],
])("%s is refused with a sentence", async (path, status, words) => {
  const answer = await server.inject(path);
  expect([answer.statusCode, answer.json().sentence]).toEqual([status, expect.stringContaining(words)]);
});

test("X-014 what the source printed beside a number goes on into rates, sums, lineage and files", async () => {
  const children = { G1: 2000, G2: 4000, G3: 1400, G4: 3000, G5: 4200 };
  const poor = { G1: 240, G2: 500, G3: 140, G4: 600, G5: 630 };
  await deliver({
    file: "vorlaeufig.csv",
    figures: { BEV_U15: { "2017": children } },
    marks: { G3: "revised" },
  });
  await deliver({
    file: "kinder-2017.csv",
    figures: { SGB2_U15: { "2017": poor } },
    marks: { G1: "provisional", G3: "estimated", G5: "unsafe" },
  });
  const towns = await map("kinderarmut", "GEM", "&period=2017");
  expect(byCode(towns, towns.marks)).toEqual({ G1: "provisional", G2: null, G3: "estimated", G4: null, G5: "unsafe" });
  const units = await map("kinderarmut", "AMT", "&period=2017");
  expect(byCode(units, units.marks)).toEqual({ A1: "provisional", A2: "estimated", A3: "unsafe" });
  expect(units.county.mark).toBe("unsafe");
  const story = await get<Lineage>("/api/lineage?indicator=kinderarmut&level=AMT&code=A1&period=2017");
  expect(story.mark).toBe("provisional");
  expect(
    story.parts.flatMap((part) => part.cells.map((cell) => [part.baseFigure.id, cell.area.code, cell.mark])),
  ).toEqual(
    expect.arrayContaining([
      ["SGB2_U15", "G1", "provisional"],
      ["SGB2_U15", "G2", null],
      ["BEV_U15", "G1", null],
    ]),
  );
  expect(story.steps.at(-1)?.sentence.de).toContain("Die Quelle nennt den Wert vorläufig.");
  const file = (what: string, format: string) =>
    server.inject({ url: `/api/export?what=${what}&indicator=kinderarmut&level=GEM&period=2017&format=${format}` });
  const csv = (await file("map", "csv")).body;
  expect(csv.split("\n").find((line) => line.includes("Altdorf"))).toContain(";vorläufig;");
  const trendCsv = (await file("trend", "csv")).body;
  expect(trendCsv).toContain("Vorläufig (p): Altdorf 2017");
  expect(trendCsv).toContain("Geschätzt (s): Cronau 2017");
  const stat = JSON.parse((await file("map", "json-stat")).body) as { status: Record<string, string> };
  expect(Object.values(stat.status)).toEqual(["provisional", "estimated", "unsafe"]);
});

test("X-014 SDMX-CSV carries the code of each official sign: / as U, . as Q and C, x as M, p as P", async () => {
  const children = { G1: 2000, G2: 4000, G3: 1400, G4: 3000, G5: 4200 };
  await deliver({ file: "kinder-2016.csv", figures: { BEV_U15: { "2016": children } } });
  await deliver({
    file: "zeichen.csv",
    figures: { SGB2_U15: { "2016": { G1: "unreliable", G2: "withheld", G3: "senseless", G4: "later", G5: 630 } } },
    marks: { G5: "provisional" },
  });
  const answer = await server.inject(
    "/api/export?what=map&format=sdmx-csv&indicator=kinderarmut&level=GEM&period=2016",
  );
  expect(answer.headers["content-disposition"]).toContain("kinderarmut-GEM-2016-sdmx.csv");
  expect(answer.headers["content-type"]).toBe("application/vnd.sdmx.data+csv; version=2.0.0");
  const row = "dataflow,KREISLAUF:INDICATORS(1.0),I,A,GEM";
  expect(answer.body.split("\r\n")).toEqual([
    "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REF_AREA_LEVEL,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS,UNIT_MEASURE,DECIMALS,OBS_COMMENT",
    `${row},G1,kinderarmut,2016,,U,F,%,1,unreliable`,
    `${row},G2,kinderarmut,2016,,Q,C,%,1,withheld`,
    `${row},G3,kinderarmut,2016,,M,F,%,1,senseless`,
    `${row},G4,kinderarmut,2016,,O,F,%,1,later`,
    `${row},G5,kinderarmut,2016,15,P,F,%,1,provisional`,
    "",
  ]);
  const other = async (question: string) =>
    (await server.inject(`/api/export?format=sdmx-csv&${question}`)).body.split("\r\n");
  const trend = await other("what=trend&indicator=kinderarmut&level=GEM&areas=G2,AMT:A1");
  expect(trend).toContain(`${row},G2,kinderarmut,2022,20,A,F,%,1,`);
  expect(trend.filter((line) => line.startsWith("dataflow,KREISLAUF:INDICATORS(1.0),I,A,AMT,A1,"))).not.toEqual([]);
  expect(await other("what=profile&level=GEM&code=G2&period=2022")).toContain(`${row},G2,kinderarmut,2022,20,A,F,%,1,`);
  expect(await other("what=comparison&areas=GEM:G2&indicators=kinderarmut&period=2022")).toContain(
    `${row},G2,kinderarmut,2022,20,A,F,%,1,`,
  );
});

test("R-6 without a choice a map has five quantile classes with their limits, and areas without value are in none", async () => {
  const answer = await map("einwohnerzahl", "GEM", "&period=2023");
  expect(answer.classes).toMatchObject({ method: "quantile", stored: false, counts: [1, 1, 1, 1, 1] });
  expect(answer.classes?.limits).toHaveLength(4);
  const withheld = await map("kinderarmut", "GEM", "&period=2016");
  expect(byCode(withheld, withheld.classes?.classOf ?? [])).toMatchObject({ G1: -1, G2: -1, G3: -1, G4: -1 });
  expect(withheld.reasons[1]).not.toBeNull();
});

test("PM08-036 a corrected delivery of the residents changes all five indicators that use them, and they are listed", async () => {
  await deliver({ file: "frauen.csv", figures: { BEV_W: { "2023": { G2: 1600 } } } });
  const five = ["einwohnerzahl", "zuzugsrate", "fortzugsrate", "wanderungssaldo", "frauenanteil"];
  const sheet = await get<BaseFigureSheet>("/api/base-figures/BEV_INSG");
  expect(sheet.usedBy.map((one) => one.id)).toEqual(expect.arrayContaining(five));
  const values = () => Promise.all(five.map(async (id) => (await map(id, "GEM", "&period=2023")).values[1]));
  const near = (list: readonly unknown[]) => list.map((value) => Math.round(Number(value) * 1000) / 1000);
  // Of 3,000: 150 came, 100 went, 1,600 are women.
  expect(near(await values())).toEqual([3000, 50, 33.333, 16.667, 53.333]);
  await deliver({ file: "einwohner-neu.csv", figures: { BEV_INSG: { "2023": { G2: 3200 } } } });
  expect(near(await values())).toEqual([3200, 46.875, 31.25, 15.625, 50]);
});
