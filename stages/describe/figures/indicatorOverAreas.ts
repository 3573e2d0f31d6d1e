import type { BaseFigure } from "../../../kernel/indicator/baseFigure.ts";
import { countsCases } from "../../../kernel/indicator/countsCases.ts";
import type { Indicator } from "../../../kernel/indicator/indicator.ts";
import type { Frequency } from "../../../kernel/time/period.ts";
import { type Column, senselessCode, unknownCode } from "../../../kernel/value/column.ts";
import { isNet } from "../formula/checkFormula.ts";
import { type CompiledFormula, compileFormula } from "../formula/compileFormula.ts";
import { type FigureKnot, type Formula, parseFormula } from "../formula/parseFormula.ts";
import { figuresOf, type Quotient, quotientOf, termsOf } from "../formula/quotientOf.ts";
import { isShare } from "../formula/units.ts";
import { type FigureOfArea, type FigureOverAreas, lacks, weightierMark } from "./figureOverAreas.ts";

/** A definition made ready to compute: read, taken apart, compiled. Once per version. */
export interface PreparedIndicator {
  readonly indicator: Indicator;
  readonly formula: Formula;
  readonly compiled: CompiledFormula;
  readonly quotient: Quotient;
  readonly numerator: CompiledFormula;
  readonly denominator: CompiledFormula | null;
  /** Base figure of each knot of the formula. */
  readonly figures: readonly BaseFigure[];
  /** A share of people among people (R-9 by Wilson, X-013 for the rest). */
  readonly share: boolean;
  /** The numerator counts cases and is a plain sum: an interval makes sense. */
  readonly countable: boolean;
  /** Whether areas may be added up, per base figure. */
  readonly summable: (figure: BaseFigure) => "yes" | "no" | "netOnly";
}

/**
 * Makes a definition ready to compute. Undefined when its formula cannot be read
 * or names figures that the catalogue does not have.
 */
export function preparedIndicator(
  indicator: Indicator,
  known: ReadonlyMap<string, BaseFigure>,
): PreparedIndicator | undefined {
  const { formula } = parseFormula(indicator.formula);
  if (formula === null) return undefined;
  const compiled = compileFormula(formula);
  const figures = compiled.figures.flatMap((knot) => known.get(knot.id) ?? []);
  if (figures.length < compiled.figures.length) return undefined;
  const quotient = quotientOf(formula);
  const terms = termsOf(quotient.numerator);
  const countable =
    quotient.denominator !== null &&
    terms?.every(({ knot, sign }) => sign === 1 && knot.lag === 0 && isCount(knot, known)) === true &&
    figuresOf(quotient.denominator).every((knot) => knot.lag === 0);
  const net = isNet(formula, known);
  const onlyDelivered =
    indicator.aggregation === "not_aggregatable" && figures.every((figure) => figure.additive === "yes");
  return {
    indicator,
    formula,
    compiled,
    quotient,
    numerator: compileFormula(quotient.numerator),
    denominator: quotient.denominator === null ? null : compileFormula(quotient.denominator),
    figures,
    share: countable && isShare(formula, known),
    countable,
    summable: (figure) => {
      if (figure.additive === "no" || onlyDelivered) return "no";
      return figure.additive === "net_only" && !net ? "netOnly" : "yes";
    },
  };
}

function isCount(knot: FigureKnot, known: ReadonlyMap<string, BaseFigure>): boolean {
  const figure = known.get(knot.id);
  return figure !== undefined && countsCases(figure);
}

/** An indicator for areas over time, before protection: computed where somebody looks. */
export interface IndicatorGrid {
  readonly areas: readonly number[];
  readonly frequency: Frequency;
  readonly first: number;
  readonly width: number;
  readonly cells: (block: Block) => IndicatorCells;
  /** Bytes that are kept for it. */
  readonly bytes: number;
}

/** A rectangle of rows (areas) and places (points in time); the ends are not part of it. */
export interface Block {
  readonly row: number;
  readonly rowEnd: number;
  readonly place: number;
  readonly placeEnd: number;
}

