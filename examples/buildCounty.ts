import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Static } from "typebox";
import { Compile } from "typebox/compile";
import { parse } from "yaml";
import type { BaseFigure } from "../kernel/indicator/baseFigure.ts";
import { Refusal } from "../kernel/trouble/refusal.ts";
import { countyCatalogue } from "../runtime/catalogue/countyCatalogue.ts";
import type { Context } from "../runtime/http/operation.ts";
import { foundCounty } from "../runtime/store/foundCounty.ts";
import type { AreaMapping } from "../stages/collect/collect.ts";
import { importAreas } from "../stages/collect/server/collect.ts";
import { openFile } from "../stages/collect/server/openFile.ts";
import { columnText } from "../stages/collect/spaces/draftAreas.ts";
import { listLayer } from "../stages/collect/spaces/listLayer.ts";
import { saveBaseFigure } from "../stages/describe/server/saveBaseFigure.ts";
import { saveIndicator } from "../stages/describe/server/saveIndicator.ts";
import { type AreaFileEntry, type Manifest, manifestSchema } from "./manifest.ts";
import { fileSent, type InWords, inAll, type TakenDelivery, takeDelivery } from "./takeDelivery.ts";

export interface BuiltCounty {
  readonly name: string;
  readonly areas: readonly { readonly file: string; readonly added: number; readonly sentences: readonly string[] }[];
  readonly deliveries: readonly TakenDelivery[];
  /** Files of the manifest that the folder of open data does not have. */
  readonly missing: readonly string[];
}

/**
 * Builds a real county in an empty store from a folder of open data, as its
 * manifest says: spaces first, then what the county defines itself, then one
 * delivery after the other through the usual intake.
 *
 * A file that the folder lacks is named and left out; boundaries must be there.
 */
export async function buildCounty(
  context: Context,
  manifestPath: string,
  openData: string,
  inWords?: InWords,
): Promise<BuiltCounty> {
  const manifest = readManifest(manifestPath);
  const { progress, signal } = context;
  await foundCounty(context.db, { name: manifest.county.name, fictional: false, notice: null }, []);
  await define(context, manifest);
  const own: Context = { ...context, catalogue: await countyCatalogue(context.db) };
  const areas: BuiltCounty["areas"][number][] = [];
  for (const [i, entry] of manifest.areas.entries()) {
    progress({ doing: "Raumeinheiten werden übernommen", done: i, total: manifest.areas.length });
    areas.push(await takeAreas(own, entry, openData, inWords));
  }
  const deliveries: TakenDelivery[] = [];
  const missing: string[] = [];
  const language = inWords === undefined ? {} : { inWords };
  for (const [i, { file, mapping, note }] of manifest.deliveries.entries()) {
    signal.throwIfAborted();
    progress({ doing: "Lieferungen werden übernommen", done: i, total: manifest.deliveries.length });
    const path = join(openData, file);
    const how = { note, ...language };
    if (!existsSync(path)) missing.push(file);
    else deliveries.push(await takeDelivery(own, await fileSent(own, path), mapping, how));
  }
  progress({
    doing: "Lieferungen werden übernommen",
    done: manifest.deliveries.length,
    total: manifest.deliveries.length,
  });
  return { name: manifest.county.name, areas, deliveries, missing };
}

/** Reads and checks a manifest; a wrong one is refused with the field that is wrong. */
export function readManifest(path: string): Manifest {
  if (!existsSync(path)) throw new Refusal("cli.noSuchFile", { file: path });
  const content: unknown = parse(readFileSync(path, "utf8"));
  const check = Compile(manifestSchema);
  if (check.Check(content)) return content as Static<typeof manifestSchema>;
  const [first] = check.Errors(content);
  const field = first?.instancePath.slice(1).replaceAll("/", ".") || "?";
  throw new Refusal("cli.wrongManifest", { file: path, field, reason: first?.message ?? "" });
}

/** Base figures and indicators of the county's own; of a base figure that the catalogue has, only what is named changes. */
async function define(context: Context, manifest: Manifest): Promise<void> {
  const reason = `Aufbau aus offenen Daten: ${manifest.county.name}`;
  for (const { id, ...changes } of manifest.baseFigures ?? []) {
    const shipped = context.catalogue.baseFigures.get(id);
    const { breaks: _, sums: __, ...known }: Omit<BaseFigure, "id" | "label"> = shipped ?? blankFigure;
    await saveBaseFigure.run(context, {
      ...known,
      ...changes,
      id,
      label: changes.label ?? shipped?.label ?? { de: id },
      reason,
    });
  }
  const own: Context = { ...context, catalogue: await countyCatalogue(context.db) };
  for (const indicator of manifest.indicators ?? []) await saveIndicator.run(own, { ...indicator, reason });
}

const blankFigure = {
  unit: "Anzahl",
  kind: "stock",
  additive: "yes",
  topic: "bevoelkerung",
  levelMin: "GEM",
  access: "open",
  disclosure: "none",
  reference: "31.12.",
  source: "",
  fileFormat: "",
} as const;

async function takeAreas(
  context: Context,
  entry: AreaFileEntry,
  openData: string,
  inWords: InWords | undefined,
): Promise<BuiltCounty["areas"][number]> {
  const path = join(openData, entry.file);
  if (!existsSync(path)) throw new Refusal("cli.noSuchFile", { file: path });
  const mapping = await withMembers(entry, openData);
  const { added, findings, sentences } = await importAreas.run(context, {
    file: await fileSent(context, path),
    mapping,
    repair: entry.repair === true,
  });
  const said = inWords === undefined ? sentences : await inAll(findings, inWords);
  const wrong = findings.some((finding) => finding.severity === "error");
  if (wrong) throw new Refusal("cli.areasRefused", { file: entry.file, reason: said.join(" ") });
  return { file: entry.file, added, sentences: said };
}

/**
 * Which area belongs to which larger one, where the boundary file does not say
 * but a list does, like the Gemeindeverzeichnis with its key of associations.
 */
async function withMembers(entry: AreaFileEntry, openData: string): Promise<AreaMapping> {
  if (entry.lookUps === undefined) return entry.mapping;
  let wholes = entry.mapping.wholes ?? [];
  for (const lookUp of entry.lookUps) {
    const path = join(openData, lookUp.file);
    if (!existsSync(path)) throw new Refusal("cli.noSuchFile", { file: path });
    const workbook = await openFile({ path, name: lookUp.file, bytes: statSync(path).size });
    const layer = listLayer(workbook, lookUp.sheet === undefined ? {} : { sheet: lookUp.sheet });
    const members: Record<string, string> = {};
    const names: Record<string, string> = {};
    for (const { attributes } of layer.features) {
      const kind = columnText(attributes, lookUp.rowKind);
      const whole = columnText(attributes, lookUp.whole);
      if (kind === lookUp.members.equals) members[columnText(attributes, lookUp.members.code)] = whole;
      if (kind === lookUp.names.equals) names[whole] = columnText(attributes, lookUp.names.name);
    }
    wholes = wholes.map((one) => (one.level.id === lookUp.level ? { ...one, members, names } : one));
  }
  return { ...entry.mapping, wholes };
}
