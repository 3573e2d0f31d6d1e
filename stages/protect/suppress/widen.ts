import type { Highs } from "highs";
import { linearProgram } from "./linearProgram.ts";
import { costs, mustReachDown, mustReachUp, type ProtectionTask, type Weakness } from "./protectionTask.ts";
import { weaknesses } from "./weaknesses.ts";

/**
 * Holds back further cells until no sensitive cell can be bounded too closely.
 *
 * For each weak cell it finds the cheapest way to move the cell as far as it must
 * be movable while all sums still hold; the shown cells that would have to move
 * along are held back too.
 *
 * Cells that nothing can protect (what is out already pins them down) come back
 * as `lost`.
 */
export function widen(highs: Highs, task: ProtectionTask, start: Uint8Array): { hidden: Uint8Array; lost: Weakness[] } {
  const hidden = Uint8Array.from(start);
  const hopeless = new Set<string>();
  const touching = relationsOfCells(task);
  for (;;) {
    const weak = weaknesses(highs, task, hidden);
    const repairable = weak.filter((w) => !hopeless.has(`${w.cell}${w.direction}`));
    if (repairable.length === 0) return { hidden, lost: weak };
    for (const weakness of repairable) {
      const opened = cheapestMove(highs, task, hidden, weakness, touching);
      if (opened === undefined) hopeless.add(`${weakness.cell}${weakness.direction}`);
      for (const cell of opened ?? []) hidden[cell] = 1;
      // A move that needs no further cell is already possible; the next look will agree.
      if (opened?.length === 0) hopeless.add(`${weakness.cell}${weakness.direction}`);
    }
  }
}

function relationsOfCells(task: ProtectionTask): number[][] {
  const touching: number[][] = Array.from(task.values, () => []);
  for (const [at, { whole, parts }] of task.relations.entries())
    for (const cell of [whole, ...parts]) touching[cell]?.push(at);
  return touching;
}

function cheapestMove(
  highs: Highs,
  task: ProtectionTask,
  hidden: Uint8Array,
  weakness: Weakness,
  touching: readonly (readonly number[])[],
): number[] | undefined {
  // Close by first: a far-away cell is rarely the cheapest help, and small programs are fast.
  for (let reach = 200; ; reach *= 8) {
    const near = neighbourhood(task, weakness.cell, touching, reach);
    const opened = moveWithin(highs, task, hidden, weakness, near);
    if (opened !== undefined || near.length === task.relations.length || reach > 1e6) return opened;
  }
}

function neighbourhood(
  task: ProtectionTask,
  cell: number,
  touching: readonly (readonly number[])[],
  reach: number,
): number[] {
  if (task.values.some(Number.isNaN)) return task.relations.map((_, at) => at);
  const found = new Set<number>();
  const cells = new Set([cell]);
  const queue = [cell];
  for (let next = queue.shift(); next !== undefined && found.size < reach; next = queue.shift()) {
    for (const at of touching[next] ?? []) {
      if (found.has(at)) continue;
      found.add(at);
      const relation = task.relations[at];
      for (const other of relation === undefined ? [] : [relation.whole, ...relation.parts]) {
        if (cells.has(other)) continue;
        cells.add(other);
        queue.push(other);
      }
    }
  }
  return [...found];
}

function moveWithin(
  highs: Highs,
  task: ProtectionTask,
  hidden: Uint8Array,
  { cell, direction }: Weakness,
  relations: readonly number[],
): number[] | undefined {
  const price = costs(task.values);
  const up = new Map<number, number>();
  const down = new Map<number, number>();
  const low: number[] = [];
  const high: number[] = [];
  const charge = new Map<number, number>();
  const anyNegative = task.values.some((v) => v < 0);
  const variableFor = (c: number): void => {
    if (up.has(c) || task.fixed[c] === 1) return;
    const value = task.values[c] ?? Number.NaN;
    // Changes upwards and downwards apart, so that both can cost.
    up.set(c, low.length);
    low.push(0);
    high.push(Number.POSITIVE_INFINITY);
    down.set(c, low.length);
    low.push(0);
    high.push(anyNegative ? Number.POSITIVE_INFINITY : Number.isNaN(value) ? 0 : value);
    if (hidden[c] === 1 || task.inner[c] === 1) return;
    charge.set(up.get(c) ?? 0, price[c] ?? 1);
    charge.set(down.get(c) ?? 0, price[c] ?? 1);
  };
  const rows = relations.map((at) => {
    const { whole, parts } = task.relations[at] ?? { whole: -1, parts: [] };
    const entries = new Map<number, number>();
    let equals = 0;
    const add = (c: number, factor: number): void => {
      const value = task.values[c] ?? 0;
      // An unknown inner cell starts from nothing; its whole amount is a change.
      equals -= factor * (Number.isNaN(value) ? 0 : value);
      variableFor(c);
      const rise = up.get(c);
      const fall = down.get(c);
      if (rise !== undefined) entries.set(rise, (entries.get(rise) ?? 0) + factor);
      if (fall !== undefined) entries.set(fall, (entries.get(fall) ?? 0) - factor);
    };
    for (const part of parts) add(part, 1);
    add(whole, -1);
    return { entries, equals: Math.abs(equals) < 1e-9 ? 0 : equals };
  });
  // The cells at the rim belong to sums outside, too: they must stand still unless they are held back inside.
  const rise = up.get(cell);
  const fall = down.get(cell);
  if (rise === undefined || fall === undefined) return undefined;
  const value = task.values[cell] ?? 0;
  const program = linearProgram(highs, {
    variables: low.length,
    low: Float64Array.from(low),
    high: Float64Array.from(high),
    rows,
  });
  try {
    holdRim(task, relations, up, down, program.setBounds);
    if (direction === "up") {
      const by = mustReachUp(task, cell) - value;
      program.setBounds(rise, by, by);
      program.setBounds(fall, 0, 0);
    } else {
      const by = value - mustReachDown(task, cell);
      program.setBounds(fall, by, by);
      program.setBounds(rise, 0, 0);
    }
    const solution = program.solve(charge);
    if (solution === undefined) return undefined;
    const moved = (c: number): boolean =>
      Math.abs((solution.values[up.get(c) ?? 0] ?? 0) - (solution.values[down.get(c) ?? 0] ?? 0)) > 1e-7;
    return [...up.keys()].filter((c) => hidden[c] !== 1 && task.inner[c] !== 1 && moved(c));
  } finally {
    program.dispose();
  }
}

function holdRim(
  task: ProtectionTask,
  relations: readonly number[],
  up: ReadonlyMap<number, number>,
  down: ReadonlyMap<number, number>,
  setBounds: (variable: number, low: number, high: number) => void,
): void {
  if (relations.length === task.relations.length) return;
  const inside = new Set(relations);
  for (const [at, { whole, parts }] of task.relations.entries()) {
    if (inside.has(at)) continue;
    for (const cell of [whole, ...parts]) {
      const rise = up.get(cell);
      const fall = down.get(cell);
      if (rise === undefined || fall === undefined) continue;
      setBounds(rise, 0, 0);
      setBounds(fall, 0, 0);
    }
  }
}
