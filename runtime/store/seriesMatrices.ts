import { CompiledQuery, type Kysely } from "kysely";
import pg from "pg";
import type { Frequency } from "../../kernel/time/period.ts";
import { unknownCode } from "../../kernel/value/column.ts";
import { CopiedBytes } from "./copiedRows.ts";
import type { Database } from "./database.ts";

/** One breakdown of one base figure in one frequency: one row per area, one column per point in time. */
export interface SeriesMatrix {
  readonly figureId: number;
  readonly frequency: Frequency;
  /** Point in time of the first column. */
  readonly first: number;
  readonly width: number;
  readonly areaIds: readonly number[];
  /** Row after row; NaN where there is no number. */
  readonly numbers: Float64Array;
  /** Position in `absences` from 1, 0 where there is a number; `unknown` also where nothing was delivered. */
  readonly absent: Uint8Array;
  /** What the sources printed beside the numbers: position in the list of marks from 1, 0 for nothing; null where nothing at all. */
  readonly marks: Uint8Array | null;
}

/**
 * Figures over all areas and time, for whoever computes with all of them:
 * PostgreSQL's binary form goes straight into matrices, and no number is printed
 * and read again on its way.
 *
 * @param breakdown only the totals when left out
 */
export async function seriesMatrices(
  db: Kysely<Database>,
  figureIds: readonly number[],
  breakdown = "",
): Promise<SeriesMatrix[]> {
  if (figureIds.length === 0) return [];
  // A copy takes no parameters.
  const ids = figureIds.map((id) => Math.trunc(id)).join(", ");
  const collected = new CopiedBytes();
  const query = `select figure_id, frequency, area_id, first_ordinal, amounts, statuses, marks
    from series where figure_id in (${ids}) and breakdown = ${pg.escapeLiteral(breakdown)}`;
  await db.executeQuery(CompiledQuery.raw(`copy (${query}) to stdout with (format binary)`, [collected]));
  return matricesIn(collected.bytes);
}

interface Group {
  readonly figureId: number;
  readonly frequency: Frequency;
  first: number;
  end: number;
  isMarked: boolean;
  readonly areaIds: number[];
  readonly firsts: number[];
  /** Where each array begins in the bytes; 0 for none. */
  readonly amounts: number[];
  readonly statuses: number[];
  readonly marks: number[];
}

const arrayHead = 20;
const sizeAt = 12;

function matricesIn(bytes: Buffer): SeriesMatrix[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return groupsIn(bytes, view).map((group) => {
    const { first, areaIds } = group;
    const width = group.end - first;
    const size = areaIds.length * width;
    const numbers = new Float64Array(size).fill(Number.NaN);
    const absent = new Uint8Array(size).fill(unknownCode);
    const marks = group.isMarked ? new Uint8Array(size) : null;
    for (let row = 0; row < areaIds.length; row += 1) {
      const from = row * width + (group.firsts[row] ?? 0) - first;
      putCodes(view, group.statuses[row] ?? 0, absent, from);
      putAmounts(view, group.amounts[row] ?? 0, numbers, absent, from);
      if (marks !== null) putCodes(view, group.marks[row] ?? 0, marks, from);
    }
    const { figureId, frequency } = group;
    return { figureId, frequency, first, width, areaIds, numbers, absent, marks };
  });
}

/** Where everything lies, before room is made for it. */
function groupsIn(bytes: Buffer, view: DataView): Group[] {
  const groups = new Map<string, Group>();
  let group: Group | undefined;
  // Eleven bytes of signature, flags, and an extension of which only the length is of interest.
  let at = 19 + view.getInt32(15);
  while (view.getInt16(at) !== -1) {
    at += 2;
    const figureId = view.getInt32(at + 4);
    at += 8;
    const letters = view.getInt32(at);
    const frequency = bytes.toString("latin1", at + 4, at + 4 + letters) as Frequency;
    at += 4 + letters;
    const areaId = view.getInt32(at + 4);
    const first = view.getInt32(at + 12);
    at += 16;
    const places = [0, 0, 0];
    for (let field = 0; field < places.length; field += 1) {
      const length = view.getInt32(at);
      at += 4;
      if (length === -1) continue;
      places[field] = at;
      at += length;
    }
    const [amounts = 0, statuses = 0, marks = 0] = places;
    if (group === undefined || group.figureId !== figureId || group.frequency !== frequency) {
      const key = `${figureId} ${frequency}`;
      group = groups.get(key) ?? emptyGroup(figureId, frequency);
      groups.set(key, group);
    }
    group.areaIds.push(areaId);
    group.firsts.push(first);
    group.amounts.push(amounts);
    group.statuses.push(statuses);
    group.marks.push(marks);
    group.first = Math.min(group.first, first);
    group.end = Math.max(group.end, first + sizeOf(view, amounts));
    group.isMarked ||= marks !== 0;
  }
  return [...groups.values()];
}

function emptyGroup(figureId: number, frequency: Frequency): Group {
  const lists = { areaIds: [], firsts: [], amounts: [], statuses: [], marks: [] };
  return {
    figureId,
    frequency,
    first: Number.POSITIVE_INFINITY,
    end: Number.NEGATIVE_INFINITY,
    isMarked: false,
    ...lists,
  };
}

function sizeOf(view: DataView, array: number): number {
  return array === 0 || view.getInt32(array) === 0 ? 0 : view.getInt32(array + sizeAt);
}

function putAmounts(view: DataView, array: number, numbers: Float64Array, absent: Uint8Array, from: number): void {
  const size = sizeOf(view, array);
  for (let place = 0, at = array + arrayHead; place < size; place += 1) {
    if (view.getInt32(at) === -1) {
      at += 4;
      continue;
    }
    numbers[from + place] = view.getFloat64(at + 4);
    absent[from + place] = 0;
    at += 12;
  }
}

/** Stored positions count from 0, codes from 1. */
function putCodes(view: DataView, array: number, codes: Uint8Array, from: number): void {
  const size = sizeOf(view, array);
  for (let place = 0, at = array + arrayHead; place < size; place += 1) {
    if (view.getInt32(at) === -1) {
      at += 4;
      continue;
    }
    codes[from + place] = view.getInt16(at + 4) + 1;
    at += 6;
  }
}
