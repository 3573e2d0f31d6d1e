/** One thing that is known to add up: factors of what may be held back, by number, and of all that nobody published, by name. */
export interface KnownSum {
  readonly hidden: readonly (readonly [cell: number, factor: number])[];
  readonly unpublished: readonly (readonly [name: string, factor: number])[];
}

/**
 * What follows from many sums about the cells that may be held back alone, when what
 * nobody published is worked out of them: every independent way to add cells up to
 * something known.
 *
 * All stays in whole numbers, so that nothing is lost to rounding.
 *
 * Cells by their position, each with the whole number by which it enters.
 *
 * @example
 * // A + x = known, B - x = known: A + B is known.
 * impliedSums([{ hidden: [[0, 1]], unpublished: [["x", 1]] }, { hidden: [[1, 1]], unpublished: [["x", -1]] }]) // [new Map([[0, 1], [1, 1]])]
 * impliedSums([{ hidden: [[0, 1]], unpublished: [["x", 1]] }]) // []
 */
export function impliedSums(sums: readonly KnownSum[]): ReadonlyMap<number, number>[] {
  let rows = sums.map(({ hidden, unpublished }) => ({ hidden: new Map(hidden), unpublished: new Map(unpublished) }));
  const names = new Set(rows.flatMap(({ unpublished }) => [...unpublished.keys()]));
  for (const name of names) {
    const pivot = rows.find(({ unpublished }) => unpublished.has(name));
    if (pivot === undefined) continue;
    const lead = pivot.unpublished.get(name) ?? 1;
    rows = rows.flatMap((row) => {
      if (row === pivot) return [];
      const factor = row.unpublished.get(name);
      return [factor === undefined ? row : without(row, pivot, lead, factor)];
    });
  }
  return rows.flatMap(({ hidden }) => (hidden.size === 0 ? [] : [hidden]));
}

interface Row {
  readonly hidden: Map<number, number>;
  readonly unpublished: Map<string, number>;
}

/** `lead` times the row less `factor` times the pivot, divided by what all have in common. */
function without(row: Row, pivot: Row, lead: number, factor: number): Row {
  const hidden = difference(row.hidden, pivot.hidden, lead, factor);
  const unpublished = difference(row.unpublished, pivot.unpublished, lead, factor);
  const common = [...hidden.values(), ...unpublished.values()].reduce((found, one) => divisor(found, Math.abs(one)), 0);
  if (common <= 1) return { hidden, unpublished };
  for (const side of [hidden, unpublished] as Map<unknown, number>[])
    for (const [key, value] of side) side.set(key, value / common);
  return { hidden, unpublished };
}

function difference<Key>(
  row: ReadonlyMap<Key, number>,
  pivot: ReadonlyMap<Key, number>,
  lead: number,
  factor: number,
): Map<Key, number> {
  const found = new Map([...row].map(([key, value]) => [key, value * lead]));
  for (const [key, value] of pivot) {
    const left = (found.get(key) ?? 0) - factor * value;
    if (left === 0) found.delete(key);
    else found.set(key, left);
  }
  return found;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
