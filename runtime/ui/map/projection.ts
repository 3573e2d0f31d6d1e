import type { Boundaries, Shape } from "./mapAreas.ts";

export interface Projection {
  readonly width: number;
  readonly height: number;
  readonly place: (longitude: number, latitude: number) => readonly [number, number];
}

/**
 * Fits boundaries of the size of a county into a width: degrees are stretched by
 * the latitude in the middle, which at this size differs from a true projection
 * by less than the stroke of a line. A frame beside them has its room too.
 */
export function projectionFor(
  boundaries: Boundaries,
  width: number,
  maxHeight = Number.POSITIVE_INFINITY,
  frame: readonly [number, number, number, number] = [180, 90, -180, -90],
): Projection {
  let [west, south, east, north] = frame;
  for (const feature of boundaries.features)
    for (const ring of ringsOf(feature.geometry))
      for (const [longitude = 0, latitude = 0] of ring) {
        west = Math.min(west, longitude);
        east = Math.max(east, longitude);
        south = Math.min(south, latitude);
        north = Math.max(north, latitude);
      }
  const stretch = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(width / ((east - west) * stretch), maxHeight / (north - south));
  return {
    width: (east - west) * stretch * scale,
    height: (north - south) * scale,
    place: (longitude, latitude) => [(longitude - west) * stretch * scale, (north - latitude) * scale],
  };
}

/** The outline of an area as an SVG path. */
export function pathOf(shape: Shape, projection: Projection): string {
  let path = "";
  for (const ring of ringsOf(shape)) {
    ring.forEach(([longitude = 0, latitude = 0], position) => {
      const [x, y] = projection.place(longitude, latitude);
      path += `${position === 0 ? "M" : "L"}${Math.round(x * 10) / 10},${Math.round(y * 10) / 10}`;
    });
    path += "Z";
  }
  return path;
}

/**
 * Where a label stands: the centre of the largest ring.
 *
 * @example
 * centreOf({ type: "Polygon", coordinates: [[[0, 0], [4, 0], [4, 2], [0, 2], [0, 0]]] }) // [2, 1]
 */
export function centreOf(shape: Shape): readonly [number, number] {
  let best: { area: number; centre: readonly [number, number] } = { area: -1, centre: [0, 0] };
  for (const ring of ringsOf(shape)) {
    let [double, x, y] = [0, 0, 0];
    for (let i = 0; i + 1 < ring.length; i += 1) {
      const [x0 = 0, y0 = 0] = ring[i] ?? [];
      const [x1 = 0, y1 = 0] = ring[i + 1] ?? [];
      const cross = x0 * y1 - x1 * y0;
      double += cross;
      x += (x0 + x1) * cross;
      y += (y0 + y1) * cross;
    }
    if (double !== 0 && Math.abs(double) > best.area)
      best = { area: Math.abs(double), centre: [x / (3 * double), y / (3 * double)] };
  }
  return best.centre;
}

/** All rings of a shape, outlines and holes alike, each as positions of longitude and latitude. */
export function ringsOf(shape: Shape): readonly (readonly (readonly number[])[])[] {
  return shape.type === "Polygon" ? shape.coordinates : shape.coordinates.flat();
}
