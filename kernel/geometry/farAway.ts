/** West, south, east, north. */
type Box = readonly [west: number, south: number, east: number, north: number];
/** An outline of longitude and latitude, closed or not. */
export type Outline = readonly (readonly number[])[];

/** What lies so far from all the rest, such as an island out at sea, that a map would be small because of it. */
export interface FarAway {
  /** Box around it where it lies. */
  readonly there: Box;
  /** How far it moves to stand beside the rest: degrees east and north. */
  readonly shift: readonly [east: number, north: number];
  /** Frame around it where it then stands, outside the box of all the rest. */
  readonly frame: Box;
  /** Whose outlines these are, each once. */
  readonly names: readonly string[];
  /** Box around all the rest. */
  readonly rest: Box;
}

/** Its nearest point is further from the middle than twice the furthest point of all the rest. */
const farReach = 2;
/** At most this share of the ground; more is a county in two parts, drawn as it lies. */
const farShare = 0.1;
/** The frame is at least this share of the rest's width, so that its name fits below. */
const leastFrame = 0.2;

/**
 * Finds what a map should bring near; null where nothing lies far away.
 *
 * Told by geometry alone, outline by outline: an area may lie far away as a whole or with a part. Outlines that
 * lie far away in different directions have no frame in common and stay as they lie.
 *
 * @param outlines in degrees, each with the name of its area
 * @example
 * farAway([]) // null
 */
export function farAway(outlines: readonly { readonly name: string; readonly ring: Outline }[]): FarAway | null {
  const parts = outlines.map(({ name, ring }) => ({ name, box: boxOf(ring), ground: groundOf(ring) }));
  const whole = parts.reduce((sum, { ground }) => sum + ground, 0);
  if (whole === 0) return null;
  const squeeze = Math.cos((median(parts, ({ box }) => (box[1] + box[3]) / 2, whole) * Math.PI) / 180);
  const middle = [
    median(parts, ({ box }) => (box[0] + box[2]) / 2, whole),
    median(parts, ({ box }) => (box[1] + box[3]) / 2, whole),
  ] as const;
  const ranked = parts
    .map((part) => ({ part, ...distances(part.box, middle, squeeze) }))
    .sort((a, b) => a.nearest - b.nearest);
  let ground = 0;
  let reach = 0;
  let first = -1;
  for (const [at, one] of ranked.entries()) {
    if (ground >= whole * (1 - farShare) && one.nearest > farReach * reach) {
      first = at;
      break;
    }
    ground += one.part.ground;
    reach = Math.max(reach, one.furthest);
  }
  if (first < 0) return null;
  const far = ranked.slice(first).map(({ part }) => part);
  const rest = around(ranked.slice(0, first).map(({ part }) => part.box));
  const there = around(far.map(({ box }) => box));
  const [width, height] = [rest[2] - rest[0], rest[3] - rest[1]];
  if (there[2] - there[0] > width / 2 || there[3] - there[1] > height / 2) return null;
  const pad = width * 0.03;
  const [east, north] = [rest[0] - pad, rest[3] - pad * squeeze];
  const west = east - Math.max(there[2] - there[0] + 2 * pad, width * leastFrame);
  const shift = [(west + east) / 2 - (there[0] + there[2]) / 2, north - pad * squeeze - there[3]] as const;
  const names = [...new Set(far.map(({ name }) => name))];
  return { there, shift, frame: [west, there[1] + shift[1] - pad * squeeze, east, north], names, rest };
}

/**
 * An outline where the map draws it, as longitude and latitude in degrees: moved when it lies far away, else itself.
 *
 * @example
 * broughtNear([[9, 54]], null) // [[9, 54]]
 */
export function broughtNear<Ring extends Outline>(ring: Ring, far: FarAway | null): Ring | [number, number][] {
  if (far === null) return ring;
  const [west, south, east, north] = boxOf(ring);
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const { there, shift } = far;
  if (x < there[0] || x > there[2] || y < there[1] || y > there[3]) return ring;
  return ring.map(([longitude = 0, latitude = 0]): [number, number] => [longitude + shift[0], latitude + shift[1]]);
}

function boxOf(ring: Outline): Box {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of ring) {
    west = Math.min(west, x);
    south = Math.min(south, y);
    east = Math.max(east, x);
    north = Math.max(north, y);
  }
  return [west, south, east, north];
}

function around(boxes: readonly Box[]): Box {
  return boxes.reduce<Box>(
    (all, box) => [
      Math.min(all[0], box[0]),
      Math.min(all[1], box[1]),
      Math.max(all[2], box[2]),
      Math.max(all[3], box[3]),
    ],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
}

function groundOf(ring: Outline): number {
  let double = 0;
  for (let at = 0; at < ring.length; at += 1) {
    const [x0 = 0, y0 = 0] = ring[at] ?? [];
    const [x1 = 0, y1 = 0] = ring[(at + 1) % ring.length] ?? [];
    double += x0 * y1 - x1 * y0;
  }
  return Math.abs(double) / 2;
}

/** The middle by ground, so that a hundred islets weigh as little as they are. */
function median<Part extends { readonly ground: number }>(
  parts: readonly Part[],
  of: (part: Part) => number,
  whole: number,
): number {
  let ground = 0;
  for (const { at, weight } of parts
    .map((part) => ({ at: of(part), weight: part.ground }))
    .sort((a, b) => a.at - b.at)) {
    ground += weight;
    if (ground >= whole / 2) return at;
  }
  return 0;
}

function distances([west, south, east, north]: Box, [x, y]: readonly [number, number], squeeze: number) {
  const across = (point: number): number => Math.abs(point - x) * squeeze;
  const up = (point: number): number => Math.abs(point - y);
  return {
    nearest: Math.hypot(
      x < west ? across(west) : x > east ? across(east) : 0,
      y < south ? up(south) : y > north ? up(north) : 0,
    ),
    furthest: Math.hypot(Math.max(across(west), across(east)), Math.max(up(south), up(north))),
  };
}
