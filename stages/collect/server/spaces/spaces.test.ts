import { existsSync } from "node:fs";
import { join } from "node:path";
import { Value } from "typebox/value";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Ground, groundArea, type Position } from "../../../../kernel/geometry/polygon.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import type { AreaMapping } from "../../spaces/contract.ts";
import { inMetres } from "../../spaces/locate.ts";
import { metricProjection } from "../../spaces/projection.ts";
import { areaGeometry } from "./areaGeometry.ts";
import { areas } from "./areas.ts";
import { changeLevel } from "./changeLevel.ts";
import { divisionShares } from "./divisionShares.ts";
import { divisions } from "./divisions.ts";
import { drawDivision } from "./drawDivision.ts";
import { importAreas } from "./importAreas.ts";
import { levels } from "./levels.ts";
import {
  codesOf,
  collection,
  facts,
  freshCounty,
  municipalities,
  quarters,
  square,
  upload,
  written,
} from "./trialCounty.ts";

const data = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
// Real boundaries lie beside the project; tests that need them are skipped where they do not.
const noData = !existsSync(join(data, "boundaries"));

let context: Context;
let drop: () => Promise<void>;

beforeAll(async () => {
  ({ context, drop } = await freshCounty());
});
afterAll(() => drop());

test.skipIf(noData)(
  "X-040 the 49 municipalities of Kreis Pinneberg keep their zeros through import and answer, and form the Kreis",
  async () => {
    const file = upload(join(data, "boundaries/gemeinden_01_schleswig-holstein.geojson"));
    const report = await importAreas.run(context, { file, mapping: municipalities("01056") });
    expect(report.findings.filter((f) => f.severity === "error")).toEqual([]);
    expect(report).toMatchObject({ changed: true, added: 49, geometries: 49, wholesAdded: { KREIS: 1 } });
    const list = await areas.run(context, { level: "GEM" });
    expect(list.areas).toHaveLength(49);
    expect(list.areas.find((area) => area.code === "01056002")).toMatchObject({
      name: "Barmstedt",
      wholes: [{ level: "KREIS", code: "01056", name: "Pinneberg", share: 1 }],
    });
    // The official area of the Kreis is 664.3 km²; the file's coordinates are rounded to some ten metres, and it has water parts.
    const kreis = (await areas.run(context, { level: "KREIS" })).areas[0];
    expect(kreis?.groundSquareMetres ?? 0).toBeGreaterThan(660e6);
    const shape = await areaGeometry.run(context, { level: "GEM" });
    expect(shape.boundaryVersion).toMatchObject({ validOn: "2023-12-31", licence: "dl-de/by-2-0" });
    expect(shape.features.features).toHaveLength(49);
  },
);

test.skipIf(noData)(
  "a picture of all municipalities has each of them, in fewer bytes and half a pixel off at most",
  async () => {
    const whole = await areaGeometry.run(context, { level: "GEM" });
    const picture = await areaGeometry.run(context, { level: "GEM", detail: "picture" });
    const codes = (answer: typeof whole) => answer.features.features.map(({ id }) => id);
    expect(codes(picture)).toEqual(codes(whole));
    expect(JSON.stringify(picture).length).toBeLessThan(JSON.stringify(whole).length * 0.8);
    const [west = 0, south = 0, east = 0, north = 0] = whole.bounds ?? [];
    const cell = Math.max(east - west, north - south) / 800;
    const boxOf = (answer: typeof whole, at: number): number[] => {
      const corners = (answer.features.features[at]?.geometry.coordinates ?? []).flat(2) as number[][];
      const [x, y] = [corners.map(([lon = 0]) => lon), corners.map(([, lat = 0]) => lat)];
      return [Math.min(...x), Math.min(...y), Math.max(...x), Math.max(...y)];
    };
    for (const at of codes(whole).keys()) {
      const wide = boxOf(whole, at);
      const off = boxOf(picture, at).map((side, i) => Math.abs(side - (wide[i] ?? 0)));
      expect(Math.max(...off)).toBeLessThan(cell * 1.5);
    }
  },
);

test.skipIf(noData)("X-040 the same file a second time changes nothing and says so", async () => {
  const file = upload(join(data, "boundaries/gemeinden_01_schleswig-holstein.geojson"));
  const again = await importAreas.run(context, { file, mapping: municipalities("01056") });
  expect(again).toMatchObject({ changed: false, added: 0, renamed: 0, geometries: 0, unchanged: 49 });
  expect(again.sentences).toContain("Alles war schon da; es wurde nichts geändert.");
});

