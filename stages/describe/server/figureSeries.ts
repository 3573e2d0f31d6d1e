import { type Kysely, sql } from "kysely";
import type { Frequency } from "../../../kernel/time/period.ts";
import type { Column } from "../../../kernel/value/column.ts";
import type { Database } from "../../../runtime/store/database.ts";
import { type SeriesMatrix, seriesMatrices } from "../../../runtime/store/seriesMatrices.ts";
import { storedConversions } from "../../../runtime/store/storedConversions.ts";
import { heldBackFrom } from "../../protect/server/protect.ts";
import type { FigureSeries } from "../figures/figureSeries.ts";
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
    const known = state.series.get(seriesKey(state, figure, breakdown));
    if (known !== undefined) found.set(figure, known);
    else if (state.figures.has(figure)) missing.push(figure);
    else found.set(figure, new Map());
  }
  for (let from = 0; from < missing.length; from += perQuestion) {
    const part = missing.slice(from, from + perQuestion);
    const ids = part.flatMap((figure) => state.figures.get(figure)?.id ?? []);
    const [matrices, pattern, conversions] = await Promise.all([
      seriesMatrices(db, ids, breakdown),
      readPattern(db, state, ids, breakdown),
      readConversions(
        db,
        part.filter((figure) => state.figures.get(figure)?.isConverted === true),
        breakdown,
      ),
    ]);
    for (const figure of part) {
      const id = state.figures.get(figure)?.id;
      const heldBack = (id === undefined ? undefined : pattern.get(id)) ?? [];
      const converted = conversions.get(figure) ?? [];
      const all = new Map<Frequency, FigureSeries>();
      for (const matrix of matrices)
        if (matrix.figureId === id) all.set(matrix.frequency, seriesOf(figure, breakdown, matrix, heldBack, converted));
      state.series.set(seriesKey(state, figure, breakdown), all);
      found.set(figure, all);
    }
  }
  return found;
}

function seriesKey(state: DataState, figure: string, breakdown: string): string {
  return `${figure} ${state.figures.get(figure)?.edition ?? ""} ${breakdown}`;
}

interface MarkedCell {
  readonly frequency: string;
  readonly ordinal: number;
  readonly areaId: number;
}

/** The cells that are held back from the readers of the state: from everybody, and from their circle. */
async function readPattern(
  db: Kysely<Database>,
  { sight }: DataState,
  figureIds: readonly number[],
  breakdown: string,
): Promise<Map<number, MarkedCell[]>> {
  const { rows } = await sql<MarkedCell & { readonly figure: number }>`
    select w.figure_id as figure, w.frequency, w.ordinal, w.area_id as "areaId"
    from ${heldBackFrom(sight.heldBack)} w
    where w.figure_id = any(${figureIds}::integer[]) and w.breakdown = ${breakdown}`.execute(db);
  return byFigureOf(rows);
}

async function readConversions(
  db: Kysely<Database>,
  figures: readonly string[],
  breakdown: string,
): Promise<Map<string, MarkedCell[]>> {
  if (figures.length === 0) return new Map();
  const found = await storedConversions(db, figures);
  return byFigureOf(found.filter((one) => one.breakdown === breakdown));
}

function byFigureOf<Figure>(rows: readonly (MarkedCell & { readonly figure: Figure })[]): Map<Figure, MarkedCell[]> {
  const cells = new Map<Figure, MarkedCell[]>();
  for (const row of rows) {
    const list = cells.get(row.figure);
    if (list === undefined) cells.set(row.figure, [row]);
    else list.push(row);
  }
  return cells;
}

function seriesOf(
  figure: string,
  breakdown: string,
  matrix: SeriesMatrix,
  heldBack: readonly MarkedCell[],
  converted: readonly MarkedCell[],
): FigureSeries {
  const { frequency, first, width, areaIds, numbers, absent, marks } = matrix;
  const byArea = new Map<number, Column>();
  const printed = new Map<number, Uint8Array>();
  areaIds.forEach((area, row) => {
    const from = row * width;
    byArea.set(area, { numbers: numbers.subarray(from, from + width), absent: absent.subarray(from, from + width) });
    if (marks !== null) printed.set(area, marks.subarray(from, from + width));
  });
  return {
    figure,
    breakdown,
    frequency,
    first,
    width,
    byArea,
    heldBack: marksOf(heldBack, frequency, first, width),
    alreadyConverted: marksOf(converted, frequency, first, width),
    sourceMarks: (area) => printed.get(area) ?? null,
  };
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
