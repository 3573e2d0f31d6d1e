import type { Finding } from "../../../kernel/trouble/finding.ts";
import { lastNumber, type StreetRange } from "./streetDirectory.ts";

/**
 * Overlaps and gaps of a street directory, with the lines where they stand.
 *
 * Two lines overlap when one house lies in both: an error where they name
 * different areas, a warning where they name the same. A gap is a run of numbers
 * of one side between two lines of the same street; a note, since often nobody
 * lives there.
 */
export function directoryTroubles(ranges: readonly StreetRange[]): Finding[] {
  const streets = new Map<string, StreetRange[]>();
  for (const range of ranges) {
    const key = `${range.place}\u0000${range.street}`;
    const list = streets.get(key);
    if (list === undefined) streets.set(key, [range]);
    else list.push(range);
  }
  const findings = [...streets.values()].flatMap((street) => [...overlaps(street), ...gaps(street)]);
  return findings.sort((a, b) => (a.place?.row ?? 0) - (b.place?.row ?? 0));
}

function overlaps(street: readonly StreetRange[]): Finding[] {
  const found: Finding[] = [];
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
        code: first.area === second.area ? "protect.rangeTwice" : "protect.rangesOverlap",
        severity: first.area === second.area ? "warning" : "error",
        place: { row: second.line },
        parameters: {
          line: first.line,
          street: first.street,
          from: common.from,
          to: common.to === lastNumber ? "Ende" : common.to,
          area: first.area,
          other: second.area,
        },
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
  return from > to ? undefined : { from, to: to === lastNumber ? to : nextOn(side, to, -1) };
}

/** The number itself, or its neighbour where it stands on the other side of the street. */
function nextOn(side: StreetRange["side"], number: number, step: 1 | -1): number {
  if (side === "all") return number;
  return number % 2 === (side === "odd" ? 1 : 0) ? number : number + step;
}

function gaps(street: readonly StreetRange[]): Finding[] {
  return (["odd", "even"] as const).flatMap((side) => {
    const own = street.filter((range) => range.side === "all" || range.side === side).sort((a, b) => a.from - b.from);
    const found: Finding[] = [];
    let last: { readonly to: number; readonly line: number } | undefined;
    for (const range of own) {
      const [from, to] = [nextOn(side, range.from, 1), nextOn(side, range.to, -1)];
      if (last !== undefined && from > last.to + 2)
        found.push({
          code: "protect.rangeGap",
          severity: "note",
          place: { row: range.line },
          parameters: { line: last.line, street: range.street, from: last.to + 2, to: from - 2 },
        });
      if (last === undefined || to > last.to) last = { to, line: range.line };
    }
    return found;
  });
}
