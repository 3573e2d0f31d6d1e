import { Refusal } from "../../kernel/trouble/refusal.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";

/** How a sum of money or posts is spread. */
export interface DistributionKey {
  /** What is spread, in the smallest unit: euros, or tenths of posts. A whole number. */
  readonly total: number;
  /** Need per area: the index. Absent counts as no need. */
  readonly need: readonly Value[];
  /** Size per area: residents, children, places. */
  readonly size: readonly Value[];
  /** Share of the total that goes by size alone, 0 to 1; the rest by need times size. */
  readonly baseShare?: number;
  /** The rest by need alone: a small area in the same need gets as much as a large one. */
  readonly needAlone?: boolean;
  readonly floor?: number;
  readonly cap?: number;
}

export interface Distribution {
  /** Whole numbers that add to the total. */
  readonly amounts: readonly number[];
  /** Exact shares before rounding, floors and caps. */
  readonly shares: readonly number[];
  /** What was added to every need so that none is below 0; shown with the result. */
  readonly shift: number;
  /** Positions held at the floor or the cap. */
  readonly atFloor: readonly number[];
  readonly atCap: readonly number[];
}

/**
 * Spreads a total by need and size: share = need × size, whole numbers by largest remainder, sum equals total.
 *
 * Needs below 0 are shifted up so that the lowest is 0, and the shift is told. Floors and caps hold for each area;
 * what they take or leave is spread over the others by the same shares. Equal remainders go to the area that
 * stands first.
 *
 * Refuses floors or caps that cannot be kept and a key without any weight.
 *
 * @example
 * distribution({ total: 100, need: [1, 2, 0.5], size: [10, 10, 20] }).amounts // [25, 50, 25]
 * distribution({ total: 10, need: [1, 1, 1], size: [1, 1, 1] }).amounts // [4, 3, 3]
 * distribution({ total: 10, need: [-1, 0, 1], size: [1, 1, 1] }).shift // 1
 * distribution({ total: 90, need: [1, 2], size: [100, 1], needAlone: true }).amounts // [30, 60]
 */
export function distribution(key: DistributionKey): Distribution {
  const { total, need, size, baseShare = 0, needAlone = false, floor = 0, cap = total } = key;
  if (!Number.isInteger(total) || total < 0) throw new Refusal("combine.totalNotWhole", { total });
  if (floor * need.length > total || cap * need.length < total || floor > cap)
    throw new Refusal("combine.boundsImpossible", { total, floor, cap, areas: need.length });
  const numbers = need.filter(isPresent);
  const lowest = numbers.reduce((a, b) => Math.min(a, b), 0);
  const shift = lowest < 0 ? 0 - lowest : 0;
  const sizes = size.map((s) => (isPresent(s) ? Math.max(0, s) : 0));
  const keys = need.map((n, i) => (isPresent(n) ? (n + shift) * (needAlone ? 1 : (sizes[i] ?? 0)) : 0));
  const keySum = keys.reduce((a, b) => a + b, 0);
  const sizeSum = sizes.reduce((a, b) => a + b, 0);
  if ((keySum === 0 && baseShare < 1) || (sizeSum === 0 && baseShare > 0))
    throw new Refusal("combine.keyWithoutWeight");
  const shares = keys.map(
    (k, i) =>
      (baseShare < 1 ? (1 - baseShare) * (k / keySum) : 0) +
      (baseShare > 0 ? (baseShare * (sizes[i] ?? 0)) / sizeSum : 0),
  );
  const { exact, atFloor, atCap } = bounded(shares, total, floor, cap);
  return { amounts: largestRemainder(exact, total, floor, cap), shares, shift, atFloor, atCap };
}

function bounded(shares: readonly number[], total: number, floor: number, cap: number) {
  const held = new Map<number, number>();
  let exact: number[] = [];
  // Each round holds at least one more area, or is the last.
  for (let round = 0; round <= shares.length; round++) {
    const heldSum = [...held.values()].reduce((a, b) => a + b, 0);
    const free = shares.reduce((sum, s, i) => (held.has(i) ? sum : sum + s), 0);
    const freeCount = shares.length - held.size;
    const rest = total - heldSum;
    exact = shares.map((s, i) => held.get(i) ?? (free > 0 ? (rest * s) / free : rest / freeCount));
    const low = exact.flatMap((x, i) => (!held.has(i) && x < floor - 1e-9 ? [i] : []));
    const high = exact.flatMap((x, i) => (!held.has(i) && x > cap + 1e-9 ? [i] : []));
    if (low.length === 0 && high.length === 0) break;
    // The side that is further out is held first; holding both at once could overshoot.
    const lack = low.reduce((sum, i) => sum + floor - (exact[i] ?? 0), 0);
    const excess = high.reduce((sum, i) => sum + (exact[i] ?? 0) - cap, 0);
    for (const i of lack >= excess ? low : high) held.set(i, lack >= excess ? floor : cap);
  }
  const positions = (bound: number): number[] =>
    [...held].flatMap(([i, at]) => (at === bound ? [i] : [])).sort((a, b) => a - b);
  return { exact, atFloor: positions(floor), atCap: positions(cap) };
}

function largestRemainder(exact: readonly number[], total: number, floor: number, cap: number): number[] {
  // A hair below a whole number is that number.
  const amounts = exact.map((x) => Math.floor(x + 1e-9));
  let rest = total - amounts.reduce((a, b) => a + b, 0);
  const order = exact
    .map((x, i) => ({ i, remainder: x - (amounts[i] ?? 0) }))
    .sort((a, b) => (Math.abs(b.remainder - a.remainder) > 1e-9 ? b.remainder - a.remainder : a.i - b.i));
  for (const step of [1, -1]) {
    for (let k = 0; rest * step > 0 && k < order.length * 2; k++) {
      const { i } = order[step > 0 ? k % order.length : order.length - 1 - (k % order.length)] ?? { i: 0 };
      const next = (amounts[i] ?? 0) + step;
      if (next > cap || next < floor) continue;
      amounts[i] = next;
      rest -= step;
    }
  }
  return amounts;
}

/** One area under two keys. */
export interface Shift {
  readonly position: number;
  readonly before: number;
  readonly after: number;
  readonly change: number;
}

/**
 * Who gains and who loses when the key changes, largest change first; areas without change are left out.
 *
 * Amounts in the unit of what is spread, areas by their position.
 *
 * @example
 * winnersAndLosers([10, 20, 30], [15, 20, 25]) // { winners: [{ position: 0, before: 10, after: 15, change: 5 }], losers: [{ position: 2, before: 30, after: 25, change: -5 }] }
 */
export function winnersAndLosers(
  before: readonly number[],
  after: readonly number[],
): { winners: Shift[]; losers: Shift[] } {
  const shifts = before.map((b, position): Shift => {
    const a = after[position] ?? 0;
    return { position, before: b, after: a, change: a - b };
  });
  return {
    winners: shifts.filter((s) => s.change > 0).sort((x, y) => y.change - x.change),
    losers: shifts.filter((s) => s.change < 0).sort((x, y) => x.change - y.change),
  };
}
