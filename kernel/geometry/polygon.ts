/** East and north, or longitude and latitude: the projection says which. */
export type Position = readonly [number, number];

/** Closed: the last position repeats the first. */
export type Ring = readonly Position[];

/** The outer ring first, then its holes. */
export type Polygon = readonly Ring[];

/** The ground of an area: one polygon for each part, islands and exclaves included. */
export type Ground = readonly Polygon[];

/** West, south, east, north. */
export type Bounds = readonly [number, number, number, number];

/**
 * Area of a ground in the square of its unit, holes taken off. Only meaningful
 * in a metric projection, never in degrees.
 *
 * Method: shoelace formula, ring by ring.
 *
 * @example
 * groundArea([[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]], [[2, 2], [2, 4], [4, 4], [4, 2], [2, 2]]]]) // 96
 */
export function groundArea(ground: Ground): number {
  let area = 0;
  for (const polygon of ground) {
    polygon.forEach((ring, position) => {
      const size = Math.abs(signedArea(ring));
      area += position === 0 ? size : -size;
    });
  }
  return area;
}

/**
 * Area of a ring in the square of its unit, positive when it runs against the clock: square metres where coordinates
 * are metres.
 *
 * Measured from the ring's first position, since coordinates of millions of metres would eat up the digits of a small
 * area.
 *
 * Method: shoelace formula (Gauss).
 *
 * @example
 * signedArea([[0, 0], [2, 0], [2, 3], [0, 3], [0, 0]]) // 6
 */
export function signedArea(ring: Ring): number {
  const [x0 = 0, y0 = 0] = ring[0] ?? [];
  let twice = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] as Position;
    const [bx, by] = ring[i] as Position;
    twice += (ax - x0) * (by - y0) - (bx - x0) * (ay - y0);
  }
  return twice / 2;
}

/**
 * The smallest upright rectangle around a ground; undefined when it is empty.
 *
 * @example
 * groundBounds([[[[1, 2], [5, 2], [5, 7], [1, 2]]]]) // [1, 2, 5, 7]
 * groundBounds([]) // undefined
 */
export function groundBounds(ground: Ground): Bounds | undefined {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const polygon of ground) {
    for (const [x, y] of polygon[0] ?? []) {
      if (x < west) west = x;
      if (x > east) east = x;
      if (y < south) south = y;
      if (y > north) north = y;
    }
  }
  return west > east ? undefined : [west, south, east, north];
}

/**
 * The rectangle around several.
 *
 * @example
 * joinedBounds([[0, 0, 1, 1], [3, -1, 4, 0]]) // [0, -1, 4, 1]
 * joinedBounds([]) // undefined
 */
export function joinedBounds(all: Iterable<Bounds>): Bounds | undefined {
  let joined: Bounds | undefined;
  for (const b of all) {
    joined =
      joined === undefined
        ? b
        : [Math.min(joined[0], b[0]), Math.min(joined[1], b[1]), Math.max(joined[2], b[2]), Math.max(joined[3], b[3])];
  }
  return joined;
}

/**
 * Whether a point lies on the ground. A point on the border between two areas
 * belongs to one of them only: the one whose border it is from the left or below.
 *
 * @example
 * contains([[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]]], [3, 3]) // true
 * contains([[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]], [[1, 1], [1, 2], [2, 2], [2, 1], [1, 1]]]], [1.5, 1.5]) // false
 */
export function contains(ground: Ground, [x, y]: Position): boolean {
  let inside = false;
  for (const polygon of ground) {
    for (const ring of polygon) {
      for (let i = 1; i < ring.length; i++) {
        const [ax, ay] = ring[i - 1] as Position;
        const [bx, by] = ring[i] as Position;
        // Half open in both directions, so that neighbours never share or lose a point.
        if (ay > y !== by > y) {
          const [lowX, lowY, highX, highY] = ay < by ? [ax, ay, bx, by] : [bx, by, ax, ay];
          if (x < lowX + ((y - lowY) / (highY - lowY)) * (highX - lowX)) inside = !inside;
        }
      }
    }
  }
  return inside;
}

/**
 * Every position of a ground taken elsewhere, into another projection say.
 *
 * @example
 * movedGround([[[[0, 0], [1, 0], [1, 1], [0, 0]]]], ([x, y]) => [x + 10, y]) // [[[[10, 0], [11, 0], [11, 1], [10, 0]]]]
 */
export function movedGround(ground: Ground, move: (position: Position) => Position): Ground {
  return ground.map((polygon) => polygon.map((ring) => ring.map(move)));
}
