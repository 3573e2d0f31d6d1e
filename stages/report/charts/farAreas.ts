import { broughtNear, farAway } from "../../../kernel/geometry/farAway.ts";
import type { MapArea } from "./choropleth.ts";

/** A map whose few far areas, such as an island out at sea, stand in a frame beside all others. */
export interface NearbyMap {
  readonly areas: readonly MapArea[];
  /** West, south, east, north of the frame, and who stands in it; null where nobody lies far away. */
  readonly frame: {
    readonly box: readonly [west: number, south: number, east: number, north: number];
    readonly names: string;
  } | null;
}

/**
 * Brings areas that lie far from all others near, at the same scale, as the maps of the pages do: else a single island
 * makes the rest of the map as small as a stamp.
 *
 * @example
 * farAreas([]) // { areas: [], frame: null }
 */
export function farAreas(areas: readonly MapArea[]): NearbyMap {
  const far = farAway(areas.flatMap(({ name, rings }) => rings.map((ring) => ({ name, ring }))));
  if (far === null) return { areas, frame: null };
  const moved = areas.map((area) => ({
    ...area,
    rings: area.rings.map((ring) => broughtNear(ring, far)),
  }));
  return { areas: moved, frame: { box: far.frame, names: far.names.join(", ") } };
}
