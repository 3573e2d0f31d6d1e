import { type Bounds, type Ground, type Position, type Ring, signedArea } from "./polygon.ts";

/**
 * How much of an upright rectangle, such as a cell of a census grid, a ground
 * covers: in the square of the unit, holes taken off.
 *
 * Cuts each ring at the four sides (Sutherland and Hodgman 1974). Pieces that the
 * cut leaves connected along the side do no harm, since the strip between them
 * has no area.
 *
 * @example
 * groundInCell([[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]], [3, 3, 5, 5]) // 1
 * groundInCell([[[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]], [8, 8, 9, 9]) // 0
 */
export function groundInCell(ground: Ground, cell: Bounds): number {
  let area = 0;
  for (const polygon of ground) {
    polygon.forEach((ring, position) => {
      const size = Math.abs(signedArea(ringInCell(ring, cell)));
      area += position === 0 ? size : -size;
    });
  }
  return area;
}

function ringInCell(ring: Ring, [west, south, east, north]: Bounds): Ring {
  let cut: Position[] = ring.slice(0, -1);
  cut = cutAt(cut, 0, west, 1);
  cut = cutAt(cut, 0, east, -1);
  cut = cutAt(cut, 1, south, 1);
  cut = cutAt(cut, 1, north, -1);
  const [first] = cut;
  return first === undefined ? [] : [...cut, first];
}

// Keeps the part of the ring on the side to which `towards` points.
function cutAt(ring: readonly Position[], axis: 0 | 1, limit: number, towards: 1 | -1): Position[] {
  const kept: Position[] = [];
  let before = ring.at(-1);
  for (const here of ring) {
    const inside = (here[axis] - limit) * towards >= 0;
    if (before !== undefined && inside !== (before[axis] - limit) * towards >= 0) {
      const along = (limit - before[axis]) / (here[axis] - before[axis]);
      const other = before[(1 - axis) as 0 | 1] + along * (here[(1 - axis) as 0 | 1] - before[(1 - axis) as 0 | 1]);
      kept.push(axis === 0 ? [limit, other] : [other, limit]);
    }
    if (inside) kept.push(here);
    before = here;
  }
  return kept;
}
