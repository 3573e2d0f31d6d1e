/**
 * An age group as short as it fits between two bars.
 *
 * @example
 * agesInWords({ from: 5, to: 10 }) // "5–9"
 * agesInWords({ from: 5, to: 6 }) // "5"
 * agesInWords({ from: 85, to: null }) // "85+"
 */
export function agesInWords({ from, to }: Ages): string {
  if (to === null) return `${from}+`;
  return to - from === 1 ? String(from) : `${from}–${to - 1}`;
}

/** Ages from one up to, but without, another; null is open to the top. */
export interface Ages {
  readonly from: number;
  readonly to: number | null;
}

/**
 * How many years of life each age group covers, where groups differ; all 1 where
 * they cover the same, since then no bar needs to be weighed. The open group is
 * counted up to 100, and at least ten years.
 *
 * @example
 * yearsOfLife([{ from: 0, to: 3 }, { from: 3, to: 6 }, { from: 6, to: null }]) // [1, 1, 1]
 * yearsOfLife([{ from: 0, to: 3 }, { from: 3, to: 10 }, { from: 75, to: null }]) // [3, 7, 25]
 */
export function yearsOfLife(bands: readonly Ages[]): number[] {
  const closed = bands.flatMap(({ from, to }) => (to === null ? [] : [to - from]));
  if (closed.every((years) => years === closed[0])) return bands.map(() => 1);
  return bands.map(({ from, to }) => (to === null ? Math.max(10, 100 - from) : to - from));
}
