/**
 * Natural breaks: where ranked values are parted so that the classes differ least
 * within; positions of the first value of every class but the first.
 *
 * Exact, by dynamic programming over the different values, so equal values stay
 * together; the inner loop is cut short because the best cut never moves down as
 * values are added.
 *
 * Source: W. D. Fisher (1958), On Grouping for Maximum Homogeneity, JASA 53; G. F. Jenks (1967).
 *
 * @example
 * jenksSplits([1, 2, 3, 11, 12, 13, 21, 22, 23], 3) // [3, 6]
 */
export function jenksSplits(sorted: readonly number[], classes: number): number[] {
  const distinct: { value: number; weight: number; at: number }[] = [];
  sorted.forEach((value, at) => {
    const last = distinct[distinct.length - 1];
    if (last !== undefined && last.value === value) last.weight++;
    else distinct.push({ value, weight: 1, at });
  });
  const n = distinct.length;
  const k = Math.min(classes, n);
  if (k < 2) return [];
  const spread = spreadWithin(distinct);
  let best = Array.from({ length: n }, (_, j) => spread(0, j));
  const cuts: Int32Array[] = [];
  for (let c = 1; c < k; c++) {
    const next = new Array<number>(n).fill(Number.POSITIVE_INFINITY);
    const cut = new Int32Array(n);
    fill(c, n - 1, c, n - 1, next, cut, best, spread);
    cuts.push(cut);
    best = next;
  }
  const splits: number[] = [];
  let end = n - 1;
  for (let c = k - 2; c >= 0; c--) {
    const start = cuts[c]?.[end] ?? 0;
    splits.unshift(distinct[start]?.at ?? 0);
    end = start - 1;
  }
  return splits;
}

type Spread = (from: number, to: number) => number;

function spreadWithin(distinct: readonly { value: number; weight: number }[]): Spread {
  // Measured from the middle, so that squares of large numbers do not swallow small differences.
  const centre = distinct[distinct.length >> 1]?.value ?? 0;
  const weights = [0];
  const sums = [0];
  const squares = [0];
  distinct.forEach(({ value, weight }, i) => {
    const moved = value - centre;
    weights.push((weights[i] ?? 0) + weight);
    sums.push((sums[i] ?? 0) + weight * moved);
    squares.push((squares[i] ?? 0) + weight * moved * moved);
  });
  return (from, to) => {
    const weight = (weights[to + 1] ?? 0) - (weights[from] ?? 0);
    const sum = (sums[to + 1] ?? 0) - (sums[from] ?? 0);
    return (squares[to + 1] ?? 0) - (squares[from] ?? 0) - (sum * sum) / weight;
  };
}

// Best last cut for every end between low and high, known to lie between first and last.
function fill(
  low: number,
  high: number,
  first: number,
  last: number,
  next: number[],
  cut: Int32Array,
  best: readonly number[],
  spread: Spread,
): void {
  if (low > high) return;
  const end = (low + high) >> 1;
  let chosen = first;
  for (let start = first; start <= Math.min(end, last); start++) {
    const total = (best[start - 1] ?? Number.POSITIVE_INFINITY) + spread(start, end);
    if (total < (next[end] ?? Number.POSITIVE_INFINITY)) {
      next[end] = total;
      chosen = start;
    }
  }
  cut[end] = chosen;
  fill(low, end - 1, first, chosen, next, cut, best, spread);
  fill(end + 1, high, chosen, last, next, cut, best, spread);
}
