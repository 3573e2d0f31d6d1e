import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fileShape } from "../../stages/collect/fileShape.ts";
import { recognisedFormat } from "../../stages/collect/formats.ts";
import { personLevelSign } from "../../stages/collect/personLevel.ts";
import { makeWorkbook, makeZip } from "../../stages/collect/server/makeWorkbook.ts";
import { openFile } from "../../stages/collect/server/openFile.ts";
import { readLayer } from "../../stages/collect/server/spaces/readLayer.ts";
import { UnpackingBudget, unpackedWhole, zipEntries } from "../../stages/collect/server/zip.ts";
import { proposedTable } from "../../stages/collect/tableProposal.ts";
import { readDefinition } from "../../stages/combine/readDefinition.ts";
import { checkFormula } from "../../stages/describe/formula/checkFormula.ts";
import { readSpecification } from "../../stages/protect/readSpecification.ts";
import { smallDbf, smallGeoPackage, smallShapefile } from "./mapSeeds.ts";
import { type Chance, mutated } from "./mutations.ts";

/** Something that reads what people send. */
export interface Target {
  readonly name: string;
  /** Good inputs, from which bad ones are made. */
  readonly seeds: readonly Buffer[];
  /** One bad input; the parts of a zip are packed again after they were changed, so that the reader gets to see them. */
  spoiled(chance: Chance): Promise<Buffer>;
  /** Reads it; a `Refusal` is a good answer, anything else that is thrown is a fault. */
  read(bytes: Buffer, folder: string): Promise<void>;
}

const root = join(import.meta.dirname, "../..");
const formats = join(root, "stages/collect/formats");

/** Every reader with its good inputs: delivered files by format, maps, formulas, definitions, specifications. */
export async function targets(): Promise<Target[]> {
  const examples = readdirSync(formats)
    .filter((name) => name.endsWith(".example"))
    .flatMap((folder) => readdirSync(join(formats, folder)).map((file) => join(formats, folder, file)));
  const others = examples.map((path) => readFileSync(path));
  const files = examples.map((path) => delivered(basename(path), readFileSync(path), others));
  const rows = Array.from({ length: 6 }, (_, at) => [`0109900${at}`, `Musterdorf ${at}`, 500 + at, 31.5 * at]);
  const book = makeWorkbook({ Daten: { rows: [["AGS", "Name", "Einwohner 2022", "Quote"], ...rows] } });
  return [
    ...files,
    delivered("mappe.xlsx", book, others),
    layer("gebiete.geojson", [Buffer.from(square)]),
    layer("gebiete.zip", [smallShapefile()]),
    layer("gebiete.gpkg", [await smallGeoPackage()]),
    layer("gebiete.dbf", [smallDbf()]),
    text("formula", formulas, (one) => {
      checkFormula(one, new Map());
    }),
    text("index definition", textsOf("examples/indices", ".yaml"), (one) => {
      readDefinition(one, "d.yaml");
    }),
    text("table specification", textsOf("examples/protect", ".yaml"), (one) => {
      readSpecification(one, "s.yaml");
    }),
  ];
}

const square = JSON.stringify({
  type: "FeatureCollection",
  features: [0, 1].map((x) => ({
    type: "Feature",
    properties: { AGS: `0109900${x}`, GEN: `Dorf ${x}` },
    geometry: { type: "Polygon", coordinates: [[[x, 0], [x + 1, 0], [x + 1, 1], [x, 1], [x, 0]]] },
  })),
}); // biome-ignore format: corners in a row

const formulas = [
  "SGB2_U15 / BEV_U15 * 100",
  "(A + B - C) / LAG(A, 1) * 1000",
  "ALQ / (BEV_15_64 + 0.5) * 1e2",
  "A[Geschlecht=weiblich] / A",
];

function textsOf(folder: string, ending: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(ending))
    .map((name) => readFileSync(join(root, folder, name), "utf8"));
}

function delivered(name: string, bytes: Buffer, others: readonly Buffer[]): Target {
  return {
    name: `file ${name}`,
    seeds: [bytes],
    spoiled: (chance) => spoiledFile(bytes, others, chance),
    async read(input, folder) {
      const path = join(folder, "delivered");
      writeFileSync(path, input);
      const workbook = await openFile({ path, name, bytes: statSync(path).size });
      personLevelSign(workbook);
      fileShape(workbook);
      const proposal = proposedTable(workbook);
      const { format } = recognisedFormat(workbook);
      const table = proposal?.table;
      format.read(workbook, { reader: format.id, figures: [], ...(table === undefined ? {} : { table }) });
    },
  };
}

function layer(name: string, seeds: readonly Buffer[]): Target {
  const [bytes = Buffer.alloc(0)] = seeds;
  return {
    name: `map ${name}`,
    seeds,
    spoiled: (chance) => spoiledFile(bytes, seeds, chance),
    async read(input, folder) {
      const path = join(folder, "map");
      writeFileSync(path, input);
      if (input.length > 0) await readLayer({ path, name });
    },
  };
}

function text(name: string, seeds: readonly string[], read: (text: string) => void): Target {
  const buffers = seeds.map((seed) => Buffer.from(seed));
  return {
    name,
    seeds: buffers,
    spoiled: async (chance) => mutated(chance.pick(buffers), buffers, chance),
    async read(input) {
      read(input.toString("utf8"));
    },
  };
}

async function spoiledFile(bytes: Buffer, others: readonly Buffer[], chance: Chance): Promise<Buffer> {
  const isZip = bytes.readUInt32LE(0) === 0x04034b50;
  if (!isZip || chance.below(3) === 0) return mutated(bytes, others, chance);
  const entries = zipEntries(bytes, "seed");
  const spoilt = chance.below(entries.length);
  const parts: Record<string, Buffer> = {};
  for (const [at, entry] of entries.entries()) {
    const part = await unpackedWhole(bytes, entry, new UnpackingBudget(bytes.length, "seed"), "seed");
    parts[entry.name] = at === spoilt ? mutated(part, [], chance) : part;
  }
  return makeZip(parts);
}
