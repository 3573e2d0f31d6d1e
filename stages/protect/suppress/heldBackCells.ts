import { isPresent, type Value } from "../../../kernel/value/value.ts";
import { isTooSmall } from "../rules.ts";
import type { Relation } from "../table/additiveRelations.ts";
import { Elimination } from "./elimination.ts";

/** Cells of one point in time, as the store has them, and what adds up among them. */
export interface StoredCells {
  readonly values: readonly Value[];
  readonly relations: readonly StoredRelation[];
  readonly minimumCount: number;
  /** Cells that are sensitive for another reason, for example since the rest of a share is too small. */
  readonly sensitive?: ReadonlySet<number>;
  /** Sums of cells that are known, though not as a cell: every cell with its factor. */
  readonly known?: readonly { readonly cells: readonly number[]; readonly factors: readonly number[] }[];
  /** Gets the secrets that what cannot be held back gives away. */
  readonly lost?: Set<number>;
  /** Asks only whether anything is lost: goes no further than the first loss and shows nothing; no code is to be read. */
  readonly onlyLoss?: boolean;
  /** Cells that stay back anyhow, since they are held back from readers further inside. */
  readonly kept?: ReadonlySet<number>;
  /** Cells that were shown before: they are shown first, since whoever saw them remembers. */
  readonly shownBefore?: ReadonlySet<number>;
  /** Cells that are worked out from others and no secret themselves; they only must not give one away. */
  readonly workedOut?: ReadonlySet<number>;
}

/** A sum, or a sum of shares: then it holds by definition. */
export interface StoredRelation extends Relation {
  /** Millionths of each part that go into the whole; all of it where left out. */
  readonly millionths?: readonly number[];
}

export const shown = 0;
export const heldBackItself = 1;
export const heldBackForOthers = 2;

/**
 * Which figures of areas must stay back: those below the minimum, those that the
 * source withheld, and so many others that no sum over Amt, planning region or
 * county gives one of them away.
 *
 * Sums that do not come out are no sums that an attacker could use, and are left
 * aside. Answers one code per cell: shown, held back itself, held back for others.
 *
 * @example
 * // A 12, B 2, C 13 and their total 27.
 * heldBackCells({ values: [12, 2, 13, 27], relations: [{ whole: 3, parts: [0, 1, 2] }], minimumCount: 3 }) // Uint8Array.of(2, 1, 0, 0)
 */
export function heldBackCells(cells: StoredCells): Uint8Array {
  const {
    values,
    relations,
    minimumCount,
    sensitive,
    workedOut,
    kept,
    shownBefore,
    known = [],
    lost,
    onlyLoss,
  } = cells;
  const codes = new Uint8Array(values.length);
  for (const cell of kept ?? []) codes[cell] = heldBackForOthers;
  const secrets: number[] = [];
  values.forEach((value, cell) => {
    if (workedOut?.has(cell) === true) return;
    const small = isPresent(value) && isTooSmall(value, minimumCount);
    if (!small && value !== "withheld" && sensitive?.has(cell) !== true) return;
    codes[cell] = heldBackItself;
    secrets.push(cell);
  });
  if (secrets.length === 0) return codes;
  const columns: Int32Array[] = [];
  for (const cell of secrets) columns[cell] = Int32Array.of(cell);
  const single = values.map((value, cell) => (value === 1 && workedOut?.has(cell) !== true ? 1 : 0));
  let usable: StoredRelation[] = [];
  let inside: ((a: number, b: number) => boolean) | undefined;
  const elimination = new Elimination(values.length, columns, secrets, single, (a, b) => {
    inside ??= insideOf(usable);
    return inside(a, b);
  });
  const give = (column: Int32Array, factors: readonly number[]): void => {
    for (const cell of elimination.force(column, factors)) lost?.add(cell);
  };
  // Sums that are no cells first: what is lost is mostly lost by them, and then all the rest is spared.
  for (const { cells: column, factors } of known) {
    give(Int32Array.from(column), factors);
    if (onlyLoss === true && lost !== undefined && lost.size > 0) return codes;
  }
  // Short sums first: what is worked out from them stays short.
  usable = relations
    .filter((relation) => holds(relation, values))
    .sort((one, other) => one.parts.length - other.parts.length);
  for (const { whole, parts, millionths } of usable)
    give(
      Int32Array.of(whole, ...parts),
      millionths === undefined ? [-1, ...parts.map(() => 1)] : [-1e6, ...millionths],
    );
  if (onlyLoss === true) return codes;
  for (const cell of mostWantedFirst(values, usable, shownBefore)) {
    if (codes[cell] !== shown) continue;
    if (!elimination.show(Int32Array.of(cell))) codes[cell] = heldBackForOthers;
  }
  return codes;
}

/** Whether a sum comes out, or could, when something in it is withheld. */
function holds({ whole, parts, millionths }: StoredRelation, values: readonly Value[]): boolean {
  if (millionths !== undefined) return true;
  let sum = 0;
  let withheld = false;
  for (const cell of [whole, ...parts]) {
    const value = values[cell] ?? "unknown";
    if (value === "withheld") withheld = true;
    else if (!isPresent(value)) return false;
    else sum += cell === whole ? -value : value;
  }
  return withheld || Math.abs(sum) < 1e-6;
}

function mostWantedFirst(
  values: readonly Value[],
  relations: readonly Relation[],
  shownBefore: ReadonlySet<number> = new Set(),
): number[] {
  const isWhole = new Set(relations.map(({ whole }) => whole));
  const rank = (cell: number): number => {
    const value = values[cell] ?? "unknown";
    return isPresent(value) && value !== 0 ? Math.abs(value) : Number.POSITIVE_INFINITY;
  };
  const order = values.flatMap((value, cell) => (isPresent(value) ? [cell] : []));
  return order.sort((a, b) => {
    if (shownBefore.has(a) !== shownBefore.has(b)) return shownBefore.has(a) ? -1 : 1;
    const [x, y] = [rank(a), rank(b)];
    if (x !== y) return y > x ? 1 : -1;
    return Number(isWhole.has(b)) - Number(isWhole.has(a)) || a - b;
  });
}

/** Whether one cell is part of another, over any number of steps. */
function insideOf(relations: readonly Relation[]): (a: number, b: number) => boolean {
  const wholesOf = new Map<number, number[]>();
  for (const { whole, parts } of relations)
    for (const part of parts) {
      const wholes = wholesOf.get(part);
      if (wholes === undefined) wholesOf.set(part, [whole]);
      else wholes.push(whole);
    }
  const inside = (a: number, b: number, seen: Set<number>): boolean => {
    if (a === b) return true;
    if (seen.has(a)) return false;
    seen.add(a);
    return (wholesOf.get(a) ?? []).some((whole) => inside(whole, b, seen));
  };
  return (a, b) => inside(a, b, new Set());
}
