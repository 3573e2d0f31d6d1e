import type { Position } from "../../../../kernel/geometry/polygon.ts";
import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { type FieldProfile, fieldProfiles } from "../../spaces/areaColumns.ts";
import { readChanges } from "../../spaces/boundaryChanges.ts";
import { guessedProjection } from "../../spaces/guessedProjection.ts";
import type { Layer } from "../../spaces/layer.ts";
import { likelyHeaderRow, listColumns, listLayer } from "../../spaces/listLayer.ts";
import { projectionOf } from "../../spaces/projection.ts";
import { type AreaField, type ProposeAreasOutput, proposeAreasContract } from "../../spaces/proposalContract.ts";
import { type AreaProposal, type KnownSpaces, proposedAreas } from "../../spaces/proposedAreas.ts";
import { directoryIn, proposedDirectory } from "../../spaces/proposedDirectory.ts";
import type { Workbook } from "../../workbook.ts";
import { openDelivered } from "../readDelivered.ts";
import { countyPlace, knownSpaces } from "./knownSpaces.ts";
import { readLayer } from "./readLayer.ts";
import { spaceSentences } from "./spaceSentences.ts";

type SentFile = Parameters<typeof openDelivered>[0];

/**
 * Reads what stands in a map or list of areas, and proposes how to take it: code, name,
 * level, larger areas, and the part that is the county's own. A file that tells how
 * areas changed is recognised as one. Nothing is stored.
 *
 * Refuses a file that cannot be read as a map, a list or changes, with the reason of its reader.
 */
export const proposeAreas = operation(proposeAreasContract, async ({ db, progress }, { file, layer, headerRow }) => {
  progress({ doing: "Datei wird gelesen", done: 0, total: null });
  const known = await knownSpaces(db);
  const { drawn, layers } = await drawnLayer(file, layer);
  if (drawn !== undefined) return ofMap(drawn, layers, known, await countyPlace(db));
  const workbook = await openDelivered(file);
  const changes = layer === undefined && headerRow === undefined ? changesIn(workbook, known) : undefined;
  return changes ?? ofList(workbook, known, layer, headerRow);
});

/** The wanted layer, or the first of several; undefined when the file is no map. */
async function drawnLayer(
  file: SentFile,
  wanted: string | undefined,
): Promise<{ drawn: Layer | undefined; layers: string[] }> {
  try {
    return { drawn: await readLayer(file, wanted), layers: [] };
  } catch (trouble) {
    if (!(trouble instanceof Refusal)) throw trouble;
    if (trouble.code === "collect.layerAmbiguous") {
      const layers = String(trouble.parameters.layers).split(", ");
      return { drawn: await readLayer(file, layers[0]), layers };
    }
    // A JSON of keys is no map, but may tell how areas changed.
    if (trouble.code === "collect.notGeoJson" && (await tellsChanges(file))) return { drawn: undefined, layers: [] };
    throw trouble;
  }
}

async function tellsChanges(file: SentFile): Promise<boolean> {
  try {
    return readChanges(await openDelivered(file), "", 8).read > 0;
  } catch (trouble) {
    if (trouble instanceof Refusal) return false;
    throw trouble;
  }
}

function ofMap(
  layer: Layer,
  layers: readonly string[],
  known: KnownSpaces,
  near: Position | undefined,
): ProposeAreasOutput {
  const fields = fieldProfiles(layer);
  const drawn = layer.features.filter(({ shape }) => shape.kind === "ground").length;
  const proposal = proposedAreas(layer, fields, known, drawn > 0);
  const { file } = layer;
  const format = /\.(zip|dbf)$/i.test(file) ? "shapefile" : layer.name !== "" ? "geoPackage" : "geoJson";
  const name = layer.projection ?? guessedProjection(layer, near);
  const projection = projectionOf(name);
  const isDeclared = layer.projection !== null || layer.assumed === name;
  const silent = drawn > 0 && !isDeclared ? { projection: name } : {};
  return answer({
    format,
    layers: [...layers],
    layer: layers.length === 0 ? null : layer.name,
    headerRow: null,
    features: layer.features.length,
    drawn,
    projection:
      drawn === 0
        ? null
        : {
            name: projection?.name ?? name.slice(0, 80),
            declared: isDeclared,
            known: projection !== undefined,
          },
    fields,
    proposal: {
      ...proposal,
      mapping: { ...proposal.mapping, ...silent, ...(layers.length === 0 ? {} : { layer: layer.name }) },
    },
    findings: [...layer.findings],
  });
}

