import type { Witnesses } from "./witnesses.ts";

export interface CleanUpTask {
  /** 1 where a cell is a secret itself. */
  readonly primary: ArrayLike<number>;
  /** 1 where a cell is never shown. */
  readonly inner: ArrayLike<number>;
  /** What readers lose when a cell is held back. */
  readonly price: ArrayLike<number>;
  /** How many cells may be tried: work, not time, so that the same table is always protected in the same way. */
  readonly tries: number;
}

/**
 * Shows what was held back in vain, and holds back cheaper cells instead of dear ones.
 *
 * Elimination and widening only ever add cells, so some that came early are no
 * longer needed in the end. Each is tried, the dearest first: is the table safe
 * without it, or with cheaper cells in its place? It goes on until nothing helps.
 */
export function cleanUp(witnesses: Witnesses, task: CleanUpTask): void {
  const { price, tries } = task;
  const secondary = () => dearestFirst(witnesses.hidden, task);
  let left = tries;
  const dropAll = (): void => {
    for (const cell of secondary()) {
      if (left <= 0) return;
      left--;
      witnesses.show(cell);
    }
  };
  dropAll();
  for (let cost = costOf(secondary(), price), better = true; better && left > 0; ) {
    better = false;
    for (const cell of secondary()) {
      if (left <= 0) break;
      left--;
      if (witnesses.hidden[cell] !== 1) continue;
      const begin = witnesses.mark();
      // What takes its place may cost more at first, as long as others become needless by it.
      if (!witnesses.show(cell, 3 * (price[cell] ?? 0))) continue;
      dropAll();
      const now = costOf(secondary(), price);
      // Cheaper by more than a rounding error, or this would go round in circles.
      if (now < cost - 1e-6) [cost, better] = [now, true];
      else witnesses.takeBack(begin);
    }
  }
}

function costOf(cells: readonly number[], price: ArrayLike<number>): number {
  return cells.reduce((sum, cell) => sum + (price[cell] ?? 0), 0);
}

function dearestFirst(hidden: Uint8Array, { primary, inner, price }: CleanUpTask): number[] {
  return Array.from(hidden, (_, cell) => cell)
    .filter((cell) => hidden[cell] === 1 && primary[cell] !== 1 && inner[cell] !== 1)
    .sort((a, b) => (price[b] ?? 0) - (price[a] ?? 0) || a - b);
}
