/** The nine definitions of Hyndman and Fan; 7 is that of spreadsheets and R, 9 that of the RKI's GISD. */
export type QuantileType = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

/**
 * The value below which a share of the areas lies.
 *
 * `sorted` ascending, at least one number; `share` from 0 to 1.
 *
 * Source: Hyndman and Fan (1996), Sample quantiles in statistical packages.
 *
 * @example
 * quantile([1, 2, 3, 4], 0.25, 7) // 1.75
 * quantile([1, 2, 3, 4], 0.5, 9) // 2.5
 * quantile([1, 2, 3, 4], 0.25, 1) // 1
 * quantile([1, 58.4, 58.4, 60], 0.47, 7) // 58.4
 */
export function quantile(sorted: readonly number[], share: number, type: QuantileType): number {
  const n = sorted.length;
  const { shift, weight } = definitions[type](n, share);
  const position = n * share + shift;
  // A position that misses a whole number by rounding is that number.
  const nearest = Math.round(position);
  const exact = Math.abs(position - nearest) < 4 * Number.EPSILON * Math.max(1, n);
  const below = exact ? nearest : Math.floor(position);
  const rest = exact ? 0 : position - below;
  const g = weight(rest, below);
  const at = (k: number): number => sorted[Math.min(Math.max(k, 1), n) - 1] ?? Number.NaN;
  const low = at(below);
  const high = at(below + 1);
  // Between two equal values lies that value, not its neighbour by rounding.
  return g === 0 || low === high ? low : g === 1 ? high : (1 - g) * low + g * high;
}

type Definition = (n: number, share: number) => { shift: number; weight: (rest: number, below: number) => number };

const step = (shift: number, weight: (rest: number, below: number) => number): Definition => {
  return () => ({ shift, weight });
};
const line = (a: number, b: number): Definition => {
  return (_, share) => ({ shift: a + share * (1 - a - b), weight: (rest) => rest });
};

const definitions: Readonly<Record<QuantileType, Definition>> = {
  1: step(0, (rest) => (rest > 0 ? 1 : 0)),
  2: step(0, (rest) => (rest > 0 ? 1 : 0.5)),
  3: step(-0.5, (rest, below) => (rest === 0 && below % 2 === 0 ? 0 : 1)),
  4: line(0, 1),
  5: line(0.5, 0.5),
  6: line(0, 0),
  7: line(1, 1),
  8: line(1 / 3, 1 / 3),
  9: line(3 / 8, 3 / 8),
};
