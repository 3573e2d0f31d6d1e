import type { Ground, Position } from "../../../kernel/geometry/polygon.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Attribute, Feature, Layer, Shape } from "./layer.ts";

/**
 * A GeoJSON file as a layer: FeatureCollection, single Feature or bare geometry.
 * The files of KomMonitor are GeoJSON with validity dates among the attributes.
 *
 * Honours the `crs` member of older files; without one the coordinates are degrees
 * (RFC 7946). Heights are dropped. Refuses what is no GeoJSON, with the place.
 */
export function readGeoJson(file: string, text: string): Layer {
  const document = parsed(file, text);
  if (document.type === "Topology") throw new Refusal("collect.topoJson", { file });
  const found =
    document.type === "FeatureCollection" && Array.isArray(document.features)
      ? document.features
      : document.type === "Feature"
        ? [document]
        : typeof document.type === "string" && geometryTypes.has(document.type)
          ? [{ type: "Feature", properties: {}, geometry: document }]
          : undefined;
  if (found === undefined) throw new Refusal("collect.notGeoJson", { file });
  const findings: Finding[] = [];
  const features = found.map((feature: unknown, position): Feature => {
    const { id, properties, geometry } = isObject(feature) ? feature : { id: null, properties: null, geometry: null };
    return {
      number: position + 1,
      attributes: attributesOf(id, properties),
      shape: shapeOf(geometry),
    };
  });
  return { file, name: "", projection: declaredProjection(document) ?? null, assumed: "EPSG:4326", features, findings };
}

const geometryTypes = new Set([
  "Point",
  "MultiPoint",
  "LineString",
  "MultiLineString",
  "Polygon",
  "MultiPolygon",
  "GeometryCollection",
]);

function parsed(file: string, text: string): Record<string, unknown> {
  const bare = text.replace(/^\ufeff/, "");
  try {
    const document: unknown = JSON.parse(bare);
    if (isObject(document)) return document;
  } catch {
    const end = endOfFirstDocument(bare);
    if (end !== undefined) {
      const row = bare.slice(0, end).split("\n").length;
      throw new Refusal("collect.secondDocument", { file, row });
    }
    throw new Refusal("collect.brokenJson", { file });
  }
  throw new Refusal("collect.notGeoJson", { file });
}

// Where a complete JSON object ends and something else begins; undefined when not even one is complete.
function endOfFirstDocument(text: string): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i];
    if (quoted) {
      if (sign === "\\") i++;
      else if (sign === '"') quoted = false;
    } else if (sign === '"') quoted = true;
    else if (sign === "{" || sign === "[") depth++;
    else if (sign === "}" || sign === "]") {
      depth--;
      if (depth > 0) continue;
      try {
        JSON.parse(text.slice(0, i + 1));
      } catch {
        return undefined;
      }
      const rest = text.slice(i + 1);
      return i + 1 + rest.length - rest.trimStart().length;
    }
  }
  return undefined;
}

function declaredProjection(document: Record<string, unknown>): string | undefined {
  const crs = document.crs;
  if (typeof crs === "string" && crs.trim() !== "") return crs;
  if (!isObject(crs) || !isObject(crs.properties)) return undefined;
  const { name, code, href } = crs.properties;
  if (typeof name === "string") return name;
  if (typeof href === "string") return href;
  return typeof code === "number" || typeof code === "string" ? `EPSG:${code}` : undefined;
}

function attributesOf(id: unknown, properties: unknown): Record<string, Attribute> {
  const attributes: Record<string, Attribute> = {};
  // The feature's own id only counts where no attribute has the name.
  if (typeof id === "string" || typeof id === "number") attributes.id = id;
  if (isObject(properties)) {
    for (const [key, value] of Object.entries(properties)) {
      if (value === null || ["string", "number", "boolean"].includes(typeof value))
        attributes[key] = value as Attribute;
      else attributes[key] = JSON.stringify(value);
    }
  }
  return attributes;
}

/**
 * What a GeoJSON geometry draws; positions that are no numbers become NaN, which
 * the check names.
 *
 * @example
 * shapeOf({ type: "Point", coordinates: [9, 53, 12] }) // { kind: "point", point: [9, 53] }
 * shapeOf(null) // { kind: "empty" }
 * shapeOf({ type: "LineString", coordinates: [] }) // { kind: "other", type: "LineString" }
 */
export function shapeOf(geometry: unknown): Shape {
  if (!isObject(geometry)) return { kind: "empty" };
  const { type, coordinates } = geometry;
  if (type === "Polygon") return groundShape([coordinates]);
  if (type === "MultiPolygon") return groundShape(coordinates);
  if (type === "Point") {
    return Array.isArray(coordinates) && coordinates.length >= 2
      ? { kind: "point", point: positionOf(coordinates) }
      : { kind: "empty" };
  }
  if (type === "GeometryCollection" && Array.isArray(geometry.geometries)) {
    const grounds = geometry.geometries.map(shapeOf).flatMap((shape) => (shape.kind === "ground" ? shape.ground : []));
    return grounds.length > 0 ? { kind: "ground", ground: grounds } : { kind: "other", type: "GeometryCollection" };
  }
  return { kind: "other", type: String(type) };
}

function groundShape(polygons: unknown): Shape {
  const ground: Ground = listOf(polygons)
    .map((polygon) => listOf(polygon).map((ring) => listOf(ring).map(positionOf)))
    .filter((polygon) => polygon.length > 0 && polygon[0]?.length !== 0);
  return ground.length === 0 ? { kind: "empty" } : { kind: "ground", ground };
}

function positionOf(position: unknown): Position {
  const [x, y] = listOf(position);
  return [typeof x === "number" ? x : Number.NaN, typeof y === "number" ? y : Number.NaN];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
