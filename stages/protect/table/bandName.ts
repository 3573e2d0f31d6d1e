/**
 * The code of a band of whole numbers, as of ages in years: from its first number to the one before the next band.
 *
 * @example
 * bandName(3, 6) // "3-5"
 * bandName(65, undefined) // "65+"
 */
export function bandName(from: number, next: number | undefined): string {
  return next === undefined ? `${from}+` : next - from === 1 ? String(from) : `${from}-${next - 1}`;
}
