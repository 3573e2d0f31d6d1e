import { type Ground, groundBounds, movedGround, type Position, type Ring } from "../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { type Feature, featureName, type Layer } from "./layer.ts";
import { type Projection, projectionOf } from "./projection.ts";

/** A feature with its ground in longitude and latitude (EPSG:4326). */
export interface LocatedFeature {
  readonly feature: Feature;
  /** How findings call it. */
  readonly name: string;
  /** Null where nothing is drawn, or nothing that has a ground. */
  readonly ground: Ground | null;
}

export interface LocatedLayer {
  readonly features: readonly LocatedFeature[];
  readonly findings: readonly Finding[];
}

/**
 * Brings a layer to longitude and latitude, and names every feature whose drawing
 * cannot be taken as it is: no ground, numbers missing, rings left open or too
 * short, degrees where metres are declared, north and east exchanged. Ground outside
 * Germany is taken as it is, with a warning: most often its projection is another one.
 *
 * Nothing is mended unless `repair` says so; then rings are closed, exchanged axes
 * are put right, and each mended feature is named with a warning.
 *
 * @param layer only the features that are wanted: what is filtered away is not judged
 * @param choice the projection for files that name none, `EPSG:25832`; it does not override the file
 */
export function locate(
  layer: Layer,
  options: {
    readonly projection?: string | undefined;
    readonly repair?: boolean | undefined;
    readonly nameOf?: (f: Feature) => string;
  } = {},
): LocatedLayer {
  const findings: Finding[] = [...layer.findings];
  const say = (severity: Finding["severity"], code: string, parameters: Finding["parameters"]): void => {
    findings.push({ code: `collect.${code}`, severity, place: { file: layer.file }, parameters });
  };
  const declared = layer.projection ?? options.projection ?? layer.assumed ?? null;
  const projection = declared === null ? undefined : projectionOf(declared);
  if (layer.features.some((f) => f.shape.kind === "ground" || f.shape.kind === "point")) {
    if (declared === null) say("error", "projectionMissing", { guess: guessOf(layer) });
    else if (projection === undefined) say("error", "projectionUnknown", { projection: declared.slice(0, 80) });
  }
  const abroad: string[] = [];
  const features = layer.features.map((feature): LocatedFeature => {
    const name = featureName(feature, options.nameOf?.(feature));
    const absent = { feature, name, ground: null };
    if (feature.shape.kind === "empty") {
      say("warning", "geometryEmpty", { feature: name });
      return absent;
    }
    if (feature.shape.kind !== "ground") {
      const type = feature.shape.kind === "point" ? "Punkt" : feature.shape.type;
      say("warning", "geometryWithoutGround", { feature: name, type });
      return absent;
    }
    if (projection === undefined) return absent;
    let ground = feature.shape.ground;
    for (const { code, mended } of ringFaults(ground)) {
      if (mended === null || options.repair !== true) {
        say("error", code, { feature: name });
        return absent;
      }
      ground = mended;
      say("warning", "mendedRings", { feature: name });
    }
    const placed = placedGround(ground, projection);
    if (typeof placed !== "string") {
      if (!inGermany(placed)) abroad.push(name);
      return { feature, name, ground: placed };
    }
    if (placed === "axesSwapped" && options.repair === true) {
      say("warning", "mendedAxes", { feature: name });
      return { feature, name, ground: movedGround(ground, ([x, y]) => projection.toDegrees([y, x])) };
    }
    say("error", placed, { feature: name, projection: projection.name });
    return absent;
  });
  const [first] = abroad;
  if (first !== undefined) {
    const parameters = { features: abroad.length, first, projection: projection?.name ?? "" };
    say("warning", "placeAbroad", parameters);
  }
  return { features, findings };
}

interface RingFault {
  readonly code: string;
  /** The same ground put right, where that can be done. */
  readonly mended: Ground | null;
}

function ringFaults(ground: Ground): RingFault[] {
  const rings = ground.flat();
  if (rings.some((ring) => ring.some(([x, y]) => !Number.isFinite(x) || !Number.isFinite(y))))
    return [{ code: "coordinateMissing", mended: null }];
  // A ring of fewer than three corners stays nothing, closed or not.
  if (rings.some((ring) => new Set(ring.map(String)).size < 3)) return [{ code: "ringTooShort", mended: null }];
  if (rings.some((ring) => !isClosed(ring))) return [{ code: "ringOpen", mended: everyRing(ground, closed) }];
  return [];
}

function everyRing(ground: Ground, change: (ring: Ring) => Ring): Ground {
  return ground.map((polygon) => polygon.map(change));
}

function isClosed(ring: Ring): boolean {
  const first = ring[0];
  const last = ring.at(-1);
  return first !== undefined && last !== undefined && first[0] === last[0] && first[1] === last[1];
}

function closed(ring: Ring): Ring {
  const first = ring[0];
  return first === undefined || isClosed(ring) ? ring : [...ring, first];
}

// Where German ground can lie, with a margin for neighbours and the sea.
const germany = { west: 4, south: 46, east: 17, north: 56.5 };

/** The ground in degrees, or the code of what is wrong with its coordinates. */
function placedGround(ground: Ground, projection: Projection): Ground | string {
  const [west = 0, south = 0, east = 0, north = 0] = groundBounds(ground) ?? [];
  const likeDegrees = west >= -180 && east <= 180 && south >= -90 && north <= 90;
  const extent = Math.max(east - west, north - south);
  if (!projection.degrees && likeDegrees && extent < 90) return "degreesInsteadOfMetres";
  // A little beyond the end of the earth is no metre; that is told below.
  if (projection.degrees && Math.max(-west, east, -south, north) > 400) return "metresInsteadOfDegrees";
  const placed = movedGround(ground, projection.toDegrees);
  if (inGermany(placed)) return placed;
  const turned = movedGround(ground, ([x, y]) => projection.toDegrees([y, x]));
  if (inGermany(turned)) return "axesSwapped";
  const sound = placed.flat(2).every(([x, y]) => Math.abs(x) <= 180 && Math.abs(y) <= 90);
  // Ground elsewhere on earth is strange for a German county, but not wrong in itself; NaN is no place at all.
  return sound ? placed : "placeImpossible";
}

function inGermany(ground: Ground): boolean {
  const bounds = groundBounds(ground);
  if (bounds === undefined) return false;
  const [west, south, east, north] = bounds;
  return west > germany.west && east < germany.east && south > germany.south && north < germany.north;
}

// Which projections would put the first ground into Germany.
function guessOf(layer: Layer): string {
  const first = layer.features.find((f) => f.shape.kind === "ground")?.shape;
  if (first?.kind !== "ground") return "";
  const fitting = ["EPSG:4326", "EPSG:25832", "EPSG:25833", "EPSG:31467", "EPSG:31466", "EPSG:31468"].filter((name) => {
    const projection = projectionOf(name);
    const placed = projection === undefined ? "" : placedGround(first.ground, projection);
    return typeof placed !== "string" && inGermany(placed);
  });
  return fitting[0] ?? "EPSG:25832";
}

/** Positions of one ground in metres, for measuring. */
export function inMetres(ground: Ground, metric: Projection): Ground {
  return movedGround(ground, (position: Position) => metric.fromDegrees(position));
}
