import { SAME } from "../statistics/evened.ts";

/**
 * Ranks of many scores, many times over, without making garbage: 1 is the highest, areas that agree share the
 * smallest rank, NaN gets 0. Scores that differ by rounding only agree.
 *
 * Returns a function that fills `ranks` from `scores`. Scores are thrown into buckets by their size and put in
 * order inside; where many crowd in one bucket, they are sorted as a whole.
 *
 * Method: bucket sort; ties share the smallest rank as in R-3.
 *
 * @example
 * rankSorter(5)(Float64Array.of(1, 3, Number.NaN, 3, 2), new Int32Array(5)) // Int32Array.of(4, 1, 0, 1, 3)
 */
export function rankSorter(n: number): (scores: Float64Array, ranks: Int32Array) => Int32Array {
  const buckets = Math.max(16, 2 * n);
  const counts = new Int32Array(buckets + 1);
  const bucketOf = new Int32Array(n);
  const order = new Int32Array(n);
  const sorted = new Float64Array(n);
  return (scores, ranks) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < n; i++) {
      const s = scores[i] as number;
      if (s < low) low = s;
      if (s > high) high = s;
    }
    counts.fill(0);
    const scale = high > low ? (buckets - 1) / (high - low) : 0;
    let present = 0;
    let fullest = 0;
    for (let i = 0; i < n; i++) {
      const s = scores[i] as number;
      if (Number.isNaN(s)) {
        bucketOf[i] = -1;
        ranks[i] = 0;
        continue;
      }
      present++;
      const b = ((high - s) * scale) | 0;
      bucketOf[i] = b;
      const count = (counts[b + 1] as number) + 1;
      counts[b + 1] = count;
      if (count > fullest) fullest = count;
    }
    if (fullest > 40 && scale !== 0) return ranksBySearch(scores, ranks, sorted);
    for (let b = 0; b < buckets; b++) counts[b + 1] = (counts[b + 1] as number) + (counts[b] as number);
    for (let i = 0; i < n; i++) {
      const b = bucketOf[i] as number;
      if (b < 0) continue;
      const at = counts[b] as number;
      order[at] = i;
      sorted[at] = scores[i] as number;
      counts[b] = at + 1;
    }
    // Buckets lie in order; only neighbours inside one may still change places.
    for (let k = 1; k < present; k++) {
      const s = sorted[k] as number;
      if (s <= (sorted[k - 1] as number)) continue;
      const area = order[k] as number;
      let at = k;
      while (at > 0 && (sorted[at - 1] as number) < s) {
        sorted[at] = sorted[at - 1] as number;
        order[at] = order[at - 1] as number;
        at--;
      }
      sorted[at] = s;
      order[at] = area;
    }
    let rank = 0;
    let before = Number.NaN;
    for (let k = 0; k < present; k++) {
      const s = sorted[k] as number;
      // Falling: the one before is the larger. Written out, since this runs millions of times.
      if (s !== before && !(before - s <= SAME * (before > -s ? before : -s))) {
        rank = k + 1;
        before = s;
      }
      ranks[order[k] as number] = rank;
    }
    return ranks;
  };
}

function ranksBySearch(scores: Float64Array, ranks: Int32Array, sorted: Float64Array): Int32Array {
  const n = scores.length;
  // NaN sorts last.
  sorted.set(scores);
  sorted.sort();
  let present = n;
  while (present > 0 && Number.isNaN(sorted[present - 1])) present--;
  for (let i = 0; i < n; i++) {
    const s = scores[i] as number;
    if (Number.isNaN(s)) continue;
    const end = s + SAME * Math.abs(s);
    let from = 0;
    let to = present;
    while (from < to) {
      const middle = (from + to) >> 1;
      if ((sorted[middle] as number) > end) to = middle;
      else from = middle + 1;
    }
    ranks[i] = present - from + 1;
  }
  return ranks;
}
