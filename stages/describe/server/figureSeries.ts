import { type Kysely, sql } from "kysely";
import type { Frequency } from "../../../kernel/time/period.ts";
import { markList } from "../../../kernel/value/table.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type PackedSeries, readSeries } from "../../../runtime/store/facts.ts";
import { storedConversions } from "../../../runtime/store/storedConversions.ts";
import type { FigureSeries } from "../figures/figureSeries.ts";
import { type Column, emptyColumn, setValue } from "../../../kernel/value/column.ts";
import type { DataState } from "./dataState.ts";

// So many at once, that neither one long answer nor many small questions fill the line.
const perQuestion = 24;

/**
 * All series of base figures by frequency, read once per state of the data. What
 * nobody delivered has no series.
 */
export async function figureSeries(
  db: Kysely<Database>,
  state: DataState,
  figures: readonly string[],
  breakdown = "",
): Promise<ReadonlyMap<string, ReadonlyMap<Frequency, FigureSeries>>> {
  const found = new Map<string, ReadonlyMap<Frequency, FigureSeries>>();
  const missing: string[] = [];
  for (const figure of new Set(figures)) {
    const known = state.series.get(`${figure} ${breakdown}`);
    if (known !== undefined) found.set(figure, known);
    else if (state.figures.has(figure)) missing.push(figure);
    else found.set(figure, new Map());
  }
  for (let from = 0; from < missing.length; from += perQuestion) {
    const part = missing.slice(from, from + perQuestion);
    const [packed, pattern, conversions] = await Promise.all([
      readSeries(db, { figures: part, breakdown }),
      readPattern(db, part, breakdown),
      readConversions(db, part, breakdown),
    ]);
    const byFigure = new Map<string, PackedSeries[]>();
    for (const series of packed) {
      const list = byFigure.get(series.figure);
      if (list === undefined) byFigure.set(series.figure, [series]);
      else list.push(series);
    }
    for (const figure of part) {
      const cells = { heldBack: pattern.get(figure) ?? [], converted: conversions.get(figure) ?? [] };
      const all = unpacked(figure, breakdown, byFigure.get(figure) ?? [], cells);
      state.series.set(`${figure} ${breakdown}`, all);
      found.set(figure, all);
    }
  }
  return found;
}

interface MarkedCell {
  readonly figure: string;
  readonly frequency: string;
  readonly ordinal: number;
  readonly areaId: number;
}

async function readPattern(
  db: Kysely<Database>,
  figures: readonly string[],
  breakdown: string,
): Promise<Map<string, MarkedCell[]>> {
  const { rows } = await sql<MarkedCell>`
    select f.key as figure, w.frequency, w.ordinal, w.area_id as "areaId"
    from withheld_cell w join figure f on f.id = w.figure_id
    where f.key = any(${figures}::text[]) and w.breakdown = ${breakdown}`.execute(db);
  return byFigureOf(rows);
}

async function readConversions(
  db: Kysely<Database>,
  figures: readonly string[],
  breakdown: string,
): Promise<Map<string, MarkedCell[]>> {
  const found = await storedConversions(db, figures);
  return byFigureOf(found.filter((one) => one.breakdown === breakdown));
}

function byFigureOf(rows: readonly MarkedCell[]): Map<string, MarkedCell[]> {
  const cells = new Map<string, MarkedCell[]>();
  for (const row of rows) {
    const list = cells.get(row.figure);
    if (list === undefined) cells.set(row.figure, [row]);
    else list.push(row);
  }
  return cells;
}

function unpacked(
  figure: string,
  breakdown: string,
  packed: readonly PackedSeries[],
  cells: { readonly heldBack: readonly MarkedCell[]; readonly converted: readonly MarkedCell[] },
): Map<Frequency, FigureSeries> {
  const all = new Map<Frequency, FigureSeries>();
  for (const frequency of new Set(packed.map((series) => series.frequency))) {
    const own = packed.filter((series) => series.frequency === frequency);
    let first = Number.POSITIVE_INFINITY;
    let end = Number.NEGATIVE_INFINITY;
    for (const { firstOrdinal, values } of own) {
      first = Math.min(first, firstOrdinal);
      end = Math.max(end, firstOrdinal + values.length);
    }
    const width = end - first;
    const byArea = new Map<number, Column>();
    const printed = new Map<number, Uint8Array>();
    for (const { areaId, firstOrdinal, values, marks } of own) {
      const column = emptyColumn(width);
      values.forEach((value, at) => {
        setValue(column, firstOrdinal - first + at, value);
      });
      byArea.set(areaId, column);
      if (marks === null) continue;
      const codes = new Uint8Array(width);
      marks.forEach((mark, at) => {
        if (mark !== null) codes[firstOrdinal - first + at] = markList.indexOf(mark) + 1;
      });
      printed.set(areaId, codes);
    }
    const heldBack = marksOf(cells.heldBack, frequency, first, width);
    const alreadyConverted = marksOf(cells.converted, frequency, first, width);
    const sourceMarks = (area: number) => printed.get(area) ?? null;
    all.set(frequency, { figure, breakdown, frequency, first, width, byArea, heldBack, alreadyConverted, sourceMarks });
  }
  return all;
}

function marksOf(
  cells: readonly MarkedCell[],
  frequency: Frequency,
  first: number,
  width: number,
): (area: number) => Uint8Array | null {
  const marks = new Map<number, Uint8Array>();
  for (const cell of cells) {
    if (cell.frequency !== frequency || cell.ordinal < first || cell.ordinal >= first + width) continue;
    const places = marks.get(cell.areaId) ?? new Uint8Array(width);
    marks.set(cell.areaId, places);
    places[cell.ordinal - first] = 1;
  }
  return (area) => marks.get(area) ?? null;
}
