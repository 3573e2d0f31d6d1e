import type { Value } from "../../../kernel/value/value.ts";
import type { MapArea } from "../charts/choropleth.ts";
import type { Material } from "../material.ts";

/**
 * The areas of the report's level with their outlines and a value each; `values` stand in the order of `codes`.
 *
 * Outlines in degrees of longitude and latitude, values in the unit of the map.
 */
export function mapAreas(material: Material, codes: readonly string[], values: readonly Value[]): MapArea[] {
  return material.geometry.features.features.map((feature) => {
    const polygons =
      feature.geometry.type === "Polygon" ? [feature.geometry.coordinates] : feature.geometry.coordinates;
    const rings = polygons.flat().map((ring) => ring.map(([lon = 0, lat = 0]): [number, number] => [lon, lat]));
    const { code, name } = feature.properties;
    return { code, name, rings, value: values[codes.indexOf(code)] ?? "unknown" };
  });
}
