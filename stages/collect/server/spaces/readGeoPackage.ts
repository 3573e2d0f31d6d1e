import initSqlJs, { type Database } from "sql.js";
import wkx from "wkx";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { shapeOf } from "../../spaces/geoJson.ts";
import type { Attribute, Feature, Layer, Shape } from "../../spaces/layer.ts";
import { curvedGround } from "./curvedGround.ts";

/**
 * A layer of a GeoPackage with its declared projection.
 *
 * @param wanted name of the layer, where there are several
 */
export async function readGeoPackage(file: string, bytes: Uint8Array, wanted?: string): Promise<Layer> {
  const { Database } = await initSqlJs();
  let database: Database | undefined;
  try {
    database = new Database(bytes);
    return layerOf(file, database, wanted);
  } catch (trouble) {
    if (trouble instanceof Refusal) throw trouble;
    throw new Refusal("collect.brokenGeoPackage", { file });
  } finally {
    database?.close();
  }
}

function layerOf(file: string, database: Database, wanted: string | undefined): Layer {
  const tables = rowsOf(
    database,
    `select g.table_name, g.column_name, s.organization, s.organization_coordsys_id, s.definition
     from gpkg_geometry_columns g left join gpkg_spatial_ref_sys s on s.srs_id = g.srs_id order by g.rowid`,
  );
  const names = tables.map(([name]) => String(name));
  if (names.length === 0) throw new Refusal("collect.geoPackageWithoutLayer", { file });
  if (wanted === undefined && names.length > 1)
    throw new Refusal("collect.layerAmbiguous", { file, layers: names.join(", ") });
  const table = tables.find(([name]) => wanted === undefined || name === wanted);
  if (table === undefined)
    throw new Refusal("collect.layerMissing", { file, layer: wanted ?? "", layers: names.join(", ") });
  const [name, column, organization, number, definition] = table;
  const projection =
    String(organization).toUpperCase() === "EPSG"
      ? `EPSG:${number}`
      : typeof definition === "string"
        ? definition
        : null;
  const statement = database.prepare(`select * from ${quoted(String(name))}`);
  const features: Feature[] = [];
  try {
    const columns = statement.getColumnNames();
    while (statement.step()) {
      const attributes: Record<string, Attribute> = {};
      let shape: Shape = { kind: "empty" };
      statement.get().forEach((value, position) => {
        const title = columns[position] ?? "";
        if (title === column) shape = value instanceof Uint8Array ? shapeOfBlob(value) : { kind: "empty" };
        else if (!(value instanceof Uint8Array)) attributes[title] = value;
      });
      features.push({ number: features.length + 1, attributes, shape });
    }
  } finally {
    statement.free();
  }
  return { file, name: String(name), projection, features, findings: [] };
}

/** Magic, version, flags, number of the projection, then a rectangle of a size that the flags tell, then WKB. */
function shapeOfBlob(blob: Uint8Array): Shape {
  const flags = blob[3] ?? 0;
  if (flags & 0x10) return { kind: "empty" };
  const rectangle = [0, 32, 48, 48, 64][(flags >> 1) & 7] ?? 0;
  const binary = Buffer.from(blob.subarray(8 + rectangle));
  const curved = curvedGround(binary);
  if (curved !== undefined) return curved;
  const geometry = wkx.Geometry.parse(binary);
  return shapeOf(geometry.toGeoJSON());
}

function rowsOf(database: Database, query: string): unknown[][] {
  return database.exec(query)[0]?.values ?? [];
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
