/** Unknowns that move in step, or against each other, or not at all. */
export interface SameSteps {
  /** The class of each unknown; -1 for those that stand still. */
  readonly classOf: Int32Array;
  /** 1 or -1: whether it moves with its class or against it. */
  readonly sign: Int8Array;
  readonly classes: number;
}

/**
 * What the attacker sees at a glance: of two unknowns that together make up a
 * printed sum, one falls as the other rises; one that makes it up alone stands still.
 *
 * `sums` are the unknowns in each sum that must not change.
 *
 * Unknowns by their position. `classOf` is -1 for one that stands still, `sign` whether it moves with or against its
 * class.
 *
 * @example
 * // 0 + 1 is printed, 1 + 2 + 3 is printed, and 3 by itself: 0 and 2 rise as 1 falls.
 * sameSteps([[0, 1], [1, 2, 3], [3]], 4) // { classOf: Int32Array.of(0, 0, 0, -1), sign: Int8Array.of(-1, 1, -1, 1), classes: 1 }
 */
export function sameSteps(sums: readonly (readonly number[])[], unknowns: number): SameSteps {
  const parent = Int32Array.from({ length: unknowns }, (_, v) => v);
  const against = new Int8Array(unknowns).fill(1);
  const isStill = new Uint8Array(unknowns);
  const sumsAt: number[][] = Array.from({ length: unknowns }, () => []);
  for (const [at, sum] of sums.entries()) for (const v of sum) sumsAt[v]?.push(at);
  const find = (v: number): { top: number; sign: number } => {
    let [top, sign] = [v, 1];
    while (parent[top] !== top) {
      sign *= against[top] ?? 1;
      top = parent[top] ?? top;
    }
    return { top, sign };
  };
  const due = new Set(sums.keys());
  const again = (top: number): void => {
    for (const at of sumsAt[top] ?? []) due.add(at);
  };
  for (const at of due) {
    due.delete(at);
    const net = new Map<number, number>();
    for (const v of sums[at] ?? []) {
      const { top, sign } = find(v);
      if (isStill[top] === 1) continue;
      const now = (net.get(top) ?? 0) + sign;
      if (now === 0) net.delete(top);
      else net.set(top, now);
      if (net.size > 40) break;
    }
    const [one, other, third] = [...net];
    if (one === undefined || third !== undefined) continue;
    if (other === undefined) {
      isStill[one[0]] = 1;
      again(one[0]);
      continue;
    }
    if (Math.abs(one[1]) !== Math.abs(other[1])) continue;
    const longer = (sumsAt[one[0]]?.length ?? 0) >= (sumsAt[other[0]]?.length ?? 0) ? one[0] : other[0];
    const shorter = longer === one[0] ? other[0] : one[0];
    parent[shorter] = longer;
    against[shorter] = one[1] === other[1] ? -1 : 1;
    again(shorter);
    sumsAt[longer]?.push(...(sumsAt[shorter] ?? []));
  }
  const number = new Map<number, number>();
  const classOf = new Int32Array(unknowns).fill(-1);
  const sign = new Int8Array(unknowns).fill(1);
  for (let v = 0; v < unknowns; v++) {
    const found = find(v);
    if (isStill[found.top] === 1) continue;
    let own = number.get(found.top);
    if (own === undefined) {
      own = number.size;
      number.set(found.top, own);
    }
    classOf[v] = own;
    sign[v] = found.sign;
  }
  return { classOf, sign, classes: number.size };
}
