import type { DataDrivenPropertyValueSpecification, Map as MapLibre } from "maplibre-gl";
import { areaPaint } from "./areaPaint.ts";
import type { Boundaries, MapArea } from "./mapAreas.ts";
import { among } from "./mapStyle.ts";

/**
 * Gives the areas of a tiled map their colours: tiles bear no figures, so that each
 * area gets its colour as state of its feature. Textures cannot be such a state:
 * for them the layer is told the codes.
 */
export function paintTiles(
  map: MapLibre,
  sourceLayer: string,
  boundaries: Boundaries,
  paintOf: (code: string) => ReturnType<typeof areaPaint> & { readonly mark?: string },
): void {
  const source = { source: "areas", sourceLayer };
  map.removeFeatureState(source);
  const textured = new Map<string, string[]>();
  const later: string[] = [];
  for (const { id } of boundaries.features) {
    const { colour, texture, later: isLater, mark } = paintOf(id);
    if (colour !== undefined || mark !== undefined)
      map.setFeatureState({ ...source, id }, { colour: colour ?? null, mark: mark ?? null });
    if (typeof texture === "string") textured.set(texture, [...(textured.get(texture) ?? []), id]);
    if (isLater === true) later.push(id);
  }
  const branches = [...textured].flatMap(([texture, codes]) => [codes, texture]);
  const patterns = branches.length === 0 ? "dotted" : ["match", ["get", "code"], ...branches, "dotted"];
  map.setFilter("texture", among([...textured.values()].flat()));
  map.setPaintProperty("texture", "fill-pattern", patterns as DataDrivenPropertyValueSpecification<string>);
  map.setFilter("later", among(later));
}

/** What a map of areas paints one of them with. */
export function paintOfArea(
  area: MapArea | undefined,
  settings: { readonly classCount: number; readonly patterns: boolean; readonly colour: (name: string) => string },
  chosen: number,
): ReturnType<typeof areaPaint> & { readonly mark?: string } {
  const { classCount, patterns, colour } = settings;
  const paint = areaPaint(area, classCount, patterns, colour);
  return chosen < 0 ? paint : { ...paint, mark: colour(`--k-series-${(chosen % 6) + 1}`) };
}
