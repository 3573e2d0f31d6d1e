import { type Ground, groundArea, groundBounds, joinedBounds } from "../../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../../kernel/trouble/finding.ts";
import type { AreaMapping } from "../../spaces/contract.ts";
import { type AreaDraft, columnText, draftAreas } from "../../spaces/draftAreas.ts";
import { featureName, type Layer } from "../../spaces/layer.ts";
import { listLayer } from "../../spaces/listLayer.ts";
import { inMetres, type LocatedFeature, locate } from "../../spaces/locate.ts";
import { metricProjection, type Projection } from "../../spaces/projection.ts";
import { openFile } from "../openFile.ts";
import { type GroundAlgebra, groundAlgebra } from "./geos.ts";
import { readLayer } from "./readLayer.ts";

/** An area of a file, its drawing checked and in longitude and latitude. */
export interface ReadArea extends AreaDraft {
  /** Null where nothing is drawn. */
  readonly ground: Ground | null;
  readonly squareMetres: number;
}

export interface ReadAreas {
  readonly areas: readonly ReadArea[];
  readonly read: number;
  readonly findings: readonly Finding[];
  /** Made for these areas, for everything that is measured; null without a drawing. */
  readonly metric: Projection | null;
}

/**
 * Reads the areas of a map file or list, as its mapping tells, and checks each
 * drawing. A faulty one is an error; with `repair` it is mended and named.
 */
export async function readAreas(
  file: { readonly name: string; readonly path: string; readonly bytes: number },
  mapping: AreaMapping,
  repair: boolean,
): Promise<ReadAreas> {
  const drawn = await readLayer(file, mapping.layer);
  const layer = drawn ?? listLayer(await openFile(file), { ...sheetOf(mapping), ...headOf(mapping) });
  const { drafts, read, findings } = draftAreas(layer, mapping);
  const all = [...findings];
  const located = drawn === undefined ? [] : locatedFeatures(layer, mapping, drafts, repair, all);
  const algebra = await groundAlgebra();
  const byNumber = new Map(located.map((feature) => [feature.feature.number, feature]));
  const bounds = joinedBounds(located.flatMap(({ ground }) => (ground === null ? [] : (boundsList(ground) ?? []))));
  const metric = bounds === undefined ? null : metricProjection(bounds);
  const areas = drafts.map((draft): ReadArea => {
    const features = draft.features.flatMap((feature) => byNumber.get(feature.number) ?? []);
    if (metric === null) return { ...draft, ground: null, squareMetres: 0 };
    const ground = oneGround(algebra, draft, features, metric, { file: file.name, repair }, all);
    return { ...draft, ground, squareMetres: ground === null ? 0 : groundArea(inMetres(ground, metric)) };
  });
  return { areas, read, findings: all, metric };
}

function sheetOf({ layer }: AreaMapping): { sheet?: string } {
  return layer === undefined ? {} : { sheet: layer };
}

function headOf({ headerRow }: AreaMapping): { headerRow?: number } {
  return headerRow === undefined ? {} : { headerRow };
}

function boundsList(ground: Ground) {
  const bounds = groundBounds(ground);
  return bounds === undefined ? undefined : [bounds];
}

function locatedFeatures(
  layer: Layer,
  mapping: AreaMapping,
  drafts: readonly AreaDraft[],
  repair: boolean,
  findings: Finding[],
): readonly LocatedFeature[] {
  const located = locate(
    { ...layer, features: drafts.flatMap((draft) => draft.features) },
    {
      projection: mapping.projection,
      repair,
      nameOf: (feature) => columnText(feature.attributes, mapping.code),
    },
  );
  findings.push(...located.findings);
  return located.features;
}

/** All features of one code as one ground: valid, once each, common borders dissolved. */
function oneGround(
  algebra: GroundAlgebra,
  draft: AreaDraft,
  features: readonly LocatedFeature[],
  metric: Projection,
  { file, repair }: { readonly file: string; readonly repair: boolean },
  findings: Finding[],
): Ground | null {
  const say = (severity: Finding["severity"], code: string, parameters: Finding["parameters"]): void => {
    findings.push({ code: `collect.${code}`, severity, place: { file }, parameters });
  };
  const size = (ground: Ground): number => groundArea(inMetres(ground, metric));
  const seen = new Set<string>();
  const grounds: Ground[] = [];
  for (const { feature, ground, name } of features) {
    if (ground === null) continue;
    const drawing = JSON.stringify(ground);
    if (seen.has(drawing)) {
      if (!repair) say("error", "featureTwice", { feature: name });
      else say("warning", "mendedTwice", { feature: featureName(feature, draft.code) });
      continue;
    }
    seen.add(drawing);
    const fault = algebra.faultOf(ground);
    if (fault === undefined) {
      grounds.push(ground);
      continue;
    }
    const reason = germanReason(fault.reason);
    const place = fault.at === null ? "" : fault.at.map((degree) => degree.toFixed(5).replace(".", ",")).join(" / ");
    if (!repair) {
      say("error", "groundFaulty", { feature: name, reason, place });
      continue;
    }
    const mended = algebra.mended(ground);
    if (mended.length === 0) {
      say("error", "mendedToNothing", { feature: name, reason });
      continue;
    }
    const moved = Math.round(Math.abs(size(mended) - size(ground)));
    say("warning", "mendedGround", { feature: name, reason, squareMetres: moved });
    grounds.push(mended);
  }
  const [only] = grounds;
  if (grounds.length <= 1) return only ?? null;
  const union = algebra.union(grounds);
  const common = grounds.reduce((sum, ground) => sum + size(ground), 0) - size(union);
  if (common > 100)
    say("warning", "partsOverlap", { code: draft.code, hectares: (common / 10_000).toFixed(2).replace(".", ",") });
  return union;
}

/**
 * What GEOS says about a ground, in German.
 *
 * @example
 * germanReason("Self-intersection") // "die Grenze schneidet sich selbst"
 */
export function germanReason(reason: string): string {
  const known: Readonly<Record<string, string>> = {
    "Self-intersection": "die Grenze schneidet sich selbst",
    "Ring Self-intersection": "die Grenze berührt sich selbst",
    "Hole lies outside shell": "ein Loch liegt außerhalb der Fläche",
    "Holes are nested": "ein Loch liegt in einem anderen",
    "Nested shells": "eine Teilfläche liegt in einer anderen",
    "Interior is disconnected": "das Innere ist zerschnitten",
    "Duplicate Rings": "ein Ring steht doppelt",
    "Too few points in geometry component": "zu wenige Ecken",
  };
  return known[reason] ?? reason;
}
