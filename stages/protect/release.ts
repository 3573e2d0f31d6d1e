import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";
import { type Column, columnOf, setValue, withheldCode } from "../../kernel/value/column.ts";
import { type Mark, markList } from "../../kernel/value/table.ts";
import { isPresent, type Value } from "../../kernel/value/value.ts";
import { demandsOf, isTooSmall } from "./rules.ts";

declare const releasedByProtect: unique symbol;

/**
 * Something that passed the choke point and may leave the platform: page, API,
 * file, map, chart, report accept this and nothing else. Only `release` makes it.
 */
export type Released<T> = T & { readonly [releasedByProtect]: true };

/** What passes the choke point: a `Table`, or any shape that keeps its figures in `values`. */
export interface Releasable {
  readonly values: readonly Value[];
  readonly marks?: readonly (Mark | null)[];
}

/** The same for very many figures side by side. */
export interface ReleasableColumn {
  readonly column: Column;
  /** Position in the list of marks, from 1; 0 for none. */
  readonly marks?: Uint8Array;
}

/**
 * What stands behind the values and decides whether they may leave. All arrays run
 * parallel to `values`; counts are lists of values or columns.
 */
export interface Guard<Counts = readonly Value[]> {
  /**
   * Every base figure that a value is counted from: for a count itself, one part;
   * for a rate, numerator and denominator; for a change, the figures of both
   * periods; for an index, those of all its components.
   */
  readonly parts: readonly Part<Counts>[];
  /** Quotients in which people are a share of people: the rest, denominator − numerator, is a count too. */
  readonly shares?: readonly Share<Counts>[];
}

export interface Part<Counts = readonly Value[]> {
  /** Rule of the source, the strictest of all its deliveries and of what was set for the readers. */
  readonly rule: DisclosureRule;
  /** The count behind each value; leave it out when it is no count of cases (money, medians, hectares). */
  readonly counts?: Counts;
  /** Whether the pattern of the protection (`withheld_cell`) holds this part of the value back. */
  readonly withheld?: ArrayLike<boolean | number>;
}

export interface Share<Counts = readonly Value[]> {
  readonly rule: DisclosureRule;
  readonly numerators: Counts;
  readonly denominators: Counts;
}

/**
 * The door out: the same figures, with everything withheld that must not leave.
 *
 * A value leaves only if each count behind it may: none withheld by the pattern,
 * none below the minimum of its source, and where it is a share, neither the
 * cases nor the rest. Values that were absent before keep their reason, except
 * that a withheld part makes the value withheld. Figures of the cell-key method
 * are marked approximate.
 *
 * @example
 * release({ values: [2, 0, 3] }, { parts: [{ rule: "min3", counts: [2, 0, 3] }] }).values // ["withheld", 0, 3]
 * release({ values: [98.6] }, { parts: [], shares: [{ rule: "min3", numerators: [138], denominators: [140] }] }).values // ["withheld"]
 */
export function release<T extends Releasable>(thing: T, guard: Guard): Released<T & Pick<Releasable, "marks">> {
  const { hidden, approximate } = verdict(thing.values.length, {
    ...guard,
    parts: guard.parts.map(({ counts, ...part }) =>
      counts === undefined ? part : { ...part, counts: columnOf(counts) },
    ),
    shares: (guard.shares ?? []).map(({ rule, numerators, denominators }) => ({
      rule,
      numerators: columnOf(numerators),
      denominators: columnOf(denominators),
    })),
  });
  const values = thing.values.map((value, at): Value => (hidden[at] === 1 ? "withheld" : value));
  const changed: Releasable = { ...thing, values, ...marks(thing, values, approximate) };
  passed.add(changed);
  return changed as Released<T & Pick<Releasable, "marks">>;
}

/**
 * The same door for columns, by the same judgement: what a map of 5,000 areas goes through.
 *
 * @example
 * releaseColumn({ column: { numbers: Float64Array.of(9, 8), absent: new Uint8Array(2) } }, { parts: [{ rule: "min3", withheld: [0, 1] }] }).column.absent // new Uint8Array([0, 1])
 */
