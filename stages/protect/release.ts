import type { DisclosureRule } from "../../kernel/indicator/baseFigure.ts";
import type { Mark } from "../../kernel/value/table.ts";
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

/** What stands behind the values and decides whether they may leave. All arrays run parallel to `values`. */
export interface Guard {
  /**
   * Every base figure that a value is counted from: for a count itself, one part;
   * for a rate, numerator and denominator; for a change, the figures of both
   * periods; for an index, those of all its components.
   */
  readonly parts: readonly Part[];
  /** Quotients in which people are a share of people: the rest, denominator − numerator, is a count too. */
  readonly shares?: readonly Share[];
  /** Area level of each value, where the audience sees only some levels. */
  readonly levels?: readonly string[];
  readonly audience?: Audience;
}

export interface Part {
  /** Rule of the source, the strictest of all its deliveries. */
  readonly rule: DisclosureRule;
  /** The count behind each value; leave it out when it is no count of cases (money, medians, hectares). */
  readonly counts?: readonly Value[];
  /** Whether the pattern of the protection (`withheld_cell`) holds this part of the value back. */
  readonly withheld?: ArrayLike<boolean | number>;
}

export interface Share {
  readonly rule: DisclosureRule;
  readonly numerators: readonly Value[];
  readonly denominators: readonly Value[];
}

/** For whom the figures are. A profile may ask for more than the source's rule, never for less. */
export interface Audience {
  readonly id: string;
  /** Levels that it may see; without it, all. */
  readonly levels?: readonly string[];
  /** Counts below this are withheld from it, where the source's rule asks for a minimum at all. */
  readonly minimumCount?: number;
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
  const size = thing.values.length;
  const hidden = new Uint8Array(size);
  const approximate = new Uint8Array(size);
  for (const part of guard.parts) hidePart(part, guard.audience, hidden, approximate);
  for (const share of guard.shares ?? []) hideShare(share, guard.audience, hidden);
  hideLevels(guard, hidden);

  const values = thing.values.map((value, at): Value => (hidden[at] === 1 ? "withheld" : value));
  const changed: Releasable = { ...thing, values, ...marks(thing, values, approximate) };
  passed.add(changed);
  return changed as Released<T & Pick<Releasable, "marks">>;
}

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

function hidePart(part: Part, audience: Audience | undefined, hidden: Uint8Array, approximate: Uint8Array): void {
  checkLength("withheld", part.withheld, hidden.length);
  checkLength("counts", part.counts, hidden.length);
  const { approximate: perturbed } = demandsOf(part.rule);
  const minimum = minimumFor(part.rule, audience);
  for (let at = 0; at < hidden.length; at++) {
    if (perturbed) approximate[at] = 1;
    if (part.withheld?.[at]) hidden[at] = 1;
    const count = part.counts?.[at];
    if (count === "withheld") hidden[at] = 1;
    if (typeof count === "number" && isTooSmall(count, minimum)) hidden[at] = 1;
  }
}

function hideShare(share: Share, audience: Audience | undefined, hidden: Uint8Array): void {
  checkLength("numerators", share.numerators, hidden.length);
  checkLength("denominators", share.denominators, hidden.length);
  const minimum = minimumFor(share.rule, audience);
  for (let at = 0; at < hidden.length; at++) {
    const numerator = share.numerators[at] ?? "unknown";
    const denominator = share.denominators[at] ?? "unknown";
    if (numerator === "withheld" || denominator === "withheld") hidden[at] = 1;
    if (!isPresent(numerator) || !isPresent(denominator)) continue;
    if (isTooSmall(numerator, minimum) || isTooSmall(denominator - numerator, minimum)) hidden[at] = 1;
  }
}

function hideLevels({ levels, audience }: Guard, hidden: Uint8Array): void {
  if (audience?.levels === undefined) return;
  if (levels === undefined) throw new Error(`release to audience ${audience.id}: levels of the values are missing`);
  checkLength("levels", levels, hidden.length);
  const permitted = new Set(audience.levels);
  levels.forEach((level, at) => {
    if (!permitted.has(level)) hidden[at] = 1;
  });
}

/** The source's minimum, or the audience's where that is higher; a source without a minimum keeps none. */
function minimumFor(rule: DisclosureRule, audience: Audience | undefined): number {
  const { minimumCount } = demandsOf(rule);
  return minimumCount === 1 ? 1 : Math.max(minimumCount, audience?.minimumCount ?? 1);
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
