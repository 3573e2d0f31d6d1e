/**
 * Bookkeeping of what the shown cells give away: their span, and the sensitive
 * cells as they look modulo that span. Numbers live in the field of a prime just
 * below 2^26, where products of two are exact in a double: no tolerance, and a
 * coincidence can only hide a cell too many, never one too few.
 */
export class Elimination {
  private readonly secrets: Sparse[] = [];
  private readonly cells: readonly number[];
  private readonly single: ArrayLike<number> | undefined;
  private readonly overlap: (a: number, b: number) => boolean;
  /** Which secrets touch a row; may name some that no longer do. */
  private readonly touching: number[][];
  private readonly touchCount: Int32Array;
  private readonly bySignature = new Map<number, number[]>();
  private readonly signatures: number[] = [];
  private readonly pivots: Sparse[] = [];
  private readonly pivotRows: number[] = [];
  private readonly pivotOfRow: Int32Array;
  private readonly work: Float64Array;
  private readonly marked: Int32Array;
  /** Rows of the column that is being reduced; kept, since there are many. */
  private readonly touched: Int32Array;
  private readonly due: Heap;
  private stamp = 0;

  constructor(
    rows: number,
    columns: readonly Int32Array[],
    cells: readonly number[],
    single: ArrayLike<number> | undefined,
    overlap: (a: number, b: number) => boolean,
  ) {
    this.cells = cells;
    this.single = single;
    this.overlap = overlap;
    this.touching = Array.from({ length: rows }, () => []);
    this.touchCount = new Int32Array(rows);
    this.pivotOfRow = new Int32Array(rows).fill(-1);
    this.work = new Float64Array(rows);
    this.marked = new Int32Array(rows);
    this.touched = new Int32Array(rows);
    this.due = new Heap(rows);
    for (const [at, cell] of cells.entries()) {
      const column = columns[cell] ?? new Int32Array(0);
      this.secrets.push({ rows: column, values: new Float64Array(column.length).fill(1) });
      for (const row of column) this.touch(row, at);
      this.signatures.push(0);
      this.enter(at);
    }
  }

  /** Shows a cell unless that would give a secret away; answers whether it is shown. */
  show(column: Int32Array): boolean {
    const reduced = this.reduce(column);
    if (reduced.rows.length === 0) return true;
    const free = this.freeRow(reduced);
    if (free >= 0) {
      this.pivot(reduced, free);
      return true;
    }
    if (this.secretsLike(reduced).length > 0) return false;
    const row = this.quietestRow(reduced);
    const changes = this.changesBy(reduced, row);
    if (this.single !== undefined && this.opensThroughSingle(changes)) return false;
    this.commit(changes);
    this.pivot(reduced, row);
    return true;
  }

  /** Shows a cell, or takes any other sum as known, whatever it gives away; answers the secrets lost by it. */
  force(column: Int32Array, factors?: readonly number[]): number[] {
    const reduced = this.reduce(column, factors);
    if (reduced.rows.length === 0) return [];
    const lost = this.secretsLike(reduced).map((at) => this.cells[at] ?? -1);
    const row = this.quietestRow(reduced);
    this.commit(this.changesBy(reduced, row));
    this.pivot(reduced, row);
    return lost;
  }

  private pivot(column: Sparse, row: number): void {
    const factor = inverse(valueAt(column, row));
    const rows = new Int32Array(column.rows.length - 1);
    const values = new Float64Array(rows.length);
    let kept = 0;
    for (let k = 0; k < column.rows.length; k++) {
      const r = column.rows[k] ?? 0;
      if (r === row) continue;
      rows[kept] = r;
      values[kept++] = times(column.values[k] ?? 0, factor);
    }
    this.pivotOfRow[row] = this.pivots.length;
    this.pivotRows.push(row);
    this.pivots.push({ rows, values });
  }

  /** The column without what the shown cells already say. */
  private reduce(column: Int32Array, factors?: readonly number[]): Sparse {
    const { work, marked, pivotOfRow, touched, due, pivots, pivotRows } = this;
    const stamp = ++this.stamp;
    let count = 0;
    for (let k = 0; k < column.length; k++) {
      const row = column[k] ?? 0;
      const factor = factors?.[k] ?? 1;
      work[row] = factor < 0 ? prime + factor : factor;
      if (marked[row] === stamp) continue;
      marked[row] = stamp;
      touched[count++] = row;
      const pivot = pivotOfRow[row] ?? -1;
      if (pivot >= 0) due.push(pivot);
    }
    for (let pivot = due.pop(); pivot >= 0; pivot = due.pop()) {
      const row = pivotRows[pivot] ?? 0;
      const factor = work[row] ?? 0;
      const other = pivots[pivot];
      if (factor === 0 || other === undefined) continue;
      work[row] = 0;
      const minus = prime - factor;
      const { rows, values } = other;
      for (let k = 0; k < rows.length; k++) {
        const r = rows[k] ?? 0;
        const more = times(values[k] ?? 0, minus);
        if (marked[r] === stamp) {
          work[r] = plus(work[r] ?? 0, more);
          continue;
        }
        marked[r] = stamp;
        touched[count++] = r;
        work[r] = more;
        const later = pivotOfRow[r] ?? -1;
        if (later >= 0) due.push(later);
      }
    }
    let kept = 0;
    for (let k = 0; k < count; k++) {
      const row = touched[k] ?? 0;
      if (work[row] !== 0) touched[kept++] = row;
    }
    const rows = touched.slice(0, kept).sort();
    const values = new Float64Array(kept);
    for (let k = 0; k < kept; k++) values[k] = work[rows[k] ?? 0] ?? 0;
    return { rows, values };
  }

