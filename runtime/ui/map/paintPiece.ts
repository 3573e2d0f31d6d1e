import type { Geometry } from "geojson";
import type { GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { Boundaries } from "./mapAreas.ts";
import type { paintOfArea } from "./paintTiles.ts";

type Paint = ReturnType<typeof paintOfArea>;

/** What a map that is drawn in one piece shows now. */
export interface PaintedPiece {
  readonly map: MapLibre;
  readonly boundaries: Boundaries;
  readonly paints: ReadonlyMap<string, Paint>;
}

/**
 * Paints the areas of a map that is drawn in one piece.
 *
 * Where only colours moved since the last time, as under a slider, borders stay as they are drawn and each area gets
 * its colour as state of its feature: a few milliseconds instead of a new drawing.
 */
export function paintPiece(
  map: MapLibre,
  boundaries: Boundaries,
  paintOf: (code: string) => Paint,
  before: PaintedPiece | undefined,
): PaintedPiece {
  const paints = new Map(boundaries.features.map(({ id }) => [id, paintOf(id)]));
  const shown = before?.map === map && before.boundaries === boundaries ? before.paints : undefined;
  if (shown !== undefined && onlyColoursMoved(paints, shown)) {
    for (const [id, { colour }] of paints)
      if (colour !== undefined && colour !== shown.get(id)?.colour)
        map.setFeatureState({ source: "areas", id }, { colour });
  } else {
    map.removeFeatureState({ source: "areas" });
    // A layer with nothing in it is hidden: drawn empty, it would cost each frame its clipping.
    const all = [...paints.values()];
    const seen = (is: boolean): "visible" | "none" => (is ? "visible" : "none");
    map.setLayoutProperty("texture", "visibility", seen(all.some(({ texture }) => texture !== undefined)));
    map.setLayoutProperty("later", "visibility", seen(all.some(({ later }) => later === true)));
    map.getSource<GeoJSONSource>("areas")?.setData({
      type: "FeatureCollection",
      features: boundaries.features.map(({ id, geometry }) => ({
        type: "Feature",
        geometry: geometry as Geometry,
        properties: { code: id, ...paints.get(id) },
      })),
    });
  }
  return { map, boundaries, paints };
}

function onlyColoursMoved(paints: PaintedPiece["paints"], shown: PaintedPiece["paints"]): boolean {
  for (const [id, paint] of paints) if (!differsInColourAlone(paint, shown.get(id))) return false;
  return true;
}

function differsInColourAlone(one: Paint, other: Paint | undefined): boolean {
  return (
    other !== undefined &&
    (one.colour === undefined) === (other.colour === undefined) &&
    one.texture === other.texture &&
    one.later === other.later &&
    one.mark === other.mark
  );
}
