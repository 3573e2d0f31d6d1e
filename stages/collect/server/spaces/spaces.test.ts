import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { Value } from "typebox/value";
import { afterAll, beforeAll, expect, test } from "vitest";
import { spreadCounts } from "../../../../kernel/area/divisionShares.ts";
import { type Ground, groundArea, type Position } from "../../../../kernel/geometry/polygon.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { makeContext } from "../../../../runtime/http/makeContext.ts";
import type { Context } from "../../../../runtime/http/operation.ts";
import { freshDatabase } from "../../../../runtime/store/testDatabase.ts";
import type { AreaMapping, ImportAreasOutput } from "../../spaces/contract.ts";
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

const data = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
// Real boundaries lie beside the project; tests that need them are skipped where they do not.
const noData = !existsSync(join(data, "boundaries"));

let context: Context;
let drop: () => Promise<void>;
const folder = mkdtempSync(join(tmpdir(), "spaces-"));

async function freshCounty(): Promise<{ context: Context; drop: () => Promise<void> }> {
  const fresh = await freshDatabase();
  const person = { name: "Planung", roles: ["R1" as const] };
  const now = () => new Date("2025-06-30T12:00:00Z");
  const county = { store: { db: fresh.db }, folder, person, stages: new Map(), now };
  const call = { signal: new AbortController().signal, progress: () => {} };
  return { drop: fresh.drop, context: await makeContext(county, call) };
}

beforeAll(async () => {
  ({ context, drop } = await freshCounty());
});
afterAll(async () => {
  await drop();
  rmSync(folder, { recursive: true, force: true });
});

function upload(path: string) {
  return {
    name: basename(path),
    path,
    bytes: statSync(path).size,
    hash: createHash("sha256").update(readFileSync(path)).digest("hex"),
  };
}

function written(name: string, content: unknown) {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return upload(path);
}

function facts(id: string, kind: "administrative" | "statistical" = "administrative") {
  return {
    id,
    kind,
    author: "Land",
    purpose: "Verwaltung",
    criteria: "Gemeindeordnung",
    decidedOn: null,
    approval: "",
  };
}

const municipalities = (kreis: string): AreaMapping => ({
  level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
  division: facts(`gemeinden-${kreis}`),
  boundaryVersion: { validOn: "2023-12-31", source: "BKG VG250-EW", licence: "dl-de/by-2-0" },
  code: "ags",
  name: "name",
  filter: [{ column: "ags", startsWith: kreis }],
  wholes: [
    {
      level: { id: "KREIS", label: { de: "Kreis" }, rank: 0 },
      division: facts("kreise"),
      code: { attributes: ["ags"], first: 5 },
      name: "county",
    },
  ],
});

function square(west: number, south: number, east: number, north: number) {
  return {
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  };
}

function collection(
  features: readonly { code: string; name?: string; geometry: unknown; [attribute: string]: unknown }[],
  crs?: string,
) {
  return {
    type: "FeatureCollection",
    ...(crs === undefined ? {} : { crs: { type: "name", properties: { name: crs } } }),
    features: features.map(({ geometry, ...properties }) => ({ type: "Feature", properties, geometry })),
  };
}

const quarters: AreaMapping = {
  level: { id: "SUB", label: { de: "Quartier" }, rank: 40 },
  division: facts("quartiere", "statistical"),
  boundaryVersion: { validOn: "2024-01-01", source: "Stadt", licence: "" },
  code: "code",
  name: "name",
};

function codesOf(report: ImportAreasOutput, severity = "error"): string[] {
  return [...new Set(report.findings.filter((f) => f.severity === severity).map((f) => f.code))];
}

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

