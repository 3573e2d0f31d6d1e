import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { PackedSeries } from "../../../runtime/store/facts.ts";
import { type AgeSpan, ageSpanOf, ageSpanOfMember, knownSums } from "../ageSpans.ts";
import { isTooSmall } from "../rules.ts";
import { heldBackCells, type StoredCells, type StoredRelation } from "../suppress/heldBackCells.ts";
import type { AreaSums } from "./areaSums.ts";
import { breakdownSums } from "./breakdownSums.ts";
import { type Cell, CellsOfYear, cellKey, sliceKey, type ValuesBySlice } from "./cellsOfYear.ts";
import type { ChangedLevel } from "./changedLevels.ts";

/** A figure with all that its cells are looked at with. */
export interface GuardedFigure {
  readonly id: number;
  readonly key: string;
  readonly series: readonly PackedSeries[];
  readonly areas: AreaSums;
  readonly changed: readonly ChangedLevel[];
  readonly day: string;
  readonly minimumCount: number;
  readonly denominators: readonly ValuesBySlice[];
  /** Keys of cells that were brought over before they were stored. */
  readonly converted: ReadonlySet<string>;
}

/** A figure and what was delivered of it in a year. */
export interface YearOfFigure {
  readonly figure: GuardedFigure;
  readonly delivered: ReadonlyMap<Cell, Value>;
}

export interface CodedCell {
  readonly cell: Cell;
  /** Id of the figure. */
  readonly figure: number;
  readonly value: Value;
  /** As `heldBackCells` says it. */
  readonly code: number;
}

/**
 * What of these figures is held back in one year.
 *
 * Figures that count the same people by age are given together: what the age groups
 * without secrets tell of the others counts as known. Where that alone gives a secret
 * away, the smallest of them joins those that may be held back, until nothing is lost.
 */
export function linkedCodes(year: readonly YearOfFigure[]): CodedCell[] {
  const withSecrets = year.filter(mayHoldSecrets);
  if (withSecrets.length === 0) return [];
  const others = smallestFirst(
    year.filter((one) => !withSecrets.includes(one) && ageSpanOf({ id: one.figure.key }) !== undefined),
  );
  const made = new Map<YearOfFigure, CellsOfYear>();
  const membersWith = (count: number): Member[] => {
    let first = 0;
    return [...withSecrets, ...others.slice(0, count)].map((one) => {
      const cells = made.get(one) ?? numbered(one);
      made.set(one, cells);
      const member = { ...one, first, cells };
      first += cells.values.length;
      return member;
    });
  };
  const loses = (count: number): boolean => {
    const members = membersWith(count);
    const lost = new Set<number>();
    heldBackCells({ ...together(members), known: ageSums(members, year), lost, onlyLoss: true });
    return lost.size > 0;
  };
  // The fewest that are enough: the more may be held back, the less is given away. Mostly none is needed.
  let [fewest, enough] = [0, others.length];
  for (let count = 0; fewest < enough; count = (fewest + enough) >> 1)
    if (loses(count)) fewest = count + 1;
    else enough = count;
  const members = membersWith(enough);
  const codes = heldBackCells({ ...together(members), known: ageSums(members, year) });
  return members.flatMap(({ figure, first, cells }) =>
    cells.cells.map((cell, number) => ({
      cell,
      figure: figure.id,
      value: cells.values[number] ?? "unknown",
      code: codes[first + number] ?? 0,
    })),
  );
}

interface Member extends YearOfFigure {
  readonly cells: CellsOfYear;
  /** Number of its first cell among those of all. */
  readonly first: number;
}

function mayHoldSecrets({ figure: { denominators, minimumCount }, delivered }: YearOfFigure): boolean {
  if (denominators.length > 0) return true;
  return [...delivered.values()].some(
    (value) => value === "withheld" || (isPresent(value) && isTooSmall(value, minimumCount)),
  );
}

/** The cells of one figure in one year with everything that adds up among them. */
function numbered({ figure, delivered }: YearOfFigure): CellsOfYear {
  const cells = new CellsOfYear(delivered, figure.day);
  for (const level of figure.changed) cells.bringOver(level, figure.converted);
  for (const sum of figure.areas.sums) cells.sumOverAreas(sum);
  for (const sum of breakdownSums([...new Set(figure.series.map((s) => s.breakdown))])) cells.sumOverBreakdowns(sum);
  cells.sumOverTime();
  return cells;
}

