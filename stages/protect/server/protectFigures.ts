import { type Kysely, sql } from "kysely";
import { type Circle, circles } from "../../../kernel/contract/circle.ts";
import { periodAt, yearOf } from "../../../kernel/time/period.ts";
import type { Value } from "../../../kernel/value/value.ts";
import type { Catalogue } from "../../../runtime/catalogue/catalogue.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type PackedSeries, readSeries } from "../../../runtime/store/facts.ts";
import { storedConversions } from "../../../runtime/store/storedConversions.ts";
import { heldBackItself, shown } from "../suppress/heldBackCells.ts";
import { areaSums } from "./areaSums.ts";
import { type Cell, cellKey, sliceKey, type ValuesBySlice } from "./cellsOfYear.ts";
import { changedLevels } from "./changedLevels.ts";
import { declaredSums, figureFamilies } from "./figureFamilies.ts";
import { type FigureGuard, figureGuard, guardInWords } from "./figureGuard.ts";
import { figureRules } from "./figureRules.ts";
import { type GuardedFigure, linkedCodes } from "./linkedCodes.ts";
import { type HeldBack, patternBefore, storePattern } from "./pattern.ts";
import { profileSettings } from "./profileSettings.ts";

export interface ProtectWishes {
  /** Says what a figure counts; without it every figure is taken for a count of people. */
  readonly catalogue?: Pick<Catalogue, "baseFigures">;
  /** Figures of which one is a share of the other: the rest is a count too. */
  readonly shares?: readonly { readonly numerator: string; readonly denominator: string }[];
  /** Day of the boundaries on which everything is shown; without it, all changes that are known have happened. */
  readonly day?: string;
}

/**
 * Works out anew which cells of these figures must not leave, and stores the
 * pattern; call it in the transaction that accepts a delivery, after the series
 * were rebuilt, with every figure that the delivery touches.
 *
 * Each point in time is looked at whole: all areas of all levels, sums that the
 * platform itself would show, all breakdowns, and quarters or months beside their
 * year. Old and new areas of one point in time are looked at together: what is
 * brought over to today's boundaries is a sum like any other, or a share that
 * gives its whole away. Figures of residents by age are looked at together: those
 * under 3 and those from 3 to under 6 give those under 6; and so are figures that
 * the catalogue says add up. What guards a figure: `figureRules`.
 *
 * Where a stricter rule was set for readers further outside, more is held back from
 * them, and always all that is held back from those further inside: who belongs to
 * both learns no more than the inner circle. What was shown before is shown again
 * wherever it gives nothing away, since whoever saw it remembers.
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
  const sums = declaredSums(wishes.catalogue?.baseFigures.values() ?? []);
  const stored = await db.selectFrom("figure").select(["id", "key", "guarded_by"]).execute();
  const named = [...new Set([...stored.map(({ key }) => key), ...touched])].sort();
  const families = figureFamilies(named, sums).filter((family) => family.some((key) => touched.has(key)));
  const keys = families.flat();
  const denominators = (wishes.shares ?? []).filter((s) => keys.includes(s.numerator)).map((s) => s.denominator);
  const day = wishes.day ?? "9999-12-31";
  const { rules: set } = await profileSettings(db);
  const [rules, areas, changed, brought, series, known] = await Promise.all([
    figureRules(db, wishes.catalogue, keys, set),
    areaSums(db),
    changedLevels(db, day),
    storedConversions(db, keys),
    readSeries(db, { figures: [...new Set([...keys, ...denominators])], breakdown: null }),
    patternBefore(db, keys),
  ]);
  const byFigure = new Map<string, PackedSeries[]>();
  for (const one of series) {
    const list = byFigure.get(one.figure);
    if (list === undefined) byFigure.set(one.figure, [one]);
    else list.push(one);
  }
  const converted = new Map<string, Set<string>>();
  for (const one of brought)
    converted.set(one.figure, (converted.get(one.figure) ?? new Set()).add(cellKey({ ...one, area: one.areaId })));
  const guards = new Map<string, FigureGuard>();
  const made = new Map<string, GuardedFigure>();
  for (const { id, key, guarded_by } of stored) {
    if (!keys.includes(key)) continue;
    const guard = figureGuard(key, rules, set, wishes);
    guards.set(key, guard);
    const { minimumCount, addsUp } = guard;
    made.set(key, {
      id,
      key,
      series: byFigure.get(key) ?? [],
      areas: addsUp ? areas : { sums: [] },
      changed: addsUp ? changed : [],
      day,
      minimumCount,
      denominators: guard.denominators.map((denominator) => totals(byFigure.get(denominator) ?? [])),
      converted: converted.get(key) ?? new Set(),
      sums: sums.filter((sum) => [sum.whole, ...sum.parts].some(({ figure }) => figure === key)),
      held: new Set(),
      wasShown: guarded_by === "" ? () => false : known(key),
    });
  }
  const cells: HeldBack[] = [];
  const outside: (HeldBack & { readonly circle: Circle })[] = [];
  for (const family of families) {
    let members = family.flatMap((key) => made.get(key) ?? []);
    let found = heldBack(members);
    cells.push(...found);
    for (const circle of circles) {
      if (!family.some((key) => guards.get(key)?.stricter.has(circle) === true)) continue;
      members = members.map((one) => ({
        ...one,
        minimumCount: guards.get(one.key)?.stricter.get(circle) ?? one.minimumCount,
        held: new Set([...one.held, ...found.filter(({ figure }) => figure === one.id).map(cellKey)]),
      }));
      const heldOf = new Map(members.map(({ id, held }) => [id, held]));
      found = heldBack(members).filter((cell) => heldOf.get(cell.figure)?.has(cellKey(cell)) !== true);
      outside.push(...found.map((cell) => ({ ...cell, circle })));
    }
  }
  const ids = [...made.values()].map(({ id }) => id);
  await storePattern(db, ids, cells, outside);
  const words = [...guards].map(([key, guard]) => ({ key, guard: guardInWords(guard) }));
  await sql`
    update figure set edition = edition + 1, guarded_by = g.guard
    from unnest(${words.map(({ key }) => key)}::text[], ${words.map(({ guard }) => guard)}::text[]) as g(key, guard)
    where figure.key = g.key`.execute(db);
  return { figures: ids.length, heldBack: cells.length };
}

/**
 * The cells of these figures that must stay back. All cells of a figure that add up
 * with each other lie in one calendar year; figures that count the same people are
 * given together.
 */
