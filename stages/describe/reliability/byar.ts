import { type Interval, normalQuantile } from "./wilson.ts";

/**
 * Byar's interval of a count: how far chance alone may have moved the number of
 * cases behind a rate. Divide by the same as the rate to get the limits of it.
 *
 * Below 10 cases the exact limits of the Poisson distribution are used, since
 * Byar's lower limit is not defined at 0 and too low for a handful. A count that
 * is no whole number, because areas were divided, always takes Byar.
 *
 * Source: Breslow and Day (1987), Statistical Methods in Cancer Research II, p. 69; PHE technical guide.
 *
 * @example
 * countInterval(65).lower.toFixed(2) // "50.16"
 * countInterval(0).lower // 0
 */
export function countInterval(cases: number, confidence = 0.95): Interval {
  return cases < 10 && Number.isInteger(cases) ? exact(cases, confidence) : byar(cases, confidence);
}

/**
 * Byar's approximation alone, for any count.
 *
 * @example
 * byar(65).upper.toFixed(2) // "82.85"
 */
export function byar(cases: number, confidence = 0.95): Interval {
  const z = normalQuantile(confidence);
  const next = cases + 1;
  const lower = cases === 0 ? 0 : cases * (1 - 1 / (9 * cases) - z / (3 * Math.sqrt(cases))) ** 3;
  return { lower: Math.max(0, lower), upper: next * (1 - 1 / (9 * next) + z / (3 * Math.sqrt(next))) ** 3 };
}

const exactLimits = new Map<string, Interval>();

function exact(cases: number, confidence: number): Interval {
  const key = `${cases} ${confidence}`;
  const known = exactLimits.get(key);
  if (known !== undefined) return known;
  const tail = (1 - confidence) / 2;
  const limits = {
    // The mean under which this many or more would be that rare, and the one under which this few or fewer would be.
    lower: cases === 0 ? 0 : meanWhere((mean) => 1 - atMost(cases - 1, mean) > tail, cases),
    upper: meanWhere((mean) => atMost(cases, mean) < tail, cases + 40),
  };
  exactLimits.set(key, limits);
  return limits;
}

/** Probability of at most so many cases under a mean (Poisson). */
function atMost(cases: number, mean: number): number {
  let term = Math.exp(-mean);
  let sum = term;
  for (let k = 1; k <= cases; k++) {
    term *= mean / k;
    sum += term;
  }
  return sum;
}

function meanWhere(isBeyond: (mean: number) => boolean, highest: number): number {
  let low = 0;
  let high = highest;
  while (high - low > 1e-13 * high) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    if (isBeyond(middle)) high = middle;
    else low = middle;
  }
  return (low + high) / 2;
}
