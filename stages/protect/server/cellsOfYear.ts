import { broughtOver, type DatedArea, type DeliveredValue } from "../../../kernel/area/broughtOver.ts";
import { lastDayOf } from "../../../kernel/area/conversion.ts";
import { type Frequency, periodAt } from "../../../kernel/time/period.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { isTooSmall } from "../rules.ts";
import type { StoredRelation } from "../suppress/heldBackCells.ts";
import type { AreaSum } from "./areaSums.ts";
import type { BreakdownSum } from "./breakdownSums.ts";
import type { ChangedLevel } from "./changedLevels.ts";

/** One value of a figure: where, when, of whom. */
export interface Cell {
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly area: number;
}

/** The name of a cell; the same for the same cell. */
export function cellKey({ breakdown, frequency, ordinal, area }: Cell): string {
  return `${area}|${frequency}|${ordinal}|${breakdown}`;
}

/** Values of one breakdown at one point in time: what a cell is but for its area. */
export type SliceName = Omit<Cell, "area">;

/** The name of a slice; the same for the same slice. */
export function sliceKey({ breakdown, frequency, ordinal }: SliceName): string {
  return `${frequency}|${ordinal}|${breakdown}`;
}

/** Values by slice and, within it, by area: a county asks for them too often to make a name for each. */
export type ValuesBySlice = ReadonlyMap<string, ReadonlyMap<number, Value>>;

interface Slice extends SliceName {
  readonly period: string;
  readonly lastDay: string;
  /** Number of each area's cell. */
  readonly numbers: Map<number, number>;
  /** What today's areas are shown with, where that was counted on older boundaries. */
  readonly brought: Map<number, number>;
}

const perYear = [
  { frequency: "halfYear", count: 2 },
  { frequency: "quarter", count: 4 },
  { frequency: "month", count: 12 },
] as const;

/**
 * The cells of one year, numbered, with all sums among them; sums that nobody
 * delivered, and values brought over to today's areas, join as cells of their own.
 */
export class CellsOfYear {
  readonly cells: Cell[] = [];
  readonly values: Value[] = [];
  readonly relations: StoredRelation[] = [];
  /** Estimates, and sums that lack a part: no secrets of their own. */
  readonly workedOut = new Set<number>();
  private readonly today: string;
  private readonly slices = new Map<string, Slice>();

  constructor(delivered: ReadonlyMap<Cell, Value>, today: string) {
    this.today = today;
    let slice: Slice | undefined;
    for (const [cell, value] of delivered) {
      // Neighbours are mostly of the same slice.
      const isSame =
        slice?.breakdown === cell.breakdown && slice.ordinal === cell.ordinal && slice.frequency === cell.frequency;
      if (!isSame || slice === undefined) slice = this.sliceOf(cell);
      slice.numbers.set(cell.area, this.add(cell, value));
    }
  }

  private sliceOf({ breakdown, frequency, ordinal }: SliceName): Slice {
    const key = sliceKey({ breakdown, frequency, ordinal });
    let slice = this.slices.get(key);
    if (slice === undefined) {
      const period = periodAt(frequency, ordinal);
      const name = { breakdown, frequency, ordinal, period, lastDay: lastDayOf(period) };
      slice = { ...name, numbers: new Map(), brought: new Map() };
      this.slices.set(key, slice);
    }
    return slice;
  }

  private at(number: number): Value {
    return this.values[number] ?? "unknown";
  }

  private add(cell: Cell, value: Value): number {
    this.values.push(value);
    return this.cells.push(cell) - 1;
  }

  /** Adds what today's areas of a level are shown with: whole former areas added up, or shares of them. */
  bringOver({ history, today, former }: ChangedLevel, converted: ReadonlySet<string>): void {
    const areas = [...former, ...today];
    for (const slice of this.slices.values()) {
      const { period, numbers } = slice;
      const delivered = areas.flatMap((area): DeliveredValue<DatedArea>[] => {
        const value = this.values[numbers.get(area.id) ?? -1];
        if (value === undefined) return [];
        const alreadyConverted = converted.size > 0 && converted.has(cellKey({ ...slice, area: area.id }));
        return [{ area, period, value, alreadyConverted }];
      });
      const found = broughtOver(history, delivered, today, this.today).filter(({ value }) => value !== "unknown");
      const millionths = wholeMillionths(found.map(({ from }) => from));
      for (const [position, { area, value, from }] of found.entries()) {
        const number = this.add(cellOf(slice, area.id), value);
        slice.brought.set(area.id, number);
        if (!isPresent(value) || from.some(({ share }) => share !== 1)) this.workedOut.add(number);
        const parts = from.map((part) => numbers.get(part.area.id) ?? -1);
        this.relations.push({ whole: number, parts, millionths: millionths[position] ?? [] });
      }
    }
  }

  /** A sum as it is shown today; and as it was delivered, where it has other parts now or they meant something else. */
  sumOverAreas({ whole, parts, wasSoOn }: AreaSum): void {
    const isSo = wasSoOn(this.today);
    for (const slice of this.slices.values()) {
      const wasSo = wasSoOn(slice.lastDay);
      const then = numbersOf(parts, slice, "then");
      const now = slice.brought.size === 0 ? then : numbersOf(parts, slice, "today");
      if (now !== undefined && (isSo || !wasSo)) {
        const shown = numberNow(slice, whole) ?? (isSo ? this.summed(slice, whole, now) : undefined);
        if (shown !== undefined) this.relations.push({ whole: shown, parts: now });
      }
      const number = slice.numbers.get(whole);
      if (!wasSo || then === undefined || number === undefined) continue;
      const isTheSame = isSo && now?.every((part, at) => part === then[at]) && number === numberNow(slice, whole);
      if (!isTheSame && (!isSo || !this.mayComeOut(number, now ?? [])))
        this.relations.push({ whole: number, parts: then });
    }
  }