/** An indicator in a block, row after row. */
export interface IndicatorCells {
  readonly result: Column;
  readonly numerator: Column;
  readonly denominator: Column | null;
  /** Position in `lacks`: why a value is unknown. */
  readonly lack: Uint8Array;
  readonly estimated: Uint8Array;
  /** 1 where a population-weighted mean stands for what cannot be summed. */
  readonly weighted: Uint8Array;
  /** 1 where parts were summed. */
  readonly summed: Uint8Array;
  /** 1 where a part was brought over from older boundaries, by whole areas or by shares. */
  readonly converted: Uint8Array;
  /** The weightiest mark that a source printed beside a number behind it, from 1; 0 for none. */
  readonly sourceMark: Uint8Array;
  /** Of each knot of the formula, shifted by its lag. */
  readonly parts: readonly IndicatorPart[];
}

export interface IndicatorPart {
  readonly figure: BaseFigure;
  readonly counts: Column;
  readonly heldBack: Uint8Array;
}

const pointsPerYear: Readonly<Record<Frequency, number>> = { year: 1, halfYear: 2, quarter: 4, month: 12, day: 365 };

/** How many points of a frequency make a year. */
export function pointsInYear(frequency: Frequency): number {
  return pointsPerYear[frequency];
}

/**
 * Computes an indicator for any areas from the sums of its base figures, never
 * from rates of smaller areas.
 *
 * The window is the time in which all of them have anything to say, each under its
 * own lag. Every cell stands for itself, so a map computes one year and a profile
 * one area.
 *
 * @param over one answer per knot of the formula, all of one frequency
 * @param pooledYears puts the counts of so many years together, ending with each
 *   period, where the cases of one are too few
 */
export function indicatorOverAreas(
  prepared: PreparedIndicator,
  over: readonly FigureOverAreas[],
  areas: readonly number[],
  pooledYears = 1,
): IndicatorGrid {
  const { first, width, frequency } = windowOf(prepared, over);
  return {
    areas,
    frequency,
    first,
    width,
    cells: (block) => cellsOf({ prepared, over, areas, first, frequency, pooledYears }, block),
    // Indicators of the same figures share them, and each counts them in full.
    bytes: over.reduce((sum, { series }) => sum + series.byArea.size * (series.width * 9 + 300), 0),
  };
}

interface GridQuestion {
  readonly prepared: PreparedIndicator;
  readonly over: readonly FigureOverAreas[];
  readonly areas: readonly number[];
  readonly first: number;
  readonly frequency: Frequency;
  readonly pooledYears: number;
}

function cellsOf(question: GridQuestion, { row, rowEnd, place, placeEnd }: Block): IndicatorCells {
  const { prepared, over, areas, first, frequency, pooledYears } = question;
  const size = (rowEnd - row) * (placeEnd - place);
  const about = {
    lack: new Uint8Array(size),
    estimated: new Uint8Array(size),
    weighted: new Uint8Array(size),
    summed: new Uint8Array(size),
    converted: new Uint8Array(size),
    sourceMark: new Uint8Array(size),
  };
  const step = pointsInYear(frequency);
  const parts = prepared.compiled.figures.map((knot, position): IndicatorPart => {
    const figure = prepared.figures[position];
    const answer = over[position];
    if (figure === undefined || answer === undefined) throw new Error(`formula lacks its figure: ${knot.id}`);
    const counts: Column = { numbers: new Float64Array(size).fill(Number.NaN), absent: new Uint8Array(size) };
    const heldBack = new Uint8Array(size);
    const to = { counts, heldBack, ...about };
    const ahead = first - answer.series.first - knot.lag * step;
    for (let one = row, at = 0; one < rowEnd; one++) {
      const area = answer.of(areas[one] ?? -1);
      const isInside = place + ahead >= 0 && placeEnd + ahead <= area.numbers.length;
      if (area.isWhole && isInside && pooledYears === 1) {
        copyWhole(area, place + ahead, to, at, placeEnd - place);
        at += placeEnd - place;
        continue;
      }
      for (let when = place; when < placeEnd; when++, at++) {
        copy(area, when + ahead, to, at);
        if (pooledYears > 1) pool(area, when, ahead, pooledYears * step, step, { counts, heldBack }, at);
      }
    }
    return { figure, counts, heldBack };
  });
  const inputs = parts.map((part) => part.counts);
  const inputsOf = (formula: CompiledFormula) =>
    formula.figures.map((knot) => {
      const position = prepared.compiled.figures.findIndex((one) => one.id === knot.id && one.lag === knot.lag);
      return inputs[position] ?? { numbers: new Float64Array(size), absent: new Uint8Array(size).fill(senselessCode) };
    });
  const { numerator, denominator } = prepared;
  return {
    result: prepared.compiled.run(inputs, size),
    numerator: numerator.run(inputsOf(numerator), size),
    denominator: denominator === null ? null : denominator.run(inputsOf(denominator), size),
    ...about,
    parts,
  };
}

