/** A stretch of a street that lies in one area: all numbers of its side from the first to the last. */
export interface StreetRange {
  /** Line of the file, from 1. */
  readonly line: number;
  /** Municipality, where a list covers several; else empty. */
  readonly place: string;
  readonly street: string;
  readonly from: number;
  readonly to: number;
  /** The `a` of a stretch that begins at 12a; left out where it begins at the number itself. */
  readonly fromLetter?: string;
  /** The `c` of a stretch that ends at 12c; left out where it ends with all letters of the number. */
  readonly toLetter?: string;
  readonly side: "all" | "odd" | "even";
  readonly area: string;
}

/** Above every number that a house can have. */
export const lastNumber = 99_999;

/**
 * Whether a house lies in a stretch of its street: house number and letter as they stand on the house, "" for none.
 * Both ends of the stretch belong to it, as far as its side allows.
 *
 * @example
 * isInRange({ line: 2, place: "", street: "ring", from: 1, to: 12, toLetter: "b", side: "all", area: "P" }, 12, "c") // false
 * isInRange({ line: 2, place: "", street: "ring", from: 1, to: 12, side: "even", area: "P" }, 12, "c") // true
 */
export function isInRange({ from, to, fromLetter = "", toLetter, side }: StreetRange, house: number, letter: string) {
  if (side !== "all" && side !== (house % 2 === 1 ? "odd" : "even")) return false;
  const isAfterStart = house > from || (house === from && letter >= fromLetter);
  return isAfterStart && (house < to || (house === to && (toLetter === undefined || letter <= toLetter)));
}

/** Two lines that share a house (`overlap`; `twice` where both name the same area), or numbers that none has. */
export interface RangeTrouble {
  readonly kind: "overlap" | "twice" | "gap";
  /** The later line, and the one before it that it meets. */
  readonly line: number;
  readonly other: number;
  readonly street: string;
  readonly from: number;
  readonly to: number;
  readonly area: string;
  readonly otherArea: string;
}

/**
 * Overlaps and gaps of a street directory, with the lines where they stand.
 *
 * Two lines overlap when one house lies in both. A gap is a run of numbers of one
 * side between two lines of the same street; often nobody lives there.
 *
 * @example
 * rangeTroubles([
 *   { place: "", street: "lange strasse", side: "all", line: 2, from: 1, to: 9, area: "P" },
 *   { place: "", street: "lange strasse", side: "all", line: 3, from: 8, to: 20, area: "Q" },
 * ]).map(({ kind, line, from, to }) => [kind, line, from, to]) // [["overlap", 3, 8, 9]]
 */
export function rangeTroubles(ranges: readonly StreetRange[]): RangeTrouble[] {
  const streets = new Map<string, StreetRange[]>();
  for (const range of ranges) {
    const key = `${range.place}\u0000${range.street}`;
    const list = streets.get(key);
    if (list === undefined) streets.set(key, [range]);
    else list.push(range);
  }
  const found = [...streets.values()].flatMap((street) => [...overlaps(street), ...gaps(street)]);
  return found.sort((a, b) => a.line - b.line);
}

function overlaps(street: readonly StreetRange[]): RangeTrouble[] {
  const found: RangeTrouble[] = [];
  const open: StreetRange[] = [];
  for (const range of [...street].sort((a, b) => a.from - b.from)) {
    for (let at = open.length - 1; at >= 0; at--) {
      const before = open[at] as StreetRange;
      if (before.to < range.from) {
        open.splice(at, 1);
        continue;
      }
      const common = commonNumbers(before, range);
      if (common === undefined) continue;
      const [first, second] = before.line < range.line ? [before, range] : [range, before];
      found.push({
        kind: first.area === second.area ? "twice" : "overlap",
        line: second.line,
        other: first.line,
        street: first.street,
        ...common,
        area: first.area,
        otherArea: second.area,
      });
    }
    open.push(range);
  }
  return found;
}

/** First and last number that lie in both; undefined when none does. */
function commonNumbers(a: StreetRange, b: StreetRange): { from: number; to: number } | undefined {
  const side = a.side === "all" ? b.side : b.side === "all" || b.side === a.side ? a.side : undefined;
  if (side === undefined) return undefined;
  const from = nextOn(side, Math.max(a.from, b.from), 1);
  const to = Math.min(a.to, b.to);
  if (from === to && [a, b].some((one) => startsBehind(one, one === a ? b : a, from))) return undefined;
  return from > to ? undefined : { from, to: to === lastNumber ? to : nextOn(side, to, -1) };
}

/** Whether a stretch begins at a letter of a number behind that at which the other ends. */
function startsBehind(one: StreetRange, other: StreetRange, number: number): boolean {
  return (
    one.from === number &&
    other.to === number &&
    other.toLetter !== undefined &&
    (one.fromLetter ?? "") > other.toLetter
  );
}

/** The number itself, or its neighbour where it stands on the other side of the street. */
function nextOn(side: StreetRange["side"], number: number, step: 1 | -1): number {
  if (side === "all") return number;
  return number % 2 === (side === "odd" ? 1 : 0) ? number : number + step;
}

function gaps(street: readonly StreetRange[]): RangeTrouble[] {
  return (["odd", "even"] as const).flatMap((side) => {
    const own = street.filter((range) => range.side === "all" || range.side === side).sort((a, b) => a.from - b.from);
    const found: RangeTrouble[] = [];
    let last: { readonly to: number; readonly line: number; readonly area: string } | undefined;
    for (const range of own) {
      const [from, to] = [nextOn(side, range.from, 1), nextOn(side, range.to, -1)];
      if (last !== undefined && from > last.to + 2)
        found.push({
          kind: "gap",
          line: range.line,
          other: last.line,
          street: range.street,
          from: last.to + 2,
          to: from - 2,
          area: last.area,
          otherArea: range.area,
        });
      if (last === undefined || to > last.to) last = { to, line: range.line, area: range.area };
    }
    return found;
  });
}
