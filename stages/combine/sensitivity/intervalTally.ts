/** What the draws of small numbers make of a score: 95 % interval, and its standard error. */
export interface ScoreInterval {
  readonly low: number;
  readonly high: number;
  readonly error: number;
}

/** Collects scores draw by draw. Grows with the number of areas, never with the number of draws. */
export interface IntervalTally {
  readonly add: (scores: Float64Array) => void;
  /** Around the nominal scores; null where an area has none or was drawn less than twice. */
  readonly intervals: (nominal: readonly (number | null)[]) => (ScoreInterval | null)[];
}

/** 97.5 % quantile of the normal distribution. */
const TWO_SIDED_95 = 1.959964;

/**
 * Standard errors of scores over draws, in one pass: the score as computed, plus and minus 1.96 times the deviation
 * of the draws. Sums of many small errors are close to normal, so this needs no store of all draws.
 *
 * Source: Welford (1962), Note on a method for calculating corrected sums of squares and products.
 *
 * @example
 * ((tally) => { tally.add([9]); tally.add([11]); return tally.intervals([10])[0].error.toFixed(4); })(intervalTally(1)) // "1.4142"
 */
export function intervalTally(areas: number): IntervalTally {
  const counts = new Uint32Array(areas);
  const means = new Float64Array(areas);
  const squares = new Float64Array(areas);
  return {
    add: (scores) => {
      for (let i = 0; i < areas; i++) {
        const score = scores[i] as number;
        if (Number.isNaN(score)) continue;
        const count = (counts[i] as number) + 1;
        const apart = score - (means[i] as number);
        const mean = (means[i] as number) + apart / count;
        counts[i] = count;
        means[i] = mean;
        squares[i] = (squares[i] as number) + apart * (score - mean);
      }
    },
    intervals: (nominal) =>
      nominal.map((score, i) => {
        const count = counts[i] as number;
        if (score === null || count < 2) return null;
        const error = Math.sqrt((squares[i] as number) / (count - 1));
        return { low: score - TWO_SIDED_95 * error, high: score + TWO_SIDED_95 * error, error };
      }),
  };
}
