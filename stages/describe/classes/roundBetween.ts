/**
 * The roundest number above one value and up to another: a limit that parts them
 * and is easy to read. Fewest digits first, then multiples of 5, then the middle.
 *
 * In the unit of the indicator, as are both ends.
 *
 * Source: our own; R-6 only asks that the limits are printed, and nobody reads 12.0417 from a legend.
 *
 * @example
 * roundBetween(11.83, 12.41) // 12
 * roundBetween(0.4132, 0.4191) // 0.415
 * roundBetween(-7, 23) // 0
 * roundBetween(9, 10) // 10
 */
export function roundBetween(below: number, upTo: number): number {
  if (!(upTo > below)) return upTo;
  if (below < 0 && upTo >= 0) return 0;
  const largest = Math.max(Math.abs(below), Math.abs(upTo));
  for (let digits = -Math.floor(Math.log10(largest)) - 1; digits <= 15; digits++) {
    const five = candidate(below, upTo, digits, 5);
    const one = candidate(below, upTo, digits, 1);
    const found = one !== undefined && five !== undefined ? five : one;
    if (found !== undefined) return found;
  }
  return upTo;
}

// Nearest to the middle among the multiples of `step` units in a decimal place.
function candidate(below: number, upTo: number, digits: number, step: number): number | undefined {
  const scaled = (value: number) => Number(`${value}e${digits}`) / step;
  const lowest = Math.floor(scaled(below)) + 1;
  const highest = Math.floor(scaled(upTo));
  if (!Number.isFinite(lowest) || lowest > highest) return undefined;
  const middle = Math.round((scaled(below) + scaled(upTo)) / 2);
  const chosen = Math.min(highest, Math.max(lowest, middle)) * step;
  const result = Number(`${chosen}e${-digits}`);
  return result > below && result <= upTo ? result : undefined;
}
