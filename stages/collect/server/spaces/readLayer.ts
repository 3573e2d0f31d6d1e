import { readFile, stat } from "node:fs/promises";
import iconv from "iconv-lite";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { textEncoding } from "../../encoding.ts";
import { readGeoJson } from "../../spaces/geoJson.ts";
import type { Layer } from "../../spaces/layer.ts";
import { readGeoPackage } from "./readGeoPackage.ts";
import { readDbf, readShapefile } from "./readShapefile.ts";

// JSON of this size takes some ten times its bytes while it is read.
const mostBytes = 300_000_000;

/**
 * Reads a map file, told by its content and not by its name: GeoJSON (also that of
 * KomMonitor), a zipped shapefile, a GeoPackage, or the bare table of a shapefile.
 * Undefined when it is none of these: then it may be a list.
 *
 * @param layer which layer, where the file holds several
 */
export async function readLayer(
  file: { readonly name: string; readonly path: string },
  layer?: string,
): Promise<Layer | undefined> {
  const { size } = await stat(file.path);
  if (size === 0) throw new Refusal("collect.spacesFileEmpty", { file: file.name });
  const zip = /\.zip$/i.test(file.name);
  if (size > mostBytes)
    throw new Refusal("collect.spacesFileTooLarge", { file: file.name, megabytes: Math.round(size / 1e6) });
  const bytes = await readFile(file.path);
  if (startsWith(bytes, "SQLite format 3\0")) return readGeoPackage(file.name, bytes, layer);
  if (startsWith(bytes, "PK\u0003\u0004")) return zip ? readShapefile(file.name, bytes, layer) : undefined;
  if (/\.dbf$/i.test(file.name)) return readDbf(file.name, bytes);
  if (/\.(shp|shx|prj)$/i.test(file.name)) throw new Refusal("collect.shapefileUnzipped", { file: file.name });
  const { name: encoding, mark, binary } = textEncoding(bytes);
  const head = iconv.decode(bytes.subarray(mark, mark + 2_000), encoding).trimStart();
  if (head.startsWith("{") && !binary) return readGeoJson(file.name, iconv.decode(bytes.subarray(mark), encoding));
  if (head.startsWith("<")) throw new Refusal("collect.gmlNotRead", { file: file.name });
  return undefined;
}

function startsWith(bytes: Uint8Array, sign: string): boolean {
  return [...sign].every((letter, position) => bytes[position] === letter.charCodeAt(0));
}
