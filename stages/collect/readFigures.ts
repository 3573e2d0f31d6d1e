import { type Frequency, type Period, periodPoint } from "../../kernel/time/period.ts";
import type { Finding } from "../../kernel/trouble/finding.ts";
import type { Mark } from "../../kernel/value/table.ts";
import type { Value } from "../../kernel/value/value.ts";
import { periodsOfDays } from "./day.ts";
import type { OfficialValue } from "./officialValue.ts";

/** What a file says about itself; stands under every figure that comes from it. */
export interface SourceNote {
  readonly title?: string;
  readonly publisher?: string;
  readonly licence?: string;
  readonly link?: string;
  readonly referenceDate?: string;
  readonly asOf?: string;
  readonly boundaries?: string;
}

/** Characteristics of a value and their members in the source's words: `{ Geschlecht: "weiblich" }`. */
export type SourceBreakdown = Readonly<Record<string, string>>;

/**
 * All values of one figure, breakdown and period in a file, in the source's own
 * words: `areaCodes[i]` has `values[i]`, which stood in `rows[i]`, `columns[i]` (from 1).
 */
export interface SourceSlice {
  readonly figure: string;
  readonly unit?: string;
  readonly breakdown: SourceBreakdown;
  readonly period: Period;
  readonly sheet: string;
  readonly areaCodes: readonly string[];
  readonly values: readonly Value[];
  readonly rows: readonly number[];
  readonly columns: readonly number[];
  /** What the file prints beside the numbers, one per area; left out where it prints nothing. */
  readonly marks?: readonly (Mark | null)[];
  /** How values came to these areas when they did not stand in the file as such. */
  readonly conversion?: Readonly<Record<string, string | number>>;
}

/** An area as the file names it, with its first place. */
export interface SourceArea {
  readonly code: string;
  readonly name: string;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
  /** Rows of the file that speak of it. */
  readonly rowCount: number;
}

/** A place where something is offered, out of a list of facilities. */
export interface SourceFacility {
  readonly kind: string;
  readonly name: string;
  readonly provider: string;
  readonly address: string;
  /** Degrees; null where the list has no usable place. */
  readonly longitude: number | null;
  readonly latitude: number | null;
  /** Places, beds: what the list calls capacity. */
  readonly capacity: number | null;
  readonly row: number;
}

/** Cells of a grid with their values, still to be given to areas. Coordinates in `crs`, cell middles. */
export interface SourceGrid {
  readonly crs: string;
  /** Side of a cell in metres. */
  readonly cellMetres: number;
  readonly period: Period;
  readonly sheet: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly rows: readonly number[];
  readonly figures: readonly {
    readonly figure: string;
    readonly column: number;
    readonly values: readonly Value[];
    /** Counts are added up; shares of residents and their mean age are weighed with the residents of the cell; `other` would need households or dwellings as weights. */
    readonly kind: "count" | "percent" | "mean" | "other";
  }[];
}

/** What a reader makes of a file. */
export interface ReadFigures {
  readonly slices: readonly SourceSlice[];
  readonly areas: readonly SourceArea[];
  readonly facilities: readonly SourceFacility[];
  readonly grid: SourceGrid | null;
  /** Rows with values, the basis of the share of unmatched areas (TR-009). */
  readonly rowsRead: number;
  readonly source: SourceNote;
  readonly findings: readonly Finding[];
}

export interface SourceCell {
  readonly figure: string;
  readonly unit?: string;
  readonly breakdown: SourceBreakdown;
  /** A period, or a day that `finish` turns into the period it is the reference day of. */
  readonly period: Period;
  readonly areaCode: string;
  readonly areaName?: string;
  readonly value: OfficialValue;
  readonly sheet: string;
  readonly row: number;
  readonly column: number;
}

interface OpenSlice {
  readonly figure: string;
  readonly unit: string | undefined;
  readonly breakdown: SourceBreakdown;
  readonly period: Period;
  readonly sheet: string;
  readonly areaCodes: string[];
  readonly values: Value[];
  readonly rows: number[];
  readonly columns: number[];
  readonly marks: (Mark | null)[];
  readonly seen: Map<string, number>;
}

/** Findings of one kind beyond this many become one sentence with their number. */
const SHOWN_PER_KIND = 50;

/** Gathers the values of a file, cell by cell, as every reader does. */
export class FigureGathering {
  readonly #slices = new Map<string, OpenSlice>();
  readonly #areas = new Map<string, SourceArea & { rowCount: number; lastRow: number }>();
  readonly #findings: Finding[] = [];
  readonly #counts = new Map<string, number>();
  readonly #rows = new Map<string, Set<number>>();
  readonly #breakdowns = new WeakMap<SourceBreakdown, string>();
  readonly #marked = new Map<Mark, number>();

  /** Takes one value. The same figure, area, period and breakdown twice is an error that names both places. */
  add(cell: SourceCell): void {
    const key = `${cell.sheet}\u0000${cell.figure}\u0000${this.#textOf(cell.breakdown)}\u0000${cell.period}`;
    let slice = this.#slices.get(key);
    if (slice === undefined) {
      slice = {
        figure: cell.figure,
        unit: cell.unit,
        breakdown: cell.breakdown,
        period: cell.period,
        sheet: cell.sheet,
        areaCodes: [],
        values: [],
        rows: [],
        columns: [],
        marks: [],
        seen: new Map(),
      };
      this.#slices.set(key, slice);
    }
    const before = slice.seen.get(cell.areaCode);
    if (before !== undefined) {
      if (slice.values[before] === cell.value.value) return;
      this.find("duplicateKey", "error", cell, {
        code: cell.areaCode,
        figure: cell.figure,
        period: cell.period,
        otherRow: slice.rows[before] ?? 0,
      });
      return;
    }
    slice.seen.set(cell.areaCode, slice.values.length);
    slice.areaCodes.push(cell.areaCode);
    slice.values.push(cell.value.value);
    slice.rows.push(cell.row);
    slice.columns.push(cell.column);
    const { mark = null } = cell.value;
    slice.marks.push(mark);
    if (mark !== null) this.#marked.set(mark, (this.#marked.get(mark) ?? 0) + 1);
    let rows = this.#rows.get(cell.sheet);
    if (rows === undefined) {
      rows = new Set();
      this.#rows.set(cell.sheet, rows);
    }
    rows.add(cell.row);
    this.#see(cell);
  }

