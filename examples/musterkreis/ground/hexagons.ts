/**
 * The ground as a honeycomb of small cells. Whoever owns cells owns their sum,
 * so every partition of cells is one of ground: no gap, no overlap. At any
 * corner just three cells meet, so borders never touch in a point.
 *
 * Places are whole numbers: x in half cell widths, y in half edge lengths.
 */
export interface Honeycomb {
  readonly cells: readonly Cell[];
  /** Edge length in metres. */
  readonly edge: number;
}

export interface Cell {
  readonly x: number;
  readonly y: number;
  /** The cell beyond each of the six edges, counter-clockwise; -1 outside the county. */
  readonly neighbours: readonly number[];
}

/** Offsets of the six corners from the middle, counter-clockwise from the top. */
const corners: readonly (readonly [number, number])[] = [
  [0, 2],
  [-1, 1],
  [-1, -1],
  [0, -2],
  [1, -1],
  [1, 1],
];

/** All cells whose middle lies inside; `inside` takes metres from the middle of the county. Islands are left out, lakes filled. */
export function honeycomb(edge: number, reach: number, inside: (east: number, north: number) => boolean): Honeycomb {
  const wanted = new Map<string, [number, number]>();
  const rows = Math.ceil(reach / (1.5 * edge));
  const columns = Math.ceil(reach / (Math.sqrt(3) * edge)) * 2;
  for (let row = -rows; row <= rows; row++) {
    for (let x = -columns; x <= columns; x++) {
      const y = 3 * row;
      if ((x + row) % 2 !== 0) continue;
      if (inside((x * Math.sqrt(3) * edge) / 2, (y * edge) / 2)) wanted.set(`${x},${y}`, [x, y]);
    }
  }
  const kept = largestPiece(wanted);
  const index = new Map([...kept.keys()].map((key, i) => [key, i]));
  const cells = [...kept.values()].map(([x, y]) => ({
    x,
    y,
    neighbours: corners.map((_, i) => {
      const [dx, dy] = across(i);
      return index.get(`${x + dx},${y + dy}`) ?? -1;
    }),
  }));
  return { cells, edge };
}

/** Middle of a cell in metres. */
export function middleOf(comb: Honeycomb, cell: number): { east: number; north: number } {
  const { x, y } = cellAt(comb, cell);
  return pointAt(comb, x, y);
}

export function pointAt(comb: Honeycomb, x: number, y: number): { east: number; north: number } {
  return { east: (x * Math.sqrt(3) * comb.edge) / 2, north: (y * comb.edge) / 2 };
}

export function cellAt(comb: Honeycomb, cell: number): Cell {
  const found = comb.cells[cell];
  if (found === undefined) throw new Error(`no such cell: ${cell}`);
  return found;
}

/** The two ends of a cell's edge in counter-clockwise direction. */
export function edgeEnds(cell: Cell, i: number): { from: readonly [number, number]; to: readonly [number, number] } {
  const a = corner(i);
  const b = corner(i + 1);
  return { from: [cell.x + a[0], cell.y + a[1]], to: [cell.x + b[0], cell.y + b[1]] };
}

/**
 * The borders of a set of cells as closed rings of corners, outer rings
 * counter-clockwise, holes clockwise, the first corner not repeated.
 */
export function rings(comb: Honeycomb, owns: (cell: number) => boolean, cells: readonly number[]): string[][] {
  const next = new Map<string, string>();
  for (const c of cells) {
    const cell = cellAt(comb, c);
    cell.neighbours.forEach((neighbour, i) => {
      if (neighbour >= 0 && owns(neighbour)) return;
      const { from, to } = edgeEnds(cell, i);
      next.set(from.join(","), to.join(","));
    });
  }
  const found: string[][] = [];
  while (next.size > 0) {
    const ring: string[] = [];
    let [at] = next.keys();
    while (at !== undefined && next.has(at)) {
      ring.push(at);
      const to = next.get(at);
      next.delete(at);
      at = to;
    }
    found.push(ring);
  }
  return found;
}

function corner(i: number): readonly [number, number] {
  const found = corners[i % 6];
  if (found === undefined) throw new Error(`no such corner: ${i}`);
  return found;
}

function across(i: number): [number, number] {
  const a = corner(i);
  const b = corner(i + 1);
  return [a[0] + b[0], a[1] + b[1]];
}

function largestPiece(wanted: ReadonlyMap<string, [number, number]>): Map<string, [number, number]> {
  const seen = new Set<string>();
  let best: string[] = [];
  for (const start of wanted.keys()) {
    if (seen.has(start)) continue;
    const piece = flood(start, (key) => wanted.has(key));
    for (const key of piece) seen.add(key);
    if (piece.length > best.length) best = piece;
  }
  const kept = new Set(best);
  // A lake is ground that the outside cannot reach without crossing the piece.
  const places = best.map((key) => wanted.get(key) ?? [0, 0]);
  const xs = places.map(([x]) => x ?? 0);
  const ys = places.map(([, y]) => y ?? 0);
  const [left, right] = [Math.min(...xs) - 2, Math.max(...xs) + 2];
  const [low, high] = [Math.min(...ys) - 3, Math.max(...ys) + 3];
  const corner0 = `${(low / 3 + left) % 2 === 0 ? left : left - 1},${low}`;
  const sea = new Set(
    flood(corner0, (key) => {
      const [x = 0, y = 0] = key.split(",").map(Number);
      return !kept.has(key) && x >= left - 2 && x <= right + 2 && y >= low && y <= high;
    }),
  );
  const land = new Map<string, [number, number]>();
  for (let y = low; y <= high; y += 3) {
    for (let x = left; x <= right; x++) {
      if ((x + y / 3) % 2 === 0 && !sea.has(`${x},${y}`)) land.set(`${x},${y}`, [x, y]);
    }
  }
  return land;
}

function flood(start: string, allowed: (key: string) => boolean): string[] {
  const seen = new Set([start]);
  const queue = [start];
  for (const key of queue) {
    const [x = 0, y = 0] = key.split(",").map(Number);
    for (let i = 0; i < 6; i++) {
      const [dx, dy] = across(i);
      const neighbour = `${x + dx},${y + dy}`;
      if (!seen.has(neighbour) && allowed(neighbour)) {
        seen.add(neighbour);
        queue.push(neighbour);
      }
    }
  }
  return queue;
}