/** The cells of all members, numbered through. */
function together(members: readonly Member[]): StoredCells {
  const values: Value[] = [];
  const relations: StoredRelation[] = [];
  const workedOut = new Set<number>();
  const sensitive = new Set<number>();
  for (const { figure, cells, first } of members) {
    for (const number of cells.withSmallRest(figure.denominators, figure.minimumCount)) sensitive.add(first + number);
    for (const number of cells.workedOut) workedOut.add(first + number);
    for (const [number, value] of cells.values.entries()) {
      values.push(value);
      // Each figure has its own minimum: what is too small by it is a secret, whatever the others ask for.
      if (isPresent(value) && isTooSmall(value, figure.minimumCount)) sensitive.add(first + number);
    }
    for (const { whole, parts, ...more } of cells.relations)
      relations.push({ whole: first + whole, parts: parts.map((part) => first + part), ...more });
  }
  const minimumCount = Math.min(...members.map(({ figure }) => figure.minimumCount));
  return { values, relations, minimumCount, sensitive, workedOut };
}

/** What the age groups that are shown tell of those that may be held back, area by area. */
function ageSums(members: readonly Member[], year: readonly YearOfFigure[]): NonNullable<StoredCells["known"]> {
  const places = new Map<string, { hidden: Map<string, { cell: number; span: AgeSpan }>; shown: AgeSpan[] }>();
  const placeOf = (cell: Cell) => {
    const name = `${cell.area}|${sliceKey({ ...cell, breakdown: "" })}`;
    const known = places.get(name);
    if (known !== undefined) return known;
    const place = { hidden: new Map<string, { cell: number; span: AgeSpan }>(), shown: [] as AgeSpan[] };
    places.set(name, place);
    return place;
  };
  for (const { figure, cells, first } of members)
    for (const [number, cell] of cells.cells.entries()) {
      const span = cells.workedOut.has(number) ? undefined : spanOf(figure.key, cell);
      const { hidden } = span === undefined ? { hidden: undefined } : placeOf(cell);
      // A cell that was brought over stands beside the delivered one under the same name; sums link the two.
      const name = `${figure.id}|${cellKey(cell)}`;
      if (span !== undefined && hidden?.has(name) === false) hidden.set(name, { cell: first + number, span });
    }
  const free = new Set(members.map(({ figure }) => figure));
  for (const { figure, delivered } of year) {
    if (free.has(figure)) continue;
    for (const [cell, value] of delivered) {
      const span = isPresent(value) ? spanOf(figure.key, cell) : undefined;
      if (span !== undefined) places.get(`${cell.area}|${sliceKey({ ...cell, breakdown: "" })}`)?.shown.push(span);
    }
  }
  const kept = new Map<string, number[][]>();
  return [...places.values()].flatMap(({ hidden, shown }) => {
    const list = [...hidden.values()];
    const spans = list.map(({ span }) => span);
    const name = [spans, shown].map((side) => side.map(({ from, to }) => `${from}-${to}`).join()).join("|");
    const sums = kept.get(name) ?? knownSums(spans, shown);
    kept.set(name, sums);
    return sums.map((factors) => {
      const used = factors.flatMap((factor, at) => (factor === 0 ? [] : [{ factor, cell: list[at]?.cell ?? -1 }]));
      return { cells: used.map(({ cell }) => cell), factors: used.map(({ factor }) => factor) };
    });
  });
}

function spanOf(figure: string, { breakdown }: Cell): AgeSpan | undefined {
  const whole = ageSpanOf({ id: figure });
  if (whole === undefined || breakdown === "") return whole;
  // The ages of `Altersgruppe=3-5`; of nothing that is split further.
  const [, name = "", member = ""] = /^([^=;]+)=([^;]+)$/.exec(breakdown) ?? [];
  const span = /alter/i.test(name) ? ageSpanOfMember(member) : undefined;
  return span === undefined || span.from < whole.from || span.to > whole.to ? undefined : span;
}

function smallestFirst(figures: readonly YearOfFigure[]): YearOfFigure[] {
  const sizes = new Map(
    figures.map((one) => [
      one,
      [...one.delivered.values()].reduce<number>((sum, value) => (isPresent(value) ? sum + value : sum), 0),
    ]),
  );
  const size = (one: YearOfFigure) => sizes.get(one) ?? 0;
  return [...figures].sort((a, b) => size(a) - size(b) || (a.figure.key < b.figure.key ? -1 : 1));
}
