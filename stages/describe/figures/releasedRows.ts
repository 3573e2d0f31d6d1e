import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import {
  type Column,
  senselessCode,
  unknownCode,
  valueAt,
  valuesOf,
  withheldCode,
} from "../../../kernel/value/column.ts";
import { type Mark, markList } from "../../../kernel/value/table.ts";
import type { Value } from "../../../kernel/value/value.ts";
import { type Guard, type Part, type ReleasableColumn, type Released, releaseColumn } from "../../protect/protect.ts";
import { countInterval } from "../reliability/byar.ts";
import { isUnsafeCount, isUnsafeShare } from "../reliability/isUnsafe.ts";
import { type Interval, wilson } from "../reliability/wilson.ts";
import { lacks } from "./figureOverAreas.ts";
import type { Block, IndicatorCells, IndicatorGrid, PreparedIndicator } from "./indicatorOverAreas.ts";

/** An indicator for areas over time as it may leave: everything that pages, files and reports show is read from here. */
export interface ReleasedRows {
  readonly prepared: PreparedIndicator;
  readonly areas: readonly number[];
  readonly frequency: Frequency;
  readonly first: number;
  readonly width: number;
  readonly valueAt: (row: number, place: number) => Value;
  readonly row: (row: number) => Value[];
  /** Computes all cells at once; worth it for whoever looks at all of them. */
  readonly computeAll: () => void;
  readonly markAt: (row: number, place: number) => Mark | null;
  /** Why there is no value; "" where there is one. */
  readonly reasonAt: (row: number, place: number) => Reason;
  /** 95 %: Wilson for shares, Byar for other rates of counts; null where there is none. */
  readonly intervalAt: (row: number, place: number) => Interval | null;
  readonly numeratorAt: (row: number, place: number) => Value;
  readonly denominatorAt: (row: number, place: number) => Value;
  readonly estimatedAt: (row: number, place: number) => boolean;
  /** Whether any value of the row is estimated. */
  readonly isEstimated: (row: number) => boolean;
  /** Whether any value of all was brought over from older boundaries; computes all cells. */
  readonly isConverted: () => boolean;
  /** One per place of the row; null where there is none at all. */
  readonly marksOf: (row: number) => (Mark | null)[] | null;
  /** Places at which any area has a value. */
  readonly places: readonly number[];
  /** Bytes that it keeps, for whoever keeps many. */
  readonly bytes: number;
}

export type Reason =
  | ""
  | "notDelivered"
  | "partMissing"
  | "notAggregatable"
  | "netOnly"
  | "notConverted"
  | "withheld"
  | "rateOfWithheld"
  | "notOpen"
  | "dividedByZero"
  | "later"
  | "unreliable";

/**
 * The one place where this stage lets figures go: through the choke point of the
 * protection stage, with the counts behind every value.
 *
 * Marks say what a reader must know: few cases or a wide interval, areas
 * divided by shares, sums that are only nearly right, and what the source
 * itself printed beside a number. One value bears one mark, the weightiest.
 *
 * Nothing is computed before somebody looks: then the areas of that one place, or
 * all places of that one area. What was looked at is kept.
 *
 * Throws when a cell is asked for after all were computed and let go, which is our own fault.
 *
 * @param rules strictest rule of the source of each base figure
 * @param closed rows of areas that are not open to the readers
 * @param apart whether the parts of the figure at this place do not agree in their dates
 */
