import type { Map as MapLibre } from "maplibre-gl";
import type { Boundaries } from "./mapAreas.ts";
import { centreOf, ringsOf } from "./projection.ts";

/** Where an area lies: the middle of its largest part, and the box around all of it, in degrees. */
export interface AreaPlace {
  readonly code: string;
  readonly name: string;
  readonly centre: readonly [number, number];
  readonly box: Box;
}
export type Box = [number, number, number, number];

/** The places of all areas of some boundaries. */
export function areaPlaces(boundaries: Boundaries | undefined): AreaPlace[] {
  return (boundaries?.features ?? []).map((feature) => ({
    code: feature.properties.code,
    name: feature.properties.name,
    centre: centreOf(feature.geometry),
    box: boxOf(feature.geometry),
  }));
}

function boxOf(shape: Parameters<typeof ringsOf>[0]): Box {
  const box: Box = [180, 90, -180, -90];
  for (const ring of ringsOf(shape))
    for (const [x = 0, y = 0] of ring) {
      box[0] = Math.min(box[0], x);
      box[1] = Math.min(box[1], y);
      box[2] = Math.max(box[2], x);
      box[3] = Math.max(box[3], y);
    }
  return box;
}

/** The box around all areas, and around a frame where there is one. */
export function wholeBox(
  centres: readonly AreaPlace[],
  frame: readonly [number, number, number, number] = nowhere,
): Box {
  return centres.reduce<Box>(
    (all, { box }) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [...frame],
  );
}

const nowhere = [180, 90, -180, -90] as const;

/** A box with room around it, to wander about in. */
export function wider(box: Box): Box {
  const x = (box[2] - box[0]) * 0.75;
  const y = (box[3] - box[1]) * 0.75;
  return [box[0] - x, box[1] - y, box[2] + x, box[3] + y];
}

/** Areas are named where their name fits into them, the largest first, and no name covers another. */
export function roomForNames(
  map: MapLibre,
  centres: readonly AreaPlace[],
): { code: string; name: string; x: number; y: number }[] {
  const taken: [number, number, number, number][] = [];
  const named: { code: string; name: string; x: number; y: number }[] = [];
  const sized = centres.map((area) => {
    const low = map.project([area.box[0], area.box[1]]);
    const high = map.project([area.box[2], area.box[3]]);
    return { area, width: high.x - low.x, height: low.y - high.y };
  });
  for (const { area, width, height } of sized.sort((a, b) => b.width * b.height - a.width * a.height)) {
    const wide = area.name.length * 6.8;
    if (wide > width * 0.85 || height < 22) continue;
    const point = map.project([area.centre[0], area.centre[1]]);
    const box: [number, number, number, number] = [point.x - wide / 2, point.y - 9, point.x + wide / 2, point.y + 9];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1]))
      continue;
    taken.push(box);
    named.push({ code: area.code, name: area.name, x: point.x, y: point.y });
  }
  return named;
}

/** The nearest area within the quarter of the sky that an arrow key points to; without a start the one in the middle. */
export function neighbour(
  map: MapLibre,
  centres: readonly AreaPlace[],
  from: string | undefined,
  [right, down]: readonly [number, number],
): AreaPlace | undefined {
  const places = centres.map((area) => ({ area, point: map.project([area.centre[0], area.centre[1]]) }));
  const here = places.find((place) => place.area.code === from);
  if (here === undefined) {
    const middle = map.project(map.getCenter());
    return nearest(places, (point) => Math.hypot(point.x - middle.x, point.y - middle.y));
  }
  return nearest(places, (point) => {
    const x = point.x - here.point.x;
    const y = point.y - here.point.y;
    const ahead = x * right + y * down;
    const aside = Math.abs(x * down + y * right);
    return ahead <= 0.5 || aside > ahead ? Number.POSITIVE_INFINITY : Math.hypot(x, y);
  });
}

function nearest(
  places: readonly { readonly area: AreaPlace; readonly point: { readonly x: number; readonly y: number } }[],
  distance: (point: { readonly x: number; readonly y: number }) => number,
): AreaPlace | undefined {
  let best: { area: AreaPlace; far: number } | undefined;
  for (const place of places) {
    const far = distance(place.point);
    if (Number.isFinite(far) && (best === undefined || far < best.far)) best = { area: place.area, far };
  }
  return best?.area;
}
