import { type Chance, chance } from "../chance.ts";
import { amtNames, changedNames, freeMunicipalityNames, quarterNames, townNames, villageNames } from "../placeNames.ts";
import { grow, type Seedling } from "./grow.ts";
import { cellAt, type Honeycomb, honeycomb, middleOf } from "./hexagons.ts";
import { landscape } from "./noise.ts";

/**
 * The smallest pieces that never change: municipalities, but the two villages
 * before they merged, the two halves after the split, and the quarters of the town.
 * Everything larger, of any day, is a sum of places.
 */
export interface Place {
  readonly name: string;
  readonly kind: "town" | "free" | "village" | "quarter";
  /** Municipality it belongs to today, and to which it belonged before 2018. */
  readonly municipality: string;
  readonly formerMunicipality: string;
  /** Town, free municipality or Amt: one of the 15 units. */
  readonly unit: string;
  /** Planning region 0 to 3: north, east, south, west. */
  readonly region: number;
  readonly cells: readonly number[];
  /** Distance of its middle from the county seat in kilometres. */
  readonly distance: number;
  /** East and north of the county's middle in kilometres. */
  readonly east: number;
  readonly north: number;
}

export interface CountyGround {
  readonly comb: Honeycomb;
  readonly places: readonly Place[];
  /** Place per cell. */
  readonly owner: Int32Array;
}

/** Radius of a circle of 1,300 km². */
const radius = 20_340;
/** Square kilometres of the five towns and the two free municipalities. */
const townSizes = [52, 44, 38, 31, 26, 34, 29];
/** Of the 88 municipalities, so many in each Amt follow its size; each at least so many. */
const fewest = 7;

/** Divides the ground of the county among its places, by the luck of the seed. */
export function countyGround(seed: number): CountyGround {
  const luck = chance(seed, "ground");
  const comb = honeycomb(330, radius * 1.5, outline(luck.of("outline")));
  const hills = landscape(luck.of("hills"), 3_500, 3);
  const middles = comb.cells.map((_, cell) => middleOf(comb, cell));
  const efforts = middles.map(({ east, north }) => Math.exp(1.1 * hills(east, north)));
  const effort = (cell: number): number => efforts[cell] ?? 1;
  const board = new Board(comb, effort, luck);

  const townOf = placeTowns(board);
  const amtOf = placeAemter(board, (cell) => townOf[cell] === -1);
  closePockets(comb, townOf, amtOf);

  const names = [...villageNames];
  const drafts: Draft[] = [];
  [...townNames, ...freeMunicipalityNames].forEach((name, i) => {
    const cells = cellsOf(townOf, i);
    if (i === 0) drafts.push(...quarters(board, name, cells));
    else drafts.push(draft(name, i < townNames.length ? "town" : "free", name, name, cells));
  });
  const counts = shares(
    88,
    fewest,
    amtNames.map((_, i) => cellsOf(amtOf, i).length),
  );
  amtNames.forEach((amt, i) => {
    const cells = cellsOf(amtOf, i);
    const count = counts[i] ?? fewest;
    const villages = divide(board, cells, count, `villages of ${amt}`);
    // The Amt in the middle of the list merges two villages, the next one splits one: there two names and one are special.
    const merging = i === 3 ? indexOfMedium(villages) : -1;
    const splitting = i === 5 ? neighbourPair(comb, villages) : undefined;
    villages.forEach((own, v) => {
      if (v === merging) {
        const halves = divide(board, own, 2, "merger");
        changedNames.merged.forEach((name, h) => {
          drafts.push({ ...draft(changedNames.mergedInto, "village", amt, name, halves[h] ?? []), name });
        });
      } else if (splitting?.includes(v) === true) {
        const name = changedNames.splitInto[splitting.indexOf(v)] ?? "";
        drafts.push(draft(name, "village", amt, changedNames.split, own));
      } else {
        const name = names.shift();
        if (name === undefined) throw new Error("names of villages ran out");
        drafts.push(draft(name, "village", amt, name, own));
      }
    });
  });
  giveExclave(comb, drafts);
  return finish(comb, drafts);
}

