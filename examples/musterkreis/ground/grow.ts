import { cellAt, type Honeycomb } from "./hexagons.ts";

export interface Seedling {
  readonly cell: number;
  /** Twice as fast reaches twice as far. */
  readonly speed: number;
  /** Stops when it has so many cells. */
  readonly limit?: number;
}

/**
 * Who reaches which cell first, when all start at once from their seedlings and
 * some ground is harder to cross than other. Every share is connected, since
 * it grew from one cell.
 *
 * Answers the number of the seedling per cell, -1 for cells that nobody may enter or nobody reached.
 */
export function grow(
  comb: Honeycomb,
  allowed: (cell: number) => boolean,
  effort: (cell: number) => number,
  seedlings: readonly Seedling[],
): Int32Array {
  const owner = new Int32Array(comb.cells.length).fill(-1);
  const sizes = seedlings.map(() => 0);
  const heap = new Heap();
  seedlings.forEach((seedling, i) => {
    heap.push({ at: 0, cell: seedling.cell, who: i });
  });
  for (let front = heap.pop(); front !== undefined; front = heap.pop()) {
    const { at, cell, who } = front;
    const seedling = seedlings[who];
    if (seedling === undefined || owner[cell] !== -1 || (sizes[who] ?? 0) >= (seedling.limit ?? Infinity)) continue;
    owner[cell] = who;
    sizes[who] = (sizes[who] ?? 0) + 1;
    for (const neighbour of cellAt(comb, cell).neighbours) {
      if (neighbour >= 0 && owner[neighbour] === -1 && allowed(neighbour))
        heap.push({ at: at + effort(neighbour) / seedling.speed, cell: neighbour, who });
    }
  }
  return owner;
}

interface Front {
  readonly at: number;
  readonly cell: number;
  readonly who: number;
}

/** Earliest first; equal times by cell, so that the order of pushing does not matter. */
class Heap {
  readonly #items: Front[] = [];

  push(item: Front): void {
    const items = this.#items;
    let i = items.push(item) - 1;
    while (i > 0) {
      const parent = (i - 1) >> 1;
      const above = items[parent];
      if (above === undefined || !earlier(item, above)) break;
      items[i] = above;
      i = parent;
    }
    items[i] = item;
  }

  pop(): Front | undefined {
    const items = this.#items;
    const first = items[0];
    const last = items.pop();
    if (first === undefined || last === undefined || items.length === 0) return first;
    let i = 0;
    for (;;) {
      let child = 2 * i + 1;
      let candidate = items[child];
      const right = items[child + 1];
      if (candidate !== undefined && right !== undefined && earlier(right, candidate)) {
        child += 1;
        candidate = right;
      }
      if (candidate === undefined || !earlier(candidate, last)) break;
      items[i] = candidate;
      i = child;
    }
    items[i] = last;
    return first;
  }
}

function earlier(a: Front, b: Front): boolean {
  return a.at < b.at || (a.at === b.at && (a.cell < b.cell || (a.cell === b.cell && a.who < b.who)));
}
