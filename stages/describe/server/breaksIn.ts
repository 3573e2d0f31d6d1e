import type { Text } from "../../../kernel/text/text.ts";
import { periodAt, periodPoint, yearOf } from "../../../kernel/time/period.ts";
import type { FigureOverAreas } from "../figures/figureOverAreas.ts";
import { isConverted, originAt } from "../figures/figureOverAreas.ts";
import { type PreparedIndicator, pointsInYear } from "../figures/indicatorOverAreas.ts";
import type { ReleasedRows } from "../figures/releasedRows.ts";
import type { StoredArea } from "../spaces/spaces.ts";

/** Where a line must not be drawn through. */
export interface SeriesBreak {
  readonly place: number;
  readonly kind: "boundary" | "method" | "gap";
  readonly note: Required<Text>;
  /** Rows that it concerns; null means all. */
  readonly rows: readonly number[] | null;
}

/**
 * Breaks of a series: new methods as the base figures tell them, estimated
 * conversions that end, holes in time (PM10-029).
 *
 * @param concerned rows whose boundaries are looked at; all when left out
 */
export function breaksIn(rows: ReleasedRows, concerned = rows.areas.map((_, row) => row)): readonly SeriesBreak[] {
  const forAll = breaksForAll(rows);
  const boundaries = boundaryBreaks(rows, concerned);
  if (boundaries.length === 0) return forAll;
  const isMethod = ({ kind }: SeriesBreak) => kind === "method";
  const inTurn = [...forAll.filter(isMethod), ...boundaries, ...forAll.filter((one) => !isMethod(one))];
  return inTurn.sort((a, b) => a.place - b.place);
}

const knownForAll = new WeakMap<ReleasedRows, readonly SeriesBreak[]>();

/** Breaks that concern all rows alike, kept with them: a profile asks for those of 231 indicators. */
function breaksForAll(rows: ReleasedRows): readonly SeriesBreak[] {
  let breaks = knownForAll.get(rows);
  if (breaks === undefined) {
    breaks = [...methodBreaks(rows), ...gaps(rows)].sort((a, b) => a.place - b.place);
    knownForAll.set(rows, breaks);
  }
  return breaks;
}

function methodBreaks(rows: ReleasedRows): SeriesBreak[] {
  const first = rows.places[0] ?? 0;
  const last = rows.places.at(-1) ?? 0;
  const found = new Map<number, Set<string>>();
  for (const figure of rows.prepared.figures) {
    for (const { period, note } of figure.breaks ?? []) {
      const point = periodPoint(period);
      if (point === undefined) continue;
      const ordinal =
        point.frequency === rows.frequency ? point.ordinal : pointsInYear(rows.frequency) * yearOf(period);
      const place = ordinal - rows.first;
      if (place <= first || place > last) continue;
      found.set(place, (found.get(place) ?? new Set()).add(note.de));
    }
  }
  return [...found].map(([place, notes]) => {
    const said = [...notes].join(" ");
    return { place, kind: "method", rows: null, note: { de: said, en: said } };
  });
}

function boundaryBreaks(rows: ReleasedRows, concerned: readonly number[]): SeriesBreak[] {
  const ends = new Map<number, number[]>();
  const { places } = rows;
  for (const row of concerned) {
    if (!rows.isEstimated(row)) continue;
    for (const [position, place] of places.entries()) {
      const before = places[position - 1];
      if (before === undefined || !rows.estimatedAt(row, before) || rows.estimatedAt(row, place)) continue;
      ends.set(place, [...(ends.get(place) ?? []), row]);
    }
  }
  return [...ends].map(([place, concerned]) => {
    const period = periodAt(rows.frequency, rows.first + place);
    return {
      place,
      kind: "boundary",
      rows: concerned,
      note: {
        de: `Vor ${period} auf den heutigen Gebietsstand umgerechnet (geschätzt).`,
        en: `Before ${period} brought to today's boundaries (estimated).`,
      },
    };
  });
}

