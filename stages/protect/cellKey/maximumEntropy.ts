/**
 * The chances of these whole-number changes that favour nothing without need:
 * mean 0, the given variance, never rising away from 0. A fixed chance to stay
 * may be given.
 *
 * Without inequalities the chances are e^(a·v + b·v²); where they would rise away
 * from 0 neighbours are tied together and share one chance. When no chances have
 * that variance, the variance is given up.
 */
export function maximumEntropy(changes: readonly number[], variance: number, chanceToStay?: number): number[] {
  return (
    tiedUntilFalling(changes, variance, chanceToStay) ??
    tiedUntilFalling(changes, undefined, chanceToStay) ??
    changes.map((change) => (change === 0 ? 1 : 0))
  );
}

function tiedUntilFalling(
  changes: readonly number[],
  variance: number | undefined,
  chanceToStay: number | undefined,
): number[] | undefined {
  let groups = changes.map((change) => [change]);
  for (;;) {
    const chances = solve(groups, variance, chanceToStay);
    if (chances === undefined) return undefined;
    const rising = groups.findIndex((group, at) =>
      rises(group, groups[at + 1], chances[at], chances[at + 1], chanceToStay),
    );
    if (rising < 0) return groups.flatMap((group, at) => group.map(() => chances[at] ?? 0));
    groups = [
      ...groups.slice(0, rising),
      [...(groups[rising] ?? []), ...(groups[rising + 1] ?? [])],
      ...groups.slice(rising + 2),
    ];
  }
}

/** Whether of two neighbouring groups the one farther from 0 is likelier; only neighbours without a forbidden result between them compare. */
function rises(
  left: readonly number[],
  right: readonly number[] | undefined,
  chanceLeft = 0,
  chanceRight = 0,
  chanceToStay?: number,
): boolean {
  const [a, b] = [left.at(-1), right?.[0]];
  if (a === undefined || b === undefined || b - a > 1) return false;
  if (chanceToStay !== undefined && (a === 0 || b === 0)) return false;
  const more = 1e-12;
  return b <= 0 ? chanceLeft > chanceRight + more : chanceRight > chanceLeft + more;
}

/** Chance of each member of each group, by Newton's method on the dual; undefined when there are none. */
function solve(
  groups: readonly (readonly number[])[],
  variance: number | undefined,
  chanceToStay: number | undefined,
): number[] | undefined {
  const fixed = chanceToStay === undefined ? 0 : chanceToStay;
  const free = groups.map((group) => !(chanceToStay !== undefined && group.includes(0)));
  const mass = 1 - fixed;
  const target = variance === undefined ? 0 : variance / mass;
  const first = groups.map((group) => mean(group));
  const second = groups.map((group) => mean(group.map((v) => v * v)) - target);
  let [a, b] = [0, variance === undefined ? 0 : -1e-3];
  const weights = (x: number, y: number): number[] => {
    const exponents = groups.map((_, at) => (free[at] ? x * (first[at] ?? 0) + y * (second[at] ?? 0) : -Infinity));
    const top = Math.max(...exponents);
    const raw = exponents.map((e, at) => (groups[at]?.length ?? 0) * Math.exp(e - top));
    const sum = raw.reduce((total, w) => total + w, 0);
    return raw.map((w) => w / sum);
  };
  for (let step = 0; step < 400; step++) {
    const w = weights(a, b);
    const m1 = dot(w, first);
    const m2 = variance === undefined ? 0 : dot(w, second);
    if (Math.abs(m1) < 1e-13 && Math.abs(m2) < 1e-12)
      return w.map((share, at) => (free[at] ? (share * mass) / (groups[at]?.length ?? 1) : fixed));
    const h11 =
      dot(
        w,
        first.map((v) => v * v),
      ) -
      m1 * m1;
    const h12 =
      dot(
        w,
        first.map((v, at) => v * (second[at] ?? 0)),
      ) -
      m1 * m2;
    const h22 =
      dot(
        w,
        second.map((v) => v * v),
      ) -
      m2 * m2;
    const [da, db] = variance === undefined ? [m1 / h11, 0] : direction(h11, h12, h22, m1, m2);
    if (!Number.isFinite(da) || !Number.isFinite(db)) return undefined;
    const length = Math.hypot(da, db);
    const damping = length > 1 ? 1 / length : 1;
    a -= damping * da;
    b -= damping * db;
    if (Math.hypot(a, b) > 200) return undefined;
  }
  return undefined;
}

function direction(h11: number, h12: number, h22: number, m1: number, m2: number): [number, number] {
  const determinant = h11 * h22 - h12 * h12;
  return [(h22 * m1 - h12 * m2) / determinant, (h11 * m2 - h12 * m1) / determinant];
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0);
}
