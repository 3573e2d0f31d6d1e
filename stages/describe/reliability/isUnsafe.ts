import { wilson } from "./wilson.ts";

const fewestCases = 10;
const widestPoints = 15;

/**
 * Whether a share is too uncertain to be compared without a word of caution:
 * fewer than 10 cases, or an interval wider than 15 percentage points.
 *
 * @example
 * isUnsafeShare(3, 20) // true
 * isUnsafeShare(60, 400) // false
 */
export function isUnsafeShare(cases: number, all: number): boolean {
  if (isUnsafeCount(cases)) return true;
  const { lower, upper } = wilson(cases, all);
  return (upper - lower) * 100 > widestPoints;
}

/**
 * Whether a rate rests on too few cases to be compared without a word of caution.
 *
 * @example
 * isUnsafeCount(9) // true
 */
export function isUnsafeCount(cases: number): boolean {
  return cases < fewestCases;
}
