/**
 * Where ranked values are parted so that each class has equally many, without
 * parting equal ones: positions of the first value of every class but the first.
 *
 * A cut that would fall among equal values goes to their nearer end; of two
 * equally near, the lower.
 *
 * Source: R-6 (five classes of equal size, ties stay together).
 *
 * @example
 * quantileSplits([1, 2, 3, 4, 5, 6], 3) // [2, 4]
 * quantileSplits([1, 2, 2, 2, 2, 3], 2) // [1]
 */
export function quantileSplits(sorted: readonly number[], classes: number): number[] {
  const splits = new Set<number>();
  for (let i = 1; i < classes; i++) {
    const cut = Math.round((sorted.length * i) / classes);
    let down = cut;
    let up = cut;
    while (down > 0 && sorted[down] === sorted[down - 1]) down--;
    while (up < sorted.length && sorted[up] === sorted[up - 1]) up++;
    const place = down > 0 && (cut - down <= up - cut || up >= sorted.length) ? down : up;
    if (place > 0 && place < sorted.length) splits.add(place);
  }
  return [...splits].sort((a, b) => a - b);
}
