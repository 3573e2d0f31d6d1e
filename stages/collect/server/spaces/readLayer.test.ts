import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { type Ground, groundArea, type Position } from "../../../../kernel/geometry/polygon.ts";
import { phrase } from "../../../../kernel/trouble/phrase.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import fileMessages from "../../messages.de.json" with { type: "json" };
import { attributeText, type Layer } from "../../spaces/layer.ts";
import { inMetres, locate } from "../../spaces/locate.ts";
import messages from "../../spaces/messages.de.json" with { type: "json" };
import { metricProjection, projectionOf } from "../../spaces/projection.ts";
import { groundAlgebra } from "./geos.ts";
import { readAreas } from "./readAreas.ts";
import { readLayer } from "./readLayer.ts";

const data = process.env.KREISLAUF_OPEN_DATA ?? "../shared/data";
// The real files lie beside the project; tests that need them are skipped where they do not.
const noData = !existsSync(join(data, "boundaries"));
const folder = mkdtempSync(join(tmpdir(), "layers-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function layerOf(path: string): Promise<Layer> {
  const layer = await readLayer({ name: path.replace(/^.*\//, ""), path: join(data, path) });
  if (layer === undefined) throw new Error(`no layer: ${path}`);
  return layer;
}

function grounds(layer: Layer, code: string): Map<string, Ground> {
  return new Map(
    locate(layer).features.flatMap(({ feature, ground }) =>
      ground === null ? [] : [[attributeText(feature.attributes[code]), ground] as const],
    ),
  );
}

test.skipIf(noData)(
  "the shapefile of Flensburg (EPSG:25832) and its GeoJSON (degrees) draw the same districts, to a metre",
  async () => {
    const shapes = grounds(await layerOf("boundaries/flensburg_stadtteile_shape.zip"), "AREA_ID");
    const json = grounds(await layerOf("boundaries/flensburg_stadtteile.geojson"), "AREA_ID");
    expect([...shapes.keys()].sort()).toEqual([...json.keys()].sort());
    expect(shapes.size).toBe(13);
    const metric = metricProjection([9.3, 54.7, 9.6, 54.9]);
    for (const [code, ground] of shapes) {
      const ours = inMetres(ground, metric).flat(2) as Position[];
      const theirs = inMetres(json.get(code) ?? [], metric).flat(2) as Position[];
      expect(theirs).toHaveLength(ours.length);
      const off = ours.map(([x, y]) => Math.min(...theirs.map(([a, b]) => Math.hypot(a - x, b - y))));
      expect(Math.max(...off)).toBeLessThan(1);
    }
  },
);

test.skipIf(noData)("the table of a shapefile keeps its umlauts and its codes as text", async () => {
  const layer = await layerOf("boundaries/flensburg_stadtteile_shape.zip");
  expect(layer.features.map((feature) => feature.attributes.AREA_NAME)).toContain("11 Mürwik");
  const all = await layerOf("boundaries/VG250_GEM_simplified.zip");
  expect(all.features).toHaveLength(10990);
  expect(all.features.every((feature) => /^\d{12}$/.test(attributeText(feature.attributes.ARS)))).toBe(true);
  const table = await layerOf("codes/VG250_KRS.dbf");
  expect(table.features).toHaveLength(430);
  expect(new Set(table.features.map((feature) => feature.attributes.AGS)).size).toBeGreaterThanOrEqual(400);
});

test("a table that promises more rows than it holds, or rows of no length, is refused and not read forever", async () => {
  const table = (rows: number, start: number, length: number): Buffer => {
    const bytes = Buffer.alloc(100);
    bytes[0] = 3;
    bytes.writeUInt32LE(rows, 4);
    bytes.writeUInt16LE(start, 8);
    bytes.writeUInt16LE(length, 10);
    return bytes;
  };
  for (const spoilt of [table(1_313_162_752, 0, 0), table(9, 65, 20), Buffer.from([3])]) {
    const path = join(folder, "gebiete.dbf");
    writeFileSync(path, spoilt);
    await expect(readLayer({ name: "gebiete.dbf", path })).rejects.toMatchObject({ code: "collect.brokenShapefile" });
  }
});

test.skipIf(noData)("X-040 the same GeoPackage and GeoJSON of KomMonitor give the same areas", async () => {
  for (const name of ["features-test", "features-test-timeseries"]) {
    const packed = await layerOf(`kommonitor/${name}.gpkg`);
    const plain = await layerOf(`kommonitor/${name}.geojson`);
    expect(packed.features.map((f) => f.attributes.baublock_id)).toEqual(
      plain.features.map((f) => f.attributes.baublock_id),
    );
    const metric = metricProjection([7, 51, 8, 52]);
    const size = (layer: Layer): number =>
      [...grounds(layer, "baublock_id").values()].reduce((sum, g) => sum + groundArea(inMetres(g, metric)), 0);
    expect(Math.abs(size(packed) / size(plain) - 1)).toBeLessThan(1e-9);
  }
});

test.skipIf(noData)(
  "the districts of Gelsenkirchen come in EPSG:3044 and have the ground that the city measured, within its projection's 0.1 %",
  async () => {
    const layer = await layerOf("kommonitor/Stadtteile_Gelsenkirchen.json");
    const found = grounds(layer, "id");
    expect(found.size).toBe(18);
    const metric = metricProjection([7, 51.4, 7.2, 51.7]);
    for (const feature of layer.features) {
      const published = Number(feature.attributes.flaeche_ST);
      const ours = groundArea(inMetres(found.get(attributeText(feature.attributes.id)) ?? [], metric));
      expect(Math.abs(ours / published - 1)).toBeLessThan(0.001);
    }
  },
);

test.skipIf(noData)(
  "several features of one code are one area: 431 features are 401 Kreise, 181 quarters of Hamburg one per name",
  async () => {
    const read = (file: string, code: string, repair = true) => {
      const path = join(data, "boundaries", file);
      return readAreas(
        { name: file, path, bytes: statSync(path).size },
        { level: { id: "X" }, division: { id: "x" }, code },
        repair,
      );
    };
    const kreise = await read("landkreise_sim200.geojson", "AGS");
    expect(kreise).toMatchObject({ read: 431 });
    expect(kreise.areas).toHaveLength(401);
    const algebra = await groundAlgebra();
    expect(kreise.areas.every((area) => area.ground !== null && algebra.faultOf(area.ground) === undefined)).toBe(true);
    const names = new Set(
      (await layerOf("boundaries/hamburg-quarters.geojson")).features.map((f) => f.attributes.name),
    );
    expect((await read("hamburg-quarters.geojson", "name")).areas).toHaveLength(names.size);
  },
);

test.skipIf(noData)("every boundary file of the collection is read, its faulty features named one by one", async () => {
  for (const file of readdirSync(join(data, "boundaries"))) {
    const path = join(data, "boundaries", file);
    const layer = await readLayer({ name: file, path });
    // The first attribute in which no feature is empty does for a code here.
    const code =
      Object.keys(layer?.features[0]?.attributes ?? {}).find((a) =>
        layer?.features.every((f) => attributeText(f.attributes[a]) !== ""),
      ) ?? "";
    const { areas, findings } = await readAreas(
      { name: file, path, bytes: statSync(path).size },
      { level: { id: "X" }, division: { id: "x" }, code },
      false,
    );
    const faulty = findings.filter((finding) => finding.severity === "error");
    expect(
      faulty.every((finding) => /^Nr\. \d+ \(.+\)$/.test(String(finding.parameters.feature))),
      file,
    ).toBe(true);
    expect(areas.filter((area) => area.ground === null).length, file).toBeLessThanOrEqual(faulty.length);
    // The generalised national layer crosses itself here and there; the cities drew with care.
    if (file.startsWith("VG250")) expect(faulty.length).toBeGreaterThan(0);
    if (file.startsWith("duesseldorf") || file.startsWith("hamburg")) expect(faulty).toEqual([]);
  }
});

const sentence = async (name: string, content: string | Uint8Array): Promise<string> => {
  const path = join(folder, name);
  writeFileSync(path, content);
  try {
    await readLayer({ name, path });
  } catch (trouble) {
    if (trouble instanceof Refusal) return phrase({ ...fileMessages, ...messages }, trouble);
    throw trouble;
  }
  return "read";
};

test("broken map files are refused with a sentence that says what to do", async () => {
  expect(await sentence("zwei.geojson", '{"type":"Feature","properties":{},"geometry":null}\n{"type":"Feature"}')).toBe(
    "Die Datei zwei.geojson enthält mehrere JSON-Dokumente hintereinander; das zweite beginnt in Zeile 2. Bitte die Objekte in einer FeatureCollection zusammenfassen oder einzeln senden.",
  );
  expect(await sentence("halb.geojson", '{"type":"FeatureCollection","features":[{"type":"Fea')).toMatch(
    /abgeschnitten/,
  );
  expect(await sentence("leer.geojson", "")).toMatch(/ist leer/);
  expect(await sentence("wfs.xml", "<?xml version='1.0'?><wfs:FeatureCollection/>")).toMatch(
    /outputFormat=application\/json/,
  );
  expect(await sentence("liste.json", '{"values":[1,2]}')).toMatch(/enthält aber keine Karte/);
  expect(await sentence("topo.json", '{"type":"Topology","objects":{}}')).toMatch(/TopoJSON/);
  expect(await sentence("nur.shp", new Uint8Array([0, 0, 39, 10]))).toMatch(/ZIP-Datei/);
  expect(
    await sentence(
      "kaputt.gpkg",
      new Uint8Array([...new TextEncoder().encode("SQLite format 3\0"), ...new Uint8Array(200)]),
    ),
  ).toMatch(/kein lesbares GeoPackage/);
});

test.skipIf(noData)("the broken test files of KomMonitor get a German sentence", async () => {
  const told = async (file: string): Promise<string> => {
    try {
      await layerOf(`kommonitor/${file}`);
      return "read";
    } catch (trouble) {
      return trouble instanceof Refusal ? phrase({ ...fileMessages, ...messages }, trouble) : String(trouble);
    }
  };
  expect(await told("featureTest.geojson")).toMatch(/das zweite beginnt in Zeile 272/);
  expect(await told("getWfs100FeatureResponseTest.xml")).toMatch(/GML/);
  expect(await told("TestIndicator.json")).toMatch(/keine Karte/);
});

test("a point in EPSG:31467 lands where GeoTools puts it, and the middle meridians where the definitions do", () => {
  // Value of GeoTools for the same point. The seven parameters for all of Germany are good to 3 m (EPSG 1777), those
  // that GeoTools takes are for the west; forgetting them would put the point more than 100 m away.
  const [longitude, latitude] = projectionOf("EPSG:31467")?.toDegrees([3477534.683, 5605739.857]) ?? [0, 0];
  const metric = metricProjection([8, 50, 9, 51]);
  const [east, north] = metric.fromDegrees([longitude, latitude]);
  const [theirEast, theirNorth] = metric.fromDegrees([8.681739535269804, 50.58691850210496]);
  expect(Math.hypot(east - theirEast, north - theirNorth)).toBeLessThan(3);
  // Arc of the meridian on GRS 80 from the equator to 50° is 5,540,847.042 m; UTM shortens it by 0.9996.
  for (const [name, meridian] of [
    ["EPSG:25832", 9],
    ["EPSG:25833", 15],
    ["EPSG:3044", 9],
  ] as const) {
    const [x, y] = projectionOf(name)?.toDegrees([500_000, 5_540_847.042 * 0.9996]) ?? [0, 0];
    expect(x).toBeCloseTo(meridian, 9);
    expect(y).toBeCloseTo(50, 8);
  }
  const prj =
    'PROJCS["DHDN_3_Degree_Gauss_Zone_3",GEOGCS["GCS_Deutsches_Hauptdreiecksnetz",DATUM["D_Deutsches_Hauptdreiecksnetz",SPHEROID["Bessel_1841",6377397.155,299.1528128]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",3500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",9.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';
  expect(projectionOf(prj)?.toDegrees([3477534.683, 5605739.857])[0]).toBeCloseTo(longitude, 9);
});

test("a file without projection is asked for one, with the one that would fit", async () => {
  const layer: Layer = {
    file: "ohne_prj.zip",
    name: "ohne_prj",
    projection: null,
    features: [
      {
        number: 1,
        attributes: {},
        shape: {
          kind: "ground",
          ground: [
            [
              [
                [550_000, 5_950_000],
                [550_100, 5_950_000],
                [550_100, 5_950_100],
                [550_000, 5_950_000],
              ],
            ],
          ],
        },
      },
    ],
    findings: [],
  };
  expect(locate(layer).findings[0]).toMatchObject({
    code: "collect.projectionMissing",
    severity: "error",
    parameters: { guess: "EPSG:25832" },
  });
  expect(locate(layer, { projection: "EPSG:25832" }).findings).toEqual([]);
});