function gaps(rows: ReleasedRows): SeriesBreak[] {
  const steps = rows.places.slice(1).map((place, at) => place - (rows.places[at] ?? 0));
  // Some figures are counted every second year: only what is longer than usual is a gap.
  const usual = [...steps].sort((a, b) => a - b)[Math.floor((steps.length - 1) / 2)] ?? 1;
  return steps.flatMap((step, at): SeriesBreak[] => {
    const place = rows.places[at + 1];
    const before = rows.places[at];
    if (place === undefined || before === undefined || step <= usual) return [];
    const [from, to] = [before + 1, place - 1].map((one) => periodAt(rows.frequency, rows.first + one));
    const span = from === to ? `${from}` : `${from} bis ${to}`;
    const english = from === to ? `${from}` : `${from} to ${to}`;
    return [
      {
        place,
        kind: "gap",
        rows: null,
        note: { de: `Für ${span} liegen keine Zahlen vor.`, en: `There are no figures for ${english}.` },
      },
    ];
  });
}

/** First place after the last break of boundary or method that concerns a row: trends begin there. */
export function sinceBreak(breaks: readonly SeriesBreak[], row: number): number {
  if (breaks.length === 0) return 0;
  return breaks
    .filter((one) => one.kind !== "gap" && (one.rows === null || one.rows.includes(row)))
    .reduce((latest, one) => Math.max(latest, one.place), 0);
}

export interface ConvertedCells {
  readonly code: string;
  readonly periods: string[];
  readonly method: string;
  readonly from: string[];
  readonly note: Required<Text>;
}

/** Values of areas that were brought over from older boundaries, by area. */
export function convertedCells(
  rows: ReleasedRows,
  indicator: PreparedIndicator,
  over: readonly FigureOverAreas[],
  areas: readonly StoredArea[],
): ConvertedCells[] {
  return areas.flatMap((area): ConvertedCells[] => {
    // Mostly nothing was converted, and no place need be looked at one by one.
    if (!over.some((one) => isConverted(one.of(area.id)))) return [];
    const periods = new Set<string>();
    const from = new Set<string>();
    let method = "exact";
    for (const [position, one] of over.entries()) {
      const back = (indicator.compiled.figures[position]?.lag ?? 0) * pointsInYear(rows.frequency);
      const figure = one.of(area.id);
      for (let place = 0; place < one.series.width; place++) {
        if (originAt(figure, place) !== "converted") continue;
        const conversion = one.conversionOf(area.id, place);
        periods.add(periodAt(rows.frequency, one.series.first + place + back));
        for (const part of conversion?.from ?? []) from.add(part.code);
        if (conversion !== undefined && conversion.method !== "exact") method = conversion.method;
      }
    }
    if (periods.size === 0) return [];
    const sorted = [...periods].sort();
    return [{ code: area.code, periods: sorted, method, from: [...from], note: conversionNote(method, [...from]) }];
  });
}

/** How values came over, in words. */
export function conversionNote(method: string, from: readonly string[]): Required<Text> {
  const codes = from.join(", ");
  if (method === "exact")
    return {
      de: `Aus ganzen früheren Gebieten zusammengezählt (${codes}).`,
      en: `Summed from whole former areas (${codes}).`,
    };
  const by =
    method === "population" ? ["nach Bevölkerungsanteilen", "by population"] : ["nach Flächenanteilen", "by ground"];
  return {
    de: `Aus früheren Gebieten ${by[0]} umgerechnet (${codes}).`,
    en: `Brought over from former areas ${by[1]} (${codes}).`,
  };
}

/** How cells of a grid came to an area, in words; the label that X-043 asks for stands first. */
export function gridNote(cellMetres: number, by: "centre" | "share"): Required<Text> {
  const how = by === "centre" ? ["nach ihrem Mittelpunkt", "by their middle"] : ["nach Flächenanteilen", "by ground"];
  return {
    de: `Gitterschätzung: Zellen von ${cellMetres} m ${how[0]} zugeordnet.`,
    en: `Grid estimate: cells of ${cellMetres} m assigned ${how[1]}.`,
  };
}
