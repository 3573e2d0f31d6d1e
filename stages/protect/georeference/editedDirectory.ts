import { lastNumber, rangeTroubles, type StreetRange } from "../../../kernel/area/streetRange.ts";

import { Refusal } from "../../../kernel/trouble/refusal.ts";

/** A run of house numbers of one side that lies in one area. */
interface Run {
  readonly from: number;
  readonly to: number;
  readonly area: string;
}

/** A line of an edited directory: as in the file, without a line of its own. */
export type EditedRange = Omit<StreetRange, "line">;

/**
 * A street directory after changes, free of overlaps, shortest possible and sorted by place, street and number: as
 * those want it who count by it.
 *
 * A change gives its numbers to an area, whatever stood there before; with an empty area they lie nowhere. Where the
 * directory itself names two areas for a house, the later line counts, so look at `directoryTroubles` first.
 *
 * Streets with stretches by letter stay as they are: refuses a change in one, a letter in a change, and such a street
 * with overlaps of its own.
 *
 * @example
 * // Numbers 1 to 20 in A; 11 to 15, odd side, go to B.
 * editedDirectory([{ line: 2, place: "", street: "ring", from: 1, to: 20, side: "all", area: "A" }], [{ line: 2, place: "", street: "ring", from: 11, to: 15, side: "odd", area: "B" }]).map((r) => `${r.side} ${r.from}-${r.to} ${r.area}`) // ["odd 1-9 A", "even 2-20 A", "odd 11-15 B", "odd 17-19 A"]
 */
export function editedDirectory(ranges: readonly StreetRange[], changes: readonly StreetRange[]): EditedRange[] {
  const streets = new Map<string, { place: string; street: string; odd: Run[]; even: Run[] }>();
  const lettered = streetsWithLetters(ranges, changes);
  for (const { place, street, from, to, side, area } of [...ranges, ...changes]) {
    const key = `${place}\u0000${street}`;
    if (lettered.has(key)) continue;
    const known = streets.get(key) ?? { place, street, odd: [], even: [] };
    if (side !== "even") known.odd = given(known.odd, onSide(from, to, 1), area);
    if (side !== "odd") known.even = given(known.even, onSide(from, to, 0), area);
    streets.set(key, known);
  }
  const whole: EditedRange[] = [...streets.values()].flatMap(({ place, street, odd, even }) =>
    bothSides(odd, even).map((run) => ({ place, street, ...run })),
  );
  const kept = [...lettered.values()].flatMap((list) => list.map(({ line: _, ...range }) => range));
  return [...whole, ...kept].sort(
    (a, b) =>
      a.place.localeCompare(b.place, "de") ||
      a.street.localeCompare(b.street, "de") ||
      a.from - b.from ||
      (a.fromLetter ?? "").localeCompare(b.fromLetter ?? ""),
  );
}

/** Streets of which a line begins or ends at a letter: they stay line by line as they are. */
function streetsWithLetters(
  ranges: readonly StreetRange[],
  changes: readonly StreetRange[],
): Map<string, readonly StreetRange[]> {
  const streets = new Map<string, StreetRange[]>();
  for (const range of ranges) {
    const key = `${range.place}\u0000${range.street}`;
    streets.set(key, [...(streets.get(key) ?? []), range]);
  }
  const hasLetter = (list: readonly StreetRange[]) =>
    list.some(({ fromLetter, toLetter }) => fromLetter !== undefined || toLetter !== undefined);
  const isChanged = (key: string) => changes.some(({ place, street }) => `${place}\u0000${street}` === key);
  const lettered = new Map([...streets].filter(([, list]) => hasLetter(list)));
  const changed = changes.find((change) => hasLetter([change]));
  for (const [key, list] of lettered) {
    const isTwice = rangeTroubles(list).some(({ kind }) => kind !== "gap");
    if (isTwice || isChanged(key))
      throw new Refusal(
        "protect.lettersInStreet",
        { street: list[0]?.street ?? "" },
        { place: { row: list[0]?.line ?? 0 } },
      );
  }
  if (changed !== undefined) throw new Refusal("protect.lettersInStreet", { street: changed.street });
  return lettered;
}

/** First and last number of a side; the end of the street stays the end. */
function onSide(from: number, to: number, parity: 0 | 1): { from: number; to: number } {
  return { from: from % 2 === parity ? from : from + 1, to: to === lastNumber || to % 2 === parity ? to : to - 1 };
}

/** The runs of a side after these numbers went to an area; neighbours of the same area become one. */
function given(runs: readonly Run[], { from, to }: { from: number; to: number }, area: string): Run[] {
  if (from > to) return [...runs];
  const cut = runs.flatMap((run): Run[] => [
    ...(run.from < from ? [{ ...run, to: Math.min(run.to, from - 2) }] : []),
    ...(run.to > to ? [{ ...run, from: Math.max(run.from, to + 2) }] : []),
  ]);
  const all = [...cut, ...(area === "" ? [] : [{ from, to, area }])].sort((a, b) => a.from - b.from);
  const joined: Run[] = [];
  for (const run of all) {
    const last = joined.at(-1);
    if (last !== undefined && last.area === run.area && run.from <= last.to + 2)
      joined[joined.length - 1] = { ...last, to: Math.max(last.to, run.to) };
    else joined.push(run);
  }
  return joined;
}

/** Odd and even runs of the same length in the same area stand in one line. */
function bothSides(odd: readonly Run[], even: readonly Run[]): (Run & { side: StreetRange["side"] })[] {
  const paired = new Set<Run>();
  const lines = odd.map((run) => {
    const other = even.find(
      (one) =>
        one.area === run.area &&
        Math.abs(one.from - run.from) === 1 &&
        Math.abs(one.to - run.to) <= 1 &&
        !paired.has(one),
    );
    if (other === undefined) return { ...run, side: "odd" as const };
    paired.add(other);
    return {
      area: run.area,
      from: Math.min(run.from, other.from),
      to: Math.max(run.to, other.to),
      side: "all" as const,
    };
  });
  const rest = even.filter((run) => !paired.has(run)).map((run) => ({ ...run, side: "even" as const }));
  return [...lines, ...rest].sort((a, b) => a.from - b.from);
}
