import { broughtNear, type FarAway, farAway } from "../../../kernel/geometry/farAway.ts";
import type { Boundaries, Shape } from "./mapAreas.ts";
import { ringsOf } from "./projection.ts";

/** What lies so far from all the rest of some boundaries that a map brings it near; null where nothing does. */
export function farIn(boundaries: Boundaries | undefined): FarAway | null {
  return farAway(
    (boundaries?.features ?? []).flatMap(({ properties, geometry }) =>
      ringsOf(geometry).map((ring) => ({ name: properties.name, ring })),
    ),
  );
}

/**
 * Boundaries as a map draws them, with what lies far away beside all the rest; the same ones where nothing does.
 *
 * @example
 * nearbyBoundaries({ type: "FeatureCollection", features: [] }, null) // { type: "FeatureCollection", features: [] }
 */
export function nearbyBoundaries(boundaries: Boundaries, far: FarAway | null): Boundaries {
  if (far === null) return boundaries;
  return {
    ...boundaries,
    features: boundaries.features.map((feature) => ({ ...feature, geometry: moved(feature.geometry, far) })),
  };
}

function moved(shape: Shape, far: FarAway): Shape {
  return shape.type === "Polygon"
    ? { ...shape, coordinates: shape.coordinates.map((ring) => broughtNear(ring, far)) }
    : { ...shape, coordinates: shape.coordinates.map((part) => part.map((ring) => broughtNear(ring, far))) };
}
