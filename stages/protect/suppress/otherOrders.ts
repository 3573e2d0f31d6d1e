/** A choice of cells to hold back, and what it costs. */
interface Choice {
  readonly hidden: Uint8Array;
  readonly cost: number;
}

/**
 * A cheaper choice by Gaussian elimination in other orders, where there is one.
 *
 * Elimination shows cells one after the other and never takes anything back, so
 * one early decision can cost several large cells later. Tried are the largest
 * cells held back for others, each moved to the front of the order, and small
 * shown cells moved to its end; what is cheaper stays and is improved further.
 * The number of tries is fixed, not the time, so that the same table is always
 * protected in the same way.
 */
export function otherOrders<C extends Choice>(
  start: { readonly order: readonly number[]; readonly choice: C },
  { primary, values, tries, choiceIn, isWorse }: OrderSearch<C>,
): C {
  let { order, choice } = start;
  const tried = new Set<number>();
  for (let left = tries; left > 0; left--) {
    const cell = nextToTry(order, choice.hidden, primary, values, tried);
    if (cell === undefined) break;
    tried.add(cell);
    const rest = order.filter((other) => other !== cell);
    const changed = choice.hidden[cell] === 1 ? [cell, ...rest] : [...rest, cell];
    const found = choiceIn(changed);
    if (found.cost >= choice.cost - 1e-9 || isWorse(found)) continue;
    order = changed;
    choice = found;
    tried.clear();
    tried.add(cell);
  }
  return choice;
}

interface OrderSearch<C extends Choice> {
  readonly primary: ArrayLike<number>;
  readonly values: ArrayLike<number>;
  readonly tries: number;
  readonly choiceIn: (order: readonly number[]) => C;
  /** Whether a cheaper choice gives away what the first one kept. */
  readonly isWorse: (choice: C) => boolean;
}

/** The largest cell held back for others, then shown cells from the smallest up. */
function nextToTry(
  order: readonly number[],
  hidden: ArrayLike<number>,
  primary: ArrayLike<number>,
  values: ArrayLike<number>,
  tried: ReadonlySet<number>,
): number | undefined {
  let best: number | undefined;
  let rank = Number.NEGATIVE_INFINITY;
  let largest = 0;
  for (const cell of order)
    if (hidden[cell] === 1 && primary[cell] !== 1) largest = Math.max(largest, values[cell] ?? 0);
  for (const cell of order) {
    if (tried.has(cell) || primary[cell] === 1) continue;
    const value = Math.abs(values[cell] ?? 0);
    // Shown cells that are no smaller than what they could replace, and empty ones, help nobody.
    if (hidden[cell] !== 1 && (value === 0 || value >= largest)) continue;
    const own = hidden[cell] === 1 ? value : -value;
    if (own > rank) [best, rank] = [cell, own];
  }
  return best;
}
