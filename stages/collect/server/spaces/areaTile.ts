import { createHash } from "node:crypto";
import { GeoJSONVT } from "@maplibre/geojson-vt";
import { fromGeojsonVt } from "@maplibre/vt-pbf";
import { operation } from "../../../../runtime/http/operation.ts";
import { KeptByUse } from "../../../../runtime/store/keptByUse.ts";
import type { AreaGeometryOutput } from "../../spaces/contract.ts";
import { areaTileContract, areaTileFacts } from "../../spaces/tileContract.ts";
import { levelGeometry } from "./areaGeometry.ts";

/** A tile as it goes over the line; the tag bears its content. */
interface Tile {
  readonly content: Uint8Array;
  readonly tag: string;
}

interface Tiles {
  readonly index: GeoJSONVT;
  readonly made: KeptByUse<Tile>;
}

// Kept as long as the boundaries that they are cut from: when these change, there is another answer.
const tilesOf = new WeakMap<AreaGeometryOutput, Tiles>();
const bytesPerLevel = 32 * 2 ** 20;

/**
 * A square of the map with the borders of a level, for maps of more than a thousand
 * areas, which would be slow to draw in one piece. It bears codes and no figures:
 * these come with the released answer.
 *
 * Cut from the same borders as `areaGeometry` gives, to the same people. An empty
 * square is an empty tile.
 */
export const areaTile = operation(
  areaTileContract,
  async (context, { z, x, y, ...question }) => {
    const geometry = await levelGeometry(context, question);
    const tiles = tilesOf.get(geometry) ?? cut(geometry);
    tilesOf.set(geometry, tiles);
    const place = `${z}/${x}/${y}`;
    const tile = tiles.made.get(place) ?? made(tiles.index, z, x, y);
    tiles.made.set(place, tile);
    return { name: `${geometry.level}-${z}-${x}-${y}.mvt`, mediaType: "application/vnd.mapbox-vector-tile", ...tile };
  },
  { narrows: ["own", "published"] },
);

function cut({ features }: AreaGeometryOutput): Tiles {
  const index = new GeoJSONVT(
    {
      type: "FeatureCollection",
      features: features.features.map(({ geometry, properties: { code } }) => ({
        type: "Feature",
        geometry: geometry as GeoJSON.Geometry,
        properties: { code },
      })),
    },
    // Already simplified with shared borders kept: each area simplified anew by itself would leave slivers between neighbours.
    { maxZoom: areaTileFacts.finest, tolerance: 0, extent: 4_096, buffer: 64 },
  );
  return { index, made: new KeptByUse(bytesPerLevel, ({ content }) => 200 + content.length) };
}

function made(index: GeoJSONVT, z: number, x: number, y: number): Tile {
  const tile = index.getTile(z, x, y);
  const content =
    tile === null ? new Uint8Array(0) : fromGeojsonVt({ [areaTileFacts.layer]: tile }, { version: 2, extent: 4_096 });
  return { content, tag: `"${createHash("sha256").update(content).digest("base64url").slice(0, 27)}"` };
}