  /** A row that no secret touches: a cell with one is harmless, and taking it as pivot changes no secret. */
  private freeRow(column: Sparse): number {
    for (const row of column.rows) if (this.touchCount[row] === 0) return row;
    return -1;
  }

  private quietestRow(column: Sparse): number {
    let best = column.rows[0] ?? 0;
    for (const row of column.rows) if ((this.touchCount[row] ?? 0) < (this.touchCount[best] ?? 0)) best = row;
    return best;
  }

  private secretsLike(column: Sparse): number[] {
    const candidates = this.bySignature.get(signature(column)) ?? [];
    return candidates.filter((at) => proportional(this.secrets[at] ?? column, column));
  }

  private changesBy(column: Sparse, row: number): Map<number, Sparse> {
    const changes = new Map<number, Sparse>();
    const scale = inverse(valueAt(column, row));
    for (const at of this.touching[row] ?? []) {
      const secret = this.secrets[at];
      if (secret === undefined || changes.has(at)) continue;
      const factor = valueAt(secret, row);
      if (factor !== 0) changes.set(at, combine(secret, column, prime - times(factor, scale)));
    }
    return changes;
  }

  /** Whether a secret would become a multiple of what a single person knows about themselves. */
  private opensThroughSingle(changes: ReadonlyMap<number, Sparse>): boolean {
    const groups = new Map<number, number[]>();
    for (const [at, column] of changes) {
      if (column.rows.length === 0) continue;
      const mark = signature(column);
      const group = groups.get(mark) ?? (this.bySignature.get(mark) ?? []).filter((other) => !changes.has(other));
      for (const other of group) {
        const otherColumn = changes.get(other) ?? this.secrets[other];
        if (otherColumn === undefined || !proportional(otherColumn, column)) continue;
        // What was open before is not opened by this.
        const [before, otherBefore] = [this.secrets[at], this.secrets[other]];
        if (before !== undefined && otherBefore !== undefined && proportional(before, otherBefore)) continue;
        if (this.isSingle(at) || this.isSingle(other)) if (!this.samePerson(at, other)) return true;
      }
      groups.set(mark, [...group, at]);
    }
    return false;
  }

  private isSingle(at: number): boolean {
    return this.single?.[this.cells[at] ?? -1] === 1;
  }

  /** Two cells with one person each, and the person of one stands in the other: it is the same person. */
  private samePerson(a: number, b: number): boolean {
    if (!this.isSingle(a) || !this.isSingle(b)) return false;
    const [one, other] = [this.cells[a] ?? -1, this.cells[b] ?? -1];
    return this.overlap(one, other) || this.overlap(other, one);
  }

  private commit(changes: ReadonlyMap<number, Sparse>): void {
    for (const [at, column] of changes) {
      const before = this.secrets[at];
      if (before === undefined) continue;
      this.leave(at);
      const stamp = ++this.stamp;
      for (const row of before.rows) this.marked[row] = stamp;
      for (const row of column.rows) {
        if (this.marked[row] === stamp) this.marked[row] = -stamp;
        else this.touch(row, at);
      }
      for (const row of before.rows) if (this.marked[row] === stamp) this.untouch(row, at);
      this.secrets[at] = column;
      this.enter(at);
    }
  }

  private touch(row: number, at: number): void {
    this.touching[row]?.push(at);
    this.touchCount[row] = (this.touchCount[row] ?? 0) + 1;
  }

  private untouch(row: number, at: number): void {
    const list = this.touching[row] ?? [];
    const place = list.indexOf(at);
    if (place >= 0) {
      list[place] = list.at(-1) ?? at;
      list.pop();
    }
    this.touchCount[row] = (this.touchCount[row] ?? 0) - 1;
  }

  private enter(at: number): void {
    const secret = this.secrets[at];
    const mark = secret === undefined ? 0 : signature(secret);
    this.signatures[at] = mark;
    const group = this.bySignature.get(mark);
    if (group === undefined) this.bySignature.set(mark, [at]);
    else group.push(at);
  }

