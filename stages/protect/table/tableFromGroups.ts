import type { Specification } from "../specification.ts";
import { eachKey } from "./cellSpace.ts";
import { type Dimension, dimension } from "./dimension.ts";

/** A finest cell with what was counted in it. */
export interface CountedGroup {
  readonly codes: readonly string[];
  readonly count: number;
  readonly sum: number;
  readonly largest: readonly number[];
  readonly keys: number;
}

export interface MadeCell {
  readonly key: readonly string[];
  readonly count: number;
  readonly sum: number;
  readonly largest: readonly number[];
  /** Cell key: record keys added up, without the whole part. */
  readonly cellKey: number;
}

/**
 * Every cell of a specification, margins and all, each straight from the counted
 * groups and never from another cell. Empty cells are there with 0.
 */
export function tableFromGroups(
  specification: Specification,
  groups: readonly CountedGroup[],
  topCount: number,
): MadeCell[] {
  const dimensions = specification.dimensions.map((d, at) =>
    dimension(d, new Set(groups.map((g) => g.codes[at] ?? ""))),
  );
  const containing = dimensions.map(codesContaining);
  const all = dimensions.map((_, d) => d);
  const crossings = specification.crossings?.map((ids) =>
    ids.map((id) => dimensions.findIndex((d) => d.id === id)).filter((d) => d >= 0),
  ) ?? [all];
  const cells = new Map<string, { count: number; sum: number; largest: number[]; keys: number }>();
  for (const crossing of crossings)
    eachKey(
      dimensions,
      crossing,
      (d) => d.codes.map((_, at) => at),
      (key) => {
        cells.set(key.join(), { count: 0, sum: 0, largest: [], keys: 0 });
      },
    );
  for (const group of groups) {
    const own = group.codes.map((code, d) => containing[d]?.get(code) ?? []);
    for (const key of keysOver(own, dimensions, crossings)) {
      const cell = cells.get(key);
      if (cell === undefined) continue;
      cell.count += group.count;
      cell.sum += group.sum;
      cell.keys += group.keys;
      if (topCount > 0) cell.largest = [...cell.largest, ...group.largest].sort((a, b) => b - a).slice(0, topCount);
    }
  }
  return [...cells].map(([key, { count, sum, largest, keys }]) => ({
    key: key.split(",").map((code, d) => dimensions[d]?.codes[Number(code)] ?? ""),
    count,
    sum,
    largest,
    cellKey: keys % 1,
  }));
}

/** For each finest code, the positions of all codes that contain it. */
function codesContaining(d: Dimension): Map<string, number[]> {
  const leafOf = new Map<number, string>();
  for (const [at, leaves] of d.leaves.entries()) {
    const [leaf] = leaves;
    if (leaves.length === 1 && leaf !== undefined) leafOf.set(leaf, d.codes[at] ?? "");
  }
  const names = new Map<string, number[]>();
  // The finest code itself is the last of those that consist of the one leaf: wholes come first.
  for (const [leaf, code] of leafOf)
    names.set(
      code,
      d.codes.flatMap((_, at) => (d.leaves[at]?.includes(leaf) ? [at] : [])),
    );
  return names;
}

function keysOver(
  own: readonly (readonly number[])[],
  dimensions: readonly Dimension[],
  crossings: readonly (readonly number[])[],
): Set<string> {
  const keys = new Set<string>();
  for (const crossing of crossings) {
    let list: number[][] = [[]];
    for (const [d, dimension] of dimensions.entries()) {
      const choices = crossing.includes(d) ? (own[d] ?? []) : [dimension.same[dimension.total] ?? dimension.total];
      list = list.flatMap((start) => choices.map((code) => [...start, code]));
    }
    for (const key of list) keys.add(key.join());
  }
  return keys;
}
