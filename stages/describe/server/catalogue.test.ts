import { readXlsx } from "hucre/xlsx";
import { expect, test } from "vitest";
import { serverInTest } from "../../../runtime/http/serverInTest.ts";
import { freshDatabase } from "../../../runtime/store/testDatabase.ts";
import type {
  BaseFigureList,
  BaseFigureSheet,
  County,
  IndicatorList,
  IndicatorSheet,
  MapAnswer,
  TrendSeriesAnswer,
  Vocabulary,
} from "../contract.ts";
import { smallCounty } from "./smallCounty.ts";
import { stage } from "./stage.ts";

const fresh = await freshDatabase();
const { deliver } = await smallCounty(fresh.db);
const server = await serverInTest(fresh, { stages: new Map([["describe", stage]]) });

async function get<Answer>(path: string): Promise<Answer> {
  const answer = await server.inject({ method: "GET", url: path });
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body}`);
  return answer.json();
}

const post = (url: string, payload: object) => server.inject({ method: "POST", url, payload });

const ownFigure = {
  id: "SPIELPLAETZE",
  label: { de: "Spielplätze" },
  unit: "Anzahl",
  kind: "stock",
  additive: "yes",
  topic: "infrastruktur",
  levelMin: "GEM",
  access: "own_register",
  disclosure: "none",
  reference: "31.12.",
  source: "Bauamt",
  fileFormat: "CSV",
  reason: "Wird im Jugendhilfeausschuss gebraucht.",
};
const ownIndicator = {
  id: "spielplatzdichte",
  label: { de: "Spielplätze je 1.000 Kinder" },
  topic: "infrastruktur",
  formula: "SPIELPLAETZE/BEV_U15*1000",
  unit: "je 1.000",
  decimals: 1,
  direction: "competence",
  lifePhase: "kindheit",
  lifeSituation: "wohnen",
  levels: ["KREIS", "AMT", "GEM"],
  aggregation: "recompute",
  disclosure: "none",
  source: "Bauamt",
  note: "",
  reason: "Beschluss vom 12.03.",
};

test("PI-014 GOE-004 GOE-029 the catalogue lists 231 indicators from A to Z by theme, phase and situation", async () => {
  const { indicators } = await get<IndicatorList>("/api/indicators");
  expect(indicators).toHaveLength(231);
  expect(indicators.slice(0, 3).map((one) => one.label.de.split(" ")[0])).toEqual([
    "Adipositas",
    "Aktive",
    "Alleinlebende",
  ]);
  expect(indicators.filter((one) => one.lifePhase === "kindheit")).toHaveLength(47);
  const { lifeSituations } = await get<Vocabulary>("/api/vocabulary");
  expect(lifeSituations).toHaveLength(6);
  expect(new Set(indicators.map((one) => one.lifeSituation))).toEqual(new Set(lifeSituations.map((one) => one.id)));
});

test("PM10-009 PI-040 a county adds a base figure and an indicator without code, and its map is there", async () => {
  expect((await post("/api/base-figures", ownFigure)).json()).toEqual({ id: "SPIELPLAETZE", version: 1 });
  expect((await post("/api/indicators", ownIndicator)).json()).toEqual({ id: "spielplatzdichte", version: 1 });
  await deliver({
    figures: {
      SPIELPLAETZE: { "2023": { G1: 2, G2: 4, G3: 1, G4: 0, G5: 3 } },
      BEV_U15: { "2023": { G1: 200, G2: 400, G3: 140, G4: 300, G5: 420 } },
    },
  });
  const map = await get<MapAnswer>("/api/map?indicator=spielplatzdichte&level=GEM");
  expect(map.values).toEqual([10, 10, (1 / 140) * 1000, 0, (3 / 420) * 1000]);
  const { indicators } = await get<IndicatorList>("/api/indicators");
  expect(indicators.find((one) => one.id === "spielplatzdichte")).toMatchObject({
    own: true,
    latestPeriod: "2023",
    hasData: true,
  });
  const { baseFigures } = await get<BaseFigureList>("/api/base-figures");
  expect(baseFigures).toHaveLength(284);
});

test("PM10-025 a changed definition is a new version with its reason, the old one stays readable", async () => {
  const changed = { ...ownIndicator, formula: "SPIELPLAETZE/BEV_U15*100", unit: "je 100", reason: "Übersichtlicher." };
  expect((await post("/api/indicators", changed)).json()).toEqual({ id: "spielplatzdichte", version: 2 });
  const sheet = await get<IndicatorSheet>("/api/indicators/spielplatzdichte");
  expect(sheet.indicator).toMatchObject({ version: 2, formula: "SPIELPLAETZE/BEV_U15*100" });
  expect(sheet.versions.map((one) => [one.version, one.reason, one.definition.unit])).toEqual([
    [2, "Übersichtlicher.", "je 100"],
    [1, "Beschluss vom 12.03.", "je 1.000"],
  ]);
  const map = await get<MapAnswer>("/api/map?indicator=spielplatzdichte&level=GEM");
  expect([map.indicator.version, map.values[0]]).toEqual([2, 1]);
  expect(sheet.periods.find((one) => one.level === "AMT")?.periods).toEqual(["2023"]);
});

test("a shipped definition can be changed too, and its first version is the shipped one", async () => {
  const { indicator } = await get<IndicatorSheet>("/api/indicators/kinderarmut");
  const { version: _, defaultSubindex: __, ...same } = indicator;
  const answer = await post("/api/indicators", { ...same, decimals: 2, reason: "Zwei Stellen für den Ausschuss." });
  expect(answer.json()).toEqual({ id: "kinderarmut", version: 2 });
  const sheet = await get<IndicatorSheet>("/api/indicators/kinderarmut");
  expect(sheet.versions.map((one) => [one.version, one.person === null])).toEqual([
    [2, false],
    [1, true],
  ]);
});

test("PM08-036 a base figure tells its versions, who delivers it and which indicators use it", async () => {
  const sheet = await get<BaseFigureSheet>("/api/base-figures/SGB2_U15");
  expect(sheet.versions.map((one) => [one.version, one.person])).toEqual([[1, null]]);
  expect(sheet.usedBy.map((one) => one.id)).toContain("kinderarmut");
  const own = await get<BaseFigureSheet>("/api/base-figures/SPIELPLAETZE");
  expect(own.usedBy.map((one) => one.id)).toEqual(["spielplatzdichte"]);
  expect(own.deliveries.map((one) => one.periods)).toEqual([["2023"]]);
  const none = await server.inject("/api/base-figures/GIBTESNICHT");
  expect([none.statusCode, none.json().code]).toEqual([404, "describe.unknownFigure"]);
});

test("PM10-029 a base figure is changed with a reason; its break in the method is entered by a person and survives the next change", async () => {
  const { figure } = await get<BaseFigureSheet>("/api/base-figures/PFLEGEB");
  const note = { de: "Ab jetzt zählt ein anderes Amt." };
  const first = { ...figure, breaks: [{ period: "2022", note }], reason: "Neues Verfahren seit 2022." };
  expect((await post("/api/base-figures", first)).json()).toEqual({ id: "PFLEGEB", version: 2 });
  const { breaks: _, ...without } = first;
  expect(
    (await post("/api/base-figures", { ...without, source: "Pflegestatistik", reason: "Quelle genauer." })).json(),
  ).toEqual({
    id: "PFLEGEB",
    version: 3,
  });
  const sheet = await get<BaseFigureSheet>("/api/base-figures/PFLEGEB");
  expect(sheet.figure).toMatchObject({ source: "Pflegestatistik", breaks: [{ period: "2022", note }] });
  expect(sheet.versions.map((one) => [one.version, one.reason])).toEqual([
    [3, "Quelle genauer."],
    [2, "Neues Verfahren seit 2022."],
    [1, ""],
  ]);
  const odd = await post("/api/base-figures", { ...first, breaks: [{ period: "voriges Jahr", note }] });
  expect([odd.statusCode, odd.json().code]).toEqual([422, "describe.unknownPeriod"]);
  const nowhere = await post("/api/base-figures", { ...first, levelMin: "ORTSTEIL" });
  expect([nowhere.statusCode, nowhere.json().code]).toEqual([404, "describe.unknownLevel"]);
});

test.each([
  [{ formula: "SGB2_U15/UNBEKANNT" }, "UNBEKANNT", 10],
  [{ formula: "SPIELPLAETZE/(BEV_U15" }, "Klammer", 14],
])("PM10-009 %j is refused at its character", async (part, words, character) => {
  const answer = await post("/api/indicators", { ...ownIndicator, id: "anderes", ...part });
  expect(answer.statusCode).toBe(422);
  expect(answer.json().sentence).toContain(words);
  expect(answer.json().place).toMatchObject({ character });
  const check = await post("/api/formula/check", part);
  expect(check.json()).toMatchObject({ accepted: false, findings: [{ character }] });
});

test("X-011 what counts the same is said where a base figure is edited; an equation that nobody can read, or about others, is refused", async () => {
  const { figure } = await get<BaseFigureSheet>("/api/base-figures/PFLEGEB_STAT");
  const save = (sums: string[]) =>
    post("/api/base-figures", { ...figure, sums, reason: "Steht auch als Gruppe in der Statistik." });
  for (const [sum, code] of [
    ["PFLEGEB_STAT - PFLEGEB", "describe.sumUnreadable"],
    ["PFLEGEB_STAT = PFLEGEB[stationär]", "describe.sumUnreadable"],
    ["ALO = ALO_SGB2 + ALO_SGB3", "describe.sumOfOthers"],
    ["PFLEGEB_STAT = GIBT_ES_NICHT[Art=stationär]", "describe.unknownFigure"],
  ] as const)
    expect((await save([sum])).json().code, sum).toBe(code);
  const sums = ["PFLEGEB_STAT = PFLEGEB[Art=stationär]"];
  expect((await save(sums)).statusCode).toBe(200);
  expect((await get<BaseFigureSheet>("/api/base-figures/PFLEGEB_STAT")).figure.sums).toEqual(sums);
  expect((await get<BaseFigureSheet>("/api/base-figures/BEV_W")).figure.sums).toEqual([
    "BEV_W = BEV_INSG[Geschlecht=weiblich]",
  ]);
});

test("a median cannot be declared to add up, nor a level that the figures do not reach", async () => {
  const median = await post("/api/indicators", { ...ownIndicator, id: "anderes", formula: "MEDIAN_EINK", unit: "EUR" });
  expect([median.statusCode, median.json().code]).toEqual([422, "describe.notAddable"]);
  const fine = await post("/api/indicators", { ...ownIndicator, id: "anderes", levels: ["SUB"] });
  expect(fine.json().sentence).toContain("KREIS, AMT, GEM");
});

test("PM10-029 a break in the method parts the series, and no trend is computed across it", async () => {
  const breaks = [{ period: "2021", note: { de: "Neue Zählweise." } }];
  await fresh.db
    .insertInto("definition")
    .values({
      kind: "baseFigure",
      id: "SPIELPLAETZE",
      version: 2,
      content: JSON.stringify({ ...ownFigure, breaks }),
      changed_at: new Date(),
      person: "Planung",
    })
    .execute();
  const years = ["2017", "2018", "2019", "2020", "2021", "2022", "2023"];
  const series = (values: number[]) => Object.fromEntries(years.map((year, at) => [year, { G1: values[at] ?? 0 }]));
  await deliver({
    figures: { SPIELPLAETZE: series([2, 2, 2, 2, 8, 8, 8]), BEV_U15: series([200, 200, 200, 200, 200, 200, 200]) },
  });
  const path = "/api/trend?indicator=spielplatzdichte&level=GEM&areas=G1";
  const trend = await get<TrendSeriesAnswer>(path);
  expect(trend.breaks).toMatchObject([{ period: "2021", kind: "method", note: { de: "Neue Zählweise." } }]);
  expect(trend.trends[0]).toMatchObject({ label: "broken", slope: null });
  const across = await get<TrendSeriesAnswer>(`${path}&acrossBreaks=true`);
  expect(across.trends[0]).toMatchObject({ label: "rising", judgement: "favourable", points: 7 });
});

test("the county tells its levels, its periods and what there is", async () => {
  const county = await get<County>("/api/county");
  expect(county).toMatchObject({
    name: "Kleinkreis",
    fictional: true,
    defaultLevel: "GEM",
    latestPeriod: "2023",
    deliveryCount: 2,
  });
  expect(county.levels.map((level) => [level.id, level.areaCount])).toEqual([
    ["KREIS", 1],
    ["AMT", 3],
    ["GEM", 5],
    ["SUB", 2],
  ]);
  expect(county.levels[1]?.divisions).toHaveLength(2);
});

test("a base map lies under the areas only where the administrator sets one, by an address that can be drawn from", async () => {
  const put = (baseMap: object | null) => server.inject({ method: "PUT", url: "/api/base-map", payload: { baseMap } });
  expect((await get<County>("/api/county")).baseMap).toBeNull();
  const attribution = "© Landesvermessung";
  const wms = { kind: "wms", url: "https://karten.kreis.example/wms?layers=grau", attribution };
  expect((await put(wms)).json()).toEqual({ baseMap: wms, version: 1 });
  expect((await get<County>("/api/county")).baseMap).toEqual(wms);
  for (const [wrong, code] of [
    [{ kind: "wms", url: "ftp://karten.example/wms?layers=a", attribution }, "describe.baseMapAddress"],
    [{ kind: "wms", url: "https://karten.example/wms", attribution }, "describe.baseMapLayers"],
    [{ kind: "tiles", url: "https://karten.example/1/2/3.png", attribution }, "describe.baseMapTiles"],
  ] as const) {
    const answer = await put(wrong);
    expect([answer.statusCode, answer.json().code]).toEqual([422, code]);
  }
  await put(null);
  expect((await get<County>("/api/county")).baseMap).toBeNull();
});

test("PI-018 the file for German Excel has decimal commas, signs and the source beneath", async () => {
  const answer = await server.inject(
    "/api/export?what=map&format=csv&indicator=spielplatzdichte&level=GEM&period=2023",
  );
  expect(answer.headers["content-disposition"]).toContain("spielplatzdichte-GEM-2023.csv");
  const lines = answer.rawPayload.toString("utf8").split("\r\n");
  expect(lines[0]?.startsWith("\ufeffSchlüssel;Gemeinde;Zeitraum;")).toBe(true);
  // Cronau: 1 of 140, per 100.
  expect(lines[3]).toMatch(/^G3;Cronau;2023;0,71428571\d*;unsicher;/);
  expect(lines.filter((line) => line.startsWith("Quelle: Statistikstelle"))).not.toEqual([]);
});

test("the workbook has real numbers, and codes stay text", async () => {
  const answer = await server.inject(
    "/api/export?what=map&format=xlsx&indicator=spielplatzdichte&level=GEM&period=2023",
  );
  const workbook = await readXlsx(new Uint8Array(answer.rawPayload));
  const [, second] = workbook.sheets[0]?.rows ?? [];
  expect(second?.slice(0, 4)).toEqual(["G1", "Altdorf", "2023", 4]);
  expect(workbook.sheets[1]?.name).toBe("Hinweise");
});

test("X-051 JSON-stat has dimensions, one flat list of values, and a status where there is none", async () => {
  const stat = await get<{ id: string[]; size: number[]; value: (number | null)[]; status: Record<string, string> }>(
    "/api/export?what=trend&format=json-stat&indicator=spielplatzdichte&level=GEM",
  );
  expect(stat.id).toEqual(["indicator", "area", "period"]);
  expect(stat.value).toHaveLength(stat.size.reduce((a, b) => a * b, 1));
  const [firstGap = ""] = Object.keys(stat.status).filter((at) => stat.value[Number(at)] === null);
  expect(stat.status[firstGap]).toBe("unknown");
});

test("of two people who edit the same indicator the second is told, and nothing is overwritten until they decide", async () => {
  const base = { ...ownIndicator, id: "zwei_bearbeiten" };
  const { version } = (await post("/api/indicators", base)).json();
  const first = await post("/api/indicators", { ...base, note: "von der einen", basedOn: version });
  expect(first.json()).toEqual({ id: "zwei_bearbeiten", version: version + 1 });
  const second = await post("/api/indicators", { ...base, note: "von dem anderen", basedOn: version });
  expect(second.statusCode).toBe(409);
  expect(second.json()).toMatchObject({ code: "http.changedMeanwhile", parameters: { version: version + 1 } });
  const { indicator } = await get<{ indicator: { note: string } }>("/api/indicators/zwei_bearbeiten");
  expect(indicator.note).toBe("von der einen");
  const decided = await post("/api/indicators", { ...base, note: "von dem anderen", basedOn: version + 1 });
  expect(decided.json()).toEqual({ id: "zwei_bearbeiten", version: version + 2 });
});

test("adding under an id that is taken is refused, shipped definitions included, and overwrites nothing", async () => {
  const shipped = await post("/api/indicators", { ...ownIndicator, id: "altersarmut", basedOn: 0 });
  expect([shipped.statusCode, shipped.json().code]).toEqual([409, "describe.idTaken"]);
  const figure = await post("/api/base-figures", { ...ownFigure, id: "BEV_INSG", basedOn: 0 });
  expect([figure.statusCode, figure.json().code]).toEqual([409, "describe.idTaken"]);
  const own = await post("/api/indicators", { ...ownIndicator, basedOn: 0 });
  expect([own.statusCode, own.json().code]).toEqual([409, "http.changedMeanwhile"]);
});
