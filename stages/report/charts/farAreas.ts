import type { MapArea } from "./choropleth.ts";

/** A map whose few far areas, such as an island out at sea, stand in a frame beside all others. */
export interface NearbyMap {
  readonly areas: readonly MapArea[];
  /** West, south, east, north of the frame, and who stands in it; null where nobody lies far away. */
  readonly frame: { readonly box: Box; readonly names: string } | null;
}

type Box = readonly [west: number, south: number, east: number, north: number];

/** Further away than twice the reach of all others. */
const farReach = 2;
/** At most this share of the areas; more is a county in two parts, drawn as it lies. */
const farShare = 0.05;

/**
 * Brings areas that lie far from all others near, at the same scale: else a single island makes the rest
 * of the map as small as a stamp.
 *
 * Counties of fewer than ten areas stay as they are.
 *
 * @example
 * farAreas([]) // { areas: [], frame: null }
 */
export function farAreas(areas: readonly MapArea[]): NearbyMap {
  const asTheyLie = { areas, frame: null };
  const drawn = areas.filter(({ rings }) => rings.length > 0);
  if (drawn.length < 10) return asTheyLie;
  const boxes = new Map(drawn.map((area) => [area, boxOf([area])]));
  const middle = middleOf([...boxes.values()].map((box) => centre(box)));
  const squeeze = Math.cos((middle[1] * Math.PI) / 180);
  const reach = drawn
    .map((area) => {
      const [x, y] = centre(boxes.get(area) ?? boxOf([area]));
      return { area, away: Math.hypot((x - middle[0]) * squeeze, y - middle[1]) };
    })
    .sort((a, b) => a.away - b.away);
  const from = drawn.length - Math.max(1, Math.floor(drawn.length * farShare));
  const first = reach.findIndex(({ away }, at) => at >= from && away > farReach * (reach[at - 1]?.away ?? 0));
  const far = first < 0 ? [] : reach.slice(first).map(({ area }) => area);
  if (far.length === 0) return asTheyLie;
  const near = boxOf(drawn.filter((area) => !far.includes(area)));
  const group = boxOf(far);
  const width = near[2] - near[0];
  // Areas far away in different directions have no frame in common.
  if (group[2] - group[0] > width / 2 || group[3] - group[1] > (near[3] - near[1]) / 2) return asTheyLie;
  const pad = width * 0.03;
  const east = near[0] - pad;
  const north = near[3] - pad;
  const [dx, dy] = [east - pad - group[2], north - pad - group[3]];
  const moved = areas.map((area) =>
    far.includes(area)
      ? { ...area, rings: area.rings.map((ring) => ring.map(([x, y]) => [x + dx, y + dy] as const)) }
      : area,
  );
  return {
    areas: moved,
    frame: {
      box: [group[0] + dx - pad, group[1] + dy - pad, east, north],
      names: far.map(({ name }) => name).join(", "),
    },
  };
}

function boxOf(areas: readonly MapArea[]): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { rings } of areas)
    for (const ring of rings)
      for (const [x, y] of ring) {
        west = Math.min(west, x);
        east = Math.max(east, x);
        south = Math.min(south, y);
        north = Math.max(north, y);
      }
  return [west, south, east, north];
}

function centre([west, south, east, north]: Box): readonly [number, number] {
  return [(west + east) / 2, (south + north) / 2];
}

function middleOf(points: readonly (readonly [number, number])[]): readonly [number, number] {
  const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
  return [median(points.map(([x]) => x)), median(points.map(([, y]) => y))];
}