function heldBack(figures: readonly GuardedFigure[]): HeldBack[] {
  const years = new Map<number, { figure: GuardedFigure; delivered: Map<Cell, Value> }[]>();
  for (const figure of figures)
    for (const [year, delivered] of yearsOf(figure.series))
      years.set(year, [...(years.get(year) ?? []), { figure, delivered }]);
  const found = new Map<string, HeldBack>();
  for (const delivered of years.values()) {
    for (const { cell, figure, code, value } of linkedCodes(delivered)) {
      if (code === shown || value === "withheld") continue;
      const key = `${figure}|${cellKey(cell)}`;
      // What was delivered under a code and what was brought over to it stand under one name: either holds both back.
      if (found.get(key)?.reason === "primary") continue;
      found.set(key, { ...cell, figure, reason: code === heldBackItself ? "primary" : "secondary" });
    }
  }
  return [...found.values()];
}

function yearsOf(series: readonly PackedSeries[]): Map<number, Map<Cell, Value>> {
  const years = new Map<number, Map<Cell, Value>>();
  for (const { breakdown, frequency, areaId: area, firstOrdinal, values } of series) {
    for (const [position, value] of values.entries()) {
      if (value === "unknown") continue;
      const ordinal = firstOrdinal + position;
      const name = yearOf(periodAt(frequency, ordinal));
      const year = years.get(name) ?? new Map<Cell, Value>();
      years.set(name, year.set({ breakdown, frequency, ordinal, area }, value));
    }
  }
  return years;
}

function totals(series: readonly PackedSeries[]): ValuesBySlice {
  const found = new Map<string, Map<number, Value>>();
  for (const { breakdown, frequency, areaId, firstOrdinal, values } of series)
    for (const [position, value] of values.entries()) {
      const key = sliceKey({ breakdown, frequency, ordinal: firstOrdinal + position });
      const slice = found.get(key) ?? new Map<number, Value>();
      found.set(key, slice.set(areaId, value));
    }
  return found;
}