export function releasedRows(
  prepared: PreparedIndicator,
  grid: IndicatorGrid,
  rules: (figure: string) => DisclosureRule,
  closed: ReadonlySet<number> = new Set(),
  apart: (place: number) => boolean = () => false,
): ReleasedRows {
  const { areas, frequency, first, width } = grid;
  // Let go as soon as all cells are computed: what they were computed from need not be kept for their sake.
  let source: IndicatorGrid | undefined = grid;
  let all: ReleasedBlock | undefined;
  const ofPlace: (ReleasedBlock | undefined)[] = [];
  const ofRow = new Map<number, ReleasedBlock>();
  let kept = 0;
  const make = (block: Block): ReleasedBlock => {
    if (source === undefined) throw new Error(`all cells are computed already: ${prepared.indicator.id}`);
    const made = new ReleasedBlock(prepared, source.cells(block), block, { rules, closed, apart });
    kept += (block.rowEnd - block.row) * (block.placeEnd - block.place) * bytesPerCell;
    return made;
  };
  const atPlace = (place: number): ReleasedBlock => {
    if (all !== undefined) return all;
    const known = ofPlace[place];
    if (known !== undefined) return known;
    const made = make({ row: 0, rowEnd: areas.length, place, placeEnd: place + 1 });
    ofPlace[place] = made;
    return made;
  };
  const line = (row: number): ReleasedBlock => {
    if (all !== undefined) return all;
    const known = ofRow.get(row);
    if (known !== undefined) return known;
    const made = make({ row, rowEnd: row + 1, place: 0, placeEnd: width });
    ofRow.set(row, made);
    return made;
  };
  const everything = (): ReleasedBlock => {
    if (all !== undefined) return all;
    kept = 0;
    all = make({ row: 0, rowEnd: areas.length, place: 0, placeEnd: width });
    source = undefined;
    ofPlace.length = 0;
    ofRow.clear();
    return all;
  };
  const at = (row: number, place: number): ReleasedBlock => all ?? ofPlace[place] ?? ofRow.get(row) ?? atPlace(place);
  let places: readonly number[] | undefined;
  return {
    prepared,
    areas,
    frequency,
    first,
    width,
    valueAt: (row, place) => at(row, place).value(row, place),
    row: (row) => {
      // Whoever asks for one area will ask for others; where there are few cells, all cost little more than some lines.
      if (areas.length * width <= cellsAtOnce) everything();
      return line(row).values(row);
    },
    computeAll: () => {
      everything();
    },
    markAt: (row, place) => at(row, place).mark(row, place),
    reasonAt: (row, place) => at(row, place).reason(row, place),
    intervalAt: (row, place) => at(row, place).interval(row, place),
    numeratorAt: (row, place) => at(row, place).numeratorAt(row, place),
    denominatorAt: (row, place) => at(row, place).denominatorAt(row, place),
    estimatedAt: (row, place) => at(row, place).estimatedAt(row, place),
    isEstimated: (row) => line(row).isEstimated(row),
    isConverted: () => everything().isConverted,
    marksOf: (row) => line(row).marks(row),
    get places() {
      places ??= placesWithValues(areas.length, width, line, atPlace);
      return places;
    },
    get bytes() {
      return 1_000 + (source?.bytes ?? 0) + kept;
    },
  };
}

// Value, numerator and denominator of 9 bytes each, and three codes.
const bytesPerCell = 30;
const cellsAtOnce = 20_000;
const rowsTriedFirst = 8;

/** Places at which any area has a value: mostly the county itself or one of the first areas has one, and nobody need look at all. */
function placesWithValues(
  rows: number,
  width: number,
  line: (row: number) => ReleasedBlock,
  atPlace: (place: number) => ReleasedBlock,
): number[] {
  let open = Array.from({ length: width }, (_, place) => place);
  for (let tried = 0; tried < Math.min(rowsTriedFirst, rows) && open.length > 0; tried++) {
    const row = tried === 0 ? rows - 1 : tried - 1;
    const block = line(row);
    open = open.filter((place) => !block.isPresent(row, place));
  }
  const without = new Set(open.filter((place) => !atPlace(place).hasValue(place)));
  return Array.from({ length: width }, (_, place) => place).filter((place) => !without.has(place));
}

/** A block as it left through the choke point, with the counts behind it, which went through it too. */
class ReleasedBlock {
  readonly #prepared: PreparedIndicator;
  readonly #closed: ReadonlySet<number>;
  readonly #block: Block;
  readonly #result: Column;
  readonly #marks: Uint8Array;
  readonly #numerator: Column;
  readonly #denominator: Column | null;
  readonly #lack: Uint8Array;
  readonly #estimated: Uint8Array;
  // Mostly there is no mark and nothing estimated, and no row need be searched for it.
  readonly #isMarked: boolean;
  readonly #isEstimated: boolean;
  readonly isConverted: boolean;

