import { ContradictoryTable, type View } from "./printedTable.ts";

/** A part of the table that can be attacked on its own. */
export interface Problem {
  readonly variables: number;
  readonly rows: { readonly variables: readonly number[]; readonly low: number; readonly high: number }[];
  readonly targets: { readonly cell: number; readonly variables: readonly number[]; readonly base: number }[];
}

/**
 * Cuts the table into what hangs together, after everything certain is taken out:
 * finest cells that are printed, everything below a printed zero, sums that only
 * repeat others, and finest combinations that nothing tells apart.
 *
 * Cells by their position in the table; combinations are numbered anew in each part.
 */
export function attackProblems(view: View, targets: readonly number[]): Problem[] {
  const { points, inside } = view;
  const { low, high } = view;
  const certain = new Float64Array(points).fill(Number.NaN);
  for (let cell = 0; cell < inside.length; cell++) {
    const own = inside[cell] ?? new Int32Array(0);
    if (high[cell] === 0 && !view.signed) for (const point of own) certain[point] = 0;
    const [only] = own;
    if (own.length === 1 && only !== undefined && low[cell] === high[cell]) certain[only] = low[cell] ?? 0;
  }
  const remaining = inside.map((own, cell) => {
    const open = own.filter((point) => Number.isNaN(certain[point] ?? Number.NaN));
    const taken = own.reduce(
      (sum, point) => sum + (Number.isNaN(certain[point] ?? Number.NaN) ? 0 : (certain[point] ?? 0)),
      0,
    );
    return { cell, open, taken };
  });
  const isTarget = new Set(targets);
  const told = remaining.filter(({ cell }) => (high[cell] ?? 0) < Number.POSITIVE_INFINITY);
  for (const { cell, open, taken } of told) {
    if (open.length > 0) continue;
    if (taken < (low[cell] ?? 0) - 1e-6 || taken > (high[cell] ?? 0) + 1e-6)
      throw new ContradictoryTable(`cell ${cell} does not fit its parts`, cell);
  }
  const rows = withoutRepetitions(
    told.filter(({ open }) => open.length > 0),
    low,
    high,
  );
  const classes = indistinguishable(points, [...rows, ...remaining.filter(({ cell }) => isTarget.has(cell))]);
  return components(
    rows,
    remaining.filter(({ cell }) => isTarget.has(cell)),
    classes,
    low,
    high,
  );
}

interface Open {
  readonly cell: number;
  readonly open: Int32Array;
  readonly taken: number;
}

/** Leaves out sums that follow from smaller printed ones: a total whose parts all stand there says nothing more. */
function withoutRepetitions(rows: readonly Open[], low: Float64Array, high: Float64Array): Open[] {
  const bySize = [...rows].sort((a, b) => a.open.length - b.open.length);
  const kept: Open[] = [];
  const seen = new Set<string>();
  const smallestAt = new Map<number, Open[]>();
  for (const row of bySize) {
    const exact = low[row.cell] === high[row.cell];
    const mark = row.open.join();
    if (exact && (seen.has(mark) || tiledBy(row, smallestAt))) continue;
    kept.push(row);
    if (!exact) continue;
    seen.add(mark);
    for (const point of row.open) {
      const list = smallestAt.get(point);
      if (list === undefined) smallestAt.set(point, [row]);
      else list.push(row);
    }
  }
  return kept;
}

/** Whether printed sums fit together to this one without gap or overlap, taking at each point the largest that fits. */
function tiledBy(row: Open, rowsAt: ReadonlyMap<number, readonly Open[]>): boolean {
  const left = new Set(row.open);
  for (const point of row.open) {
    if (!left.has(point)) continue;
    const tile = (rowsAt.get(point) ?? []).findLast(
      (other) => other.open.length <= left.size && other.open.every((p) => left.has(p)),
    );
    if (tile === undefined) return false;
    for (const p of tile.open) left.delete(p);
  }
  return true;
}

/** Points that stand in exactly the same sums are one unknown: class number per point, -1 for certain ones. */
function indistinguishable(points: number, sums: readonly Open[]): Int32Array {
  let classOf = new Int32Array(points).fill(-1);
  let classes = 0;
  for (const { open } of sums) {
    const renamed = new Map<number, number>();
    for (const point of open) {
      const before = classOf[point] ?? -1;
      let after = renamed.get(before);
      if (after === undefined) {
        after = classes++;
        renamed.set(before, after);
      }
      classOf[point] = after;
    }
  }
  const numbers = new Map<number, number>();
  classOf = classOf.map((c) => {
    if (c < 0) return -1;
    const known = numbers.get(c);
    if (known !== undefined) return known;
    numbers.set(c, numbers.size);
    return numbers.size - 1;
  });
  return classOf;
}

function components(
  rows: readonly Open[],
  targets: readonly Open[],
  classOf: Int32Array,
  low: Float64Array,
  high: Float64Array,
): Problem[] {
  const count = classOf.reduce((max, c) => Math.max(max, c + 1), 0);
  const root = Int32Array.from({ length: count }, (_, c) => c);
  const find = (c: number): number => {
    let at = c;
    while (root[at] !== at) {
      root[at] = root[root[at] ?? at] ?? at;
      at = root[at] ?? at;
    }
    return at;
  };
  const classesOf = ({ open }: Open): number[] => [...new Set(Array.from(open, (point) => classOf[point] ?? -1))];
  const all = [...rows, ...targets].map(classesOf);
  for (const [first, ...rest] of all)
    for (const other of rest) if (first !== undefined) root[find(other)] = find(first);

  const problems = new Map<
    number,
    { number: Map<number, number>; rows: Problem["rows"]; targets: Problem["targets"] }
  >();
  const problemAt = (classes: readonly number[]) => {
    const key = classes[0] === undefined ? -1 : find(classes[0]);
    let problem = problems.get(key);
    if (problem === undefined) {
      problem = { number: new Map(), rows: [], targets: [] };
      problems.set(key, problem);
    }
    const numbers = problem.number;
    const variables = classes.map((c) => {
      const known = numbers.get(c);
      if (known !== undefined) return known;
      numbers.set(c, numbers.size);
      return numbers.size - 1;
    });
    return { problem, variables };
  };
  for (const row of rows) {
    const { problem, variables } = problemAt(classesOf(row));
    problem.rows.push({
      variables,
      low: (low[row.cell] ?? 0) - row.taken,
      high: (high[row.cell] ?? 0) - row.taken,
    });
  }
  for (const target of targets) {
    const { problem, variables } = problemAt(classesOf(target));
    problem.targets.push({ cell: target.cell, variables, base: target.taken });
  }
  return [...problems.values()]
    .filter((problem) => problem.targets.length > 0)
    .map(({ number, rows: own, targets: asked }) => ({ variables: number.size, rows: own, targets: asked }));
}
