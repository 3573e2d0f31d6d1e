import proj4 from "proj4";
import { chance } from "../chance.ts";
import type { CountyGround } from "./countyGround.ts";
import { edgeEnds, pointAt, rings } from "./hexagons.ts";

/** Open sea north-west of Heligoland: the fictional county lies where no real one can. Metres in EPSG:25832. */
const middle = { east: 371_000, north: 6_074_000 };
const utm32 = "+proj=utm +zone=32 +ellps=GRS80 +towgs84=0,0,0,0,0,0,0 +units=m +no_defs";

export type Ring = [number, number][];
export interface Shape {
  readonly type: "Polygon" | "MultiPolygon";
  readonly coordinates: Ring[] | Ring[][];
}

/**
 * Draws sets of places as polygons in longitude and latitude.
 *
 * The honeycomb's borders are smoothed and then bent at random like brooks and
 * field paths. That is done once per edge, so all areas that share a border,
 * of any level and day, share its every point.
 */
export class Borders {
  readonly #ground: CountyGround;
  /** Smoothed corners in metres. */
  readonly #corners = new Map<string, [number, number]>();
  readonly #seed: number;
  readonly #degrees = new Map<string, [number, number]>();

  constructor(ground: CountyGround, seed: number) {
    this.#ground = ground;
    this.#seed = seed;
    this.#smooth();
  }

  /** Polygon or multipolygon of everything that these places own together. */
  shapeOf(places: ReadonlySet<number>): Shape {
    const { comb, owner } = this.#ground;
    const owns = (cell: number): boolean => places.has(owner[cell] ?? -1);
    const cells = [...comb.cells.keys()].filter(owns);
    const drawn = rings(comb, owns, cells).map((ring) => this.#line(ring));
    const outer = drawn.filter((ring) => signedArea(ring) > 0).sort((a, b) => signedArea(b) - signedArea(a));
    const polygons = outer.map((ring) => [ring]);
    for (const hole of drawn.filter((ring) => signedArea(ring) < 0)) {
      const host = polygons.find(([ring]) => ring !== undefined && contains(ring, hole[0] ?? [0, 0]));
      host?.push(hole);
    }
    const [only] = polygons;
    if (polygons.length === 1 && only !== undefined) return { type: "Polygon", coordinates: only };
    return { type: "MultiPolygon", coordinates: polygons };
  }

  /** Ground in square kilometres, measured on the plane, not in degrees. */
  squareKm(places: ReadonlySet<number>): number {
    const { comb, owner } = this.#ground;
    const owns = (cell: number): boolean => places.has(owner[cell] ?? -1);
    const cells = [...comb.cells.keys()].filter(owns);
    let sum = 0;
    for (const ring of rings(comb, owns, cells)) {
      const line = ring.flatMap((corner, i) => {
        const next = ring[(i + 1) % ring.length] ?? corner;
        return [this.#corners.get(corner) ?? [0, 0], this.#middleOfEdge(corner, next)] as [number, number][];
      });
      const [first] = line;
      sum += signedArea(first === undefined ? [] : [...line, first]);
    }
    return sum / 1e6;
  }

  /** A point inside a cell, in degrees: where a facility may stand. */
  pointIn(cell: number, right: number, up: number): [number, number] {
    const { comb } = this.#ground;
    const { x = 0, y = 0 } = comb.cells[cell] ?? {};
    const at = pointAt(comb, x, y);
    return toDegrees(at.east + (right - 0.5) * comb.edge * 0.6, at.north + (up - 0.5) * comb.edge * 0.6);
  }

  #line(ring: readonly string[]): Ring {
    const line: Ring = [];
    ring.forEach((corner, i) => {
      const next = ring[(i + 1) % ring.length] ?? corner;
      line.push(this.#at(corner), this.#bend(corner, next));
    });
    const [first] = line;
    if (first !== undefined) line.push(first);
    return line;
  }

  #at(corner: string): [number, number] {
    const known = this.#degrees.get(corner);
    if (known !== undefined) return known;
    const [east, north] = this.#corners.get(corner) ?? [0, 0];
    const degrees = toDegrees(east, north);
    this.#degrees.set(corner, degrees);
    return degrees;
  }

  /** The middle of an edge, pushed aside, the same from both ends. */
  #bend(a: string, b: string): [number, number] {
    const key = a < b ? `${a} ${b}` : `${b} ${a}`;
    const known = this.#degrees.get(key);
    if (known !== undefined) return known;
    const [east, north] = this.#middleOfEdge(a, b);
    const degrees = toDegrees(east, north);
    this.#degrees.set(key, degrees);
    return degrees;
  }

