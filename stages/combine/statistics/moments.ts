import { isPresent, type Value } from "../../../kernel/value/value.ts";

/** Divisor of the variance: `population` divides by n (the areas are all there are), `sample` by n - 1. */
export type Divisor = "population" | "sample";

/**
 * The numbers among the values of areas, in their order and unit.
 *
 * @example
 * present([1, "withheld", 3]) // [1, 3]
 */
export function present(values: readonly Value[]): number[] {
  return values.filter(isPresent);
}

/**
 * Arithmetic mean in the unit of the values, every area counting alike; NaN of nothing.
 *
 * Method: sum by number of values.
 *
 * @example
 * mean([1, 2, 6]) // 3
 */
export function mean(numbers: readonly number[]): number {
  let sum = 0;
  for (const number of numbers) sum += number;
  return sum / numbers.length;
}

/**
 * Standard deviation about the mean, in the unit of the values; exactly 0 when all areas agree.
 *
 * Method: two passes; the divisor of R-3 is the population's.
 *
 * @example
 * deviation([2, 4, 4, 4, 5, 5, 7, 9], "population") // 2
 * deviation([7.1, 7.1, 7.1], "sample") // 0
 */
export function deviation(numbers: readonly number[], divisor: Divisor): number {
  // Compared directly, since rounding gives three 7.1s a spread of 9e-16.
  if (numbers.every((x) => x === numbers[0])) return 0;
  const centre = mean(numbers);
  let sum = 0;
  for (const number of numbers) sum += (number - centre) ** 2;
  return Math.sqrt(sum / (divisor === "population" ? numbers.length : numbers.length - 1));
}

/**
 * Skewness with the correction for small samples (G1, as spreadsheets and type 2 of Joanes and Gill):
 * 0 for a symmetric distribution, positive when few areas lie far above the rest.
 *
 * NaN below three numbers or when all agree.
 *
 * Without unit; one number for each area.
 *
 * Source: Joanes and Gill (1998), Comparing measures of sample skewness and kurtosis.
 *
 * @example
 * skewness([1, 2, 3]) // 0
 */
export function skewness(numbers: readonly number[]): number {
  const n = numbers.length;
  const { second, third } = centralMoments(numbers);
  return ((third / second ** 1.5) * Math.sqrt(n * (n - 1))) / (n - 2);
}

/**
 * Excess kurtosis with the correction for small samples (G2): 0 for the normal distribution, positive when
 * single areas lie far out. NaN below four numbers or when all agree.
 *
 * Without unit; one number for each area.
 *
 * Source: as `skewness`.
 *
 * @example
 * kurtosis([1, 2, 3, 4]).toFixed(3) // "-1.200"
 */
export function kurtosis(numbers: readonly number[]): number {
  const n = numbers.length;
  const { second, fourth } = centralMoments(numbers);
  const excess = fourth / second ** 2 - 3;
  return (((n + 1) * excess + 6) * (n - 1)) / ((n - 2) * (n - 3));
}

function centralMoments(numbers: readonly number[]): { second: number; third: number; fourth: number } {
  const centre = mean(numbers);
  let second = 0;
  let third = 0;
  let fourth = 0;
  for (const number of numbers) {
    const apart = number - centre;
    second += apart ** 2;
    third += apart ** 3;
    fourth += apart ** 4;
  }
  const n = numbers.length;
  return { second: second / n, third: third / n, fourth: fourth / n };
}