function windowOf(prepared: PreparedIndicator, over: readonly FigureOverAreas[]) {
  const frequency = over[0]?.series.frequency;
  if (frequency === undefined) throw new Error(`indicator without base figures: ${prepared.indicator.id}`);
  let first = Number.NEGATIVE_INFINITY;
  let end = Number.POSITIVE_INFINITY;
  over.forEach(({ series }, position) => {
    const back = (prepared.compiled.figures[position]?.lag ?? 0) * pointsInYear(frequency);
    first = Math.max(first, series.first + back);
    end = Math.min(end, series.first + series.width + back);
  });
  return { first, width: Math.max(0, end - first), frequency };
}

/** Counts of several periods put together, ending here: one absent, and there is no sum. */
function pool(
  from: FigureOfArea,
  place: number,
  ahead: number,
  span: number,
  step: number,
  to: Pick<IndicatorPart, "counts" | "heldBack">,
  at: number,
): void {
  let sum = 0;
  let absent = place < span - step ? unknownCode : 0;
  to.heldBack[at] = 0;
  for (let back = 0; back < span && absent === 0; back += step) {
    absent = from.absent[place + ahead - back] ?? unknownCode;
    sum += from.numbers[place + ahead - back] ?? Number.NaN;
    if (from.heldBack[place + ahead - back] === 1) to.heldBack[at] = 1;
  }
  to.counts.absent[at] = absent;
  to.counts.numbers[at] = absent === 0 ? sum : Number.NaN;
}

const notDelivered = lacks.indexOf("notDelivered");
const [, , summedOrigin, convertedOrigin, weightedOrigin] = [0, 1, 2, 3, 4] as const;

interface CopiedCells {
  readonly counts: Column;
  readonly heldBack: Uint8Array;
  readonly lack: Uint8Array;
  readonly estimated: Uint8Array;
  readonly weighted: Uint8Array;
  readonly summed: Uint8Array;
  readonly converted: Uint8Array;
  readonly sourceMark: Uint8Array;
}

/** The commonest case: of an area that was delivered throughout there is nothing to tell but the values and their marks. */
function copyWhole(from: FigureOfArea, place: number, to: CopiedCells, at: number, count: number): void {
  const { counts, heldBack, sourceMark } = to;
  for (let one = 0; one < count; one++) {
    counts.numbers[at + one] = from.numbers[place + one] ?? Number.NaN;
    counts.absent[at + one] = from.absent[place + one] ?? unknownCode;
    heldBack[at + one] = from.heldBack[place + one] ?? 0;
    const mark = from.sourceMark[place + one] ?? 0;
    if (mark !== 0) sourceMark[at + one] = weightierMark(sourceMark[at + one] ?? 0, mark);
  }
}

function copy(from: FigureOfArea, place: number, to: CopiedCells, at: number): void {
  if (place < 0 || place >= from.numbers.length) {
    to.counts.absent[at] = unknownCode;
    to.lack[at] ||= notDelivered;
    return;
  }
  to.counts.numbers[at] = from.numbers[place] ?? Number.NaN;
  to.counts.absent[at] = from.absent[place] ?? unknownCode;
  to.heldBack[at] = from.heldBack[place] ?? 0;
  const lack = from.lack[place] ?? 0;
  // Any reason says more than that nobody delivered.
  if (lack !== 0 && (to.lack[at] === 0 || to.lack[at] === notDelivered)) to.lack[at] = lack;
  if (from.estimated[place] === 1) to.estimated[at] = 1;
  if (from.origin[place] === weightedOrigin) to.weighted[at] = 1;
  if (from.origin[place] === summedOrigin) to.summed[at] = 1;
  if (from.origin[place] === convertedOrigin) to.converted[at] = 1;
  to.sourceMark[at] = weightierMark(to.sourceMark[at] ?? 0, from.sourceMark[place] ?? 0);
}