test.skipIf(noData)("X-040 the union of all municipalities is the Kreis, to a billionth of its area", async () => {
  const parts = await context.db
    .selectFrom("area_geometry")
    .innerJoin("area", "area.id", "area_id")
    .select(["original", "level_id"])
    .where("code", "like", "01056%")
    .execute();
  const metric = metricProjection([9.4, 53.5, 10, 53.9]);
  const size = (level: string): number =>
    parts
      .filter((row) => row.level_id === level)
      .reduce(
        (sum, row) => sum + groundArea(inMetres((row.original as { coordinates: Ground }).coordinates, metric)),
        0,
      );
  expect(Math.abs(size("GEM") / size("KREIS") - 1)).toBeLessThan(1e-9);
});

test.skipIf(noData)(
  "the borders for the screen stay shared between neighbours and with the Kreis, and no municipality vanishes",
  async () => {
    const file = upload(join(data, "boundaries/gemeinden_12_brandenburg.geojson"));
    const report = await importAreas.run(context, { file, mapping: municipalities("12069") });
    expect(report).toMatchObject({ changed: true, added: 38 });
    const rows = await context.db
      .selectFrom("area_geometry")
      .innerJoin("area", "area.id", "area_id")
      .select(["original", "screen", "level_id", "code"])
      .where("code", "like", "12069%")
      .execute();
    const corners = (ground: Ground): Position[] => ground.flat(2) as Position[];
    const of = (level: string, which: "original" | "screen"): Ground[] =>
      rows.filter((row) => row.level_id === level).map((row) => (row[which] as { coordinates: Ground }).coordinates);
    expect(of("GEM", "screen").flatMap(corners).length).toBeLessThan(of("GEM", "original").flatMap(corners).length);
    // Every piece of border between two municipalities occurs in both, or in one and in the Kreis.
    const edges = new Map<string, number>();
    for (const ground of [...of("GEM", "screen"), ...of("KREIS", "screen")])
      for (const ring of ground.flat())
        for (let i = 1; i < ring.length; i++) {
          const key = [String(ring[i - 1]), String(ring[i])].sort().join(" ");
          edges.set(key, (edges.get(key) ?? 0) + 1);
        }
    expect([...edges.values()].filter((count) => count % 2 === 1)).toEqual([]);
    // Islands and exclaves too.
    for (const [position, ground] of of("GEM", "original").entries())
      expect(of("GEM", "screen")[position]).toHaveLength(ground.length);
  },
);

test("PI-025 four quarters with a hole between them: no overlap, one gap of 0.2 ha, and their ground adds up to the municipality", async () => {
  // Metres in EPSG:25832. The municipality is 400 m by 400 m, the gap 100 m by 20 m.
  const [x, y] = [550_000, 5_950_000];
  const box = (w: number, s: number, e: number, n: number) => square(x + w, y + s, x + e, y + n);
  const town = written(
    "stadt.geojson",
    collection([{ code: "01099001", name: "Stadt", geometry: box(0, 0, 400, 400) }], "EPSG:25832"),
  );
  const townMapping: AreaMapping = { ...quarters, level: { id: "GEM" }, division: facts("stadt"), code: "code" };
  expect((await importAreas.run(context, { file: town, mapping: townMapping })).changed).toBe(true);
  const notched = box(200, 0, 400, 200);
  notched.coordinates[0] = [
    [x + 200, y],
    [x + 400, y],
    [x + 400, y + 200],
    [x + 300, y + 200],
    [x + 300, y + 180],
    [x + 200, y + 180],
    [x + 200, y],
  ];
  const file = written(
    "quartiere.geojson",
    collection(
      [
        { code: "01", name: "Nordwest", town: "01099001", geometry: box(0, 200, 200, 400) },
        { code: "02", name: "Nordost", town: "01099001", geometry: box(200, 200, 400, 400) },
        { code: "03", name: "Südwest", town: "01099001", geometry: box(0, 0, 200, 200) },
        { code: "04", name: "Südost", town: "01099001", geometry: notched },
      ],
      "EPSG:25832",
    ),
  );
  const report = await importAreas.run(context, {
    file,
    mapping: { ...quarters, wholes: [{ level: { id: "GEM" }, code: "town" }] },
  });
  expect(report).toMatchObject({ changed: true, added: 4 });
  expect(report.findings.filter((f) => f.code === "collect.areasOverlap")).toEqual([]);
  expect(report.findings.filter((f) => f.code === "collect.gapInWhole")).toHaveLength(1);
  expect(report.sentences).toContain("In „Stadt“ bleibt eine Lücke von 0,20 ha, die keine Raumeinheit abdeckt.");
  const parts = (await areas.run(context, { level: "SUB", division: "quartiere" })).areas;
  const sum = parts.reduce((all, area) => all + (area.groundSquareMetres ?? 0), 0);
  const whole = (await areas.run(context, { level: "GEM", division: "stadt" })).areas[0]?.groundSquareMetres ?? 0;
  // 2000 m² of 160,000 are the gap.
  expect(sum / whole).toBeCloseTo(158_000 / 160_000, 8);
});