  constructor(
    prepared: PreparedIndicator,
    cells: IndicatorCells,
    block: Block,
    {
      rules,
      closed,
      apart,
    }: {
      rules: (figure: string) => DisclosureRule;
      closed: ReadonlySet<number>;
      apart: (place: number) => boolean;
    },
  ) {
    const size = cells.lack.length;
    const shut = shutPart(block, closed);
    const guard = guardOf(prepared, cells, rules, shut);
    const marks = new Uint8Array(size);
    const across = block.placeEnd - block.place;
    const mixed = Array.from({ length: across }, (_, place) => apart(block.place + place));
    for (let at = 0; at < size; at++) {
      const mark = markOf(prepared, cells, at);
      const isMixed = mark === 0 && cells.result.absent[at] === 0 && mixed[at % across] === true;
      marks[at] = isMixed ? mixedDates : mark;
    }
    const released = releaseColumn({ column: cells.result, marks }, guard);
    this.#prepared = prepared;
    this.#closed = closed;
    this.#block = block;
    this.#result = released.column;
    this.#marks = released.marks;
    this.#numerator = countsReleased(prepared, cells, "numerator", guard, shut).column;
    this.#denominator =
      cells.denominator === null ? null : countsReleased(prepared, cells, "denominator", guard, shut).column;
    this.#lack = cells.lack;
    this.#estimated = cells.estimated;
    this.#isMarked = released.marks.some((code) => code !== 0);
    this.#isEstimated = cells.estimated.includes(1);
    this.isConverted = cells.converted.includes(1);
  }

