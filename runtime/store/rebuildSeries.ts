import { type Kysely, sql } from "kysely";
import { copiedRows } from "./copiedRows.ts";
import { type CopyField, copyRows } from "./copyRows.ts";
import { acceptedCondition } from "./countsAsAccepted.ts";
import type { Database } from "./database.ts";

// Key of the advisory lock under which series are written.
const writing = 7_304;

/**
 * Folds the accepted slices of these figures anew into the form that is read: newest value per area and period.
 *
 * Deliveries count in the order of their acceptance; one that was superseded by
 * an accepted one does not count. A figure's series are replaced whole, so this
 * may be repeated at will and always ends in the same state. Runs in the
 * caller's transaction, or in one of its own.
 */
export async function rebuildSeries(db: Kysely<Database>, figureKeys: readonly string[]): Promise<void> {
  if (!db.isTransaction) return db.transaction().execute((transaction) => rebuildSeries(transaction, figureKeys));
  // One writer at a time: the second then sees the slices of the first.
  await sql`select pg_advisory_xact_lock(${writing}, hashtext(current_schema()))`.execute(db);
  const figures = await sql<{ id: number; slices: number }>`
    select f.id, (select count(*) from slice s where s.figure_id = f.id) as slices
    from figure f where key = any(${figureKeys}::text[]) order by id`.execute(db);
  await sql`update figure set edition = edition + 1 where key = any(${figureKeys}::text[])`.execute(db);
  for (const ids of batchesOf(figures.rows)) {
    await sql`delete from series where figure_id = any(${ids}::integer[])`.execute(db);
    const slices = (await copiedRows(db, sliceColumns, acceptedSlices(ids))) as AcceptedSlice[];
    if (slices.length > 0) await copyRows(db, "series", columns, seriesOf(slices));
  }
  await sql`select count_facts()`.execute(db);
}

const slicesPerBatch = 200;

// Many small figures go together, since each question has its price; a large one goes alone, for the memory.
function* batchesOf(figures: readonly { id: number; slices: number }[]): Generator<number[]> {
  let batch: number[] = [];
  let slices = 0;
  for (const figure of figures) {
    if (batch.length > 0 && slices + figure.slices > slicesPerBatch) {
      yield batch;
      batch = [];
      slices = 0;
    }
    batch.push(figure.id);
    slices += figure.slices;
  }
  if (batch.length > 0) yield batch;
}

const acceptedSlices = (figureIds: readonly number[]) => `
  select s.figure_id, s.breakdown, s.frequency, s.ordinal, s.area_ids, s.amounts, s.statuses, s.marks
  from slice s join delivery d on d.id = s.delivery_id
  where s.figure_id in (${figureIds.map(Number).join(", ")}) and ${acceptedCondition}
  order by s.figure_id, s.breakdown, s.frequency, d.accepted_order, s.id`;

const sliceColumns = {
  figure_id: "int4",
  breakdown: "text",
  frequency: "text",
  ordinal: "int4",
  area_ids: "int4[]",
  amounts: "float8[]",
  statuses: "int2[]",
  marks: "int2[]",
} as const;

const columns = {
  figure_id: "int4",
  breakdown: "text",
  frequency: "text",
  area_id: "int4",
  first_ordinal: "int4",
  amounts: "float8[]",
  statuses: "int2[]",
  marks: "int2[]",
} as const;

interface AcceptedSlice {
  figure_id: number;
  breakdown: string;
  frequency: string;
  ordinal: number;
  area_ids: Int32Array;
  amounts: Float64Array;
  statuses: Int16Array | null;
  marks: Int16Array | null;
}

function* seriesOf(slices: readonly AcceptedSlice[]): Generator<CopyField[]> {
  for (let start = 0, end = 0; start < slices.length; start = end) {
    const first = slices[start] as AcceptedSlice;
    const belongs = (slice: AcceptedSlice | undefined) =>
      slice?.figure_id === first.figure_id &&
      slice.breakdown === first.breakdown &&
      slice.frequency === first.frequency;
    while (belongs(slices[end])) end += 1;
    for (const { areaId, firstOrdinal, amounts, statuses, marks } of fold(slices.slice(start, end)))
      yield [first.figure_id, first.breakdown, first.frequency, areaId, firstOrdinal, amounts, statuses, marks];
  }
}

interface Folded {
  readonly areaId: number;
  readonly firstOrdinal: number;
  /** NaN where there is no number. */
  readonly amounts: Float64Array;
  readonly statuses: (number | null)[] | null;
  readonly marks: (number | null)[] | null;
}

// Later slices overwrite earlier ones, point by point.
function* fold(slices: readonly AcceptedSlice[]): Generator<Folded> {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  const places = new Map<number, number>();
  for (const { ordinal, area_ids } of slices) {
    first = Math.min(first, ordinal);
    last = Math.max(last, ordinal);
    for (const area of area_ids) if (!places.has(area)) places.set(area, places.size);
  }
  const width = last - first + 1;
  const amounts = new Float64Array(places.size * width).fill(Number.NaN);
  const statuses = new Int8Array(places.size * width).fill(-1);
  const marks = new Int8Array(slices.some((slice) => slice.marks !== null) ? places.size * width : 0).fill(-1);
  for (const slice of slices) {
    const { area_ids, ordinal } = slice;
    for (let i = 0; i < area_ids.length; i += 1) {
      const at = (places.get(area_ids[i] as number) as number) * width + ordinal - first;
      amounts[at] = slice.amounts[i] ?? Number.NaN;
      statuses[at] = slice.statuses?.[i] ?? -1;
      if (marks.length > 0) marks[at] = slice.marks?.[i] ?? -1;
    }
  }
  const isGap = (at: number) => Number.isNaN(amounts[at]) && statuses[at] === -1;
  for (const [areaId, place] of places) {
    let from = place * width;
    let to = from + width;
    while (isGap(from)) from += 1;
    while (isGap(to - 1)) to -= 1;
    yield {
      areaId,
      firstOrdinal: first + from - place * width,
      amounts: amounts.subarray(from, to),
      statuses: codesOf(statuses.subarray(from, to)),
      marks: codesOf(marks.subarray(from, to)),
    };
  }
}

/** Null where there is none at all, so that nothing is kept for it. */
function codesOf(codes: Int8Array): (number | null)[] | null {
  return codes.every((code) => code === -1) ? null : Array.from(codes, (code) => (code === -1 ? null : code));
}