test('PM10-022 the purpose "smallest data unit" moves from one level to another without any figure moving', async () => {
  await changeLevel.run(context, { id: "GEM", purposes: ["cooperation", "resources"] });
  const moved = await changeLevel.run(context, { id: "SUB", purposes: ["burden", "data"] });
  expect(moved.purposes).toEqual(["burden", "data"]);
  const list = (await levels.run(context, {})).levels;
  expect(list.find((level) => level.id === "GEM")?.purposes).toEqual(["cooperation", "resources"]);
});

test("TR-002 a division says who drew it, what for, by which criteria, since when, approved by whom; a silent one is refused", async () => {
  const file = written(
    "sozialraum.geojson",
    collection([{ code: "S1", name: "Mitte", geometry: square(9.7, 53.6, 9.71, 53.61) }]),
  );
  const level = { id: "SOZ", label: { de: "Sozialraum" }, rank: 35 };
  const silent = importAreas.run(context, {
    file,
    mapping: { ...quarters, level, division: { id: "sozialraeume-2024", author: "Jugendamt" } },
  });
  await expect(silent).rejects.toMatchObject({
    code: "collect.divisionFactsMissing",
    parameters: { facts: "Zweck, Kriterien" },
  });
  const division = {
    id: "sozialraeume-2024",
    label: { de: "Sozialräume 2024" },
    kind: "statistical" as const,
    partition: true,
    author: "Jugendamt",
    purpose: "Jugendhilfeplanung",
    criteria: "Statistische Bezirke, Einzugsgebiete",
    decidedOn: "2024-02-01",
    approval: "Jugendhilfeausschuss",
  };
  await importAreas.run(context, { file, mapping: { ...quarters, level, division } });
  const answer = await divisions.run(context, { level: "SOZ" });
  const { partition, ...rest } = division;
  expect(answer.divisions).toEqual([
    {
      ...rest,
      partition,
      level: "SOZ",
      areas: 1,
      hasFigures: true,
      boundaryVersions: [{ id: "sozialraeume-2024@2024-01-01", validOn: "2024-01-01", source: "Stadt", licence: "" }],
    },
  ]);
});

test.skipIf(noData)(
  "SE-016 a Planungsraum of 6 municipalities has figures and a ground, a Handlungsraum of 3 streets has neither by default",
  async () => {
    const codes = ["01056002", "01056005", "01056015", "01056018", "01056019", "01056021"];
    const there = (await areas.run(context, { level: "GEM" })).areas
      .filter((area) => area.code.startsWith("01056"))
      .slice(0, 6);
    const planning = await drawDivision.run(context, {
      level: { id: "PLAN", label: { de: "Planungsraum" }, rank: 15 },
      division: {
        id: "hilfen",
        label: { de: "Hilfen zur Erziehung" },
        kind: "planning",
        partition: false,
        author: "Jugendamt",
        purpose: "Hilfeplanung",
        criteria: "Nachfrage",
        decidedOn: null,
        approval: "",
      },
      areas: [{ code: "P1", name: "Nord", parts: there.map(({ level, code }) => ({ level, code })) }],
    });
    expect(codes).toHaveLength(there.length);
    expect(planning.hasFigures).toBe(true);
    const drawn = (await areas.run(context, { level: "PLAN" })).areas[0];
    expect(drawn?.groundSquareMetres).toBeCloseTo(
      there.reduce((sum, area) => sum + (area.groundSquareMetres ?? 0), 0),
      -2,
    );
    const action = await drawDivision.run(context, {
      level: { id: "HAND", label: { de: "Handlungsraum" }, rank: 50 },
      division: {
        id: "bahnhof",
        label: { de: "Rund um den Bahnhof" },
        kind: "action",
        partition: false,
        author: "Quartiersarbeit",
        purpose: "Fallbesprechung",
        criteria: "Drei Straßen",
        decidedOn: null,
        approval: "",
      },
      areas: [{ code: "H1", name: "Bahnhofstraße, Damm, Königstraße" }],
    });
    expect(action.hasFigures).toBe(false);
    expect(action.sentences).toEqual(["Handlungsräume bekommen keine Kennzahlen; sie zeigen nur Angebote."]);
    expect((await levels.run(context, {})).levels.find((level) => level.id === "HAND")?.hasFigures).toBe(false);
  },
);

