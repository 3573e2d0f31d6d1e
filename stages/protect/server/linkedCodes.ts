import type { FigureSum } from "../../../kernel/indicator/figureSum.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { PackedSeries } from "../../../runtime/store/facts.ts";
import { LinkedPeople, type TellingCell } from "../linkedPeople.ts";
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
  /** Declared sums of base figures to which it belongs. */
  readonly sums: readonly FigureSum[];
  /** Keys of cells that are held back from readers further inside: they stay back. */
  readonly held: ReadonlySet<string>;
  /** Whether a cell was shown already, when its pattern was worked out before. */
  readonly wasShown: (cell: Cell, isDelivered: boolean) => boolean;
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
 * Figures that count the same people are given together, by age or since they add up
 * to one another: what those without secrets tell of the others counts as known.
 * Where that alone gives a secret away, the smallest of them joins those that may be
 * held back, until nothing is lost.
 */
export function linkedCodes(year: readonly YearOfFigure[]): CodedCell[] {
  const withSecrets = year.filter(mayHoldSecrets);
  if (withSecrets.length === 0) return [];
  const others = smallestFirst(year.filter((one) => !withSecrets.includes(one)));
  const people = linkedPeople(year);
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
    heldBackCells({ ...together(members), known: knownOf(members, year, people), lost, onlyLoss: true });
    return lost.size > 0;
  };
  // The fewest that are enough: the more may be held back, the less is given away. Mostly none is needed.
  let [fewest, enough] = [0, others.length];
  for (let count = 0; fewest < enough; count = (fewest + enough) >> 1)
    if (loses(count)) fewest = count + 1;
    else enough = count;
  const members = membersWith(enough);
  const codes = heldBackCells({ ...together(members), known: knownOf(members, year, people) });
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

function mayHoldSecrets({ figure: { denominators, minimumCount, held }, delivered }: YearOfFigure): boolean {
  if (denominators.length > 0) return true;
  if (held.size > 0 && [...delivered.keys()].some((cell) => held.has(cellKey(cell)))) return true;
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
  const kept = new Set<number>();
  const shownBefore = new Set<number>();
  for (const { figure, delivered, cells, first } of members) {
    for (const [number, cell] of cells.cells.entries()) {
      if (figure.held.size > 0 && figure.held.has(cellKey(cell))) kept.add(first + number);
      else if (figure.wasShown(cell, number < delivered.size)) shownBefore.add(first + number);
    }
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
  return { values, relations, minimumCount, sensitive, workedOut, kept, shownBefore };
}

/** What the figures that are shown tell of those that may be held back, area by area. */
function knownOf(
  members: readonly Member[],
  year: readonly YearOfFigure[],
  people: LinkedPeople,
): NonNullable<StoredCells["known"]> {
  return [...placesOf(members, year, people).values()].flatMap((cells) =>
    people.known(cells).map((factors) => ({ cells: [...factors.keys()], factors: [...factors.values()] })),
  );
}

/** Cells of all figures and breakdowns by where and when they are. */
function placesOf(
  members: readonly Member[],
  year: readonly YearOfFigure[],
  people: LinkedPeople,
): Map<string, TellingCell[]> {
  const places = new Map<string, Map<string, TellingCell>>();
  const nameOf = (cell: Cell) => `${cell.area}|${sliceKey({ ...cell, breakdown: "" })}`;
  for (const { figure, cells, first } of members)
    for (const [number, cell] of cells.cells.entries()) {
      if (cells.workedOut.has(number) || !people.links(figure.key, cell.breakdown)) continue;
      const place = places.get(nameOf(cell)) ?? new Map<string, TellingCell>();
      places.set(nameOf(cell), place);
      // A cell that was brought over stands beside the delivered one under the same name; sums link the two.
      const name = `${figure.key}|${cell.breakdown}`;
      const { breakdown } = cell;
      if (!place.has(name))
        place.set(name, {
          figure: figure.key,
          breakdown,
          value: cells.values[number] ?? "unknown",
          hidden: first + number,
        });
    }
  const free = new Set(members.map(({ figure }) => figure));
  for (const { figure, delivered } of year) {
    if (free.has(figure)) continue;
    for (const [cell, value] of delivered)
      if (isPresent(value) && people.links(figure.key, cell.breakdown))
        places
          .get(nameOf(cell))
          ?.set(`${figure.key}|${cell.breakdown}`, { figure: figure.key, breakdown: cell.breakdown, value });
  }
  return new Map([...places].map(([name, cells]) => [name, [...cells.values()]]));
}

function linkedPeople(year: readonly YearOfFigure[]): LinkedPeople {
  const names = year.flatMap(({ figure, delivered }) =>
    [...new Set([...delivered.keys()].map(({ breakdown }) => breakdown))].map((breakdown) => ({
      figure: figure.key,
      breakdown,
    })),
  );
  const sums = new Map(year.flatMap(({ figure }) => figure.sums.map((sum) => [JSON.stringify(sum), sum])));
  return new LinkedPeople(names, [...sums.values()]);
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
