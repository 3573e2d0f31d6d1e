/**
 * Bookkeeping of what the shown cells give away: their span, and the sensitive
 * cells as they look modulo that span. Numbers live in the field of a prime just
 * below 2^26, where products of two are exact in a double: no tolerance, and a
 * coincidence can only hide a cell too many, never one too few.
 */
export class Elimination {
  private readonly secrets: Summed[] = [];
  private readonly cells: readonly number[];
  private readonly single: ArrayLike<number> | undefined;
  private readonly overlap: (a: number, b: number) => boolean;
  /** Which secrets touch a row; may name some that no longer do, and some twice. */
  private readonly touching: number[][];
  private readonly touchCount: Int32Array;
  private readonly bySignature = new Map<number, number[]>();
  private readonly signatures: number[] = [];
  private readonly pivots: Sparse[] = [];
  private readonly pivotOfRow: Int32Array;
  private readonly work: Int32Array;
  private readonly marked: Int32Array;
  /** Rows of the column that is being reduced; kept, since there are many. */
  private readonly touched: Int32Array;
  private readonly pivotSeen: Int32Array;
  /** A random number per row, and another: sums weighted with them tell columns apart. */
  private readonly weightOne: Float64Array;
  private readonly weightTwo: Float64Array;
  private readonly mergedRows: Int32Array;
  private readonly mergedValues: Int32Array;
  private count = 0;
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
    this.work = new Int32Array(rows);
    this.marked = new Int32Array(rows);
    this.touched = new Int32Array(rows);
    this.pivotSeen = new Int32Array(rows);
    this.weightOne = Float64Array.from({ length: rows }, (_, row) => scatter(row, 0x9e3779b1));
    this.weightTwo = Float64Array.from({ length: rows }, (_, row) => scatter(row, 0x85ebca6b));
    this.mergedRows = new Int32Array(rows);
    this.mergedValues = new Int32Array(rows);
    for (const [at, cell] of cells.entries()) {
      const column = columns[cell] ?? new Int32Array(0);
      this.secrets.push(this.summed({ rows: column, values: new Int32Array(column.length).fill(1) }));
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
      this.settle(column);
      this.pivot(reduced, free);
      return true;
    }
    if (this.secretsLike(reduced).length > 0) return false;
    const row = this.quietestRow(reduced);
    const changes = this.changesBy(reduced, row);
    if (this.single !== undefined && this.opensThroughSingle(changes)) return false;
    this.commit(changes);
    this.settle(column);
    this.pivot(reduced, row);
    return true;
  }

  /** A shown row of its own stands for itself from now on, and for nothing else; its former pivot becomes the new one. */
  private settle(column: Int32Array): void {
    const [row, ...more] = column;
    const pivot = row === undefined || more.length > 0 ? -1 : (this.pivotOfRow[row] ?? -1);
    if (pivot >= 0) this.pivots[pivot] = nothing;
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

  private summed({ rows, values }: Sparse): Summed {
    let [one, two] = [0, 0];
    for (let k = 0; k < rows.length; k++) {
      const row = rows[k] ?? 0;
      one = plus(one, times(this.weightOne[row] ?? 0, values[k] ?? 0));
      two = plus(two, times(this.weightTwo[row] ?? 0, values[k] ?? 0));
    }
    return { rows, values, one, two };
  }

  private pivot(column: Sparse, row: number): void {
    const factor = inverse(valueAt(column, row));
    const rows = new Int32Array(column.rows.length - 1);
    const values = new Int32Array(rows.length);
    let kept = 0;
    for (let k = 0; k < column.rows.length; k++) {
      const r = column.rows[k] ?? 0;
      if (r === row) continue;
      rows[kept] = r;
      values[kept++] = times(column.values[k] ?? 0, factor);
    }
    this.pivotOfRow[row] = this.pivots.length;
    this.pivots.push({ rows, values });
  }

  /** The column without what the shown cells already say. */
  private reduce(column: Int32Array, factors?: readonly number[]): Summed {
    this.renew(column);
    this.begin();
    for (let k = 0; k < column.length; k++) {
      const factor = factors?.[k] ?? 1;
      this.add(column[k] ?? 0, factor < 0 ? prime + factor : factor);
    }
    return this.summed(this.gathered(true));
  }

  /**
   * Works newer pivots into the older ones that this column needs, once and for
   * good: else chains of them would be walked again and again, and grow with the table.
   */
  private renew(column: Int32Array): void {
    const { pivots, pivotOfRow, pivotSeen } = this;
    const stamp = ++this.stamp;
    const stale: number[] = [];
    const reached: number[] = [];
    const reach = (rows: Int32Array): boolean => {
      let older = false;
      for (let k = 0; k < rows.length; k++) {
        const pivot = pivotOfRow[rows[k] ?? 0] ?? -1;
        if (pivot < 0) continue;
        older = true;
        if (pivotSeen[pivot] === stamp) continue;
        pivotSeen[pivot] = stamp;
        reached.push(pivot);
      }
      return older;
    };
    reach(column);
    for (let pivot = reached.pop(); pivot !== undefined; pivot = reached.pop())
      if (reach(pivots[pivot]?.rows ?? nothing.rows)) stale.push(pivot);
    // A pivot knows only later ones; so the latest is renewed first.
    stale.sort((a, b) => b - a);
    for (const pivot of stale) {
      const { rows, values } = pivots[pivot] ?? nothing;
      this.begin();
      for (let k = 0; k < rows.length; k++) this.add(rows[k] ?? 0, values[k] ?? 0);
      pivots[pivot] = this.gathered(false);
    }
  }

  private begin(): void {
    this.stamp++;
    this.count = 0;
  }

  /** Adds a row, or what stands for it where it is a pivot. */
  private add(row: number, factor: number): void {
    const pivot = this.pivotOfRow[row] ?? -1;
    if (pivot < 0) {
      this.put(row, factor);
      return;
    }
    const { rows, values } = this.pivots[pivot] ?? nothing;
    const { work, marked, touched, stamp } = this;
    const minus = prime - factor;
    let count = this.count;
    // `put` written out: most of the time of a large table is spent here.
    for (let k = 0; k < rows.length; k++) {
      const at = rows[k] ?? 0;
      const amount = times(values[k] ?? 0, minus);
      if (marked[at] === stamp) {
        const sum = (work[at] ?? 0) + amount;
        work[at] = sum >= prime ? sum - prime : sum;
      } else {
        marked[at] = stamp;
        touched[count++] = at;
        work[at] = amount;
      }
    }
    this.count = count;
  }

  private put(row: number, amount: number): void {
    const { work, marked } = this;
    if (marked[row] === this.stamp) {
      work[row] = plus(work[row] ?? 0, amount);
      return;
    }
    marked[row] = this.stamp;
    this.touched[this.count++] = row;
    work[row] = amount;
  }

  private gathered(sorted: boolean): Sparse {
    const { touched, work, count } = this;
    let left = 0;
    for (let k = 0; k < count; k++) if (work[touched[k] ?? 0] !== 0) left++;
    const rows = new Int32Array(left);
    left = 0;
    for (let k = 0; k < count; k++) {
      const row = touched[k] ?? 0;
      if (work[row] !== 0) rows[left++] = row;
    }
    if (sorted) rows.sort();
    const values = new Int32Array(left);
    for (let k = 0; k < left; k++) values[k] = work[rows[k] ?? 0] ?? 0;
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

  private secretsLike(column: Summed): number[] {
    const candidates = this.bySignature.get(signature(column)) ?? [];
    return candidates.filter((at) => proportional(this.secrets[at] ?? column, column));
  }

  private changesBy(column: Summed, row: number): Map<number, Summed> {
    const changes = new Map<number, Summed>();
    const scale = inverse(valueAt(column, row));
    for (const at of this.touching[row] ?? []) {
      const secret = this.secrets[at];
      if (secret === undefined || changes.has(at)) continue;
      const factor = valueAt(secret, row);
      if (factor !== 0) changes.set(at, this.combine(secret, column, prime - times(factor, scale)));
    }
    return changes;
  }

  /** a + factor · b */
  private combine(a: Summed, b: Summed, factor: number): Summed {
    const { mergedRows, mergedValues } = this;
    const [aRows, aValues, bRows, bValues] = [a.rows, a.values, b.rows, b.values];
    const [aEnd, bEnd] = [aRows.length, bRows.length];
    let [i, j, k] = [0, 0, 0];
    while (i < aEnd && j < bEnd) {
      const left = aRows[i] ?? 0;
      const right = bRows[j] ?? 0;
      if (left < right) {
        mergedRows[k] = left;
        mergedValues[k++] = aValues[i++] ?? 0;
        continue;
      }
      let value = times(bValues[j++] ?? 0, factor);
      if (left === right) {
        value += aValues[i++] ?? 0;
        if (value >= prime) value -= prime;
        if (value === 0) continue;
      }
      mergedRows[k] = right;
      mergedValues[k++] = value;
    }
    for (; i < aEnd; i++) {
      mergedRows[k] = aRows[i] ?? 0;
      mergedValues[k++] = aValues[i] ?? 0;
    }
    for (; j < bEnd; j++) {
      mergedRows[k] = bRows[j] ?? 0;
      mergedValues[k++] = times(bValues[j] ?? 0, factor);
    }
    const one = plus(a.one, times(b.one, factor));
    const two = plus(a.two, times(b.two, factor));
    return { rows: mergedRows.slice(0, k), values: mergedValues.slice(0, k), one, two };
  }

  /** Whether a secret would become a multiple of what a single person knows about themselves. */
  private opensThroughSingle(changes: ReadonlyMap<number, Summed>): boolean {
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

  private commit(changes: ReadonlyMap<number, Summed>): void {
    for (const [at, column] of changes) {
      const before = this.secrets[at];
      if (before === undefined) continue;
      this.leave(at);
      this.move(at, before.rows, column.rows);
      this.secrets[at] = column;
      this.enter(at);
    }
  }

  /** A secret touches other rows than before; both lists rise. */
  private move(at: number, before: Int32Array, after: Int32Array): void {
    const { touchCount } = this;
    const [beforeEnd, afterEnd] = [before.length, after.length];
    let [i, j] = [0, 0];
    while (i < beforeEnd && j < afterEnd) {
      const left = before[i] ?? 0;
      const right = after[j] ?? 0;
      if (left < right) touchCount[left] = (touchCount[left] ?? 0) - 1;
      else if (right < left) this.touch(right, at);
      if (left <= right) i++;
      if (right <= left) j++;
    }
    for (; i < beforeEnd; i++) {
      const left = before[i] ?? 0;
      touchCount[left] = (touchCount[left] ?? 0) - 1;
    }
    for (; j < afterEnd; j++) this.touch(after[j] ?? 0, at);
  }

  private touch(row: number, at: number): void {
    const list = this.touching[row] ?? [];
    const count = this.touchCount[row] ?? 0;
    // Names that no longer hold are left in the list until they are too many.
    if (list.length > 4 * count + 32)
      this.touching[row] = [...new Set(list)].filter((other) => valueAt(this.secrets[other] ?? nothing, row) !== 0);
    this.touching[row]?.push(at);
    this.touchCount[row] = count + 1;
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
  readonly values: Int32Array;
}

/** A column with its weighted sums; those of a sum of columns are the sums of theirs. */
interface Summed extends Sparse {
  readonly one: number;
  readonly two: number;
}

const nothing: Sparse = { rows: new Int32Array(0), values: new Int32Array(0) };

const prime = 67_108_859;
const perPrime = 1 / prime;

function plus(a: number, b: number): number {
  const sum = a + b;
  return sum >= prime ? sum - prime : sum;
}

function times(a: number, b: number): number {
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

function proportional(a: Sparse, b: Sparse): boolean {
  if (a.rows.length !== b.rows.length) return false;
  const factor = times(b.values[0] ?? 0, inverse(a.values[0] ?? 1));
  for (let k = 0; k < a.rows.length; k++) {
    if (a.rows[k] !== b.rows[k] || times(a.values[k] ?? 0, factor) !== b.values[k]) return false;
  }
  return true;
}

/** The same for all multiples of a column, and rarely for any other. */
function signature({ one, two }: Summed): number {
  return two === 0 ? prime + (one === 0 ? 0 : 1) : times(one, inverse(two));
}

function scatter(row: number, seed: number): number {
  let x = Math.imul(row + 1, seed);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 13), 0x297a2d39);
  return (((x ^ (x >>> 16)) >>> 6) % (prime - 2)) + 1;
}
