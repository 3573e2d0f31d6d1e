/**
 * Natural breaks: the limits that make the classes as alike inside as can be (least squares within classes).
 * Returns the lowest value of each class but the first; fewer when there are fewer different values.
 *
 * `sorted` ascending. Exact, not a heuristic; the work grows with classes × n log n.
 *
 * Source: Fisher (1958), On grouping for maximum homogeneity; Jenks (1977).
 *
 * @example
 * naturalBreaks([1, 2, 3, 10, 11, 12, 30], 3) // [10, 30]
 * naturalBreaks([5, 5, 5], 3) // []
 */
export function naturalBreaks(sorted: readonly number[], count: number): number[] {
  const groups: { value: number; size: number }[] = [];
  for (const value of sorted) {
    const last = groups.at(-1);
    if (last !== undefined && last.value === value) last.size++;
    else groups.push({ value, size: 1 });
  }
  const m = groups.length;
  const classes = Math.min(count, m);
  if (classes < 2) return [];
  // Prefix sums about the first value, so that large numbers with small differences keep their digits.
  const origin = groups[0]?.value ?? 0;
  const sizes = new Float64Array(m + 1);
  const sums = new Float64Array(m + 1);
  const squares = new Float64Array(m + 1);
  groups.forEach(({ value, size }, i) => {
    const x = value - origin;
    sizes[i + 1] = at(sizes, i) + size;
    sums[i + 1] = at(sums, i) + size * x;
    squares[i + 1] = at(squares, i) + size * x * x;
  });
  const cost = (from: number, to: number): number => {
    const size = at(sizes, to) - at(sizes, from);
    const sum = at(sums, to) - at(sums, from);
    return at(squares, to) - at(squares, from) - (sum * sum) / size;
  };
  let best = Float64Array.from({ length: m + 1 }, (_, j) => (j === 0 ? 0 : cost(0, j)));
  const starts: Int32Array[] = [];
  for (let k = 2; k <= classes; k++) {
    const { values, start } = oneMoreClass(best, cost, k, m);
    starts.push(start);
    best = values;
  }
  const limits: number[] = [];
  let end = m;
  for (let k = starts.length - 1; k >= 0; k--) {
    end = at(starts[k] ?? new Int32Array(), end);
    limits.unshift(groups[end]?.value ?? Number.NaN);
  }
  return limits;
}

// The best start of the last class moves only rightwards as the end does, so halving finds all of them.
function oneMoreClass(
  before: Float64Array,
  cost: (from: number, to: number) => number,
  k: number,
  m: number,
): { values: Float64Array<ArrayBuffer>; start: Int32Array } {
  const values = new Float64Array(m + 1).fill(Number.POSITIVE_INFINITY);
  const start = new Int32Array(m + 1);
  const solve = (low: number, high: number, from: number, to: number): void => {
    if (low > high) return;
    const middle = (low + high) >> 1;
    for (let i = Math.max(from, k - 1); i <= Math.min(to, middle - 1); i++) {
      const total = at(before, i) + cost(i, middle);
      if (total < at(values, middle)) {
        values[middle] = total;
        start[middle] = i;
      }
    }
    const found = at(start, middle);
    solve(low, middle - 1, from, found);
    solve(middle + 1, high, found, to);
  };
  solve(k, m, k - 1, m - 1);
  return { values, start };
}

function at(array: Float64Array | Int32Array, index: number): number {
  return array[index] ?? Number.NaN;
}