test.skipIf(noData)(
  "a municipality with a ring that touches itself is named, refused as it is, and mended only on request",
  async () => {
    const { context: county, drop: leave } = await freshCounty();
    try {
      const file = upload(join(data, "boundaries/flensburg_stadtbezirke_shape.zip"));
      const mapping: AreaMapping = { ...quarters, code: "AREA_ID", name: "AREA_NAME" };
      const refused = await importAreas.run(county, { file, mapping });
      expect(refused.changed).toBe(false);
      expect(codesOf(refused)).toEqual(["collect.groundFaulty"]);
      expect(refused.sentences[0]).toMatch(
        /Nr\. \d+ \(.+\): Die Fläche ist ungültig \(die Grenze berührt sich selbst\) bei 9,\d+ \/ 54,\d+/,
      );
      expect((await levels.run(county, {})).levels).toEqual([]);
      const mended = await importAreas.run(county, { file, mapping, repair: true });
      expect(mended).toMatchObject({ changed: true, added: 41 });
      expect(mended.findings.filter((f) => f.code === "collect.mendedGround")).toHaveLength(2);
    } finally {
      await leave();
    }
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

test("PI-025 quarters that overlap are named with both names and the size in hectares", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const file = written(
      "overlap.geojson",
      collection(
        [
          { code: "1", name: "Ost", geometry: square(550_100, 5_950_000, 550_300, 5_950_100) },
          { code: "2", name: "West", geometry: square(550_000, 5_950_000, 550_150, 5_950_100) },
        ],
        "urn:ogc:def:crs:EPSG::25832",
      ),
    );
    const report = await importAreas.run(county, { file, mapping: quarters });
    expect(report.sentences).toEqual(["„Ost“ und „West“ überlappen sich um 0,50 ha."]);
  } finally {
    await leave();
  }
});

test("SLFL-020 a county of its own cut: 18 regions of Ämter, free municipalities and towns partition the Kreis", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const cell = (n: number) =>
      square(
        9 + (n % 6) * 0.01,
        54 + Math.floor(n / 6) * 0.01,
        9.01 + (n % 6) * 0.01,
        54.01 + Math.floor(n / 6) * 0.01,
      );
    const file = written(
      "gemeinden.geojson",
      collection(
        Array.from({ length: 36 }, (_, n) => ({
          code: `010590${String(n).padStart(2, "0")}`,
          name: `Gemeinde ${n}`,
          region: `R${Math.floor(n / 2)}`,
          kreis: "01059",
          geometry: cell(n),
        })),
      ),
    );
    const report = await importAreas.run(county, {
      file,
      mapping: {
        ...quarters,
        level: { id: "GEM", rank: 30 },
        division: facts("gemeinden"),
        wholes: [
          { level: { id: "REGION", label: { de: "Region" } }, division: facts("regionen"), code: "region" },
          { level: { id: "KREIS", rank: 0 }, division: facts("kreis"), code: "kreis", names: { "01059": "Kreis" } },
        ],
      },
    });
    expect(report).toMatchObject({ added: 36, wholesAdded: { REGION: 18, KREIS: 1 }, findings: [] });
    const regions = (await areas.run(county, { level: "REGION" })).areas;
    const kreis = (await areas.run(county, { level: "KREIS" })).areas[0];
    const sum = regions.reduce((all, area) => all + (area.groundSquareMetres ?? 0), 0);
    expect(regions).toHaveLength(18);
    expect(Math.abs(sum / (kreis?.groundSquareMetres ?? 0) - 1)).toBeLessThan(1e-9);
  } finally {
    await leave();
  }
});

