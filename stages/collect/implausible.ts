import type { Finding } from "../../kernel/trouble/finding.ts";
import type { SourceSlice } from "./readFigures.ts";

/** The counts of a slice by the number of their area within its group; NaN where there is none. */
interface Column {
  readonly slice: SourceSlice;
  readonly counts: Float64Array;
  readonly places: Int32Array;
  readonly middle: number;
}

interface Group {
  readonly slices: SourceSlice[];
  readonly areas: Map<string, number>;
}

/** Fewer areas tell nothing about what is usual. */
const FEWEST_AREAS = 10;
const MOST_FIGURES = 160;

/**
 * Counts of a file that cannot be right beside the file's own other values: a part that exceeds its whole, or that
 * lies beyond everything the other areas show. Two numbers glued when a PDF was read, a lost digit, a slipped column.
 *
 * For each period the whole is the count that is at least as large as most other counts nearly everywhere. A count
 * above it, where it stays clearly below in all other areas, is named; so is one whose share of the whole differs from
 * the median share by a factor of twenty and by eight robust standard deviations. Rates (columns with fractions) are
 * left alone. Every finding is a warning: people decide.
 */
export function implausibleValues(slices: readonly SourceSlice[]): Finding[] {
  const findings: Finding[] = [];
  const groups = new Map<string, Group>();
  for (const slice of slices) {
    if (!holdsCounts(slice)) continue;
    const key = `${slice.sheet}\u0000${slice.period}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = { slices: [], areas: new Map() };
      groups.set(key, group);
    }
    group.slices.push(slice);
    for (const code of slice.areaCodes) if (!group.areas.has(code)) group.areas.set(code, group.areas.size);
  }
  for (const { slices: own, areas } of groups.values()) {
    if (own.length < 2 || own.length > MOST_FIGURES) continue;
    const columns = own.map((slice) => columnOf(slice, areas));
    const whole = wholeOf(columns);
    if (whole === undefined) continue;
    for (const column of columns) if (column !== whole) findings.push(...oddShares(column, whole));
  }
  return findings;
}

function holdsCounts(slice: SourceSlice): boolean {
  let counts = 0;
  let fractions = 0;
  for (const value of slice.values) {
    if (typeof value !== "number" || value < 0) continue;
    counts++;
    if (!Number.isInteger(value)) fractions++;
  }
  return counts >= FEWEST_AREAS && fractions <= counts * 0.02;
}

function columnOf(slice: SourceSlice, areas: ReadonlyMap<string, number>): Column {
  const counts = new Float64Array(areas.size).fill(Number.NaN);
  const places = new Int32Array(areas.size);
  slice.values.forEach((value, at) => {
    if (typeof value !== "number" || value < 0) return;
    const area = areas.get(slice.areaCodes[at] ?? "") ?? 0;
    counts[area] = value;
    places[area] = at;
  });
  return { slice, counts, places, middle: median(counts.filter((count) => count >= 0)) };
}

function wholeOf(group: readonly Column[]): Column | undefined {
  let best: Column | undefined;
  let bestCovered = 0;
  for (const candidate of group) {
    const covered = group.filter((other) => other !== candidate && covers(candidate, other)).length;
    const larger = best === undefined || candidate.middle > best.middle;
    if (covered > bestCovered || (covered === bestCovered && covered > 0 && larger)) {
      best = candidate;
      bestCovered = covered;
    }
  }
  return bestCovered >= Math.max(1, Math.floor(group.length / 3)) ? best : undefined;
}

/** At least as large in 97 % of the areas that both have, or in all but one. */
function covers(whole: Column, part: Column): boolean {
  let shared = 0;
  let smaller = 0;
  for (let area = 0; area < part.counts.length; area++) {
    const count = part.counts[area] ?? Number.NaN;
    const other = whole.counts[area] ?? Number.NaN;
    if (Number.isNaN(count) || Number.isNaN(other)) continue;
    shared++;
    if (other >= count) smaller++;
  }
  return shared >= FEWEST_AREAS && (smaller >= shared * 0.97 || smaller === shared - 1);
}

function oddShares(part: Column, whole: Column): Finding[] {
  const shares: { area: string; share: number; value: number; of: number; at: number }[] = [];
  for (const [area, value] of part.counts.entries()) {
    const of = whole.counts[area] ?? Number.NaN;
    const at = part.places[area] ?? 0;
    if (value >= 0 && of >= 20) shares.push({ area: part.slice.areaCodes[at] ?? "", share: value / of, value, of, at });
  }
  if (shares.length < FEWEST_AREAS) return [];
  const positive = shares.filter(({ share }) => share > 0);
  const middle = median(positive.map(({ share }) => Math.log(share)));
  const spread = Math.max(0.1, 1.4826 * median(positive.map(({ share }) => Math.abs(Math.log(share) - middle))));
  const usualTop = [...shares].map(({ share }) => share).sort((a, b) => b - a);
  return shares.flatMap((cell) => {
    const others = cell.share === usualTop[0] ? usualTop[1] : usualTop[0];
    const tooLarge = cell.share > 1 && (others ?? 0) <= 0.9;
    const far = cell.share > 0 && Math.abs(Math.log(cell.share) - middle) > Math.max(8 * spread, Math.log(20));
    if (!tooLarge && !far) return [];
    const usual = Math.round(Math.exp(middle) * cell.of);
    return [
      {
        code: cell.share > 1 ? "collect.partLargerThanWhole" : "collect.farFromOthers",
        severity: "warning",
        place: {
          ...(part.slice.sheet === "" ? {} : { sheet: part.slice.sheet }),
          row: part.slice.rows[cell.at] ?? 0,
          column: part.slice.columns[cell.at] ?? 0,
        },
        parameters: {
          figure: part.slice.figure,
          code: cell.area,
          value: cell.value,
          whole: whole.slice.figure,
          wholeValue: cell.of,
          usual,
        },
      } satisfies Finding,
    ];
  });
}

function median(values: Iterable<number>): number {
  const sorted = Float64Array.from(values).sort();
  const half = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

export interface Step {
  readonly key: string;
  readonly before: number;
  readonly after: number;
}

/**
 * Steps from one period to the next that leave what the other areas do: the change
 * of an area against the median change of all, in robust standard deviations.
 * Small counts may jump; ten cases are added to both sides before the ratio is taken.
 *
 * @example
 * jumps([{ key: "a", before: 1000, after: 1010 }, { key: "b", before: 900, after: 905 }, { key: "c", before: 800, after: 8100 }]).map((step) => step.key) // ["c"]
 * jumps([{ key: "a", before: 3, after: 6 }]) // []
 */
export function jumps(steps: readonly Step[]): Step[] {
  const change = (step: Step): number => Math.log((Math.max(0, step.after) + 10) / (Math.max(0, step.before) + 10));
  const changes = steps.map(change);
  const middle = steps.length >= 3 ? median(changes) : 0;
  const spread = Math.max(0.1, steps.length >= 5 ? 1.4826 * median(changes.map((c) => Math.abs(c - middle))) : 0);
  return steps.filter((_, i) => Math.abs((changes[i] ?? 0) - middle) > Math.max(6 * spread, Math.log(1.6)));
}
