import { type Kysely, sql } from "kysely";
import type { DisclosureRule } from "../../../kernel/indicator/baseFigure.ts";
import { type Frequency, periodAt } from "../../../kernel/time/period.ts";
import { isPresent, type Value } from "../../../kernel/value/value.ts";
import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import { copyRows } from "../../../runtime/store/copyRows.ts";
import { countsAsAccepted } from "../../../runtime/store/countsAsAccepted.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type PackedSeries, readSeries } from "../../../runtime/store/facts.ts";
import { countsCases } from "../countsCases.ts";
import { demandsOf, isDisclosureRule, isTooSmall, strictestRule } from "../rules.ts";
import { heldBackCells, heldBackItself, shown } from "../suppress/heldBackCells.ts";
import type { Relation } from "../table/additiveRelations.ts";
import { type AreaSums, areaSums } from "./areaSums.ts";
import { breakdownSums } from "./breakdownSums.ts";

export interface ProtectWishes {
  /** Says what a figure counts; without it every figure is taken for a count of people. */
  readonly catalogue?: Pick<Catalogue, "baseFigures">;
  /** Figures of which one is a share of the other: the rest is a count too. */
  readonly shares?: readonly { readonly numerator: string; readonly denominator: string }[];
}

/**
 * Works out anew which cells of these figures must not leave, and stores the
 * pattern; call it in the transaction that accepts a delivery, after the series
 * were rebuilt, with every figure that the delivery touches.
 *
 * Each point in time is looked at whole: all areas of all levels, sums that the
 * platform itself would show, all breakdowns, and quarters or months beside their
 * year. The strictest rule of a figure's accepted deliveries counts.
 */
export async function protectFigures(
  db: Kysely<Database>,
  figures: readonly string[],
  wishes: ProtectWishes = {},
): Promise<{ figures: number; heldBack: number }> {
  if (figures.length === 0) return { figures: 0, heldBack: 0 };
  const touched = new Set(figures);
  // A share's numerator is guarded by its denominator: when either changes, the numerator is looked at again.
  for (const { numerator, denominator } of wishes.shares ?? []) if (touched.has(denominator)) touched.add(numerator);
  const keys = [...touched].sort();
  const denominators = (wishes.shares ?? []).filter((s) => touched.has(s.numerator)).map((s) => s.denominator);
  const [rules, areas, series] = await Promise.all([
    rulesOf(db, keys),
    areaSums(db),
    readSeries(db, { figures: [...new Set([...keys, ...denominators])], breakdown: null }),
  ]);
  const ids = new Map(
    (await db.selectFrom("figure").select(["id", "key"]).where("key", "in", keys).execute()).map((f) => [f.key, f.id]),
  );
  const byFigure = new Map<string, PackedSeries[]>();
  for (const one of series) {
    const list = byFigure.get(one.figure);
    if (list === undefined) byFigure.set(one.figure, [one]);
    else list.push(one);
  }
  const cells: (string | number)[][] = [];
  for (const key of keys) {
    const id = ids.get(key);
    if (id === undefined) continue;
    const minimumCount = minimumOf(key, rules, wishes.catalogue);
    const addsUp = (wishes.catalogue?.baseFigures.get(key)?.additive ?? "yes") === "yes";
    const others = (minimumCount === 1 ? [] : (wishes.shares ?? []))
      .filter((s) => s.numerator === key)
      .map((s) => totals(byFigure.get(s.denominator) ?? []));
    for (const cell of heldBack(byFigure.get(key) ?? [], addsUp ? areas : { sums: [] }, minimumCount, others))
      cells.push([id, cell.breakdown, cell.frequency, cell.ordinal, cell.area, cell.reason]);
  }
  await sql`delete from withheld_cell where figure_id = any(${[...ids.values()]}::integer[])`.execute(db);
  if (cells.length > 0) await copyRows(db, "withheld_cell", cellColumns, cells);
  return { figures: ids.size, heldBack: cells.length };
}

const cellColumns = {
  figure_id: "int4",
  breakdown: "text",
  frequency: "text",
  ordinal: "int4",
  area_id: "int4",
  reason: "text",
} as const;

async function rulesOf(db: Kysely<Database>, keys: readonly string[]): Promise<Map<string, DisclosureRule>> {
  const { rows } = await sql<{ key: string; rules: string[] }>`
    select f.key, array_agg(distinct d.disclosure) as rules
    from figure f
    join slice s on s.figure_id = f.id
    join delivery d on d.id = s.delivery_id
    where f.key = any(${keys}::text[]) and ${countsAsAccepted}
    group by f.key`.execute(db);
  return new Map(rows.map(({ key, rules }) => [key, strictestRule(rules.map(known))]));
}

function known(rule: string): DisclosureRule {
  if (!isDisclosureRule(rule)) throw new Error(`unknown disclosure rule: ${rule}`);
  return rule;
}

/** The strictest of what deliveries and definition ask; what counts no people has no minimum. */
function minimumOf(
  key: string,
  rules: ReadonlyMap<string, DisclosureRule>,
  catalogue: ProtectWishes["catalogue"],
): number {
  const figure = catalogue?.baseFigures.get(key);
  if (figure !== undefined && !countsCases(figure)) return 1;
  const delivered = rules.get(key) ?? "min3";
  return demandsOf(strictestRule(figure === undefined ? [delivered] : [delivered, figure.disclosure])).minimumCount;
}

interface HeldBack {
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly area: number;
  readonly reason: "primary" | "secondary";
}

interface Cell {
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  readonly area: number;
}

