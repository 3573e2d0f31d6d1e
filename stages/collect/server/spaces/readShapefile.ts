import iconv from "iconv-lite";
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
    // An empty .prj says as little as none.
    projection: (prj === undefined ? "" : ascii(await content(prj)).trim()) || null,
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
    const letters = decoderOf(encoding);
    const records = await openDbf(dbf, { encoding: letters.base });
    for (let number = 1; ; number++) {
      const [shape, record] = await Promise.all([shapes?.read(), records.read()]);
      if (record.done && (shape === undefined || shape.done)) break;
      if (shape !== undefined && record.done !== shape.done) throw new Refusal("collect.shapefileUneven", { file });
      if (isDeleted(dbf, number)) continue;
      const attributes = plain(record.value ?? {}, letters.text);
      features.push({ number, attributes, shape: shapeOf(shape?.value) });
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

/** A row that a program has struck out stays in the table until it is packed. */
function isDeleted(dbf: Uint8Array, number: number): boolean {
  const head = new DataView(dbf.buffer, dbf.byteOffset, dbf.byteLength);
  return dbf[head.getUint16(8, true) + (number - 1) * head.getUint16(10, true)] === 0x2a;
}

function plain(record: Record<string, unknown>, text: (value: string) => string): Record<string, Attribute> {
  return Object.fromEntries(
    Object.entries(record).map(([key, value]) => [
      text(key),
      value instanceof Date
        ? value.toISOString().slice(0, 10)
        : typeof value === "string"
          ? text(value)
          : typeof value === "number" || typeof value === "boolean"
            ? value
            : null,
    ]),
  );
}

/** Numbers by which dBase tables of German programs name their letters (byte 29 of the head). */
const lettersOfNumber: Readonly<Record<number, string>> = {
  1: "cp437",
  2: "cp850",
  3: "windows-1252",
  87: "windows-1252",
};

/** The encoding that the letters prove, else the one that is named, else the one that they look like. */
function encodingOf(dbf: Uint8Array, cpg: string | undefined): string {
  const named = cpg
    ?.trim()
    .replace(/^(?:ANSI |OEM |CP|WINDOWS-?)?(\d{3,4})$/i, "cp$1")
    .replace(/^ISO[ _-]?8859[ _-]?(\d+)$/i, "iso-8859-$1")
    .replace(/^cp65001$/i, "utf-8")
    // Who says Latin-1 on Windows means its dashes and quotes too.
    .replace(/^(?:iso-8859-1|latin-?1)$/i, "windows-1252");
  const header = (dbf[8] ?? 0) + (dbf[9] ?? 0) * 256;
  const looks = textEncoding(dbf.subarray(header)).name;
  const wide = dbf.subarray(header).some((byte) => byte >= 0x80);
  if (wide && looks === "UTF-8") return "utf-8";
  const declared = named === undefined || named === "" ? lettersOfNumber[dbf[29] ?? 0] : named;
  if (declared === undefined || !iconv.encodingExists(declared)) return looks === "ISO-8859-1" ? "cp1252" : looks;
  // Names cut off in the middle of a letter are no valid UTF-8 either; where most of them are none, the file names it falsely.
  if (/^utf-?8$/i.test(declared)) return mostlyUtf8(dbf.subarray(header)) ? "utf-8" : looks;
  // What an old machine wrote is told by its letters, whatever a copied number says; else what is named holds.
  return looks === "CP850" && declared !== "cp437" ? "cp850" : declared;
}

function mostlyUtf8(bytes: Uint8Array): boolean {
  const text = new TextDecoder("utf-8").decode(bytes);
  const [spoilt, sound] = [/\ufffd/g, /[\u0080-\ufffc]/g].map((kind) => text.match(kind)?.length ?? 0);
  return (sound ?? 0) >= (spoilt ?? 0);
}

/** The library reads with the encodings of browsers alone; others are read as Windows-1252, which keeps every byte, and then anew. */
function decoderOf(encoding: string): { readonly base: string; readonly text: (value: string) => string } {
  if (/^(?:utf-?8|windows-1252|cp1252)$/i.test(encoding))
    return { base: /^utf/i.test(encoding) ? "utf-8" : "windows-1252", text: (value) => value };
  const bytes = (value: string): Buffer =>
    Buffer.from([...value].map((letter) => byteOfLetter.get(letter) ?? letter.charCodeAt(0)));
  return { base: "windows-1252", text: (value) => iconv.decode(bytes(value), encoding) };
}

const byteOfLetter: ReadonlyMap<string, number> = new Map(
  [...iconv.decode(Buffer.from(Array.from({ length: 256 }, (_, byte) => byte)), "windows-1252")].map(
    (letter, byte) => [letter, byte] as const,
  ),
);

function ascii(bytes: Uint8Array): string {
  return iconv.decode(Buffer.from(bytes), "windows-1252");
}
