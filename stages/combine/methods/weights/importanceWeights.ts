import { correlation } from "../../statistics/correlation.ts";

/**
 * Weights that make components as important as people said, measured by how closely each goes with the index.
 *
 * Equal weights do not mean equal influence: components that go together carry each other. Here the correlations
 * with the index, as shares of their sum, are brought to the stated shares by least squares (Nelder and Mead).
 *
 * `columns` normalised, NaN where absent; `importance` per column, any total; `aggregate` makes the index from
 * columns and weights. The weights add to 1 and are never negative.
 *
 * Source: Becker and others (2017), Weights and importance in composite indicators.
 *
 * @example
 * importanceWeights([[1, 2, 3, 5], [2, 1, 5, 3]].map((c) => Float64Array.from(c)), [1, 1], (c, w, out) => out.map((_, i) => c[0][i] * w[0] + c[1][i] * w[1])).map((w) => w.toFixed(3)) // ["0.500", "0.500"]
 */
export function importanceWeights(
  columns: readonly Float64Array[],
  importance: readonly number[],
  aggregate: (columns: readonly Float64Array[], weights: Float64Array, out: Float64Array) => Float64Array,
): number[] {
  const total = importance.reduce((a, b) => a + b, 0);
  const wanted = importance.map((x) => x / total);
  const rows = (columns[0] ?? new Float64Array()).length;
  const values = columns.map(absentWords);
  const loss = (raw: readonly number[]): number => {
    const weights = shares(raw);
    const index = absentWords(aggregate(columns, Float64Array.from(weights), new Float64Array(rows)));
    const strengths = values.map((column) => correlation(column, index) ?? 0);
    const sum = strengths.reduce((a, b) => a + b, 0);
    if (sum <= 0) return 1e6 - sum;
    return strengths.reduce((apart, r, j) => apart + (r / sum - (wanted[j] ?? 0)) ** 2, 0);
  };
  return shares(nelderMead(loss, wanted));
}

function absentWords(column: Float64Array): (number | "unknown")[] {
  return Array.from(column, (x) => (Number.isNaN(x) ? "unknown" : x));
}

function shares(raw: readonly number[]): number[] {
  const positive = raw.map((x) => Math.abs(x));
  const sum = positive.reduce((a, b) => a + b, 0);
  return positive.map((x) => x / sum);
}

/** Downhill simplex: the lowest point of a function without derivatives. */
function nelderMead(f: (x: readonly number[]) => number, start: readonly number[]): number[] {
  const corner = (x: readonly number[]): { x: readonly number[]; y: number } => ({ x, y: f(x) });
  let simplex = [corner(start), ...start.map((_, k) => corner(start.map((v, j) => (j === k ? v * 1.25 + 0.01 : v))))];
  const n = start.length;
  for (let round = 0; round < 400 * n; round++) {
    simplex.sort((a, b) => a.y - b.y);
    const best = simplex[0];
    const worst = simplex[n];
    if (best === undefined || worst === undefined || Math.abs(worst.y - best.y) < 1e-15) break;
    const centre = start.map((_, j) => simplex.slice(0, n).reduce((sum, c) => sum + (c.x[j] ?? 0), 0) / n);
    const along = (t: number) => corner(centre.map((c, j) => c + t * ((worst.x[j] ?? 0) - c)));
    const reflected = along(-1);
    if (reflected.y < best.y) {
      const expanded = along(-2);
      simplex[n] = expanded.y < reflected.y ? expanded : reflected;
    } else if (reflected.y < (simplex[n - 1]?.y ?? 0)) {
      simplex[n] = reflected;
    } else {
      const contracted = along(reflected.y < worst.y ? -0.5 : 0.5);
      if (contracted.y < Math.min(worst.y, reflected.y)) simplex[n] = contracted;
      else simplex = [best, ...simplex.slice(1).map((c) => corner(c.x.map((v, j) => ((best.x[j] ?? 0) + v) / 2)))];
    }
  }
  simplex.sort((a, b) => a.y - b.y);
  return [...(simplex[0]?.x ?? start)];
}
