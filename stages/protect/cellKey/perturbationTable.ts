import { maximumEntropy } from "./maximumEntropy.ts";

/** One possible change of a count: with which chance, and which keys it takes (above `from`, up to and including `to`). */
export interface Perturbation {
  readonly change: number;
  readonly chance: number;
  readonly from: number;
  readonly to: number;
}

/**
 * What may happen to each count: `rows[3]` for a count of 3, the last row for it
 * and everything larger.
 */
export interface PerturbationTable {
  readonly rows: readonly (readonly Perturbation[])[];
}

export interface PerturbationWishes {
  /** Largest change in either direction (D). */
  readonly largestChange: number;
  readonly variance: number;
  /** Results from 1 up to this never appear; 0 forbids none. */
  readonly forbiddenUpTo: number;
  /** Chance that a count stays as it is, where it may; without it, it follows. */
  readonly chanceToStay?: number;
}

/**
 * The perturbation table that says least beyond what it must: no bias, the wished
 * variance, no larger change than allowed, no forbidden small result, and nobody
 * stays nobody.
 *
 * Staying is never less likely than a change, and a smaller change never less
 * likely than a larger one in the same direction. Where that leaves no room for
 * the variance, the row keeps to what is possible without it.
 *
 * Method: Gießing, "Computational issues in the design of transition
 * probabilities and disclosure risk estimation for additive noise", PSD 2016.
 */
export function perturbationTable(wishes: PerturbationWishes): PerturbationTable {
  const rows: Perturbation[][] = [[{ change: 0, chance: 1, from: 0, to: 1 }]];
  // From here on no forbidden or negative result is in reach: all larger counts share this row.
  const last = wishes.largestChange + wishes.forbiddenUpTo + 1;
  for (let count = 1; count <= last; count++) {
    rows.push(rowOf(count, wishes));
  }
  return { rows };
}

function rowOf(
  count: number,
  { largestChange, variance, forbiddenUpTo, chanceToStay }: PerturbationWishes,
): Perturbation[] {
  const changes: number[] = [];
  for (let change = -Math.min(count, largestChange); change <= largestChange; change++) {
    const result = count + change;
    if (result === 0 || result > forbiddenUpTo) changes.push(change);
  }
  const chances = maximumEntropy(changes, variance, changes.includes(0) ? chanceToStay : undefined);
  let from = 0;
  return changes.map((change, at) => {
    const chance = chances[at] ?? 0;
    const to = at === changes.length - 1 ? 1 : from + chance;
    const row = { change, chance, from, to };
    from = to;
    return row;
  });
}

/**
 * The change of a count by its cell key; logically equal cells have equal keys
 * and so are changed alike wherever they appear.
 *
 * @example
 * changeOf({ rows: [[{ change: 0, chance: 1, from: 0, to: 1 }], [{ change: -1, chance: 0.5, from: 0, to: 0.5 }, { change: 1, chance: 0.5, from: 0.5, to: 1 }]] }, 7, 0.6) // 1
 */
export function changeOf(table: PerturbationTable, count: number, cellKey: number): number {
  if (count === 0) return 0;
  const row = table.rows[Math.min(count, table.rows.length - 1)] ?? [];
  return row.find(({ from, to }) => (cellKey > from || from === 0) && cellKey <= to)?.change ?? 0;
}

/**
 * The cell key: the keys of all records in the cell, each from 0 to 1, added up, without the whole part. The same
 * records give the same noise in every table.
 *
 * Source: Fraser and Wooton (2005), A proposed method for confidentialising tabular output; added up as in the R
 * package cellKey.
 *
 * @example
 * cellKeyOf([0.5, 0.75]) // 0.25
 */
export function cellKeyOf(recordKeys: Iterable<number>): number {
  let sum = 0;
  for (const key of recordKeys) sum += key;
  return sum % 1;
}
