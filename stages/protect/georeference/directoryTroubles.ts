import { lastNumber, rangeTroubles, type StreetRange } from "../../../kernel/area/streetRange.ts";
import type { Finding } from "../../../kernel/trouble/finding.ts";

/**
 * Overlaps and gaps of a street directory as findings at their lines: an error where
 * two lines name different areas for one house, a warning where they name the same, a
 * note for numbers that no line has.
 */
export function directoryTroubles(ranges: readonly StreetRange[]): Finding[] {
  return rangeTroubles(ranges).map(({ kind, line, other, street, from, to, area, otherArea }) => ({
    code: codes[kind].code,
    severity: codes[kind].severity,
    place: { row: line },
    parameters: {
      line: other,
      street,
      from,
      to: to === lastNumber ? "Ende" : to,
      ...(kind === "gap" ? {} : { area, other: otherArea }),
    },
  }));
}

const codes = {
  overlap: { code: "protect.rangesOverlap", severity: "error" },
  twice: { code: "protect.rangeTwice", severity: "warning" },
  gap: { code: "protect.rangeGap", severity: "note" },
} as const;