test.skipIf(noData)(
  "PM08-053 SE-014 municipalities belong to their Amt, their Kreis and a planning region at once, from a list without geometry",
  async () => {
    const { context: county, drop: leave } = await freshCounty();
    try {
      const file = upload(join(data, "codes/31122023_Auszug_GV.xlsx"));
      const sheet = { layer: "Onlineprodukt_Gemeinden31122023", headerRow: 4 };
      const amt = { attributes: ["Land", "RB", "Kreis", "VB"] };
      const ags = { attributes: ["Land", "RB", "Kreis", "Gem"] };
      const kreis = { attributes: ["Land", "RB", "Kreis"] };
      const aemter = await importAreas.run(county, {
        file,
        mapping: {
          ...sheet,
          level: { id: "AMT", label: { de: "Amt" }, rank: 20 },
          division: facts("aemter"),
          code: amt,
          name: "H",
          filter: [
            { column: "A", equals: "50" },
            { column: kreis, equals: "01056" },
          ],
          wholes: [
            {
              level: { id: "KREIS", rank: 0 },
              division: facts("kreise"),
              code: kreis,
              names: { "01056": "Pinneberg" },
            },
          ],
        },
      });
      // The GISD of the RKI has the same 18 units for Pinneberg.
      expect(aemter).toMatchObject({ changed: true, added: 18, boundaryVersion: null, geometries: 0 });
      const regions = Object.fromEntries(["01056039", "01056041", "01056043"].map((code) => [code, "Nord"]));
      const gemeinden = await importAreas.run(county, {
        file,
        mapping: {
          ...sheet,
          level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
          division: facts("gemeinden"),
          code: ags,
          name: "H",
          filter: [
            { column: "A", equals: "60" },
            { column: kreis, equals: "01056" },
          ],
          wholes: [
            { level: { id: "AMT" }, code: amt },
            { level: { id: "KREIS" }, code: kreis },
            {
              level: { id: "PLANREG", label: { de: "Planungsregion" }, rank: 10 },
              division: { ...facts("planung"), kind: "planning" },
              code: ags,
              members: regions,
            },
          ],
        },
      });
      expect(gemeinden).toMatchObject({ changed: true, added: 49, wholesAdded: { PLANREG: 1 } });
      const list = (await areas.run(county, { level: "GEM" })).areas;
      const three = list.find((area) => area.code === "01056039");
      expect(three?.wholes.map((whole) => whole.level).sort()).toEqual(["AMT", "KREIS", "PLANREG"]);
      expect(list.every((area) => !area.hasGeometry && area.wholes.some((whole) => whole.level === "AMT"))).toBe(true);
      // No level "Sozialraum" anywhere, and nothing misses it.
      expect((await levels.run(county, {})).levels.map((level) => level.id)).toEqual([
        "KREIS",
        "PLANREG",
        "AMT",
        "GEM",
      ]);
      expect((await areaGeometry.run(county, { level: "GEM" })).features.features).toEqual([]);
    } finally {
      await leave();
    }
  },
);

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

test("a hierarchy that bites its own tail is refused with the way around, and nothing of it stays", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const file = (name: string, code: string, up: string) => written(name, `code;name;whole\n${code};${code};${up}\n`);
    const mapping = (level: string, whole: string, make: boolean): AreaMapping => ({
      level: { id: level },
      division: facts(`d-${level}`),
      code: "code",
      name: "name",
      wholes: [{ level: { id: whole }, code: "whole", ...(make ? { division: facts(`d-${whole}`) } : {}) }],
    });
    await importAreas.run(county, { file: file("a.csv", "a", "b"), mapping: mapping("A", "B", true) });
    await importAreas.run(county, { file: file("b.csv", "b", "c"), mapping: mapping("B", "C", true) });
    const loop = importAreas.run(county, { file: file("c.csv", "c", "a"), mapping: mapping("C", "A", false) });
    await expect(loop).rejects.toMatchObject({ code: "collect.hierarchyLoop" });
    expect((await areas.run(county, { level: "C" })).areas[0]?.wholes).toEqual([]);
  } finally {
    await leave();
  }
});

test("boundaries are never overwritten: another drawing in the same version is refused, as a new version it stands beside the old one", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const first = written(
      "v1.geojson",
      collection([{ code: "1", name: "A", geometry: square(9.7, 53.6, 9.71, 53.61) }]),
    );
    const second = written(
      "v2.geojson",
      collection([{ code: "1", name: "A", geometry: square(9.7, 53.6, 9.72, 53.61) }]),
    );
    await importAreas.run(county, { file: first, mapping: quarters });
    await expect(importAreas.run(county, { file: second, mapping: quarters })).rejects.toBeInstanceOf(Refusal);
    const next = { ...quarters, boundaryVersion: { validOn: "2025-01-01", source: "Stadt", licence: "" } };
    expect(await importAreas.run(county, { file: second, mapping: next })).toMatchObject({
      changed: true,
      added: 0,
      geometries: 1,
    });
    expect((await areaGeometry.run(county, { level: "SUB", on: "2024-06-30" })).boundaryVersion?.validOn).toBe(
      "2024-01-01",
    );
    expect((await areaGeometry.run(county, { level: "SUB" })).boundaryVersion?.validOn).toBe("2025-01-01");
  } finally {
    await leave();
  }
});