/** All cells of a figure that add up with each other lie in one calendar year. */
function heldBack(
  series: readonly PackedSeries[],
  areas: AreaSums,
  minimumCount: number,
  denominators: readonly ReadonlyMap<string, Value>[],
): HeldBack[] {
  const found: HeldBack[] = [];
  const breakdowns = breakdownSums([...new Set(series.map((s) => s.breakdown))]);
  for (const year of yearsOf(series).values()) {
    const isSecret = (value: Value) => value === "withheld" || (isPresent(value) && isTooSmall(value, minimumCount));
    if (denominators.length === 0 && ![...year.values()].some(isSecret)) continue;
    const cells = new CellsOfYear(year);
    for (const sum of areas.sums) cells.sumOverAreas(sum);
    for (const sum of breakdowns) cells.sumOverBreakdowns(sum);
    cells.sumOverTime();
    const codes = heldBackCells({
      values: cells.values,
      relations: cells.relations,
      minimumCount,
      sensitive: cells.withSmallRest(denominators, minimumCount),
    });
    for (const [at, cell] of cells.cells.entries()) {
      if (codes[at] === shown || cells.values[at] === "withheld") continue;
      found.push({ ...cell, reason: codes[at] === heldBackItself ? "primary" : "secondary" });
    }
  }
  return found;
}

function keyOf({ breakdown, frequency, ordinal, area }: Cell): string {
  return `${area}|${frequency}|${ordinal}|${breakdown}`;
}

function yearsOf(series: readonly PackedSeries[]): Map<string, Map<Cell, Value>> {
  const years = new Map<string, Map<Cell, Value>>();
  for (const { breakdown, frequency, areaId: area, firstOrdinal, values } of series) {
    for (const [position, value] of values.entries()) {
      if (value === "unknown") continue;
      const ordinal = firstOrdinal + position;
      const name = periodAt(frequency, ordinal).slice(0, 4);
      const year = years.get(name) ?? new Map<Cell, Value>();
      years.set(name, year.set({ breakdown, frequency, ordinal, area }, value));
    }
  }
  return years;
}

function totals(series: readonly PackedSeries[]): Map<string, Value> {
  const found = new Map<string, Value>();
  for (const { breakdown, frequency, areaId: area, firstOrdinal, values } of series)
    for (const [position, value] of values.entries())
      found.set(keyOf({ breakdown, frequency, ordinal: firstOrdinal + position, area }), value);
  return found;
}

const perYear = [
  { frequency: "halfYear", count: 2 },
  { frequency: "quarter", count: 4 },
  { frequency: "month", count: 12 },
] as const;

/** The cells of one year, numbered, with all sums among them; sums that nobody delivered join as cells of their own. */
class CellsOfYear {
  readonly cells: Cell[] = [];
  readonly values: Value[] = [];
  readonly relations: Relation[] = [];
  private readonly numbers = new Map<string, number>();
  private readonly slices = new Map<string, Omit<Cell, "area">>();

  constructor(delivered: ReadonlyMap<Cell, Value>) {
    for (const [cell, value] of delivered) {
      this.add(cell, value);
      const { breakdown, frequency, ordinal } = cell;
      this.slices.set(`${frequency}|${ordinal}|${breakdown}`, { breakdown, frequency, ordinal });
    }
  }

  private add(cell: Cell, value: Value): number {
    const number = this.cells.length;
    this.numbers.set(keyOf(cell), number);
    this.cells.push(cell);
    this.values.push(value);
    return number;
  }

  sumOverAreas({ whole, parts }: { whole: number; parts: readonly number[] }): void {
    for (const slice of this.slices.values()) {
      const numbers = parts.flatMap((area) => this.numbers.get(keyOf({ ...slice, area })) ?? []);
      if (numbers.length < parts.length) continue;
      const cell = { ...slice, area: whole };
      const number = this.numbers.get(keyOf(cell)) ?? this.summed(cell, numbers);
      if (number !== undefined) this.relations.push({ whole: number, parts: numbers });
    }
  }

  /** What the platform would show for a whole that nobody delivered. */
  private summed(cell: Cell, parts: readonly number[]): number | undefined {
    let sum = 0;
    for (const part of parts) {
      const value = this.values[part] ?? "unknown";
      if (!isPresent(value)) return undefined;
      sum += value;
    }
    return this.add(cell, sum);
  }

  sumOverBreakdowns({ whole, parts }: { whole: string; parts: readonly string[] }): void {
    for (const cell of [...this.cells]) {
      if (cell.breakdown !== whole) continue;
      const numbers = parts.flatMap((breakdown) => this.numbers.get(keyOf({ ...cell, breakdown })) ?? []);
      const number = this.numbers.get(keyOf(cell));
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
          this.numbers.get(keyOf({ ...cell, frequency, ordinal: first + n })),
        ).filter((n) => n !== undefined);
        const number = this.numbers.get(keyOf(cell));
        if (numbers.length === count && number !== undefined) this.relations.push({ whole: number, parts: numbers });
      }
    }
  }

  withSmallRest(denominators: readonly ReadonlyMap<string, Value>[], minimumCount: number): Set<number> {
    const found = new Set<number>();
    for (const denominator of denominators) {
      for (const [number, cell] of this.cells.entries()) {
        const [value, all] = [this.values[number] ?? "unknown", denominator.get(keyOf(cell)) ?? "unknown"];
        if (!isPresent(value) || !isPresent(all)) continue;
        const rest = all - value;
        if (isTooSmall(rest, minimumCount)) found.add(number);
      }
    }
    return found;
  }
}
