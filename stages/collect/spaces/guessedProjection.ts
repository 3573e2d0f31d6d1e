import { groundBounds, type Position } from "../../../kernel/geometry/polygon.ts";
import type { Layer } from "./layer.ts";
import { locate } from "./locate.ts";

// What German offices deliver in, the usual first.
const usual = ["EPSG:4326", "EPSG:25832", "EPSG:25833", "EPSG:31467", "EPSG:31468", "EPSG:31466", "EPSG:31469"];

/**
 * The projection that a layer without one most likely has: the first of the usual ones
 * that puts its first ground into Germany. Metres of one zone often fit the zone beside
 * it; where the county's place is known, the nearest decides.
 *
 * @param near a place in the county, in degrees
 * @returns `EPSG:25832` where none fits
 */
export function guessedProjection(layer: Layer, near?: Position): string {
  const first = layer.features.find(({ shape }) => shape.kind === "ground");
  if (first === undefined) return "";
  const fitting = usual.flatMap((name) => {
    const alone = { ...layer, projection: name, features: [first], findings: [] };
    const { features, findings } = locate(alone, { repair: true });
    const bounds = groundBounds(features[0]?.ground ?? []);
    // A ring left open says nothing about the place; ground abroad and exchanged axes do.
    const isElsewhere = findings.some(({ code }) => code === "collect.placeAbroad" || code === "collect.mendedAxes");
    if (bounds === undefined || isElsewhere) return [];
    return [{ name, distance: near === undefined ? 0 : distance(near, middle(bounds)) }];
  });
  // The sort keeps the order of what lies equally near.
  return fitting.sort((a, b) => a.distance - b.distance)[0]?.name ?? "EPSG:25832";
}

function middle([west, south, east, north]: readonly [number, number, number, number]): Position {
  return [(west + east) / 2, (south + north) / 2];
}

/** In degrees of latitude; only the order counts. */
function distance([x, y]: Position, [otherX, otherY]: Position): number {
  return Math.hypot((x - otherX) * 0.62, y - otherY);
}
