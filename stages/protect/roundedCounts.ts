/**
 * A count rounded to the nearest multiple of 3, 5 or 10: the simple way to keep
 * small numbers apart from exact ones. Always the same for the same count;
 * halfway goes up.
 *
 * Source: conventional rounding, as in Hundepool et al., Statistical Disclosure Control (2012), chapter 5.
 *
 * @example
 * roundedCount(7, 5) // 5
 * roundedCount(8, 5) // 10
 * roundedCount(1, 3) // 0
 */
export function roundedCount(count: number, base: 3 | 5 | 10): number {
  return Math.floor((count + base / 2) / base) * base;
}

/**
 * Between which whole numbers a rounded count lay: what a reader may know.
 *
 * Source: what `roundedCount` lets be seen; X-015 asks that approximate numbers say so.
 *
 * @example
 * boundsOfRounded(5, 5) // { low: 3, high: 7 }
 * boundsOfRounded(0, 10) // { low: 0, high: 4 }
 */
export function boundsOfRounded(rounded: number, base: 3 | 5 | 10): { low: number; high: number } {
  const low = Math.max(0, Math.ceil(rounded - base / 2));
  return { low, high: Math.ceil(rounded + base / 2) - 1 };
}
