import { feature } from "topojson-client";
import { topology } from "topojson-server";
import { presimplify, simplify } from "topojson-simplify";
import { type Ground, groundBounds, joinedBounds, type Position } from "../../../kernel/geometry/polygon.ts";
import { inMetres } from "./locate.ts";
import { metricProjection } from "./projection.ts";

/**
 * Grounds with only as many corners as a screen can show. A border that two areas
 * share stays shared, corner by corner, so neither gaps nor slivers appear; every
 * island and every hole is kept, as a triangle at least.
 *
 * All grounds that are drawn together, also those of larger areas, go through
 * together. Visvalingam and Whyatt (1993) on the arcs of a topology, measured in metres.
 *
 * @param grounds in longitude and latitude
 * @param options `pixels` across the longer side that the picture may have
 */
export function screenGrounds(grounds: readonly Ground[], options: { readonly pixels?: number } = {}): Ground[] {
  const bounds = joinedBounds(
    grounds.flatMap((ground) => groundBounds(ground) ?? []).length > 0 ? boundsOf(grounds) : [],
  );
  if (bounds === undefined) return [...grounds];
  const metric = metricProjection(bounds);
  const measured = grounds.map((ground) => inMetres(ground, metric));
  const extent = joinedBounds(boundsOf(measured)) ?? [0, 0, 1, 1];
  const pixel = Math.max(extent[2] - extent[0], extent[3] - extent[1]) / (options.pixels ?? 2_500);
  const whole = topology(
    Object.fromEntries(
      measured.map((ground, position) => [
        String(position),
        { type: "MultiPolygon" as const, coordinates: ground as unknown as Position[][][] },
      ]),
    ) as unknown as Parameters<typeof topology>[0],
  );
  const weighted = presimplify(whole as Parameters<typeof presimplify>[0]);
  keepRings(weighted as unknown as WeightedTopology);
  const slim = simplify(weighted, pixel * pixel);
  return grounds.map((_, position) => {
    const object = slim.objects[String(position)];
    if (object === undefined) return [];
    const { geometry } = feature(slim, object) as unknown as { geometry: { coordinates: Ground } };
    return geometry.coordinates.map((polygon) =>
      polygon.map((ring) => ring.map(([x, y]) => rounded(metric.toDegrees([x, y])))),
    );
  });
}

function boundsOf(grounds: readonly Ground[]) {
  return grounds.flatMap((ground) => {
    const bounds = groundBounds(ground);
    return bounds === undefined ? [] : [bounds];
  });
}

interface WeightedTopology {
  readonly objects: Readonly<Record<string, { readonly arcs?: readonly (readonly (readonly number[])[])[] }>>;
  /** East, north, and how much would be lost without the point. */
  readonly arcs: [number, number, number][][];
}

/** Gives each ring enough points that nothing can take away: without them a small island becomes a line. */
function keepRings({ objects, arcs }: WeightedTopology): void {
  for (const { arcs: polygons = [] } of Object.values(objects)) {
    for (const rings of polygons) {
      for (const ring of rings) {
        const positions = ring.map((arc) => (arc < 0 ? ~arc : arc));
        // Each arc brings its two ends; a ring of three arcs has three corners already.
        const wanted = positions.length === 1 ? 2 : positions.length === 2 ? 1 : 0;
        for (let kept = 0; kept < wanted; kept++) keepHeaviest(positions.map((p) => arcs[p] ?? []));
      }
    }
  }
}

function keepHeaviest(arcs: readonly [number, number, number][][]): void {
  let best: [number, number, number] | undefined;
  for (const arc of arcs) {
    for (const point of arc) if (point[2] !== Infinity && (best === undefined || point[2] > best[2])) best = point;
  }
  if (best !== undefined) best[2] = Infinity;
}

// A millionth of a degree is a tenth of a metre, and neighbours round alike.
function rounded([x, y]: Position): Position {
  return [Math.round(x * 1e6) / 1e6, Math.round(y * 1e6) / 1e6];
}