interface Draft {
  name: string;
  kind: Place["kind"];
  municipality: string;
  formerMunicipality: string;
  unit: string;
  cells: number[];
}

function draft(name: string, kind: Place["kind"], unit: string, former: string, cells: number[]): Draft {
  return { name, kind, municipality: name, formerMunicipality: former, unit, cells };
}

/** The honeycomb with what growing on it needs. */
class Board {
  readonly comb: Honeycomb;
  readonly effort: (cell: number) => number;
  readonly luck: Chance;
  /** Steps to the nearest cell outside the county. */
  readonly depth: Int32Array;

  constructor(comb: Honeycomb, effort: (cell: number) => number, luck: Chance) {
    this.comb = comb;
    this.effort = effort;
    this.luck = luck;
    this.depth = new Int32Array(comb.cells.length).fill(-1);
    let front = comb.cells.flatMap((cell, i) => (cell.neighbours.includes(-1) ? [i] : []));
    for (let depth = 0; front.length > 0; depth++) {
      for (const cell of front) this.depth[cell] = depth;
      front = [...new Set(front.flatMap((c) => cellAt(comb, c).neighbours))].filter(
        (c) => c >= 0 && this.depth[c] === -1,
      );
    }
  }

  metres(a: number, b: number): number {
    const p = middleOf(this.comb, a);
    const q = middleOf(this.comb, b);
    return Math.hypot(p.east - q.east, p.north - q.north);
  }

  /** Cells far from one another: each next one is the farthest of a handful. */
  spread(cells: readonly number[], count: number, luck: Chance, given: readonly number[] = []): number[] {
    const chosen: number[] = [];
    while (chosen.length < count) {
      let best = -1;
      let farthest = -1;
      for (let attempt = 0; attempt < 12; attempt++) {
        const cell = cells[luck.below(cells.length)] ?? -1;
        const near = Math.min(...[...given, ...chosen].map((c) => this.metres(c, cell)), 1e6);
        if (near > farthest) [best, farthest] = [cell, near];
      }
      chosen.push(best);
    }
    return chosen;
  }
}

/** A county's shape: a circle with bays and corners. */
function outline(luck: Chance): (east: number, north: number) => boolean {
  const waves = [2, 3, 4, 5, 7].map((k) => ({
    k,
    high: (0.26 * luck.uniform()) / k ** 0.7,
    at: 2 * Math.PI * luck.uniform(),
  }));
  const coast = landscape(luck.of("coast"), 6_000, 4);
  return (east, north) => {
    const angle = Math.atan2(north, east);
    const shape = waves.reduce((sum, wave) => sum + wave.high * Math.cos(wave.k * angle + wave.at), 1);
    return Math.hypot(east, north) < radius * 0.985 * shape * (1 + 0.1 * coast(east, north));
  };
}

/** Grows the towns, the seat near the middle, each to its size. */
function placeTowns(board: Board): Int32Array {
  const luck = board.luck.of("towns");
  const inland = [...board.depth.keys()].filter((cell) => (board.depth[cell] ?? 0) > 9);
  const seat = inland.reduce((best, cell) => {
    const { east, north } = middleOf(board.comb, cell);
    const from = middleOf(board.comb, best);
    return Math.hypot(east, north) < Math.hypot(from.east, from.north) ? cell : best;
  });
  const others = board.spread(inland, townSizes.length - 1, luck, [seat]);
  const cellKm2 = (1.5 * Math.sqrt(3) * board.comb.edge ** 2) / 1e6;
  const seedlings: Seedling[] = [seat, ...others].map((cell, i) => ({
    cell,
    speed: 1,
    limit: Math.round((townSizes[i] ?? 30) / cellKm2),
  }));
  return grow(board.comb, () => true, board.effort, seedlings);
}

