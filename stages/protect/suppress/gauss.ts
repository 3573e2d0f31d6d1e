import { Elimination } from "./elimination.ts";

/** What Gaussian elimination looks at: cells as sets of finest cells, and what is known about each. */
export interface GaussTask {
  readonly rows: number;
  readonly columns: readonly Int32Array[];
  /** 1 where the cell itself must not be known. */
  readonly primary: ArrayLike<number>;
  /** Cells in the order in which they should rather be shown; primary cells are skipped. */
  readonly order: ArrayLike<number>;
  /** Cells that are out already and can no longer be held back. */
  readonly shownBefore?: readonly number[];
  /** 1 where a cell is one single person, who knows it. */
  readonly single?: ArrayLike<number>;
  /** Counts of the finest cells, by row, where known: they tell whether two single persons are the same. */
  readonly rowCounts?: Float64Array;
  /** Which cells are empty, where known. */
  readonly values?: ArrayLike<number>;
}

export interface GaussResult {
  /** 1 where the cell is held back. */
  readonly hidden: Uint8Array;
  /** Primary cells that what is out already gives away. */
  readonly lost: readonly number[];
}

/**
 * The cells to hold back so that no combination of sums and differences of shown
 * cells gives a sensitive one.
 *
 * Goes through the cells from the most to the least wanted and shows each unless
 * it, together with those shown before, would make a sensitive cell computable.
 * A cell of a single person counts as known to that person: it must not open
 * another one either. Arithmetic is exact, in a finite field.
 *
 * It keeps values from being computed, not from being guessed between bounds; see
 * `Witnesses` for the rest.
 *
 * Method: Langsrud, "Secondary cell suppression by Gaussian elimination", PSD 2024.
 *
 * @example
 * // A, B, C and their total; B is sensitive: A, the smaller of the others, goes with it.
 * gauss({ rows: 3, columns: [[0], [1], [2], [0, 1, 2]].map((rows) => Int32Array.from(rows)), primary: [0, 1, 0, 0], order: [3, 2, 0] }).hidden // Uint8Array.of(1, 1, 0, 0)
 */
export function gauss(task: GaussTask): GaussResult {
  const steps = gaussSteps(task);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/**
 * Secondary suppression step by step, so that long work can be shown and ended: each step says the number of cells of
 * the order that are done, the last one the result of `gauss`.
 */
export function* gaussSteps(task: GaussTask): Generator<number, GaussResult> {
  const { columns, primary } = task;
  const hidden = new Uint8Array(columns.length);
  const secrets: number[] = [];
  for (let cell = 0; cell < columns.length; cell++) {
    if (primary[cell] !== 1) continue;
    hidden[cell] = 1;
    secrets.push(cell);
  }
  const { order } = task;
  const lost: number[] = [];
  const begun = (): Elimination => {
    const elimination = new Elimination(task.rows, columns, secrets, task.single, meeting(task));
    lost.length = 0;
    for (const cell of task.shownBefore ?? []) {
      if (primary[cell] === 1) lost.push(cell);
      else lost.push(...elimination.force(columns[cell] ?? none));
    }
    return elimination;
  };
  const shows = (elimination: Elimination, cell: number) =>
    hidden[cell] === 1 || elimination.show(columns[cell] ?? none);
  const sums = sumsInFront(order, columns, task.values);
  let elimination = begun();
  // Cells that can all be shown can be shown in any order: short sums first, so that long ones come to nothing.
  const shortFirst = [...sums].sort((a, b) => (columns[a]?.length ?? 0) - (columns[b]?.length ?? 0) || a - b);
  const done = shortFirst.every((cell) => shows(elimination, cell)) ? sums.length : 0;
  if (done < sums.length) elimination = begun();
  for (let at = done; at < order.length; at++) {
    if (at % 64 === 0) yield at;
    const cell = order[at] ?? -1;
    if (!shows(elimination, cell)) hidden[cell] = 1;
  }
  return { hidden, lost: [...new Set(lost)] };
}

/** The most wanted cells, up to the first finest one with something in it. */
function sumsInFront(order: ArrayLike<number>, columns: readonly Int32Array[], values?: ArrayLike<number>): number[] {
  const front: number[] = [];
  for (let at = 0; at < order.length; at++) {
    const cell = order[at] ?? -1;
    if ((columns[cell]?.length ?? 0) <= 1 && values?.[cell] !== 0) break;
    front.push(cell);
  }
  return front;
}

const none = new Int32Array(0);

/** Whether somebody stands in both of two cells; where counts are not known, only if one lies inside the other. */
export function meeting({
  columns,
  rowCounts,
}: Pick<GaussTask, "columns" | "rowCounts">): (a: number, b: number) => boolean {
  return (a, b) => {
    const other = new Set(columns[b]);
    const own = columns[a] ?? none;
    const common = own.filter((row) => other.has(row));
    const counts = Array.from(common, (row) => rowCounts?.[row] ?? Number.NaN);
    return counts.some(Number.isNaN) ? common.length === own.length : counts.some((n) => n > 0);
  };
}

/**
 * The usual order: large cells are wanted more than small ones; among equals,
 * those that belong to larger sums. Nobody's secret is 0, so zeros come first.
 *
 * @example
 * largeToSmall([5, 0, 5, 9], [[0], [1], [2], [1, 2]].map((rows) => Int32Array.from(rows))) // [1, 3, 2, 0]
 */
export function largeToSmall(values: ArrayLike<number>, columns: readonly Int32Array[]): number[] {
  const weightOfRow = new Map<number, number>();
  for (const [cell, column] of columns.entries()) {
    const weight = Math.abs(values[cell] ?? 0) + 1;
    for (const row of column) weightOfRow.set(row, (weightOfRow.get(row) ?? 0) + weight);
  }
  const company = columns.map((column) => column.reduce((sum, row) => sum + (weightOfRow.get(row) ?? 0), 0));
  const rank = Array.from(columns, (_, cell) => {
    const value = Math.abs(values[cell] ?? 0);
    return value === 0 ? Number.POSITIVE_INFINITY : value;
  });
  return Array.from(columns, (_, cell) => cell).sort((a, b) => {
    const [x = 0, y = 0] = [rank[a], rank[b]];
    if (x !== y) return y > x ? 1 : -1;
    return (company[b] ?? 0) - (company[a] ?? 0) || a - b;
  });
}