test("a file with faults in it leaves nothing behind: each feature is named with its reason, and the county is as it was", async () => {
  const before = await context.db
    .selectFrom("area")
    .select(({ fn }) => fn.countAll().as("n"))
    .executeTakeFirst();
  const open = {
    type: "Polygon",
    coordinates: [
      [
        [9.7, 53.6],
        [9.71, 53.6],
        [9.71, 53.61],
        [9.7, 53.61],
      ],
    ],
  };
  const bow = {
    type: "Polygon",
    coordinates: [
      [
        [9.7, 53.6],
        [9.72, 53.62],
        [9.72, 53.6],
        [9.7, 53.62],
        [9.7, 53.6],
      ],
    ],
  };
  const file = written(
    "faults.geojson",
    collection([
      { code: "f1", name: "offen", geometry: open },
      { code: "f2", name: "Schleife", geometry: bow },
      { code: "f3", name: "leer", geometry: null },
      { code: "f4", name: "vertauscht", geometry: square(53.6, 9.7, 53.61, 9.71) },
      { code: "f5", name: "Meter", geometry: square(550_000, 5_950_000, 550_100, 5_950_100) },
      { code: "f6", name: "gut", geometry: square(9.8, 53.6, 9.81, 53.61) },
      { code: "f6", name: "gut", geometry: square(9.8, 53.6, 9.81, 53.61) },
      { code: "", name: "ohne", geometry: square(9.9, 53.6, 9.91, 53.61) },
      {
        code: "f7",
        name: "Strich",
        geometry: {
          type: "LineString",
          coordinates: [
            [9.7, 53.6],
            [9.71, 53.6],
          ],
        },
      },
    ]),
  );
  const division = facts("fehler");
  const report = await importAreas.run(context, { file, mapping: { ...quarters, division } });
  expect(report.changed).toBe(false);
  expect(report.findings.map((f) => [f.code.slice(8), String(f.parameters.feature ?? "")])).toEqual(
    expect.arrayContaining([
      ["codeEmpty", "Nr. 8"],
      ["ringOpen", "Nr. 1 (f1)"],
      ["groundFaulty", "Nr. 2 (f2)"],
      ["geometryEmpty", "Nr. 3 (f3)"],
      ["axesSwapped", "Nr. 4 (f4)"],
      ["metresInsteadOfDegrees", "Nr. 5 (f5)"],
      ["featureTwice", "Nr. 7 (f6)"],
      ["geometryWithoutGround", "Nr. 9 (f7)"],
    ]),
  );
  const after = await context.db
    .selectFrom("area")
    .select(({ fn }) => fn.countAll().as("n"))
    .executeTakeFirst();
  expect(after).toEqual(before);
  const repaired = await importAreas.run(context, {
    file,
    mapping: { ...quarters, division },
    repair: true,
    dryRun: true,
  });
  expect(codesOf(repaired)).toEqual(["collect.codeEmpty", "collect.metresInsteadOfDegrees"]);
});

test("every answer about spaces is what its contract promises", async () => {
  const answers = [
    [levels, {}],
    [areas, { level: "SUB" }],
    [areaGeometry, { level: "SUB" }],
    [divisions, {}],
    [divisionShares, { from: "quartiere", to: "stadt", on: "2025-01-01" }],
  ] as const;
  for (const [one, input] of answers) {
    const answer = await one.run(context, input as never);
    expect([...Value.Errors(one.contract.output, answer)], one.contract.name).toEqual([]);
  }
});

test("a level that does not exist is refused with those that do", async () => {
  await expect(areas.run(context, { level: "BLOCK" })).rejects.toMatchObject({
    code: "collect.levelUnknown",
    kind: "missing",
  });
});