function placeAemter(board: Board, free: (cell: number) => boolean): Int32Array {
  const luck = board.luck.of("aemter");
  const cells = [...board.comb.cells.keys()].filter(free);
  let seeds = board.spread(cells, amtNames.length, luck);
  let owner: Int32Array = new Int32Array(0);
  for (let round = 0; round < 6; round++) {
    owner = grow(
      board.comb,
      free,
      board.effort,
      seeds.map((cell) => ({ cell, speed: 1 })),
    );
    if (round < 5) seeds = seeds.map((_, i) => centre(board, cellsOf(owner, i)));
  }
  return owner;
}

/** Ground that towns cut off from every Amt belongs to the town beside it. */
function closePockets(comb: Honeycomb, townOf: Int32Array, amtOf: Int32Array): void {
  for (let open = true; open; ) {
    open = false;
    for (let cell = 0; cell < comb.cells.length; cell++) {
      if (townOf[cell] !== -1 || amtOf[cell] !== -1) continue;
      const beside = cellAt(comb, cell).neighbours.find((n) => n >= 0 && townOf[n] !== -1);
      if (beside === undefined) continue;
      townOf[cell] = townOf[beside] ?? -1;
      open = true;
    }
  }
}

/** Divides connected ground into connected parts of uneven size. */
function divide(board: Board, cells: readonly number[], count: number, name: string): number[][] {
  const luck = board.luck.of(name);
  const own = new Set(cells);
  const allowed = (cell: number): boolean => own.has(cell);
  const speeds = Array.from({ length: count }, () => Math.exp(0.28 * luck.normal()));
  let seeds = board.spread(cells, count, luck);
  let owner: Int32Array = new Int32Array(0);
  for (let round = 0; round < 4; round++) {
    const seedlings = seeds.map((cell, i) => ({ cell, speed: round === 3 ? (speeds[i] ?? 1) : 1 }));
    owner = grow(board.comb, allowed, board.effort, seedlings);
    if (round < 3) seeds = seeds.map((_, i) => centre(board, cellsOf(owner, i)));
  }
  return seeds.map((_, i) => cellsOf(owner, i));
}

/** The four quarters: the old town in the middle, the others around it. */
function quarters(board: Board, town: string, cells: number[]): Draft[] {
  const parts = divide(board, cells, quarterNames.length, "quarters");
  return quarterNames.map((name, i) => ({
    name,
    kind: "quarter",
    municipality: town,
    formerMunicipality: town,
    unit: town,
    cells: parts[i] ?? [],
  }));
}

/** One village has ground inside another one, as real ones do: a part of its own and a hole in the neighbour. */
function giveExclave(comb: Honeycomb, drafts: Draft[]): void {
  const villages = drafts.filter((d) => d.kind === "village" && d.name === d.municipality);
  for (const host of [...villages].sort((a, b) => b.cells.length - a.cells.length)) {
    const own = new Set(host.cells);
    const neighbours = (cell: number): readonly number[] => cellAt(comb, cell).neighbours;
    const deep = host.cells.filter((c) => neighbours(c).every((n) => own.has(n)));
    // Two rings of the host's cells stay around it, so the host stays whole.
    const core = deep.find((c) => neighbours(c).every((n) => deep.includes(n)));
    if (core === undefined) continue;
    const guest = villages.find(
      (d) =>
        d !== host &&
        d.unit === host.unit &&
        d.formerMunicipality === d.name &&
        d.cells.some((c) => neighbours(c).some((n) => own.has(n))),
    );
    if (guest === undefined) continue;
    const patch = [
      core,
      ...neighbours(core)
        .filter((n) => deep.includes(n))
        .slice(0, 2),
    ];
    if (patch.some((c) => !neighbours(c).every((n) => own.has(n)))) continue;
    guest.cells.push(...patch);
    host.cells = host.cells.filter((c) => !patch.includes(c));
    return;
  }
}

const followed: ReadonlyMap<string, string> = new Map([
  [changedNames.merged[1], changedNames.merged[0]],
  [changedNames.splitInto[1], changedNames.splitInto[0]],
]);

