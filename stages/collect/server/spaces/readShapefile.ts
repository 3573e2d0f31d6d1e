import { openDbf, openShp } from "shapefile";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { textEncoding } from "../../encoding.ts";
import { shapeOf } from "../../spaces/geoJson.ts";
import type { Attribute, Feature, Layer } from "../../spaces/layer.ts";
import { UnpackingBudget, unpackedWhole, type ZipEntry, zipEntries } from "../zip.ts";

/**
 * A shapefile in a zip: `.shp` and `.dbf` together, the projection from `.prj`, the
 * encoding from `.cpg` or from the bytes themselves.
 *
 * @param wanted name of the member without its ending, where the zip holds several
 */
export async function readShapefile(file: string, zip: Buffer, wanted?: string): Promise<Layer> {
  const members = zipEntries(zip, file).filter((member) => !member.name.startsWith("__MACOSX/"));
  const budget = new UnpackingBudget(zip.length, file);
  const content = (member: ZipEntry): Promise<Uint8Array> => unpackedWhole(zip, member, budget, file);
  const shapes = members.filter((member) => /\.shp$/i.test(member.name));
  const stem = (name: string): string => name.replace(/^.*\//, "").replace(/\.[^.]*$/, "");
  const shp = wanted === undefined ? shapes[0] : shapes.find((member) => stem(member.name) === wanted);
  if (shp === undefined) {
    if (shapes.length === 0) throw new Refusal("collect.zipWithoutShapefile", { file });
    throw new Refusal("collect.layerMissing", {
      file,
      layer: wanted ?? "",
      layers: shapes.map((s) => stem(s.name)).join(", "),
    });
  }
  if (wanted === undefined && shapes.length > 1)
    throw new Refusal("collect.layerAmbiguous", { file, layers: shapes.map((s) => stem(s.name)).join(", ") });
  const beside = (ending: string): ZipEntry | undefined =>
    members.find((member) => member.name.toLowerCase() === shp.name.toLowerCase().replace(/\.shp$/, ending));
  const dbf = beside(".dbf");
  if (dbf === undefined) throw new Refusal("collect.shapefileWithoutTable", { file });
  const table = await content(dbf);
  const prj = beside(".prj");
  const cpg = beside(".cpg");
  const features = await featuresOf(
    file,
    await content(shp),
    table,
    encodingOf(table, cpg && ascii(await content(cpg))),
  );
  return {
    file,
    name: stem(shp.name),
    projection: prj === undefined ? null : ascii(await content(prj)),
    features,
    findings: [],
  };
}

/** The table of a shapefile alone: areas without geometry. */
export async function readDbf(file: string, bytes: Uint8Array): Promise<Layer> {
  const features = await featuresOf(file, undefined, bytes, encodingOf(bytes, undefined));
  return { file, name: "", projection: null, features, findings: [] };
}

async function featuresOf(
  file: string,
  shp: Uint8Array | undefined,
  dbf: Uint8Array,
  encoding: string,
): Promise<Feature[]> {
  if (!holdsItsRows(dbf)) throw new Refusal("collect.brokenShapefile", { file });
  const features: Feature[] = [];
  try {
    const shapes = shp === undefined ? undefined : await openShp(shp);
    const records = await openDbf(dbf, { encoding });
    for (let number = 1; ; number++) {
      const [shape, record] = await Promise.all([shapes?.read(), records.read()]);
      if (record.done && (shape === undefined || shape.done)) break;
      if (shape !== undefined && record.done !== shape.done) throw new Refusal("collect.shapefileUneven", { file });
      features.push({ number, attributes: plain(record.value ?? {}), shape: shapeOf(shape?.value) });
    }
  } catch (trouble) {
    if (trouble instanceof Refusal) throw trouble;
    throw new Refusal("collect.brokenShapefile", { file });
  }
  return features;
}

/** Whether a table is long enough for the rows that its head promises; a spoilt head may promise a thousand million of no length. */
function holdsItsRows(dbf: Uint8Array): boolean {
  if (dbf.length < 32) return false;
  const head = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength);
  const [rows, start, length] = [head.getUint32(4, true), head.getUint16(8, true), head.getUint16(10, true)];
  return length > 0 && start + rows * length <= dbf.length;
}

function plain(record: Record<string, unknown>): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      key,
      value instanceof Date
        ? value.toISOString().slice(0, 10)
        : typeof value === "number" || typeof value === "boolean" || typeof value === "string"
          ? value
          : null,
    ]),
  );
}

function encodingOf(dbf: Uint8Array, cpg: string | undefined): string {
  const named = cpg
    ?.trim()
    .replace(/^(?:ANSI |CP|WINDOWS-?)?(\d{4})$/i, "windows-$1")
    .replace(/^ISO[ _-]?8859[ _-]?(\d+)$/i, "iso-8859-$1");
  if (named !== undefined && named !== "") {
    try {
      return new TextDecoder(named).encoding;
    } catch {
      // An encoding that nobody knows: the bytes themselves say more.
    }
  }
  const header = (dbf[8] ?? 0) + (dbf[9] ?? 0) * 256;
  return textEncoding(dbf.subarray(header)).name === "UTF-8" ? "utf-8" : "windows-1252";
}

function ascii(bytes: Uint8Array): string {
  return new TextDecoder("windows-1252").decode(bytes);
}
