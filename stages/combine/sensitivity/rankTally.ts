/** How often every area had which rank. Grows with the number of areas, never with the number of draws. */
export interface RankTally {
  readonly add: (ranks: Int32Array) => void;
  readonly summary: () => RankSummary[];
  /** Ranks per step of the histogram: 1 up to 4,000 areas. */
  readonly rankStep: number;
}

/** The ranks of one area over all draws in which it had one. */
export interface RankSummary {
  readonly draws: number;
  readonly mean: number;
  readonly deviation: number;
  readonly low: number;
  readonly median: number;
  readonly high: number;
}

/** Cells of the histogram: 64 megabytes at most. */
const CELLS = 16_000_000;

/**
 * Counts ranks in histograms, one per area. `low` and `high` are the 5 % and 95 % quantiles (type 7).
 *
 * @example
 * ((tally) => { tally.add([1, 2]); tally.add([1, 2]); tally.add([2, 1]); return tally.summary()[0].high; })(rankTally(2)) // 1.9
 */
export function rankTally(areas: number): RankTally {
  const bins = Math.min(areas, Math.max(64, Math.floor(CELLS / Math.max(1, areas))));
  const rankStep = Math.ceil(areas / bins);
  const width = Math.ceil(areas / rankStep);
  const counts = new Uint32Array(areas * width);
  const sums = new Float64Array(areas);
  const squares = new Float64Array(areas);
  const draws = new Uint32Array(areas);
  const exact = rankStep === 1;
  return {
    rankStep,
    add: (ranks) => {
      for (let i = 0; i < areas; i++) {
        const rank = ranks[i] as number;
        if (rank === 0) continue;
        const cell = i * width + (exact ? rank - 1 : Math.floor((rank - 1) / rankStep));
        counts[cell] = (counts[cell] as number) + 1;
        sums[i] = (sums[i] as number) + rank;
        squares[i] = (squares[i] as number) + rank * rank;
        draws[i] = (draws[i] as number) + 1;
      }
    },
    summary: () =>
      Array.from({ length: areas }, (_, i) => {
        const n = draws[i] as number;
        const mean = (sums[i] as number) / n;
        const own = counts.subarray(i * width, (i + 1) * width);
        const at = (share: number): number => quantileOf(own, n, share, rankStep);
        return {
          draws: n,
          mean,
          deviation: Math.sqrt(Math.max(0, (squares[i] as number) / n - mean * mean)),
          low: at(0.05),
          median: at(0.5),
          high: at(0.95),
        };
      }),
  };
}

function quantileOf(counts: Uint32Array, n: number, share: number, step: number): number {
  if (n === 0) return Number.NaN;
  const position = (n - 1) * share;
  const below = Math.floor(position + 1e-9);
  const rest = Math.max(0, position - below);
  const lower = valueAt(counts, below, step);
  return rest < 1e-9 ? lower : lower + rest * (valueAt(counts, below + 1, step) - lower);
}

/** The rank in a place of the sorted draws, from 0; the middle of its step where steps are wider than one. */
function valueAt(counts: Uint32Array, place: number, step: number): number {
  let passed = 0;
  for (let b = 0; b < counts.length; b++) {
    passed += counts[b] as number;
    if (passed > place) return b * step + (step + 1) / 2;
  }
  return Number.NaN;
}
