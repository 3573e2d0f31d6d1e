import loadHighs, { type Highs, type Model } from "highs";

/**
 * A table as it lies on an attacker's desk. Nothing here comes from the
 * protecting side: the attacker knows how the codes add up, what is printed, and
 * that nobody counts less than 0, and draws their own conclusions.
 */
export interface PrintedTable {
  readonly dimensions: readonly PrintedDimension[];
  readonly cells: readonly PrintedCell[];
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

/** What an attacker finds out about a withheld cell. */
export interface Interval {
  /** Position among the cells of the table. */
  readonly cell: number;
  readonly low: number;
  readonly high: number;
  /** False when the attacker stopped looking since it was wide enough already. */
  readonly exact: boolean;
}

export interface AttackWishes {
  /** Positions of the cells to attack; all withheld ones unless said otherwise. */
  readonly targets?: readonly number[];
  /** Stop at a cell as soon as what was seen of it is wide enough; without it every interval is exact. */
  readonly enough?: (cell: number, seen: { readonly low: number; readonly high: number }) => boolean;
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

/**
 * The closest bounds that anybody with a linear program can put on each withheld
 * cell: its smallest and its largest value over all tables that agree with
 * everything printed.
 */
export async function attack(table: PrintedTable, wishes: AttackWishes = {}): Promise<Interval[]> {
  loading ??= loadHighs();
  const highs = await loading;
  const view = viewOf(table);
  const targets = wishes.targets ?? table.cells.flatMap(({ printed }, cell) => (printed === null ? [cell] : []));
  const problems = problemsOf(view, targets);
  const found = new Map<number, Interval>();
  for (const problem of problems)
    for (const interval of solveProblem(highs, problem, view.signed, wishes.enough)) found.set(interval.cell, interval);
  return targets.map((cell) => {
    const interval = found.get(cell);
    if (interval === undefined) throw new Error(`attack without answer for cell: ${cell}`);
    return interval;
  });
}

let loading: Promise<Highs> | undefined;

/** The finest combinations that each cell of the table is the sum of, rising. */
export function insideOf(table: PrintedTable): readonly Int32Array[] {
  return viewOf(table).inside;
}

interface View {
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
function viewOf({ dimensions, cells }: PrintedTable): View {
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
  const signed = cells.some(({ printed }) => typeof printed === "number" && printed < 0);
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

/** A part of the table that can be attacked on its own. */
interface Problem {
  readonly variables: number;
  readonly rows: { readonly variables: readonly number[]; readonly low: number; readonly high: number }[];
  readonly targets: { readonly cell: number; readonly variables: readonly number[]; readonly base: number }[];
}

/**
 * Cuts the table into what hangs together, after everything certain is taken out:
 * finest cells that are printed, everything below a printed zero, sums that only
 * repeat others, and finest combinations that nothing tells apart.
 */
function problemsOf(view: View, targets: readonly number[]): Problem[] {
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

function solveProblem(highs: Highs, problem: Problem, signed: boolean, enough: AttackWishes["enough"]): Interval[] {
  if (problem.variables === 0)
    return problem.targets.map(({ cell, base }) => ({ cell, low: base, high: base, exact: true }));
  const model = modelOf(highs, problem, signed);
  try {
    return aimedAt(highs, model, problem, problem.targets, signed, enough);
  } finally {
    model.dispose();
  }
}

function aimedAt(
  highs: Highs,
  model: Model,
  problem: Problem,
  targets: Problem["targets"],
  signed: boolean,
  enough: AttackWishes["enough"],
): Interval[] {
  const range = targets.map(() => ({ low: Number.POSITIVE_INFINITY, high: Number.NEGATIVE_INFINITY }));
  const run = (direction: ReadonlyMap<number, number>): "found" | "endless" => {
    setCosts(model, problem.variables, direction);
    model.run();
    const status = model.getModelStatus();
    const { modelStatus } = highs.constants;
    if (status === modelStatus.unbounded || status === modelStatus.unboundedOrInfeasible) return "endless";
    if (status === modelStatus.infeasible) throw new ContradictoryTable("no table agrees with what is printed");
    if (status !== modelStatus.optimal) throw new Error(`attack stopped with status: ${status}`);
    const { colValue } = model.getSolution();
    for (const [at, { variables, base }] of targets.entries()) {
      const value = variables.reduce((sum, v) => sum + (colValue[v] ?? 0), base);
      const seen = range[at];
      if (seen === undefined) continue;
      seen.low = Math.min(seen.low, value);
      seen.high = Math.max(seen.high, value);
    }
    return "found";
  };
  const suffices = (at: number): boolean => {
    const seen = range[at];
    return enough !== undefined && seen !== undefined && seen.low <= seen.high && enough(targets[at]?.cell ?? -1, seen);
  };
  if (enough !== undefined) shake(targets, run, suffices);
  return targets.map(({ cell, variables }, at): Interval => {
    if (suffices(at)) return { cell, low: clean(range[at]?.low), high: clean(range[at]?.high), exact: false };
    const lowest = signed ? Number.NEGATIVE_INFINITY : 0;
    const low = run(new Map(variables.map((v) => [v, 1]))) === "endless" ? lowest : (range[at]?.low ?? 0);
    const high =
      run(new Map(variables.map((v) => [v, -1]))) === "endless" ? Number.POSITIVE_INFINITY : (range[at]?.high ?? 0);
    return { cell, low: clean(low), high: clean(high), exact: true };
  });
}

/** Somebody who is counted in a cell and therefore knows it. */
export interface Insider {
  readonly cell: number;
  readonly value: number;
  /** The cells that this person attacks. */
  readonly others: readonly number[];
}

/** What insiders find out exactly, by cell. */
export async function attackFromInside(
  table: PrintedTable,
  insiders: readonly Insider[],
): Promise<{ readonly insider: Insider; readonly cell: number; readonly value: number }[]> {
  if (insiders.length === 0) return [];
  loading ??= loadHighs();
  const highs = await loading;
  const view = viewOf(table);
  const targets = [...new Set(insiders.flatMap(({ cell, others }) => [cell, ...others]))];
  const found: { insider: Insider; cell: number; value: number }[] = [];
  for (const problem of problemsOf(view, targets)) {
    const inside = insiders.filter(({ cell }) => problem.targets.some((t) => t.cell === cell));
    if (inside.length === 0 || problem.variables === 0) continue;
    const model = modelOf(highs, problem, view.signed);
    try {
      for (const insider of inside) {
        const own = problem.targets.find((t) => t.cell === insider.cell);
        const others = new Set(insider.others);
        const aims = problem.targets.filter((t) => others.has(t.cell));
        if (own === undefined || aims.length === 0) continue;
        const row = model.getDimensions().numRows;
        const known = insider.value - own.base;
        model.addRow(known, known, { indices: Int32Array.from(own.variables), values: own.variables.map(() => 1) });
        const intervals = aimedAt(highs, model, problem, aims, view.signed, (_, { low, high }) => high - low > 1e-3);
        for (const { cell, low, high } of intervals) if (high - low < 1e-6) found.push({ insider, cell, value: low });
        model.deleteRows({ kind: "range", from: row, to: row });
      }
    } finally {
      model.dispose();
    }
  }
  return found;
}

/** A few shots in arbitrary directions show that most cells move far enough, long before each is aimed at. */
function shake(
  targets: Problem["targets"],
  run: (direction: ReadonlyMap<number, number>) => "found" | "endless",
  suffices: (at: number) => boolean,
): void {
  let scatter = 12_345;
  let idle = 0;
  for (let doubtful = targets.map((_, at) => at); doubtful.length > 2 && idle < 3; ) {
    const direction = new Map<number, number>();
    for (const at of doubtful) {
      scatter = (scatter * 16_807) % 2_147_483_647;
      const push = (scatter % 11) - 5;
      for (const v of targets[at]?.variables ?? []) direction.set(v, (direction.get(v) ?? 0) + push);
    }
    run(direction);
    const left = doubtful.filter((at) => !suffices(at));
    idle = left.length > 0.9 * doubtful.length ? idle + 1 : 0;
    doubtful = left;
  }
}

function modelOf(highs: Highs, { variables, rows }: Problem, signed: boolean): Model {
  const starts = [0];
  const indices: number[] = [];
  for (const row of rows) {
    indices.push(...row.variables);
    starts.push(indices.length);
  }
  const limit = (n: number) => (n === Number.POSITIVE_INFINITY ? highs.infinity : n);
  const model = highs.createModel({
    numCols: variables,
    numRows: rows.length,
    colCost: new Float64Array(variables),
    colLower: new Float64Array(variables).fill(signed ? -highs.infinity : 0),
    colUpper: new Float64Array(variables).fill(highs.infinity),
    rowLower: Float64Array.from(rows, (row) => row.low),
    rowUpper: Float64Array.from(rows, (row) => limit(row.high)),
    matrix: {
      format: "csr",
      numRows: rows.length,
      numCols: variables,
      starts: Int32Array.from(starts),
      indices: Int32Array.from(indices),
      values: new Float64Array(indices.length).fill(1),
    },
  });
  model.options.set({ output_flag: false, presolve: "off", simplex_strategy: 4 });
  return model;
}

function setCosts(model: Model, variables: number, direction: ReadonlyMap<number, number>): void {
  const costs = new Float64Array(variables);
  for (const [variable, cost] of direction) costs[variable] = cost;
  model.changeColsCost({ kind: "range", from: 0, to: variables - 1 }, costs);
}

/** Without the solver's last crumbs: 46.9999999999 is 47. */
function clean(value: number | undefined): number {
  if (value === undefined || !Number.isFinite(value)) return value ?? 0;
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-6 ? whole : value;
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
