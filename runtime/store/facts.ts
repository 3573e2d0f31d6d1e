import { type Kysely, sql } from "kysely";
import type { Frequency } from "../../kernel/time/period.ts";
import { type Mark, markList } from "../../kernel/value/table.ts";
import { type Absence, absences, type Value } from "../../kernel/value/value.ts";
import { type CopyField, copyRows } from "./copyRows.ts";
import { countsAsAccepted } from "./countsAsAccepted.ts";
import type { Database } from "./database.ts";

export { rebuildSeries } from "./rebuildSeries.ts";

/**
 * What one delivery says about one figure, breakdown and point in time, for all areas that it names.
 *
 * The truth of the store: slices are only added, and everything else is folded from them.
 */
export interface FactSlice {
  /** Base figure as formulas name it: `BEV_INSG`. */
  readonly figure: string;
  /** `""` is the total. */
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly ordinal: number;
  /** Each area once. */
  readonly areaIds: readonly number[];
  /** One per area. */
  readonly values: readonly Value[];
  /** Where in the file the values stood, counted from 1; `""` and null where there is no such place. */
  readonly sheet: string;
  readonly rows: readonly number[] | null;
  readonly columns: readonly number[] | null;
  /** How the values came over from other boundaries, where they did. */
  readonly conversion: unknown | null;
  /** What the source printed beside the numbers, one per area; left out where it printed nothing (X-014). */
  readonly marks?: readonly (Mark | null)[] | null;
}

/** The values of one area over time, one per period without a break from `firstOrdinal` on. */
export interface PackedSeries {
  readonly figure: string;
  readonly breakdown: string;
  readonly frequency: Frequency;
  readonly areaId: number;
  readonly firstOrdinal: number;
  /** `unknown` also where nothing was ever delivered between two periods. */
  readonly values: readonly Value[];
  /** What the sources printed beside the numbers, one per value; null where they printed nothing. */
  readonly marks: readonly (Mark | null)[] | null;
}

/** Which series are wanted; what is left out does not narrow. */
export interface SeriesQuestion {
  readonly figures: readonly string[];
  readonly frequency?: Frequency;
  /** All areas of a level, `GEM`. */
  readonly level?: string;
  readonly areaIds?: readonly number[];
  /** Only totals when left out, null for all breakdowns. */
  readonly breakdown?: string | null;
  /** First and last ordinal, both included. */
  readonly from?: number;
  readonly to?: number;
}

/**
 * Adds what a delivery says, inside the caller's transaction; answers with the number of slices.
 *
 * They count once the delivery is accepted and `rebuildSeries` has run for its figures.
 */
export async function addSlices(
  db: Kysely<Database>,
  deliveryId: number,
  slices: Iterable<FactSlice> | AsyncIterable<FactSlice>,
): Promise<number> {
  const ids = new Map<string, number>();
  let added = 0;
  // In batches, since a figure seen for the first time needs its number before its slices are on their way.
  for await (const batch of batchesOf(slices)) {
    await demandFigures(db, ids, batch);
    const rows = batch.map((slice) => sliceRow(slice, deliveryId, ids.get(slice.figure) ?? 0));
    added += await copyRows(db, "slice", sliceColumns, rows);
  }
  return added;
}

const sliceColumns = {
  delivery_id: "int4",
  figure_id: "int4",
  breakdown: "text",
  frequency: "text",
  ordinal: "int4",
  area_ids: "int4[]",
  amounts: "float8[]",
  statuses: "int2[]",
  sheet: "text",
  cell_rows: "int4[]",
  cell_columns: "int4[]",
  conversion: "jsonb",
  marks: "int2[]",
} as const;

const valuesPerBatch = 100_000;

