import initSqlJs from "sql.js";
import { makeZip } from "../../stages/collect/server/makeWorkbook.ts";

const corners = (x: number): [number, number][] => [[x, 0], [x, 1], [x + 1, 1], [x + 1, 0], [x, 0]]; // biome-ignore format: a square
const proj = `GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]`;

/** A zipped shapefile of two squares with code and name. */
export function smallShapefile(): Buffer {
  const records = [0, 1].map((at) => {
    const points = corners(at);
    const content = Buffer.alloc(48 + points.length * 16);
    content.writeInt32LE(5, 0);
    for (const [place, value] of [at, 0, at + 1, 1].entries()) content.writeDoubleLE(value, 4 + place * 8);
    content.writeInt32LE(1, 36);
    content.writeInt32LE(points.length, 40);
    points.forEach(([x, y], index) => {
      content.writeDoubleLE(x, 48 + index * 16);
      content.writeDoubleLE(y, 56 + index * 16);
    });
    const head = Buffer.alloc(8);
    head.writeInt32BE(at + 1, 0);
    head.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([head, content]);
  });
  const body = Buffer.concat(records);
  return makeZip({ "g.shp": Buffer.concat([shapeHead(100 + body.length), body]), "g.dbf": smallDbf(), "g.prj": proj });
}

function shapeHead(bytes: number): Buffer {
  const head = Buffer.alloc(100);
  head.writeInt32BE(9994, 0);
  head.writeInt32BE(bytes / 2, 24);
  head.writeInt32LE(1000, 28);
  head.writeInt32LE(5, 32);
  for (const [place, value] of [0, 0, 2, 1].entries()) head.writeDoubleLE(value, 36 + place * 8);
  return head;
}

/** The table of the shapefile: AGS and GEN. */
export function smallDbf(): Buffer {
  const fields: readonly (readonly [string, number])[] = [["AGS", 8], ["GEN", 10]]; // biome-ignore format: two columns
  const head = Buffer.alloc(32 + fields.length * 32 + 1);
  head[0] = 3;
  head.writeInt32LE(2, 4);
  head.writeInt16LE(head.length, 8);
  head.writeInt16LE(19, 10);
  fields.forEach(([name, length], at) => {
    head.write(name, 32 + at * 32, "latin1");
    head.write("C", 43 + at * 32, "latin1");
    head[48 + at * 32] = length;
  });
  head[head.length - 1] = 13;
  const rows = [0, 1].map((at) => ` 0109900${at}${`D\u00f6rf ${at}`.padEnd(10)}`).join("");
  return Buffer.concat([head, Buffer.from(rows, "latin1"), Buffer.from([26])]);
}

/** A GeoPackage of two squares with code and name. */
export async function smallGeoPackage(): Promise<Buffer> {
  const { Database } = await initSqlJs();
  const db = new Database();
  db.run(`
    create table gpkg_spatial_ref_sys (srs_name text, srs_id integer primary key, organization text, organization_coordsys_id integer, definition text, description text);
    insert into gpkg_spatial_ref_sys values ('WGS 84', 4326, 'EPSG', 4326, '${proj}', '');
    create table gpkg_contents (table_name text primary key, data_type text, identifier text, description text, last_change text, min_x real, min_y real, max_x real, max_y real, srs_id integer);
    insert into gpkg_contents values ('g', 'features', 'g', '', '', 0, 0, 2, 1, 4326);
    create table gpkg_geometry_columns (table_name text, column_name text, geometry_type_name text, srs_id integer, z integer, m integer);
    insert into gpkg_geometry_columns values ('g', 'geom', 'POLYGON', 4326, 0, 0);
    create table g (fid integer primary key, geom blob, AGS text, GEN text);`);
  for (const at of [0, 1]) {
    const points = corners(at);
    const shape = Buffer.alloc(8 + 13 + points.length * 16);
    shape.write("GP", 0, "latin1");
    shape[3] = 1;
    shape.writeInt32LE(4326, 4);
    shape[8] = 1;
    shape.writeUInt32LE(3, 9);
    shape.writeUInt32LE(1, 13);
    shape.writeUInt32LE(points.length, 17);
    points.forEach(([x, y], index) => {
      shape.writeDoubleLE(x, 21 + index * 16);
      shape.writeDoubleLE(y, 29 + index * 16);
    });
    db.run("insert into g values (?, ?, ?, ?)", [at + 1, shape, `0109900${at}`, `Dorf ${at}`]);
  }
  const bytes = Buffer.from(db.export());
  db.close();
  return bytes;
}
