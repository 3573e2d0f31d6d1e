import { isPresent, type Value } from "../../../kernel/value/value.ts";

/** Areas with the same value share the smallest rank of their group, or the mean of its ranks. */
export type Ties = "smallest" | "mean";

/**
 * Places from the highest value down: 1 is the highest, absent values get none.
 *
 * One rank per area; areas that agree share the smallest.
 *
 * @example
 * ranksFromHighest([10, 30, 30, "unknown", 20]) // [4, 1, 1, null, 3]
 */
export function ranksFromHighest(values: readonly Value[]): (number | null)[] {
  return ranks(
    values.map((v) => (isPresent(v) ? -v : v)),
    "smallest",
  );
}

/**
 * Places from the lowest value up: 1 is the lowest, absent values get none.
 *
 * One rank per area; those that agree share the smallest rank or the mean of theirs.
 *
 * Source: R-3 (`rank`); the mean of ties is what Spearman's correlation asks for.
 *
 * @example
 * ranks([10, 30, 30, 20], "mean") // [1, 3.5, 3.5, 2]
 * ranks([10, 30, 30, 20], "smallest") // [1, 3, 3, 2]
 */
export function ranks(values: readonly Value[], ties: Ties): (number | null)[] {
  const order: { at: number; value: number }[] = [];
  values.forEach((value, at) => {
    if (isPresent(value)) order.push({ at, value });
  });
  order.sort((a, b) => a.value - b.value);
  const places: (number | null)[] = values.map(() => null);
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to + 1 < order.length && order[to + 1]?.value === order[from]?.value) to++;
    const place = ties === "smallest" ? from + 1 : (from + to) / 2 + 1;
    for (let k = from; k <= to; k++) places[order[k]?.at ?? -1] = place;
    from = to + 1;
  }
  return places;
}
