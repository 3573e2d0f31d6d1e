/** What a round of anonymous grades came to. Grades are coded 1 gering, 2 mittel, 3 hoch, 4 sehr hoch. */
export interface RoundResult {
  readonly count: number;
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Upper minus lower quartile. */
  readonly spread: number;
  /** Share of the grades within 1 of the median. */
  readonly nearMedian: number;
  readonly agreed: boolean;
  /** How many gave each grade, from 1 to 4. */
  readonly counts: readonly [number, number, number, number];
  /** `agreed`; `nextRound` while fewer than three rounds were held; else the dissent is recorded and decided in the result round. */
  readonly next: "agreed" | "nextRound" | "dissent";
}

/** No more rounds than this. */
export const MOST_ROUNDS = 3;

/**
 * Median, quartiles and agreement of one indicator's grades in a Delphi round.
 *
 * The quartiles are the medians of the two halves; with an odd number the middle grade belongs to neither. Agreed is
 * a spread of at most 1 with at least 70 % of the grades within 1 of the median. A median between two grades stays
 * between them: it is resolved upward only by explicit decision.
 *
 * Throws for no grades, and for what is no grade: both are refused before somebody's answer is kept.
 *
 * Source: R-16.
 *
 * @example
 * expertRound([2, 3, 3, 3, 3, 4, 3, 3, 2, 3, 4, 3], 1).median // 3
 * expertRound([1, 1, 2, 4, 4, 4, 1, 2, 4, 3, 1, 4], 1).next // "nextRound"
 */
export function expertRound(grades: readonly number[], round: number): RoundResult {
  const wrong = grades.find((g) => ![1, 2, 3, 4].includes(g));
  if (wrong !== undefined) throw new Error(`a grade is 1, 2, 3 or 4: ${wrong}`);
  if (grades.length === 0) throw new Error("a round without grades has no result");
  const sorted = grades.toSorted((a, b) => a - b);
  const half = Math.floor(sorted.length / 2);
  const median = middle(sorted);
  const lowerQuartile = sorted.length === 1 ? median : middle(sorted.slice(0, half));
  const upperQuartile = sorted.length === 1 ? median : middle(sorted.slice(sorted.length - half));
  const spread = upperQuartile - lowerQuartile;
  const nearMedian = grades.filter((g) => Math.abs(g - median) <= 1).length / grades.length;
  // 7 of 10 is 70 %, whatever binary fractions say.
  const agreed = spread <= 1 && nearMedian >= 0.7 - 1e-9;
  const count = (grade: number): number => grades.filter((g) => g === grade).length;
  return {
    count: grades.length,
    median,
    lowerQuartile,
    upperQuartile,
    spread,
    nearMedian,
    agreed,
    counts: [count(1), count(2), count(3), count(4)],
    next: agreed ? "agreed" : round < MOST_ROUNDS ? "nextRound" : "dissent",
  };
}

/**
 * The median of sorted grades: the middle one, or half-way between the two in the middle. As the grades, 1 to 4 points
 * on the scale from gering to sehr hoch.
 *
 * Source: R-16.
 *
 * @example
 * middle([1, 2, 4, 4]) // 3
 */
export function middle(sorted: readonly number[]): number {
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? Number.NaN) + upper) / 2 : upper;
}
