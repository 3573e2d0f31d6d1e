import { type Bounds, contains, type Ground, groundBounds } from "../../../kernel/geometry/polygon.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type AreaFinder, only } from "./areaFinder.ts";

/**
 * By the polygon that a point lies in. Records and polygons (GeoJSON) bear
 * coordinates of the same kind; nothing is converted.
 *
 * Refuses a file without any polygon that bears the property.
 */
export function areaByCoordinates(geoJson: string, property: string, fileName: string): AreaFinder {
  const areas = polygonsOf(geoJson, property, fileName);
  return ([eastText = "", northText = ""]) => {
    const [east, north] = [numberOf(eastText), numberOf(northText)];
    if (east === undefined || north === undefined) return { reason: "Koordinaten fehlen oder sind keine Zahlen" };
    const around = areas.filter(({ bounds: [west, south, right, top] }) => {
      return west <= east && east <= right && south <= north && north <= top;
    });
    const found = new Set(around.filter(({ ground }) => contains(ground, [east, north])).map(({ code }) => code));
    return only(found, "Koordinaten in keinem Raum");
  };
}

interface AreaGround {
  readonly code: string;
  readonly ground: Ground;
  readonly bounds: Bounds;
}

interface Feature {
  readonly properties?: Readonly<Record<string, unknown>> | null;
  readonly geometry?: { readonly type?: unknown; readonly coordinates?: unknown } | null;
}

function polygonsOf(geoJson: string, property: string, fileName: string): AreaGround[] {
  const areas = featuresOf(geoJson).flatMap(({ properties, geometry }): AreaGround[] => {
    const code = properties?.[property];
    const isOne = geometry?.type === "Polygon";
    if ((!isOne && geometry?.type !== "MultiPolygon") || (typeof code !== "string" && typeof code !== "number"))
      return [];
    const ground = (isOne ? [geometry?.coordinates] : geometry?.coordinates) as Ground;
    const bounds = groundBounds(ground);
    return bounds === undefined ? [] : [{ code: String(code), ground, bounds }];
  });
  if (areas.length === 0) throw new Refusal("protect.noPolygons", { property }, { place: { file: fileName } });
  return areas;
}

function featuresOf(geoJson: string): Feature[] {
  try {
    const { features } = JSON.parse(geoJson) as { features?: unknown };
    return Array.isArray(features) ? features : [];
  } catch {
    return [];
  }
}

function numberOf(text: string): number | undefined {
  return /^\s*-?\d+([.,]\d+)?\s*$/.test(text) ? Number(text.replace(",", ".")) : undefined;
}