  /** In metres; both sides of the border get the same point, since the edge is named the same from both ends. */
  #middleOfEdge(a: string, b: string): [number, number] {
    const [one, two] = a < b ? [a, b] : [b, a];
    const [ax, ay] = this.#corners.get(one) ?? [0, 0];
    const [bx, by] = this.#corners.get(two) ?? [0, 0];
    const aside = 0.4 * (chance(this.#seed, `bend ${one} ${two}`).uniform() - 0.5);
    return [(ax + bx) / 2 - aside * (by - ay), (ay + by) / 2 + aside * (bx - ax)];
  }

  /** Corners move towards their neighbours on the border; where three borders meet, less. */
  #smooth(): void {
    const { comb, owner } = this.#ground;
    const beside = new Map<string, Set<string>>();
    const link = (a: string, b: string): void => {
      const set = beside.get(a) ?? new Set();
      set.add(b);
      beside.set(a, set);
    };
    comb.cells.forEach((cell, c) => {
      cell.neighbours.forEach((neighbour, i) => {
        if (neighbour >= 0 && owner[neighbour] === owner[c]) return;
        const { from, to } = edgeEnds(cell, i);
        link(from.join(","), to.join(","));
        link(to.join(","), from.join(","));
      });
    });
    let places = new Map<string, [number, number]>();
    for (const corner of beside.keys()) {
      const [x = 0, y = 0] = corner.split(",").map(Number);
      const at = pointAt(comb, x, y);
      const luck = chance(this.#seed, `corner ${corner}`);
      const shake = 0.7 * comb.edge;
      places.set(corner, [at.east + shake * (luck.uniform() - 0.5), at.north + shake * (luck.uniform() - 0.5)]);
    }
    for (let round = 0; round < 2; round++) {
      const before = places;
      places = new Map();
      for (const [corner, neighbours] of beside) {
        const [x, y] = before.get(corner) ?? [0, 0];
        let [sumX, sumY] = [0, 0];
        for (const neighbour of neighbours) {
          const [nx, ny] = before.get(neighbour) ?? [0, 0];
          sumX += nx / neighbours.size;
          sumY += ny / neighbours.size;
        }
        const pull = neighbours.size === 2 ? 0.5 : 0.3;
        places.set(corner, [x + pull * (sumX - x), y + pull * (sumY - y)]);
      }
    }
    for (const [corner, at] of places) this.#corners.set(corner, at);
  }
}

/** Six decimals: a tenth of a metre. */
function toDegrees(east: number, north: number): [number, number] {
  const [lon = 0, lat = 0] = proj4(utm32, "WGS84", [middle.east + east, middle.north + north]);
  return [Math.round(lon * 1e6) / 1e6, Math.round(lat * 1e6) / 1e6];
}

function signedArea(ring: Ring): number {
  let sum = 0;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] ?? [0, 0];
    const [bx, by] = ring[i] ?? [0, 0];
    sum += ax * by - bx * ay;
  }
  return sum / 2;
}

function contains(ring: Ring, [x, y]: [number, number]): boolean {
  let inside = false;
  for (let i = 1; i < ring.length; i++) {
    const [ax, ay] = ring[i - 1] ?? [0, 0];
    const [bx, by] = ring[i] ?? [0, 0];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}
