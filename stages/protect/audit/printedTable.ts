/**
 * A table as it lies on an attacker's desk. Nothing here comes from the
 * protecting side: the attacker knows how the codes add up, what is printed, and
 * that nobody counts less than 0, and draws their own conclusions.
 */
export interface PrintedTable {
  readonly dimensions: readonly PrintedDimension[];
  readonly cells: readonly PrintedCell[];
  /** Amounts that may be losses: nobody can conclude that none is below 0. So it is too where a printed number is. */
  readonly signed?: boolean;
}

export interface PrintedDimension {
  readonly total: string;
  /** Every whole with its parts, one entry per hierarchy; what is in no whole hangs under the total. */
  readonly hierarchies: readonly Readonly<Record<string, readonly string[]>>[];
  /** Finest codes that stand in no hierarchy and perhaps in no cell. */
  readonly codes: readonly string[];
}

export interface PrintedCell {
  /** One code per dimension. */
  readonly key: readonly string[];
  /** The printed number, between which bounds it lies (rounded figures), or null where it is withheld. */
  readonly printed: number | { readonly low: number; readonly high: number } | null;
}

/** The printed numbers contradict each other, as though somebody had miscounted. */
export class ContradictoryTable extends Error {
  /** Position of the cell that does not fit the others, where one can be named. */
  readonly cell: number | undefined;

  constructor(message: string, cell?: number) {
    super(message);
    this.cell = cell;
  }
}

/** The finest combinations that each cell of the table is the sum of: one rising list of positions per cell. */
export function insideOf(table: PrintedTable): readonly Int32Array[] {
  return viewOf(table).inside;
}

export interface View {
  /** Number of finest combinations. */
  readonly points: number;
  /** The finest combinations in each cell, rising. */
  readonly inside: readonly Int32Array[];
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Some printed number is below 0, so that nothing is known of the signs. */
  readonly signed: boolean;
}

/** The attacker's own reading of what consists of what. */
export function viewOf({ dimensions, cells, signed: maySinkBelow0 = false }: PrintedTable): View {
  let points = 1;
  const readings = dimensions.map((dimension, d) => {
    const finest = finestCodes(dimension, new Set(cells.map((cell) => cell.key[d] ?? "")));
    const stride = points;
    points *= finest.size;
    return { stride, pointsOf: memory((code: string) => expand(dimension, finest, code)) };
  });
  const inside = cells.map(({ key }) => {
    let list = [0];
    for (const [d, { stride, pointsOf }] of readings.entries()) {
      const own = pointsOf(key[d] ?? "");
      list = list.flatMap((start) => own.map((n) => start + n * stride));
    }
    return Int32Array.from(list).sort();
  });
  const signed = maySinkBelow0 || cells.some(({ printed }) => typeof printed === "number" && printed < 0);
  const bound = (side: "low" | "high", free: number) =>
    Float64Array.from(cells, ({ printed }) =>
      printed === null ? free : typeof printed === "number" ? printed : Math.max(0, printed[side]),
    );
  return {
    points,
    inside,
    low: bound("low", signed ? Number.NEGATIVE_INFINITY : 0),
    high: bound("high", Number.POSITIVE_INFINITY),
    signed,
  };
}

function finestCodes(
  { total, hierarchies, codes }: PrintedDimension,
  printed: ReadonlySet<string>,
): Map<string, number> {
  const composed = new Set([total, ...hierarchies.flatMap((h) => Object.keys(h))]);
  const finest = new Map<string, number>();
  const take = (code: string) => {
    if (!composed.has(code) && !finest.has(code)) finest.set(code, finest.size);
  };
  for (const hierarchy of hierarchies) for (const parts of Object.values(hierarchy)) parts.forEach(take);
  codes.forEach(take);
  printed.forEach(take);
  return finest;
}

function expand(dimension: PrintedDimension, finest: ReadonlyMap<string, number>, code: string): number[] {
  if (code === dimension.total) return [...finest.values()];
  const own = finest.get(code);
  if (own !== undefined) return [own];
  const parts = dimension.hierarchies.map((h) => h[code]).find((list) => list !== undefined) ?? [];
  return [...new Set(parts.flatMap((part) => expand(dimension, finest, part)))];
}

function memory<K, V>(compute: (key: K) => V): (key: K) => V {
  const known = new Map<K, V>();
  return (key) => {
    let value = known.get(key);
    if (value === undefined) {
      value = compute(key);
      known.set(key, value);
    }
    return value;
  };
}