function finish(comb: Honeycomb, drafts: readonly Draft[]): CountyGround {
  const owner = new Int32Array(comb.cells.length).fill(-1);
  drafts.forEach((d, i) => {
    for (const cell of d.cells) owner[cell] = i;
  });
  if (owner.includes(-1)) throw new Error(`ground without owner: cell ${owner.indexOf(-1)}`);
  const middles = drafts.map((d) => middleOfAll(comb, d.cells));
  const seat = middleOfAll(
    comb,
    drafts.filter((d) => d.kind === "quarter").flatMap((d) => d.cells),
  );
  const towns = new Map<string, { east: number; north: number }>([[townNames[0], seat]]);
  const places = drafts.map((d, i): Place => {
    const middle = towns.get(d.municipality) ?? middles[i] ?? seat;
    return {
      ...d,
      // The second of two that merged or were split lies where the first one lies, so that no region is torn.
      region: region(middles[drafts.findIndex((other) => other.name === followed.get(d.name))] ?? middle),
      distance: Math.hypot(middle.east - seat.east, middle.north - seat.north) / 1000,
      east: middle.east / 1000,
      north: middle.north / 1000,
    };
  });
  return { comb, places, owner };
}

/** North, east, south, west, turned a little so that the regions cut through Ämter. */
function region({ east, north }: { east: number; north: number }): number {
  const turned = (Math.atan2(east, north) + Math.PI / 4 + 0.35 + 2 * Math.PI) % (2 * Math.PI);
  return Math.floor(turned / (Math.PI / 2)) % 4;
}

function middleOfAll(comb: Honeycomb, cells: readonly number[]): { east: number; north: number } {
  let [east, north] = [0, 0];
  for (const cell of cells) {
    const at = middleOf(comb, cell);
    east += at.east / cells.length;
    north += at.north / cells.length;
  }
  return { east, north };
}

/** The cell of a set nearest to the set's middle. */
function centre(board: Board, cells: readonly number[]): number {
  const middle = middleOfAll(board.comb, cells);
  let best = cells[0] ?? 0;
  let nearest = Infinity;
  for (const cell of cells) {
    const at = middleOf(board.comb, cell);
    const metres = Math.hypot(at.east - middle.east, at.north - middle.north);
    if (metres < nearest) [best, nearest] = [cell, metres];
  }
  return best;
}

function cellsOf(owner: Int32Array, who: number): number[] {
  const cells: number[] = [];
  for (let cell = 0; cell < owner.length; cell++) if (owner[cell] === who) cells.push(cell);
  return cells;
}

function indexOfMedium(parts: readonly number[][]): number {
  const order = parts.map((_, i) => i).sort((a, b) => (parts[a]?.length ?? 0) - (parts[b]?.length ?? 0));
  return order[Math.floor(order.length / 2)] ?? 0;
}

/** Two parts that share a border, with the middle sizes. */
function neighbourPair(comb: Honeycomb, parts: readonly number[][]): [number, number] {
  const first = indexOfMedium(parts);
  const own = new Set(parts[first]);
  const second = parts.findIndex(
    (cells, i) => i !== first && cells.some((c) => cellAt(comb, c).neighbours.some((n) => own.has(n))),
  );
  return [first, second];
}

/** Whole numbers in proportion, each at least `least`, that add up: largest remainders. */
function shares(total: number, least: number, sizes: readonly number[]): number[] {
  const spare = total - least * sizes.length;
  const sum = sizes.reduce((a, b) => a + b, 0);
  const exact = sizes.map((size) => (spare * size) / sum);
  const counts = exact.map(Math.floor);
  const left = spare - counts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((_, i) => i)
    .sort(
      (a, b) => (exact[b] ?? 0) - Math.floor(exact[b] ?? 0) - ((exact[a] ?? 0) - Math.floor(exact[a] ?? 0)) || a - b,
    );
  for (const i of order.slice(0, left)) counts[i] = (counts[i] ?? 0) + 1;
  return counts.map((n) => n + least);
}