test("SE-015 95 municipalities: 5 towns, 2 free ones and 88 in 8 Ämter make the 15 units of the basic survey", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const rows = Array.from({ length: 95 }, (_, n) => {
      const unit = n < 7 ? `E${n}` : `A${(n - 7) % 8}`;
      return `01057${String(n).padStart(3, "0")};Gemeinde ${n};${unit};01057`;
    });
    const file = written("einheiten.csv", `ags;name;einheit;kreis\n${rows.join("\n")}\n`);
    const report = await importAreas.run(county, {
      file,
      mapping: {
        level: { id: "GEM", label: { de: "Gemeinde" }, rank: 30 },
        division: facts("gemeinden"),
        code: "ags",
        name: "name",
        wholes: [
          {
            level: { id: "EINHEIT", label: { de: "Grundeinheit" }, rank: 20 },
            division: facts("einheiten"),
            code: "einheit",
          },
          { level: { id: "KREIS", rank: 0 }, division: facts("kreis"), code: "kreis" },
        ],
      },
    });
    expect(report).toMatchObject({ added: 95, wholesAdded: { EINHEIT: 15, KREIS: 1 } });
    const list = (await areas.run(county, { level: "GEM" })).areas;
    const sizes = new Map<string, number>();
    for (const { wholes } of list) {
      const unit = wholes.find((whole) => whole.level === "EINHEIT")?.code ?? "";
      sizes.set(unit, (sizes.get(unit) ?? 0) + 1);
    }
    expect([...sizes.values()].filter((size) => size === 1)).toHaveLength(7);
    expect([...sizes.values()].reduce((sum, size) => sum + size, 0)).toBe(5 + 2 + 88);
  } finally {
    await leave();
  }
});

test("TR-001 a school catchment over two planning areas is shared by ground, and exactly where both are built of the same municipalities", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const draw = (name: string, id: string, shapes: readonly [string, number, number][]) =>
      importAreas.run(county, {
        file: written(
          `${name}.geojson`,
          collection(
            shapes.map(([code, west, east]) => ({
              code,
              name: code,
              geometry: square(550_000 + west, 5_950_000, 550_000 + east, 5_950_100),
            })),
            "EPSG:25832",
          ),
        ),
        mapping: {
          ...quarters,
          level: { id: id.toUpperCase() },
          division: { ...facts(id, "statistical"), partition: false },
        },
      });
    await draw("einzugsgebiete", "schule", [["S", 0, 100]]);
    await draw("planungsraeume", "plan", [
      ["P", 0, 60],
      ["Q", 60, 200],
    ]);
    const shares = await divisionShares.run(county, { from: "schule", to: "plan" });
    expect(shares).toMatchObject({ by: "area", quality: "estimated", coverage: [] });
    expect(shares.rows.map((row) => [row.to, Math.round(row.share * 1e6) / 1e6])).toEqual([
      ["P", 0.6],
      ["Q", 0.4],
    ]);
    const { values } = spreadCounts(new Map([["S", 200]]), { by: shares.by, rows: shares.rows });
    expect(values.map((value) => [value.code, Math.round(Number(value.value) * 1e4) / 1e4, value.method])).toEqual([
      ["P", 120, "area"],
      ["Q", 80, "area"],
    ]);
    // Of Q, only 40 of 140 m lie in the catchment.
    expect(
      (await divisionShares.run(county, { from: "plan", to: "schule" })).coverage.map((one) => [
        one.code,
        Math.round(one.share * 1e4),
      ]),
    ).toEqual([["Q", 2857]]);
    const list = written("bausteine.csv", "code;amt;region\n1;A;R\n2;A;R\n3;B;R\n");
    await importAreas.run(county, {
      file: list,
      mapping: {
        level: { id: "GEM" },
        division: facts("gemeinden"),
        code: "code",
        wholes: [
          { level: { id: "AMT" }, division: facts("aemter"), code: "amt" },
          { level: { id: "REGION" }, division: facts("regionen"), code: "region" },
        ],
      },
    });
    expect(await divisionShares.run(county, { from: "aemter", to: "regionen" })).toMatchObject({
      by: "blocks",
      quality: "exact",
      rows: [
        { from: "A", to: "R", share: 1 },
        { from: "B", to: "R", share: 1 },
      ],
    });
  } finally {
    await leave();
  }
});

