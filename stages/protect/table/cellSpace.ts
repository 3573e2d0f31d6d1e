import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Dimension } from "./dimension.ts";

/**
 * All cells that somebody could ask for in a table, each known once: cells that
 * are the same by construction (a county with one municipality) are merged.
 */
export interface CellSpace {
  readonly dimensions: readonly Dimension[];
  /** Sets of dimensions that are crossed and shown together with their margins, as positions. */
  readonly crossings: readonly (readonly number[])[];
  readonly size: number;
  /** Code positions of a cell, one per dimension. */
  readonly keyOf: (cell: number) => readonly number[];
  /** The cell with these code positions, or undefined where the table has none. */
  readonly cellAt: (key: readonly number[]) => number | undefined;
  /** 1 where a cell belongs to a crossing that is shown; 0 for inner cells that only tie crossings together. */
  readonly shown: Uint8Array;
}

/**
 * The cells of one full crossing or of several smaller ones.
 *
 * Cells are numbered from 0. Refuses crossings of dimensions that the table does not have, and more cells than anybody
 * could protect.
 */
export function cellSpace(
  dimensions: readonly Dimension[],
  crossingIds: readonly (readonly string[])[] | undefined,
): CellSpace {
  const all = dimensions.map((_, d) => d);
  const crossings = crossingIds?.map((ids) => ids.map((id) => positionOf(dimensions, id)).sort((a, b) => a - b)) ?? [
    all,
  ];
  const factors = radix(dimensions);
  const numberOf = (key: readonly number[]): number => {
    let number = 0;
    for (let d = 0; d < dimensions.length; d++) {
      const position = key[d] ?? 0;
      number += (dimensions[d]?.same[position] ?? position) * (factors[d] ?? 0);
    }
    return number;
  };
  const cells = new Map<number, number>();
  const numbers: number[] = [];
  const add = (key: readonly number[]) => {
    const number = numberOf(key);
    if (cells.has(number)) return;
    cells.set(number, numbers.length);
    numbers.push(number);
    if (numbers.length > largestSpace) throw new Refusal("protect.tableTooLarge", { cells: largestSpace });
  };
  for (const crossing of crossings) {
    eachKey(dimensions, crossing, (d) => distinctCodes(d), add);
  }
  const shownCount = numbers.length;
  if (needsInner(dimensions, crossings)) eachKey(dimensions, all, (d) => leafCodes(d), add);
  const shown = new Uint8Array(numbers.length);
  shown.fill(1, 0, shownCount);
  return {
    dimensions,
    crossings,
    size: numbers.length,
    keyOf: (cell) => keyOf(dimensions, factors, numbers[cell] ?? 0),
    cellAt: (key) => cells.get(numberOf(key)),
    shown,
  };
}

/** More than this is no table for people, and a slip in the specification. */
const largestSpace = 4_000_000;

function needsInner(dimensions: readonly Dimension[], crossings: readonly (readonly number[])[]): boolean {
  return !crossings.some((crossing) => crossing.length === dimensions.length);
}

/**
 * Calls back with every combination of the codes of the crossed dimensions, the others standing at their total.
 *
 * A key has one position per dimension, that of its code. Throws for a dimension that is not there.
 */
export function eachKey(
  dimensions: readonly Dimension[],
  crossing: readonly number[],
  codes: (dimension: Dimension) => readonly number[],
  visit: (key: number[]) => void,
): void {
  const key = dimensions.map((d) => d.same[d.total] ?? d.total);
  const descend = (depth: number) => {
    const d = crossing[depth];
    if (d === undefined) return visit(key);
    const dimension = dimensions[d];
    if (dimension === undefined) throw new Error(`eachKey: unknown dimension: ${d}`);
    const before = key[d] ?? 0;
    for (const code of codes(dimension)) {
      key[d] = code;
      descend(depth + 1);
    }
    key[d] = before;
  };
  descend(0);
}

/** Positions of the codes that stand for different cells. */
export function distinctCodes(dimension: Dimension): number[] {
  return dimension.codes.map((_, at) => at).filter((at) => dimension.same[at] === at);
}

/** Positions of the finest codes. */
export function leafCodes(dimension: Dimension): number[] {
  const first = new Map<number, number>();
  for (const [at, leaves] of dimension.leaves.entries()) {
    const leaf = leaves[0];
    if (leaves.length === 1 && leaf !== undefined && !first.has(leaf)) first.set(leaf, dimension.same[at] ?? at);
  }
  return [...first.values()];
}

function positionOf(dimensions: readonly Dimension[], id: string): number {
  const at = dimensions.findIndex((d) => d.id === id);
  if (at < 0) throw new Refusal("protect.unknownDimension", { dimension: id });
  return at;
}

function radix(dimensions: readonly Dimension[]): number[] {
  let factor = 1;
  return dimensions.map((d) => {
    const mine = factor;
    factor *= d.codes.length;
    return mine;
  });
}

function keyOf(dimensions: readonly Dimension[], factors: readonly number[], number: number): number[] {
  return dimensions.map((d, at) => Math.floor(number / (factors[at] ?? 1)) % d.codes.length);
}
