import { isPresent, type Value } from "../../../kernel/value/value.ts";

/**
 * How closely two indicators go together over the areas that have both (Pearson):
 * 1 together, -1 against each other, undefined for fewer than three areas or when one does not vary.
 *
 * Source: Pearson's product-moment correlation, R-8.
 *
 * @example
 * correlation([1, 2, 3], [2, 4, 6]) // 1
 * correlation([1, 2, 3], [5, 5, 5]) // undefined
 */
export function correlation(first: readonly Value[], second: readonly Value[]): number | undefined {
  let n = 0;
  let sumX = 0;
  let sumY = 0;
  for (let i = 0; i < first.length; i++) {
    const x = first[i];
    const y = second[i];
    if (x === undefined || y === undefined || !isPresent(x) || !isPresent(y)) continue;
    n++;
    sumX += x;
    sumY += y;
  }
  if (n < 3) return undefined;
  let xx = 0;
  let yy = 0;
  let xy = 0;
  for (let i = 0; i < first.length; i++) {
    const x = first[i];
    const y = second[i];
    if (x === undefined || y === undefined || !isPresent(x) || !isPresent(y)) continue;
    const dx = x - sumX / n;
    const dy = y - sumY / n;
    xx += dx * dx;
    yy += dy * dy;
    xy += dx * dy;
  }
  const scale = Math.sqrt(xx * yy);
  // Below this the spread is rounding, not data.
  if (scale <= 1e-14 * (Math.abs(sumX) + 1) * (Math.abs(sumY) + 1)) return undefined;
  return Math.max(-1, Math.min(1, xy / scale));
}