  private mayComeOut(whole: number, parts: readonly number[]): boolean {
    const values = [whole, ...parts].map((cell) => this.values[cell] ?? "unknown");
    if (values.some((value) => !isPresent(value))) return true;
    const [total = 0, ...rest] = values.filter(isPresent);
    return Math.abs(total - rest.reduce((sum, value) => sum + value, 0)) < 1e-6;
  }

  /** What the platform would show for a whole that nobody delivered. */
  private summed(slice: Slice, whole: number, parts: readonly number[]): number | undefined {
    let sum = 0;
    for (const part of parts) {
      const value = this.values[part] ?? "unknown";
      if (!isPresent(value)) return undefined;
      sum += value;
    }
    const number = this.add(cellOf(slice, whole), sum);
    slice.numbers.set(whole, number);
    return number;
  }

  /**
   * The groups that are told of the same point in time. Where one of them lacks in an
   * area, it may be empty there: then the others come out, or they are no sum.
   */
  sumOverBreakdowns({ whole, parts }: BreakdownSum): void {
    for (const slice of this.slices.values()) {
      if (!whole.includes(slice.breakdown)) continue;
      const members = parts.flatMap((names) => {
        const alike = names.flatMap((breakdown) => this.slices.get(sliceKey({ ...slice, breakdown })) ?? []);
        return alike.length === 0 ? [] : [alike];
      });
      if (members.length === 0) continue;
      for (const [area, number] of slice.numbers) {
        const numbers = members.flatMap((alike) => alike.flatMap((one) => one.numbers.get(area) ?? []).slice(0, 1));
        const isWhole = numbers.length === members.length || [number, ...numbers].every((n) => isPresent(this.at(n)));
        if (isWhole && numbers.length > 0) this.relations.push({ whole: number, parts: numbers });
      }
    }
  }

  /** Flows add up to their year; stocks do not, and then the sum does not come out and is left aside. */
  sumOverTime(): void {
    for (const year of this.slices.values()) {
      if (year.frequency !== "year") continue;
      for (const { frequency, count } of perYear) {
        const { breakdown } = year;
        const points = Array.from({ length: count }, (_, n) => year.ordinal * count + n).flatMap(
          (ordinal) => this.slices.get(sliceKey({ breakdown, frequency, ordinal })) ?? [],
        );
        if (points.length < count) continue;
        for (const area of new Set([...year.numbers.keys(), ...year.brought.keys()])) {
          const whole = numberNow(year, area);
          const numbers = points.flatMap((point) => numberNow(point, area) ?? []);
          if (numbers.length === count && whole !== undefined) this.relations.push({ whole, parts: numbers });
        }
      }
    }
  }

  withSmallRest(denominators: readonly ValuesBySlice[], minimumCount: number): Set<number> {
    const found = new Set<number>();
    for (const denominator of denominators) {
      for (const [key, { numbers }] of this.slices) {
        const all = denominator.get(key);
        if (all === undefined) continue;
        for (const [area, number] of numbers) {
          const [value, whole] = [this.values[number] ?? "unknown", all.get(area) ?? "unknown"];
          if (isPresent(value) && isPresent(whole) && isTooSmall(whole - value, minimumCount)) found.add(number);
        }
      }
    }
    return found;
  }
}

function cellOf({ breakdown, frequency, ordinal }: SliceName, area: number): Cell {
  return { breakdown, frequency, ordinal, area };
}

function numberNow({ brought, numbers }: Slice, area: number): number | undefined {
  return brought.get(area) ?? numbers.get(area);
}

function numbersOf(parts: readonly number[], slice: Slice, as: "today" | "then"): number[] | undefined {
  const found: number[] = [];
  for (const area of parts) {
    const number = as === "today" ? numberNow(slice, area) : slice.numbers.get(area);
    if (number === undefined) return undefined;
    found.push(number);
  }
  return found;
}

/**
 * Shares in whole millionths, such that an area that went wholly to others still
 * adds up to one: what is added up again must come to the same.
 */
function wholeMillionths(
  targets: readonly (readonly { readonly area: DatedArea; readonly share: number }[])[],
): number[][] {
  const rounded = targets.map((from) => from.map(({ share }) => Math.round(share * 1e6)));
  const places = new Map<number, { target: number; part: number; share: number }[]>();
  for (const [target, from] of targets.entries())
    for (const [part, { area, share }] of from.entries())
      places.set(area.id, [...(places.get(area.id) ?? []), { target, part, share }]);
  for (const list of places.values()) {
    const whole = list.reduce((sum, { share }) => sum + share, 0);
    const [largest] = [...list].sort((a, b) => b.share - a.share);
    const row = rounded[largest?.target ?? -1];
    if (Math.abs(whole - 1) > 1e-9 || largest === undefined || row === undefined) continue;
    const others = list.filter((one) => one !== largest);
    row[largest.part] = 1e6 - others.reduce((sum, { target, part }) => sum + (rounded[target]?.[part] ?? 0), 0);
  }
  return rounded;
}
