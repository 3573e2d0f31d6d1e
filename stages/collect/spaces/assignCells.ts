import Flatbush from "flatbush";
import { groundInCell } from "../../../kernel/geometry/groundInCell.ts";
import {
  type Bounds,
  contains,
  type Ground,
  groundBounds,
  movedGround,
  type Position,
} from "../../../kernel/geometry/polygon.ts";
import { gridProjection } from "./projection.ts";

/** A cell of the census grid: its middle in metres (EPSG:3035) and the length of its side. */
export interface GridCell {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

export interface CellShare {
  /** Position of the cell in the list that was given. */
  readonly cell: number;
  readonly code: string;
  /** 1 by centre; by share, the part of the cell's area that lies in the unit. */
  readonly share: number;
}

export interface AssignedCells {
  readonly shares: readonly CellShare[];
  /** Positions of cells that lie in no area. */
  readonly outside: readonly number[];
}

/** Must stand beside every figure that was made of cells. */
export const gridEstimate = { de: "Gitterschätzung", en: "grid estimate" };

/**
 * Which area each cell of a grid counts for: the one that its middle lies in,
 * or each area by its share of the cell. Every figure made so is a grid estimate.
 *
 * By share, what of a border cell lies in no area counts for nobody.
 *
 * @param areas their ground in longitude and latitude
 */
export function assignCells(
  cells: readonly GridCell[],
  areas: readonly { readonly code: string; readonly ground: Ground }[],
  by: "centre" | "share" = "centre",
): AssignedCells {
  const find = areaFinder(
    areas.map(({ code, ground }) => ({ code, ground: movedGround(ground, gridProjection.fromDegrees) })),
  );
  const shares: CellShare[] = [];
  const outside: number[] = [];
  cells.forEach(({ x, y, size }, cell) => {
    const before = shares.length;
    if (by === "centre") {
      const area = find([x, y, x, y]).find(({ ground }) => contains(ground, [x, y]));
      if (area !== undefined) shares.push({ cell, code: area.code, share: 1 });
    } else {
      const box: Bounds = [x - size / 2, y - size / 2, x + size / 2, y + size / 2];
      for (const { code, ground } of find(box)) {
        const share = groundInCell(ground, box) / (size * size);
        // Less than a square centimetre of a hectare is the border itself.
        if (share > 1e-8) shares.push({ cell, code, share });
      }
    }
    if (shares.length === before) outside.push(cell);
  });
  return { shares, outside };
}

/**
 * The area in which each point lies, facilities for example; undefined outside of all.
 *
 * @param points longitude and latitude
 *
 * @example
 * areasOfPoints([[9.5, 53.5], [8, 50]], [{ code: "A", ground: [[[[9, 53], [10, 53], [10, 54], [9, 54], [9, 53]]]] }]) // ["A", undefined]
 */
export function areasOfPoints(
  points: readonly Position[],
  areas: readonly { readonly code: string; readonly ground: Ground }[],
): (string | undefined)[] {
  const find = areaFinder(areas);
  return points.map(([x, y]) => find([x, y, x, y]).find(({ ground }) => contains(ground, [x, y]))?.code);
}

/**
 * The cell that an INSPIRE id names, in either of its spellings.
 *
 * @example
 * inspireCell("1kmN2689E4337") // { x: 4337500, y: 2689500, size: 1000 }
 * inspireCell("CRS3035RES100mN2689100E4337000") // { x: 4337050, y: 2689150, size: 100 }
 * inspireCell("Kiel") // undefined
 */
export function inspireCell(id: string): GridCell | undefined {
  const [, length, unit, north, east] = /^(?:CRS3035RES)?(\d+)(k?m)N(\d+)E(\d+)$/.exec(id.trim()) ?? [];
  if (length === undefined || north === undefined || east === undefined) return undefined;
  const size = Number(length) * (unit === "km" ? 1000 : 1);
  // The short spelling counts in cells, the long one in metres.
  const step = id.startsWith("CRS") ? 1 : size;
  return { x: Number(east) * step + size / 2, y: Number(north) * step + size / 2, size };
}

function areaFinder<T extends { readonly code: string; readonly ground: Ground }>(
  areas: readonly T[],
): (box: Bounds) => T[] {
  const drawn = areas.flatMap((area) => {
    const bounds = groundBounds(area.ground);
    return bounds === undefined ? [] : [{ area, bounds }];
  });
  if (drawn.length === 0) return () => [];
  const index = new Flatbush(drawn.length);
  for (const { bounds } of drawn) index.add(...bounds);
  index.finish();
  // By position, so that the answer does not hang on how the tree was built.
  return (box) =>
    index
      .search(...box)
      .sort((a, b) => a - b)
      .flatMap((found) => drawn[found]?.area ?? []);
}