async function* batchesOf(slices: Iterable<FactSlice> | AsyncIterable<FactSlice>): AsyncGenerator<FactSlice[]> {
  let batch: FactSlice[] = [];
  let values = 0;
  for await (const slice of slices) {
    batch.push(slice);
    values += slice.values.length;
    if (values < valuesPerBatch) continue;
    yield batch;
    batch = [];
    values = 0;
  }
  if (batch.length > 0) yield batch;
}

async function demandFigures(db: Kysely<Database>, ids: Map<string, number>, slices: readonly FactSlice[]) {
  const missing = [...new Set(slices.map((slice) => slice.figure))].filter((key) => !ids.has(key));
  if (missing.length === 0) return;
  const known = () => db.selectFrom("figure").select(["id", "key"]).where("key", "in", missing).execute();
  let found = await known();
  if (found.length < missing.length) {
    // One after the other, or two deliveries would both find the figure missing.
    await sql`lock table figure in share row exclusive mode`.execute(db);
    await sql`insert into figure (key) select unnest(${missing}::text[]) except select key from figure`.execute(db);
    found = await known();
  }
  for (const { id, key } of found) ids.set(key, id);
}

function sliceRow(slice: FactSlice, deliveryId: number, figureId: number): CopyField[] {
  const { areaIds, values, rows, columns, marks = null } = slice;
  for (const list of [values, rows, columns, marks])
    if (list !== null && list.length !== areaIds.length)
      throw new Error(`slice of ${slice.figure} at ${slice.ordinal}: ${areaIds.length} areas, but ${list.length}`);
  let statuses: (number | null)[] | null = null;
  const amounts = values.map((value, position) => {
    if (typeof value === "number") {
      if (Number.isFinite(value)) return value;
      throw new Error(`slice of ${slice.figure} at ${slice.ordinal}: value ${value}`);
    }
    statuses ??= values.map(() => null);
    statuses[position] = absences.indexOf(value);
    return null;
  });
  const head = [deliveryId, figureId, slice.breakdown, slice.frequency, slice.ordinal, areaIds, amounts, statuses];
  const conversion = slice.conversion === null ? null : JSON.stringify(slice.conversion);
  const isMarked = marks?.some((mark) => mark !== null) === true;
  const codes = isMarked ? marks.map((mark) => (mark === null ? null : markList.indexOf(mark))) : null;
  return [...head, slice.sheet, rows, columns, conversion, codes];
}

/**
 * The newest accepted values, packed over time; what maps, profiles and trends are made of.
 *
 * The whole answer comes as one row of long texts, numbers written as JSON
 * nearly is: the driver's work per row and field would cost more than the query.
 */
