/** Cells that can only move together: each moves by its factor times what the group moves by. */
export interface TiedCells {
  readonly groups: readonly { readonly cells: readonly number[]; readonly factors: readonly number[] }[];
  /** Which group a cell is in; cells in none cannot move at all. */
  readonly groupOf: ReadonlyMap<number, number>;
  /** What is left of the sums: the groups in each, with their factors. */
  readonly rows: readonly ReadonlyMap<number, number>[];
}

/**
 * What hangs together among moves that keep every sum: where only two cells of a
 * sum can move, one follows from the other, and where only one is left, it stands still.
 *
 * Sums are changed in place. A linear program over the groups is a third of one over the cells.
 *
 * Cells by their position, each with the factor by which it enters a sum.
 *
 * @example
 * // a + b = 0 and b + c + d = 0: a and b are one group, opposite to each other.
 * tiedCells([new Map([[0, 1], [1, 1]]), new Map([[1, 1], [2, 1], [3, 1]])]).groups.length // 3
 */
export function tiedCells(sums: Map<number, number>[]): TiedCells {
  const sumsAt = new Map<number, Set<number>>();
  for (const [at, sum] of sums.entries())
    for (const cell of sum.keys()) {
      const list = sumsAt.get(cell);
      if (list === undefined) sumsAt.set(cell, new Set([at]));
      else list.add(at);
    }
  /** For a cell that was tied to another: to which, and by what factor. */
  const tiedTo = new Map<number, { readonly to: number; readonly factor: number }>();
  const still = new Set<number>();
  const due = [...sums.keys()].filter((at) => (sums[at]?.size ?? 0) <= 2);
  /** Puts a multiple of one cell into every sum in the place of another. */
  const replace = (cell: number, to: number, factor: number): void => {
    for (const at of sumsAt.get(cell) ?? []) {
      const sum = sums[at];
      if (sum === undefined) continue;
      const amount = (sum.get(cell) ?? 0) * factor + (sum.get(to) ?? 0);
      sum.delete(cell);
      if (Math.abs(amount) < 1e-9) {
        sum.delete(to);
        sumsAt.get(to)?.delete(at);
      } else {
        sum.set(to, amount);
        sumsAt.get(to)?.add(at);
      }
      if (sum.size <= 2) due.push(at);
    }
    sumsAt.delete(cell);
  };
  for (let at = due.pop(); at !== undefined; at = due.pop()) {
    const [one, other] = [...(sums[at] ?? [])];
    if (one === undefined) continue;
    if (other === undefined) {
      still.add(one[0]);
      for (const touched of sumsAt.get(one[0]) ?? []) {
        sums[touched]?.delete(one[0]);
        if ((sums[touched]?.size ?? 0) <= 2) due.push(touched);
      }
      sumsAt.delete(one[0]);
      continue;
    }
    if ((sums[at]?.size ?? 0) > 2) continue;
    const oneIsBusier = (sumsAt.get(one[0])?.size ?? 0) >= (sumsAt.get(other[0])?.size ?? 0);
    const [kept, gone] = oneIsBusier ? [one, other] : [other, one];
    const factor = -kept[1] / gone[1];
    tiedTo.set(gone[0], { to: kept[0], factor });
    replace(gone[0], kept[0], factor);
  }
  const groups: { cells: number[]; factors: number[] }[] = [];
  const groupOf = new Map<number, number>();
  const place = (cell: number): { group: number; factor: number } | undefined => {
    if (still.has(cell)) return undefined;
    const tie = tiedTo.get(cell);
    if (tie !== undefined) {
      const above = place(tie.to);
      return above === undefined ? undefined : { group: above.group, factor: above.factor * tie.factor };
    }
    const known = groupOf.get(cell);
    if (known !== undefined) return { group: known, factor: 1 };
    groupOf.set(cell, groups.length);
    groups.push({ cells: [cell], factors: [1] });
    return { group: groups.length - 1, factor: 1 };
  };
  for (const cell of [...sumsAt.keys(), ...tiedTo.keys()]) {
    const own = place(cell);
    if (own === undefined || groupOf.has(cell)) continue;
    groupOf.set(cell, own.group);
    groups[own.group]?.cells.push(cell);
    groups[own.group]?.factors.push(own.factor);
  }
  const rows = sums
    .filter((sum) => sum.size > 0)
    .map((sum) => new Map([...sum].map(([cell, factor]) => [groupOf.get(cell) ?? -1, factor])));
  return { groups, groupOf, rows };
}