export function releaseColumn(thing: ReleasableColumn, guard: Guard<Column>): Released<Required<ReleasableColumn>> {
  const size = thing.column.numbers.length;
  checkLength("absences", thing.column.absent, size);
  checkLength("marks", thing.marks, size);
  const { hidden, approximate } = verdict(size, guard);
  const column = { numbers: thing.column.numbers.slice(), absent: thing.column.absent.slice() };
  const markCodes = thing.marks?.slice() ?? new Uint8Array(size);
  for (let at = 0; at < size; at++) {
    if (hidden[at] === 1) setValue(column, at, "withheld");
    if (column.absent[at] !== 0) markCodes[at] = 0;
    else if (markCodes[at] === 0 && approximate[at] === 1) markCodes[at] = approximateCode;
  }
  const changed = { column, marks: markCodes };
  passed.add(changed);
  return changed as Released<Required<ReleasableColumn>>;
}

const approximateCode = markList.indexOf("approximate") + 1;

/**
 * Whether this very object came through the choke point: the check for where
 * types do not reach.
 *
 * @example
 * wasReleased(release({ values: [5] }, { parts: [] })) // true
 * wasReleased({ values: [5] }) // false
 */
export function wasReleased(thing: object): boolean {
  return passed.has(thing);
}

const passed = new WeakSet<object>();

/** Which places must not leave, and which were changed a little by their source. */
function verdict(size: number, guard: Guard<Column>): { hidden: Uint8Array; approximate: Uint8Array } {
  const hidden = new Uint8Array(size);
  const approximate = new Uint8Array(size);
  for (const part of guard.parts) hidePart(part, hidden, approximate);
  for (const share of guard.shares ?? []) hideShare(share, hidden);
  return { hidden, approximate };
}

function hidePart(part: Part<Column>, hidden: Uint8Array, approximate: Uint8Array): void {
  const { withheld, counts } = part;
  checkLength("withheld", withheld, hidden.length);
  checkLength("counts", counts?.numbers, hidden.length);
  if (demandsOf(part.rule).approximate) approximate.fill(1);
  if (withheld !== undefined) for (let at = 0; at < hidden.length; at++) if (withheld[at]) hidden[at] = 1;
  if (counts === undefined) return;
  const { minimumCount: minimum } = demandsOf(part.rule);
  for (let at = 0; at < hidden.length; at++) {
    const absent = counts.absent[at];
    if (absent === withheldCode || (absent === 0 && isTooSmall(counts.numbers[at] ?? 0, minimum))) hidden[at] = 1;
  }
}

function hideShare({ rule, numerators, denominators }: Share<Column>, hidden: Uint8Array): void {
  checkLength("numerators", numerators.numbers, hidden.length);
  checkLength("denominators", denominators.numbers, hidden.length);
  const { minimumCount: minimum } = demandsOf(rule);
  for (let at = 0; at < hidden.length; at++) {
    if (numerators.absent[at] === withheldCode || denominators.absent[at] === withheldCode) hidden[at] = 1;
    if (numerators.absent[at] !== 0 || denominators.absent[at] !== 0) continue;
    const cases = numerators.numbers[at] ?? 0;
    const rest = (denominators.numbers[at] ?? 0) - cases;
    if (isTooSmall(cases, minimum) || isTooSmall(rest, minimum)) hidden[at] = 1;
  }
}

function marks(thing: Releasable, values: readonly Value[], approximate: Uint8Array): Pick<Releasable, "marks"> {
  if (thing.marks === undefined && !approximate.includes(1)) return {};
  return {
    marks: values.map((value, at): Mark | null => {
      if (!isPresent(value)) return null;
      return thing.marks?.[at] ?? (approximate[at] === 1 ? "approximate" : null);
    }),
  };
}

function checkLength(name: string, array: ArrayLike<unknown> | undefined, size: number): void {
  if (array !== undefined && array.length !== size)
    throw new Error(`release: ${size} values but ${array.length} ${name}`);
}