test("a new boundary version that lacks an area says so, and the map shows the new drawing at once", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const state = (name: string, day: string, codes: readonly string[], width: number) =>
      importAreas.run(county, {
        file: written(
          name,
          collection(
            codes.map((code, n) => ({
              code,
              name: `Bezirk ${code}`,
              geometry: square(9.7 + n * 0.05, 53.6, 9.7 + n * 0.05 + width, 53.61),
            })),
          ),
        ),
        mapping: { ...quarters, boundaryVersion: { validOn: day, source: "Stadt", licence: "" } },
      });
    await state("alt.geojson", "2020-12-31", ["1", "2"], 0.02);
    const before = await areaGeometry.run(county, { level: "SUB" });
    expect(await areaGeometry.run(county, { level: "SUB" })).toEqual(before);
    const report = await state("neu.geojson", "2023-12-31", ["1"], 0.03);
    expect(report.sentences).toEqual([
      "Bezirk 2 steht nicht mehr in der Datei, gilt aber weiter. Wurde sie aufgelöst, bitte das Verzeichnis der Gebietsänderungen übernehmen.",
    ]);
    const after = await areaGeometry.run(county, { level: "SUB" });
    expect(after.boundaryVersions.map((version) => version.validOn).sort()).toEqual(["2020-12-31", "2023-12-31"]);
    expect(after.features.features[0]?.geometry).not.toEqual(before.features.features[0]?.geometry);
  } finally {
    await leave();
  }
});

test("X-040 an area carries its days of validity from the file, and two states of it in one file are named", async () => {
  const { context: county, drop: leave } = await freshCounty();
  try {
    const state = (code: string, from: string, west: number) => ({
      code,
      name: code,
      validStartDate: from,
      geometry: square(west, 53.6, west + 0.01, 53.61),
    });
    const mapping: AreaMapping = { ...quarters, validFrom: { attribute: "validStartDate" } };
    const one = written(
      "kommonitor.geojson",
      collection([state("01", "2020-01-01", 9.7), state("02", "2021-07-01", 9.8)]),
    );
    expect(await importAreas.run(county, { file: one, mapping })).toMatchObject({ changed: true, added: 2 });
    const on = async (day: string) =>
      (await areas.run(county, { level: "SUB", on: day })).areas.map((area) => area.code);
    expect([await on("2020-12-31"), await on("2021-12-31"), await on("2019-12-31")]).toEqual([
      ["01"],
      ["01", "02"],
      [],
    ]);
    const two = written("zwei.geojson", collection([state("03", "2020-01-01", 9.7), state("03", "2022-01-01", 9.71)]));
    expect(codesOf(await importAreas.run(county, { file: two, mapping }))).toEqual(["collect.twoValidities"]);
  } finally {
    await leave();
  }
});

test.skipIf(noData)(
  "the 171 Sozialräume of Düsseldorf: those whose border crosses or touches itself are named, and mended when asked for",
  async () => {
    const { context: county, drop: leave } = await freshCounty();
    try {
      const file = upload(join(data, "sozialraum/duesseldorf_sozialraeume_quartiersatlas2024.geojson"));
      const mapping: AreaMapping = {
        ...quarters,
        code: "SOZIALRAUM_ID",
        wholes: [{ level: { id: "BEZIRK" }, division: facts("bezirke"), code: "STADTBEZIRK", name: "stadtbezirk" }],
      };
      const named = (await importAreas.run(county, { file, mapping })).findings.filter((f) => f.severity === "error");
      expect(new Set(named.map((f) => f.code))).toEqual(new Set(["collect.groundFaulty"]));
      const report = await importAreas.run(county, { file, mapping, repair: true });
      expect(report.findings.filter((f) => f.code === "collect.mendedGround")).toHaveLength(named.length);
      expect(report).toMatchObject({ changed: true, added: 171, geometries: 171, wholesAdded: { BEZIRK: 10 } });
      const screen = await areaGeometry.run(county, { level: "SUB" });
      expect(screen.features.features).toHaveLength(171);
    } finally {
      await leave();
    }
  },
);

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