  private leave(at: number): void {
    const mark = this.signatures[at] ?? 0;
    const group = (this.bySignature.get(mark) ?? []).filter((other) => other !== at);
    if (group.length === 0) this.bySignature.delete(mark);
    else this.bySignature.set(mark, group);
  }
}

/** A column by its rows, rising, and their values. */
interface Sparse {
  readonly rows: Int32Array;
  readonly values: Float64Array;
}

const prime = 67_108_859;
const perPrime = 1 / prime;

function plus(a: number, b: number): number {
  const sum = a + b;
  return sum >= prime ? sum - prime : sum;
}

function times(a: number, b: number): number {
  if (a === 1) return b;
  if (b === 1) return a;
  const product = a * b;
  // The remainder of a division, some times faster than `%`; exact, since all numbers here stay below 2^53.
  const rest = product - Math.floor(product * perPrime) * prime;
  return rest < 0 ? rest + prime : rest >= prime ? rest - prime : rest;
}

function inverse(a: number): number {
  if (a === 1) return 1;
  let [r, next, t, later] = [prime, a, 0, 1];
  while (next !== 0) {
    const quotient = Math.floor(r / next);
    [r, next] = [next, r - quotient * next];
    [t, later] = [later, t - quotient * later];
  }
  return t < 0 ? t + prime : t;
}

function valueAt(column: Sparse, row: number): number {
  let [low, high] = [0, column.rows.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const found = column.rows[middle] ?? 0;
    if (found === row) return column.values[middle] ?? 0;
    if (found < row) low = middle + 1;
    else high = middle - 1;
  }
  return 0;
}

/** a + factor · b */
function combine(a: Sparse, b: Sparse, factor: number): Sparse {
  const rows: number[] = [];
  const values: number[] = [];
  let [i, j] = [0, 0];
  while (i < a.rows.length || j < b.rows.length) {
    const left = i < a.rows.length ? (a.rows[i] ?? 0) : Number.POSITIVE_INFINITY;
    const right = j < b.rows.length ? (b.rows[j] ?? 0) : Number.POSITIVE_INFINITY;
    const row = Math.min(left, right);
    let value = 0;
    if (left === row) value = a.values[i++] ?? 0;
    if (right === row) value = plus(value, times(b.values[j++] ?? 0, factor));
    if (value === 0) continue;
    rows.push(row);
    values.push(value);
  }
  return { rows: Int32Array.from(rows), values: Float64Array.from(values) };
}

function proportional(a: Sparse, b: Sparse): boolean {
  if (a.rows.length !== b.rows.length) return false;
  const factor = times(b.values[0] ?? 0, inverse(a.values[0] ?? 1));
  for (let k = 0; k < a.rows.length; k++) {
    if (a.rows[k] !== b.rows[k] || times(a.values[k] ?? 0, factor) !== b.values[k]) return false;
  }
  return true;
}

/** The same for all multiples of a column, and rarely for any other. */
function signature(column: Sparse): number {
  if (column.rows.length === 0) return 0;
  let [one, two] = [0, 0];
  for (let k = 0; k < column.rows.length; k++) {
    const row = column.rows[k] ?? 0;
    const value = column.values[k] ?? 0;
    one = plus(one, times(scatter(row, 0x9e3779b1), value));
    two = plus(two, times(scatter(row, 0x85ebca6b), value));
  }
  const scale = inverse(column.values[0] ?? 1);
  return times(one, scale) * prime + times(two, scale);
}

function scatter(row: number, seed: number): number {
  let x = Math.imul(row + 1, seed);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 13), 0x297a2d39);
  return (((x ^ (x >>> 16)) >>> 6) % (prime - 2)) + 1;
}

/** Numbers in rising order, not more at a time than its capacity. */
class Heap {
  private readonly items: Int32Array;
  private count = 0;

  constructor(capacity: number) {
    this.items = new Int32Array(capacity);
  }

  push(item: number): void {
    const { items } = this;
    let at = this.count++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      const above = items[parent] ?? 0;
      if (above <= item) break;
      items[at] = above;
      at = parent;
    }
    items[at] = item;
  }

  /** The smallest number, or -1 when there is none. */
  pop(): number {
    const { items } = this;
    if (this.count === 0) return -1;
    const top = items[0] ?? 0;
    const count = --this.count;
    const last = items[count] ?? 0;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= count) break;
      if (child + 1 < count && (items[child + 1] ?? 0) < (items[child] ?? 0)) child += 1;
      if ((items[child] ?? 0) >= last) break;
      items[at] = items[child] ?? 0;
      at = child;
    }
    items[at] = last;
    return top;
  }
}