export async function readSeries(db: Kysely<Database>, question: SeriesQuestion): Promise<PackedSeries[]> {
  if (question.figures.length === 0 || question.areaIds?.length === 0) return [];
  const { breakdown = "", frequency } = question;
  const from = question.from ?? null;
  const to = question.to ?? null;
  const isOnePoint = from !== null && from === to;
  const start = sql`${from}::integer - s.first_ordinal + 1`;
  const end = sql`${to}::integer - s.first_ordinal + 1`;
  const part =
    from === null && to === null
      ? sql``
      : sql`[${from === null ? sql`` : sql`greatest(${start}, 1)`}:${to === null ? sql`` : end}]`;
  const numbers = isOnePoint
    ? sql`array_agg(s.amounts[${start}])::text as amounts,
          case when bool_or(s.statuses is not null) then array_agg(s.statuses[${start}])::text end as statuses,
          case when bool_or(s.marks is not null) then array_agg(s.marks[${start}])::text end as marks`
    : sql`string_agg((s.amounts${part})::text, '') as amounts,
          case when bool_or(s.statuses is not null)
               then string_agg(coalesce((s.statuses${part})::text, '{}'), '') end as statuses,
          case when bool_or(s.marks is not null)
               then string_agg(coalesce((s.marks${part})::text, '{}'), '') end as marks`;
  const figures = [...new Set(question.figures)];
  const [onlyFigure] = figures.length === 1 ? figures : [];
  const conditions = [
    ...(onlyFigure === undefined ? [] : [sql`s.figure_id = (select id from figure where key = ${onlyFigure})`]),
    ...(breakdown === null ? [] : [sql`s.breakdown = ${breakdown}`]),
    ...(frequency === undefined ? [] : [sql`s.frequency = ${frequency}`]),
    ...(question.areaIds === undefined ? [] : [sql`s.area_id = any(${question.areaIds}::integer[])`]),
    ...(question.level === undefined
      ? []
      : [sql`s.area_id in (select id from area where level_id = ${question.level})`]),
    ...(from === null ? [] : [sql`s.first_ordinal + cardinality(s.amounts) > ${from}`]),
    ...(to === null ? [] : [sql`s.first_ordinal <= ${to}`]),
  ];
  // A list of hundreds is joined, not compared with: the planner would look at each of its members.
  const wanted = sql`unnest(${figures}::text[]) as wanted(key) join figure using (key) join series s on s.figure_id = figure.id`;
  // What is known beforehand need not travel once per series.
  const { rows } = await sql<SeriesAnswer>`
    select array_agg(s.area_id) as areas, ${onlyFigure === undefined ? sql`json_agg(key)` : sql`null`} as figures,
           ${isOnePoint ? sql`null` : sql`array_agg(s.first_ordinal)`} as firsts,
           ${breakdown === null ? sql`json_agg(s.breakdown)` : sql`null`} as breakdowns,
           ${frequency === undefined ? sql`json_agg(s.frequency)` : sql`null`} as frequencies,
           ${numbers}
    from ${onlyFigure === undefined ? wanted : sql`series s`} where ${sql.join([sql`true`, ...conditions], sql` and `)}`.execute(
    db,
  );
  const [answer] = rows;
  if (answer === undefined || answer.areas === null) return [];
  const { figures: keys, firsts, breakdowns, frequencies } = answer;
  const valuesAt = isOnePoint ? points(answer) : stretches(answer);
  const marksAt = marksIn(answer.marks, isOnePoint);
  return answer.areas.map((areaId, i) => {
    const first = firsts?.[i] ?? from ?? 0;
    return {
      figure: onlyFigure ?? keys?.[i] ?? "",
      breakdown: breakdown ?? breakdowns?.[i] ?? "",
      frequency: frequency ?? frequencies?.[i] ?? "year",
      areaId,
      firstOrdinal: from === null || from < first ? first : from,
      values: valuesAt(i),
      marks: marksAt(i),
    };
  });
}

interface SeriesAnswer {
  figures: string[] | null;
  /** Null when there is no series at all. */
  areas: number[] | null;
  firsts: number[] | null;
  breakdowns: string[] | null;
  frequencies: Frequency[] | null;
  amounts: string;
  statuses: string | null;
  marks: string | null;
}

function points(answer: SeriesAnswer): (i: number) => Value[] {
  const amounts = listOf<number | null>(answer.amounts);
  const statuses = answer.statuses === null ? null : listOf<number | null>(answer.statuses);
  return (i) => [amounts[i] ?? absenceOf(statuses?.[i])];
}

function stretches(answer: SeriesAnswer): (i: number) => Value[] {
  const amounts = listsOf<number | null>(answer.amounts);
  const statuses = answer.statuses === null ? null : listsOf<number | null>(answer.statuses);
  const hasHoles = answer.amounts.includes("NULL");
  return (i) => {
    const own = amounts[i] ?? [];
    // Most areas have no hole, and nothing need be copied for them.
    if (!hasHoles || !own.includes(null)) return own as number[];
    return own.map((amount, place) => amount ?? absenceOf(statuses?.[i]?.[place]));
  };
}

