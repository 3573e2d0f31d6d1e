import { broughtOver, type DatedArea, type DeliveredValue } from "../../../kernel/area/broughtOver.ts";
import { lastDayOf } from "../../../kernel/area/conversion.ts";
import { type Frequency, periodAt } from "../../../kernel/time/period.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { isTooSmall } from "../rules.ts";
import type { StoredRelation } from "../suppress/heldBackCells.ts";
import type { AreaSum } from "./areaSums.ts";
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
  private readonly numbers = new Map<string, number>();
  /** What today's areas are shown with, where that was counted on older boundaries. */
  private readonly brought = new Map<string, number>();
  private readonly today: string;
  private readonly slices = new Map<string, Omit<Cell, "area">>();

  constructor(delivered: ReadonlyMap<Cell, Value>, today: string) {
    this.today = today;
    for (const [cell, value] of delivered) {
      this.numbers.set(cellKey(cell), this.add(cell, value));
      const { breakdown, frequency, ordinal } = cell;
      this.slices.set(`${frequency}|${ordinal}|${breakdown}`, { breakdown, frequency, ordinal });
    }
  }

  private add(cell: Cell, value: Value): number {
    this.values.push(value);
    return this.cells.push(cell) - 1;
  }

  /** Adds what today's areas of a level are shown with: whole former areas added up, or shares of them. */
  bringOver({ history, today, former }: ChangedLevel, converted: ReadonlySet<string>): void {
    const areas = [...former, ...today];
    for (const slice of this.slices.values()) {
      const period = periodAt(slice.frequency, slice.ordinal);
      const delivered = areas.flatMap((area): DeliveredValue<DatedArea>[] => {
        const key = cellKey({ ...slice, area: area.id });
        const value = this.values[this.numbers.get(key) ?? -1];
        return value === undefined ? [] : [{ area, period, value, alreadyConverted: converted.has(key) }];
      });
      const found = broughtOver(history, delivered, today, this.today).filter(({ value }) => value !== "unknown");
      const millionths = wholeMillionths(found.map(({ from }) => from));
      for (const [position, { area, value, from }] of found.entries()) {
        const cell = { ...slice, area: area.id };
        const number = this.add(cell, value);
        this.brought.set(cellKey(cell), number);
        if (!isPresent(value) || from.some(({ share }) => share !== 1)) this.workedOut.add(number);
        const parts = from.map((part) => this.numbers.get(cellKey({ ...slice, area: part.area.id })) ?? -1);
        this.relations.push({ whole: number, parts, millionths: millionths[position] ?? [] });
      }
    }
  }

  /** A sum as it is shown today; and as it was delivered, where it has other parts now or they meant something else. */
  sumOverAreas({ whole, parts, wasSoOn }: AreaSum): void {
    const isSo = wasSoOn(this.today);
    for (const slice of this.slices.values()) {
      const wasSo = wasSoOn(lastDayOf(periodAt(slice.frequency, slice.ordinal)));
      const now = this.numbersOf(parts, slice, "today");
      const then = this.numbersOf(parts, slice, "then");
      const cell = { ...slice, area: whole };
      if (now !== undefined && (isSo || !wasSo)) {
        const shown = this.numberNow(cell) ?? (isSo ? this.summed(cell, now) : undefined);
        if (shown !== undefined) this.relations.push({ whole: shown, parts: now });
      }
      const number = this.numbers.get(cellKey(cell));
      if (!wasSo || then === undefined || number === undefined) continue;
      const isTheSame = isSo && now?.every((part, at) => part === then[at]) && number === this.numberNow(cell);
      if (!isTheSame && (!isSo || !this.mayComeOut(number, now ?? [])))
        this.relations.push({ whole: number, parts: then });
    }
  }

  private numberNow(cell: Cell): number | undefined {
    return this.brought.get(cellKey(cell)) ?? this.numbers.get(cellKey(cell));
  }

  private numbersOf(parts: readonly number[], slice: Omit<Cell, "area">, as: "today" | "then"): number[] | undefined {
    const numbers = parts.flatMap((area) => {
      const cell = { ...slice, area };
      return (as === "today" ? this.numberNow(cell) : this.numbers.get(cellKey(cell))) ?? [];
    });
    return numbers.length < parts.length ? undefined : numbers;
  }

  private mayComeOut(whole: number, parts: readonly number[]): boolean {
    const values = [whole, ...parts].map((cell) => this.values[cell] ?? "unknown");
    if (values.some((value) => !isPresent(value))) return true;
    const [total = 0, ...rest] = values.filter(isPresent);
    return Math.abs(total - rest.reduce((sum, value) => sum + value, 0)) < 1e-6;
  }

  /** What the platform would show for a whole that nobody delivered. */
  private summed(cell: Cell, parts: readonly number[]): number | undefined {
    let sum = 0;
    for (const part of parts) {
      const value = this.values[part] ?? "unknown";
      if (!isPresent(value)) return undefined;
      sum += value;
    }
    const number = this.add(cell, sum);
    this.numbers.set(cellKey(cell), number);
    return number;
  }

  sumOverBreakdowns({ whole, parts }: { whole: string; parts: readonly string[] }): void {
    for (const cell of [...this.cells]) {
      if (cell.breakdown !== whole) continue;
      const numbers = parts.flatMap((breakdown) => this.numbers.get(cellKey({ ...cell, breakdown })) ?? []);
      const number = this.numbers.get(cellKey(cell));
      if (numbers.length === parts.length && number !== undefined)
        this.relations.push({ whole: number, parts: numbers });
    }
  }

  /** Flows add up to their year; stocks do not, and then the sum does not come out and is left aside. */
  sumOverTime(): void {
    const present = new Set([...this.slices.values()].map(({ frequency }) => frequency));
    const finer = perYear.filter(({ frequency }) => present.has(frequency));
    if (finer.length === 0) return;
    for (const cell of [...this.cells]) {
      if (cell.frequency !== "year") continue;
      for (const { frequency, count } of finer) {
        const first = cell.ordinal * count;
        const numbers = Array.from({ length: count }, (_, n) =>
          this.numberNow({ ...cell, frequency, ordinal: first + n }),
        ).filter((n) => n !== undefined);
        const number = this.numberNow(cell);
        if (numbers.length === count && number !== undefined) this.relations.push({ whole: number, parts: numbers });
      }
    }
  }

  withSmallRest(denominators: readonly ReadonlyMap<string, Value>[], minimumCount: number): Set<number> {
    const found = new Set<number>();
    for (const denominator of denominators) {
      for (const [number, cell] of this.cells.entries()) {
        if (this.brought.get(cellKey(cell)) === number) continue;
        const [value, all] = [this.values[number] ?? "unknown", denominator.get(cellKey(cell)) ?? "unknown"];
        if (!isPresent(value) || !isPresent(all)) continue;
        const rest = all - value;
        if (isTooSmall(rest, minimumCount)) found.add(number);
      }
    }
    return found;
  }
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