function ofList(
  workbook: Workbook,
  known: KnownSpaces,
  wanted: string | undefined,
  headerRow: number | undefined,
): ProposeAreasOutput {
  const filled = workbook.sheets.filter(({ rows }) => rows.length > 0);
  const layers = filled.length > 1 ? filled.map(({ name }) => name) : [];
  const directory = headerRow === undefined ? directoryIn(workbook) : undefined;
  const isDirectory = directory !== undefined && (wanted === undefined || wanted === directory.sheet.name);
  const longest = [...filled].sort((a, b) => b.rows.length - a.rows.length)[0];
  const sheet = isDirectory ? directory.sheet : (filled.find(({ name }) => name === wanted) ?? longest);
  if (sheet === undefined) throw new Refusal("collect.spacesFileEmpty", { file: workbook.fileName });
  const row = isDirectory ? directory.headerRow : (headerRow ?? likelyHeaderRow(sheet));
  const layer = listLayer(workbook, { sheet: wanted ?? sheet.name, headerRow: row });
  const fields = fieldProfiles(layer, listColumns(sheet, row));
  const proposal = isDirectory ? proposedDirectory(directory, known) : proposedAreas(layer, fields, known, false);
  return answer({
    format: "list",
    layers,
    layer: layers.length === 0 ? null : layer.name,
    headerRow: row,
    features: layer.features.length,
    drawn: 0,
    projection: null,
    fields,
    proposal: {
      ...proposal,
      mapping: { ...proposal.mapping, headerRow: row, ...(layers.length === 0 ? {} : { layer: layer.name }) },
    },
    findings: [...workbook.findings],
  });
}

function answer(
  read: Omit<
    ProposeAreasOutput,
    "kind" | "fields" | "groups" | "mapping" | "boundaryVersion" | "changes" | "sentences"
  > & {
    readonly fields: readonly FieldProfile[];
    readonly proposal: AreaProposal;
  },
): ProposeAreasOutput {
  const { fields, proposal, ...rest } = read;
  return {
    kind: "areas",
    ...rest,
    fields: fields.filter(({ filled }) => filled > 0).map(shownField),
    groups: [...proposal.groups],
    mapping: proposal.mapping,
    boundaryVersion: proposal.boundaryVersion,
    changes: null,
    sentences: spaceSentences(rest.findings),
  };
}

function shownField({ id, label, filled, values }: FieldProfile): AreaField {
  const examples = [...values.keys()].slice(0, 3).map((text) => (text.length > 60 ? `${text.slice(0, 59)}…` : text));
  return { id, label, filled, distinct: values.size, examples };
}

/** What a file says about changes of areas, with the level and codes of the county that it is meant for. */
function changesIn(workbook: Workbook, known: KnownSpaces): ProposeAreasOutput | undefined {
  for (const digits of [8, 5]) {
    let read: ReturnType<typeof readChanges>;
    try {
      read = readChanges(workbook, "", digits);
    } catch (trouble) {
      if (trouble instanceof Refusal && trouble.code === "collect.changesNotRecognised") return undefined;
      throw trouble;
    }
    if (read.read === 0 && digits === 8) continue;
    const { level, codesStartWith } = changedLevel(read, known);
    return {
      kind: "changes",
      format: "list",
      layers: [],
      layer: null,
      headerRow: null,
      features: read.read,
      drawn: 0,
      projection: null,
      fields: [],
      groups: [],
      mapping: {},
      boundaryVersion: null,
      changes: { layout: read.layout, read: read.read, level, codesStartWith },
      findings: [],
      sentences: [],
    };
  }
  return undefined;
}

/** The level whose codes occur most often in the file, and what all of its official codes begin with. */
function changedLevel(
  { changes, keys }: ReturnType<typeof readChanges>,
  known: KnownSpaces,
): { level: string | null; codesStartWith: string } {
  const spoken = new Set([
    ...changes.flatMap(({ from, to }) => [from.code, to.code]),
    ...keys.flatMap(({ rows }) => rows.flatMap(({ from, to }) => [from, to])),
  ]);
  const lengths = new Set([...spoken].map(({ length }) => length));
  const ranked = known.levels
    .map(({ id }) => {
      const codes = known.areas.filter((area) => area.level === id).map(({ code }) => code);
      const there = codes.filter((code) => spoken.has(code)).length;
      const fitting = codes.filter((code) => lengths.has(code.length)).length;
      return { id, codes, weight: there * 1_000 + fitting };
    })
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight);
  const [best] = ranked;
  if (best === undefined) return { level: null, codesStartWith: "" };
  const prefixes = new Set(best.codes.map((code) => code.slice(0, 5)));
  const [only = ""] = prefixes;
  const isOfficial = best.codes.every((code) => /^\d{8,12}$/.test(code));
  return { level: best.id, codesStartWith: isOfficial && prefixes.size === 1 ? only : "" };
}
