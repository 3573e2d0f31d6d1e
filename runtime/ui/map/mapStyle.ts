import type { SourceSpecification, StyleSpecification } from "maplibre-gl";

/** A base map that the administrator set; without it no request leaves the house. */
export interface BaseMap {
  readonly kind: "tiles" | "wms";
  readonly url: string;
  readonly attribution: string;
}

/** Where areas come from when there are too many to be drawn in one piece: squares of the map, with nothing but borders and codes. */
export interface AreaTiles {
  /** With `{z}`, `{x}` and `{y}` in it. */
  readonly address: string;
  readonly layer: string;
  readonly finest: number;
}

/**
 * How the map is drawn, from the ground up: base map if there is one, areas by
 * colour or texture, borders, what is chosen and what is pointed at.
 *
 * @param colour looks up a variable of the theme
 */
export function mapStyle(
  baseMap: BaseMap | null,
  colour: (variable: string) => string,
  tiles?: AreaTiles,
): StyleSpecification {
  const style = styleOf(baseMap, colour);
  if (tiles === undefined) return style;
  const { address, layer, finest } = tiles;
  const areas: SourceSpecification = { type: "vector", tiles: [address], maxzoom: finest, promoteId: "code" };
  return {
    ...style,
    sources: { ...style.sources, areas },
    layers: style.layers.map((one) => {
      if (!("source" in one) || one.source !== "areas") return one;
      const tiled = { ...one, "source-layer": layer } as typeof one;
      if (tiled.id === "fill" && tiled.type === "fill") {
        // Its colour comes with the figures, as state of the feature, and may be missing.
        const { filter: _, ...fill } = tiled;
        return { ...fill, paint: { ...fill.paint, "fill-color": ["coalesce", ["feature-state", "colour"], "#0000"] } };
      }
      return tiled.id === "texture" || tiled.id === "later" ? { ...tiled, filter: among([]) } : tiled;
    }) as StyleSpecification["layers"],
  };
}

/** Passes the areas with one of these codes. */
export function among(codes: readonly string[]): ["in", ["get", "code"], ["literal", string[]]] {
  return ["in", ["get", "code"], ["literal", [...codes]]];
}

function styleOf(baseMap: BaseMap | null, colour: (variable: string) => string): StyleSpecification {
  return {
    version: 8,
    sources: {
      ...(baseMap == null ? {} : { base: { type: "raster", tiles: [tileAddress(baseMap)], tileSize: 256 } as const }),
      areas: { type: "geojson", data: { type: "FeatureCollection", features: [] }, promoteId: "code" },
      context: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
      frame: { type: "geojson", data: { type: "FeatureCollection", features: [] } },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": colour("--k-mapground") } },
      ...(baseMap == null
        ? []
        : [
            {
              id: "base",
              type: "raster",
              source: "base",
              paint: { "raster-opacity": 0.6, "raster-saturation": -0.9 },
            } as const,
          ]),
      {
        id: "fill",
        type: "fill",
        source: "areas",
        filter: ["has", "colour"],
        paint: {
          // Where only colours move, they come as state of the features.
          "fill-color": ["coalesce", ["feature-state", "colour"], ["get", "colour"]],
          "fill-opacity": baseMap == null ? 1 : 0.82,
          "fill-antialias": false,
        },
      },
      {
        id: "frame",
        type: "line",
        source: "frame",
        paint: { "line-color": colour("--k-line-strong"), "line-width": 1 },
      },
      {
        id: "texture",
        type: "fill",
        source: "areas",
        filter: ["has", "texture"],
        paint: { "fill-pattern": ["get", "texture"] },
      },
      {
        id: "border",
        type: "line",
        source: "areas",
        paint: {
          "line-color": colour("--k-mapline"),
          "line-width": ["interpolate", ["linear"], ["zoom"], 7, 0.6, 11, 1.4],
        },
      },
      {
        id: "context",
        type: "line",
        source: "context",
        layout: { "line-join": "round" },
        paint: {
          "line-color": colour("--k-mapline-strong"),
          "line-width": ["interpolate", ["linear"], ["zoom"], 7, 1.2, 11, 2.4],
        },
      },
      {
        id: "later",
        type: "line",
        source: "areas",
        filter: ["==", ["get", "later"], true],
        paint: { "line-color": colour("--k-absent-ink"), "line-width": 1.5, "line-dasharray": [3, 2] },
      },
      {
        id: "chosen-halo",
        type: "line",
        source: "areas",
        filter: ["in", ["get", "code"], ["literal", []]],
        layout: { "line-join": "round" },
        paint: { "line-color": colour("--k-raised"), "line-width": 6 },
      },
      {
        id: "chosen",
        type: "line",
        source: "areas",
        filter: ["in", ["get", "code"], ["literal", []]],
        layout: { "line-join": "round" },
        paint: {
          "line-color": ["coalesce", ["feature-state", "mark"], ["get", "mark"], colour("--k-mark")],
          "line-width": 3,
        },
      },
      {
        id: "pointed",
        type: "line",
        source: "areas",
        filter: ["==", ["get", "code"], ""],
        layout: { "line-join": "round" },
        paint: { "line-color": colour("--k-mark"), "line-width": 2.5 },
      },
    ],
  };
}

function tileAddress(baseMap: BaseMap): string {
  if (baseMap.kind === "tiles") return baseMap.url;
  const joint = baseMap.url.includes("?") ? "&" : "?";
  return `${baseMap.url}${joint}service=WMS&request=GetMap&version=1.3.0&format=image/png&transparent=true&crs=EPSG:3857&bbox={bbox-epsg-3857}&width=256&height=256&styles=`;
}