  // Readers mostly give the very same breakdown for a whole column.
  #textOf(breakdown: SourceBreakdown): string {
    let text = this.#breakdowns.get(breakdown);
    if (text === undefined) {
      text = breakdownText(breakdown);
      this.#breakdowns.set(breakdown, text);
    }
    return text;
  }

  #see(cell: SourceCell): void {
    const known = this.#areas.get(cell.areaCode);
    if (known === undefined) {
      this.#areas.set(cell.areaCode, {
        code: cell.areaCode,
        name: cell.areaName ?? "",
        sheet: cell.sheet,
        row: cell.row,
        column: cell.column,
        rowCount: 1,
        lastRow: cell.row,
      });
    } else if (known.lastRow !== cell.row) {
      known.rowCount++;
      known.lastRow = cell.row;
    }
  }

  /** Notes something odd at a place; beyond fifty of a kind they are only counted. */
  find(
    kind: string,
    severity: Finding["severity"],
    place: { readonly sheet?: string; readonly row?: number; readonly column?: number } | null,
    parameters: Readonly<Record<string, string | number>> = {},
  ): void {
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > SHOWN_PER_KIND) return;
    this.#findings.push({
      code: `collect.${kind}`,
      severity,
      place: place === null ? null : placeOf(place),
      parameters,
    });
  }

  /** The result; reference days become the periods that they stand for. */
  finish(source: SourceNote, facilities: readonly SourceFacility[] = [], grid: SourceGrid | null = null): ReadFigures {
    for (const [kind, count] of this.#counts) {
      if (count > SHOWN_PER_KIND)
        this.#findings.push({
          code: "collect.moreOfTheSame",
          severity: "note",
          place: null,
          parameters: { count: count - SHOWN_PER_KIND, kind: kindInWords[kind] ?? kind },
        });
    }
    for (const [mark, count] of this.#marked)
      this.#findings.push({
        code: "collect.markedValues",
        severity: "note",
        place: null,
        parameters: { count, mark: markInWords[mark] },
      });
    const open = [...this.#slices.values()];
    const days = [
      ...new Set(open.map((slice) => slice.period).filter((period) => periodPoint(period)?.frequency === "day")),
    ];
    const periodOfDay = new Map(periodsOfDays(days).map((period, i) => [days[i] ?? "", period]));
    return {
      slices: open.map(({ seen: _, unit, marks, ...slice }) => ({
        ...slice,
        ...(marks.some((mark) => mark !== null) ? { marks } : {}),
        ...(unit === undefined ? {} : { unit }),
        period: periodOfDay.get(slice.period) ?? slice.period,
      })),
      areas: [...this.#areas.values()].map(({ lastRow: _, ...area }) => area),
      facilities,
      grid,
      rowsRead:
        [...this.#rows.values()].reduce((sum, rows) => sum + rows.size, 0) + facilities.length + (grid?.x.length ?? 0),
      source:
        days.length === 1 && source.referenceDate === undefined ? { ...source, referenceDate: days[0] ?? "" } : source,
      findings: this.#findings,
    };
  }
}

const markInWords: Readonly<Record<Mark, string>> = {
  unsafe: "eingeschränkt aussagefähig ( )",
  estimated: "geschätzt (s)",
  provisional: "vorläufig (p)",
  revised: "berichtigt (r)",
  approximate: "angenähert",
  mixedDates: "Teile mit verschiedenen Stichtagen",
};

const kindInWords: Readonly<Record<string, string>> = {
  duplicateKey: "doppelte Schlüssel",
  notANumber: "Zellen ohne lesbare Zahl",
  unknownArea: "unbekannte Schlüssel",
};

function placeOf(place: {
  readonly sheet?: string;
  readonly row?: number;
  readonly column?: number;
}): NonNullable<Finding["place"]> {
  return {
    ...(place.sheet === undefined || place.sheet === "" ? {} : { sheet: place.sheet }),
    ...(place.row === undefined ? {} : { row: place.row }),
    ...(place.column === undefined ? {} : { column: place.column }),
  };
}

/**
 * A breakdown as the store keeps it: characteristics in alphabetical order.
 *
 * @example
 * breakdownText({ Geschlecht: "weiblich", Altersgruppe: "unter 3 Jahre" }) // "Altersgruppe=unter 3 Jahre;Geschlecht=weiblich"
 * breakdownText({}) // ""
 */
export function breakdownText(breakdown: SourceBreakdown): string {
  return Object.keys(breakdown)
    .sort()
    .map((name) => `${name}=${breakdown[name]}`)
    .join(";");
}

/**
 * The frequency of a period and its place on that axis. Throws when a reader let something else through, which is our
 * own fault.
 */
export function frequencyOf(period: Period): { frequency: Frequency; ordinal: number } {
  const point = periodPoint(period);
  if (point === undefined) throw new Error(`not a period: ${period}`);
  return point;
}
