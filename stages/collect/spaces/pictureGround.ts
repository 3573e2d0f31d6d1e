import type { Bounds, Ground, Position, Ring } from "../../../kernel/geometry/polygon.ts";

/**
 * A ground as a picture of the whole shows it: its corners on a grid of round numbers with at least so many
 * cells along the longer side of the picture, and no corner that the eye cannot tell from a straight line.
 *
 * All grounds of a picture are laid on the same grid, so that neighbours still share their borders. Parts
 * smaller than a cell fall away; of a ground that is nothing but these a cell stays, so that it has a place.
 *
 * @param bounds of the whole picture, in the same unit as the ground
 * @example
 * pictureGround([[[[0, 0], [5, 0.1], [10, 0], [10, 10], [0, 10], [0, 0]]]], [0, 0, 10, 10], 10) // [[[[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]]]
 * pictureGround([[[[2.9, 3], [3.1, 3], [3.1, 3.1], [2.9, 3]]]], [0, 0, 10, 10], 10) // [[[[3, 3], [4, 3], [4, 4], [3, 4], [3, 3]]]]
 */
export function pictureGround(ground: Ground, bounds: Bounds, cells: number): Ground {
  const [west, south, east, north] = bounds;
  const widest = Math.max(east - west, north - south) / cells;
  if (!(widest > 0)) return ground;
  const power = Math.floor(Math.log10(widest));
  const size = ([5, 2].find((times) => times * 10 ** power <= widest) ?? 1) * 10 ** power;
  const decimals = Math.max(0, -power);
  const written = (place: number): number => Number((place * size).toFixed(decimals));
  const back = ([column, row]: Position): Position => [written(column), written(row)];
  const snapped = ([x, y]: Position): Position => [Math.round(x / size), Math.round(y / size)];
  const kept = ground.flatMap((polygon) => {
    const [outer, ...holes] = polygon.map((ring) => corners(ring.map(snapped)));
    if (outer === undefined || outer.length === 0) return [];
    return [[outer, ...holes.filter((ring) => ring.length > 0)].map((ring) => ring.map(back))];
  });
  const first = ground[0]?.[0]?.[0];
  if (kept.length > 0 || first === undefined) return kept;
  const [x, y] = snapped(first);
  const cell: readonly Position[] = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
    [x, y],
  ];
  return [[cell.map(back)]];
}

/** A closed ring of the grid without corners that repeat or lie on the line between their neighbours; empty when nothing is left inside. */
function corners(ring: Ring): Ring {
  const open = ring.slice(0, -1).filter((one, i, all) => !isSame(one, all[(i + all.length - 1) % all.length]));
  const left = open.filter((one, i) => {
    const [before, after] = [open[(i + open.length - 1) % open.length], open[(i + 1) % open.length]];
    return before === undefined || after === undefined || turn(before, one, after) !== 0;
  });
  const [first] = left;
  return first === undefined || left.length < 3 ? [] : [...left, first];
}

function isSame(one: Position, other: Position | undefined): boolean {
  return other !== undefined && one[0] === other[0] && one[1] === other[1];
}

function turn([ax, ay]: Position, [bx, by]: Position, [cx, cy]: Position): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}