  #at(row: number, place: number): number {
    const { row: top, place: left, placeEnd } = this.#block;
    return (row - top) * (placeEnd - left) + place - left;
  }

  value(row: number, place: number): Value {
    return valueAt(this.#result, this.#at(row, place));
  }

  values(row: number): Value[] {
    const { place, placeEnd } = this.#block;
    const from = this.#at(row, place);
    return valuesOf(this.#result, from, from + placeEnd - place);
  }

  isPresent(row: number, place: number): boolean {
    return this.#result.absent[this.#at(row, place)] === 0;
  }

  hasValue(place: number): boolean {
    const { row, rowEnd } = this.#block;
    for (let one = row; one < rowEnd; one++) if (this.isPresent(one, place)) return true;
    return false;
  }

  mark(row: number, place: number): Mark | null {
    return markList[(this.#marks[this.#at(row, place)] ?? 0) - 1] ?? null;
  }

  reason(row: number, place: number): Reason {
    if (this.#closed.has(row)) return "notOpen";
    return reasonOf(this.#prepared, this.#lack, this.#result, this.#at(row, place));
  }

  interval(row: number, place: number): Interval | null {
    // Where the value left, so did the counts behind it.
    if (!this.isPresent(row, place)) return null;
    return intervalOf(this.#prepared, this.#numerator, this.#denominator, this.#at(row, place));
  }

  numeratorAt(row: number, place: number): Value {
    return valueAt(this.#numerator, this.#at(row, place));
  }

  denominatorAt(row: number, place: number): Value {
    return this.#denominator === null ? "senseless" : valueAt(this.#denominator, this.#at(row, place));
  }

  estimatedAt(row: number, place: number): boolean {
    return this.#estimated[this.#at(row, place)] === 1;
  }

  isEstimated(row: number): boolean {
    return this.#isEstimated && this.#ofRow(this.#estimated, row).includes(1);
  }

  marks(row: number): (Mark | null)[] | null {
    if (!this.#isMarked) return null;
    const codes = this.#ofRow(this.#marks, row);
    return codes.every((code) => code === 0) ? null : Array.from(codes, (code) => markList[code - 1] ?? null);
  }

  #ofRow(codes: Uint8Array, row: number): Uint8Array {
    const { place, placeEnd } = this.#block;
    const from = this.#at(row, place);
    return codes.subarray(from, from + placeEnd - place);
  }
}

/** Holds back all of the rows that are closed to the readers; nothing where none is. */
function shutPart({ row, rowEnd, place, placeEnd }: Block, closed: ReadonlySet<number>): Part<Column>[] {
  if (closed.size === 0) return [];
  const width = placeEnd - place;
  const withheld = new Uint8Array((rowEnd - row) * width);
  for (const one of closed)
    if (one >= row && one < rowEnd) withheld.fill(1, (one - row) * width, (one - row + 1) * width);
  return [{ rule: "none", withheld }];
}

function guardOf(
  prepared: PreparedIndicator,
  cells: IndicatorCells,
  rules: (figure: string) => DisclosureRule,
  shut: readonly Part<Column>[],
): Guard<Column> {
  const figures = cells.parts.map(({ figure, counts, heldBack }): Part<Column> => {
    const part = { rule: rules(figure.id), withheld: heldBack };
    return countsCases(figure) ? { ...part, counts } : part;
  });
  const parts = [...figures, ...shut];
  if (!prepared.share || cells.denominator === null) return { parts };
  const rule = parts[0]?.rule ?? "none";
  return { parts, shares: [{ rule, numerators: cells.numerator, denominators: cells.denominator }] };
}

/** Numerator or denominator as counts of their own: the 140 may be shown where the 2 of 140 may not. */
function countsReleased(
  prepared: PreparedIndicator,
  cells: IndicatorCells,
  which: "numerator" | "denominator",
  guard: Guard<Column>,
  shut: readonly Part<Column>[],
): Released<ReleasableColumn> {
  const side = which === "numerator" ? prepared.numerator : prepared.denominator;
  const column = which === "numerator" ? cells.numerator : cells.denominator;
  if (side === null || column === null) throw new Error(`no ${which}: ${prepared.indicator.id}`);
  const ids = new Set(side.figures.map((knot) => `${knot.id} ${knot.lag}`));
  const parts = guard.parts.filter((_, position) => {
    const knot = prepared.compiled.figures[position];
    return knot !== undefined && ids.has(`${knot.id} ${knot.lag}`);
  });
  // The cases would give away a rest that is too small, as the share does; all of them do not.
  const shares = which === "numerator" ? (guard.shares ?? []) : [];
  return releaseColumn({ column }, { parts: [...parts, ...shut], shares });
}

function intervalOf(
  prepared: PreparedIndicator,
  numerator: Column,
  denominator: Column | null,
  at: number,
): Interval | null {
  if (!prepared.countable || denominator === null) return null;
  if (numerator.absent[at] !== 0 || denominator.absent[at] !== 0) return null;
  const cases = numerator.numbers[at] ?? Number.NaN;
  const all = denominator.numbers[at] ?? Number.NaN;
  if (!(all > 0) || !(cases >= 0)) return null;
  const { factor } = prepared.quotient;
  const isPart = prepared.share && cases <= all;
  const { lower, upper } = isPart ? wilson(cases, all) : countInterval(cases);
  const scale = isPart ? factor : factor / all;
  return { lower: lower * scale, upper: upper * scale };
}

/** Position in the list of marks, from 1; 0 for none. */
function markOf(prepared: PreparedIndicator, cells: IndicatorCells, at: number): number {
  if (cells.result.absent[at] !== 0) return 0;
  if (prepared.countable && cells.denominator !== null) {
    const cases = cells.numerator.numbers[at] ?? Number.NaN;
    const all = cells.denominator.numbers[at] ?? Number.NaN;
    if (prepared.share && cases <= all ? isUnsafeShare(cases, all) : isUnsafeCount(cases)) return unsafe;
  }
  const printed = cells.sourceMark[at] ?? 0;
  if (printed === unsafe) return printed;
  if (cells.weighted[at] === 1) return approximate;
  if (cells.estimated[at] === 1) return estimated;
  if (printed === estimated || printed === provisional) return printed;
  if (cells.summed[at] === 1 && prepared.indicator.aggregation === "recompute_approx") return approximate;
  return printed;
}

const codeOf = (mark: Mark) => markList.indexOf(mark) + 1;
const unsafe = codeOf("unsafe");
const estimated = codeOf("estimated");
const provisional = codeOf("provisional");
const approximate = codeOf("approximate");
const mixedDates = codeOf("mixedDates");

function reasonOf(prepared: PreparedIndicator, lack: Uint8Array, result: Column, at: number): Reason {
  const absent = result.absent[at] ?? unknownCode;
  if (absent === 0) return "";
  if (absent === withheldCode) return prepared.denominator === null ? "withheld" : "rateOfWithheld";
  if (absent === senselessCode) return "dividedByZero";
  if (absent === unknownCode) return lacks[lack[at] ?? 0] || "notDelivered";
  const word = valueAt(result, at);
  return word === "later" || word === "unreliable" ? word : "notDelivered";
}