function marksIn(text: string | null, isOnePoint: boolean): (i: number) => (Mark | null)[] | null {
  if (text === null) return () => null;
  const named = (code: number | null) => (code === null ? null : (markList[code] ?? null));
  if (isOnePoint) {
    const codes = listOf<number | null>(text);
    return (i) => (codes[i] == null ? null : [named(codes[i] ?? null)]);
  }
  const codes = listsOf<number | null>(text);
  return (i) => ((codes[i]?.length ?? 0) === 0 ? null : (codes[i] ?? []).map(named));
}

function absenceOf(status: number | null | undefined): Absence {
  return absences[status ?? absences.indexOf("unknown")] ?? "unknown";
}

// The parser of JSON reads PostgreSQL's numbers many times quicker than any loop over characters.
function listOf<T>(text: string): T[] {
  return JSON.parse(`[${text.slice(1, -1).replaceAll("NULL", "null")}]`);
}

function listsOf<T>(text: string): T[][] {
  return JSON.parse(`[[${text.slice(1, -1).replaceAll("}{", "],[").replaceAll("NULL", "null")}]]`);
}

/**
 * Where the value of an area comes from: the newest accepted delivery that speaks of it, and the cell in its file.
 * Null when nobody delivered it.
 */
export async function sourceOfValue(
  db: Kysely<Database>,
  point: { figure: string; breakdown: string; frequency: Frequency; ordinal: number; areaId: number },
): Promise<ValueSource | null> {
  const { rows } = await sql<{
    delivery_id: number;
    sheet: string;
    row: number | null;
    column: number | null;
    amount: number | null;
    status: number | null;
    conversion: unknown;
    mark: number | null;
  }>`
    select s.delivery_id, s.sheet, s.cell_rows[p] as row, s.cell_columns[p] as column,
           s.amounts[p] as amount, s.statuses[p] as status, s.conversion, s.marks[p] as mark
    from slice s
    join figure f on f.id = s.figure_id
    join delivery d on d.id = s.delivery_id
    cross join lateral array_position(s.area_ids, ${point.areaId}::integer) as p
    where f.key = ${point.figure} and s.breakdown = ${point.breakdown} and s.frequency = ${point.frequency}
      and s.ordinal = ${point.ordinal} and p is not null
      and ${countsAsAccepted}
    order by d.accepted_order desc, s.id desc limit 1`.execute(db);
  const [found] = rows;
  if (found === undefined) return null;
  const { delivery_id: deliveryId, sheet, row, column, amount, status, conversion } = found;
  const mark = found.mark === null ? null : (markList[found.mark] ?? null);
  return { deliveryId, sheet, row, column, value: amount ?? absenceOf(status), conversion, mark };
}

export interface ValueSource {
  readonly deliveryId: number;
  readonly sheet: string;
  readonly row: number | null;
  readonly column: number | null;
  readonly value: Value;
  readonly conversion: unknown | null;
  /** What the source printed beside the number. */
  readonly mark: Mark | null;
}

/** At which points in time there are accepted values of these figures, in order. */
export async function periodsOf(
  db: Kysely<Database>,
  figures: readonly string[],
): Promise<{ figure: string; frequency: Frequency; ordinals: number[] }[]> {
  const { rows } = await sql<{ figure: string; frequency: Frequency; ordinals: number[] }>`
    select f.key as figure, s.frequency, array_agg(distinct s.ordinal order by s.ordinal) as ordinals
    from slice s
    join figure f on f.id = s.figure_id
    join delivery d on d.id = s.delivery_id
    where f.key = any(${figures}::text[]) and ${countsAsAccepted}
    group by f.key, s.frequency order by f.key, s.frequency`.execute(db);
  return rows;
}

/** The figures that change when a delivery is accepted: its own and those of the one that it supersedes. */
export async function figuresTouched(db: Kysely<Database>, deliveryId: number): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from figure where id in (
      select figure_id from slice where delivery_id in (
        select id from delivery where id = ${deliveryId}
        union all select supersedes_id from delivery where id = ${deliveryId}))
    order by key`.execute(db);
  return rows.map((row) => row.key);
}
