import type { Highs } from "highs";
import { type LinearProgram, linearProgram } from "./linearProgram.ts";
import { mustReachDown, mustReachUp, type ProtectionTask, type Weakness } from "./protectionTask.ts";

/**
 * The sensitive cells that somebody with a linear program could still pin down
 * too closely, with these cells held back.
 *
 * Cells that hang together through held-back cells are looked at together. One
 * solution often proves many cells safe at once, so first a few are drawn in
 * random directions, and only what remains in doubt gets its own two programs.
 */
export function weaknesses(highs: Highs, task: ProtectionTask, hidden: Uint8Array): Weakness[] {
  const weak: Weakness[] = [];
  for (const group of groups(task, hidden)) weak.push(...weaknessesOf(highs, task, hidden, group));
  return weak;
}

const tolerance = 1e-6;

interface Group {
  readonly cells: readonly number[];
  readonly relations: readonly number[];
}

function unknown(task: ProtectionTask, hidden: Uint8Array, cell: number): boolean {
  return hidden[cell] === 1 || task.inner[cell] === 1;
}

function groups(task: ProtectionTask, hidden: Uint8Array): Group[] {
  const root = Int32Array.from(hidden, (_, cell) => cell);
  const find = (cell: number): number => {
    let at = cell;
    while (root[at] !== at) {
      root[at] = root[root[at] ?? at] ?? at;
      at = root[at] ?? at;
    }
    return at;
  };
  const members = (at: number): number[] => {
    const relation = task.relations[at];
    if (relation === undefined) return [];
    return [relation.whole, ...relation.parts].filter((cell) => unknown(task, hidden, cell));
  };
  const firstOf: number[] = [];
  for (let at = 0; at < task.relations.length; at++) {
    const [first, ...rest] = members(at);
    firstOf.push(first ?? -1);
    if (first === undefined) continue;
    for (const cell of rest) root[find(cell)] = find(first);
  }
  const found = new Map<number, { cells: number[]; relations: number[] }>();
  for (let cell = 0; cell < hidden.length; cell++) {
    if (!unknown(task, hidden, cell)) continue;
    const key = find(cell);
    const group = found.get(key);
    if (group === undefined) found.set(key, { cells: [cell], relations: [] });
    else group.cells.push(cell);
  }
  for (const [at, first] of firstOf.entries()) if (first >= 0) found.get(find(first))?.relations.push(at);
  return [...found.values()].filter((group) => group.cells.some((cell) => task.primary[cell] === 1));
}

function weaknessesOf(highs: Highs, task: ProtectionTask, hidden: Uint8Array, group: Group): Weakness[] {
  const secrets = group.cells.filter((cell) => task.primary[cell] === 1);
  const variable = new Map(group.cells.map((cell, v) => [cell, v]));
  const program = programOf(highs, task, hidden, group, variable);
  try {
    const seen = { low: new Map<number, number>(), high: new Map<number, number>() };
    for (const cell of secrets) {
      seen.low.set(cell, task.values[cell] ?? 0);
      seen.high.set(cell, task.values[cell] ?? 0);
    }
    const look = (costs: ReadonlyMap<number, number>): void => {
      const solution = program.solve(costs);
      // Without a bound the attacker knows nothing in that direction, which only the tests below can tell for one cell.
      if (solution === undefined) return;
      for (const cell of secrets) {
        const value = solution.values[variable.get(cell) ?? 0] ?? 0;
        if (value < (seen.low.get(cell) ?? 0)) seen.low.set(cell, value);
        if (value > (seen.high.get(cell) ?? 0)) seen.high.set(cell, value);
      }
    };
    const inDoubt = (): Weakness[] =>
      secrets.flatMap((cell) => {
        const doubts: Weakness[] = [];
        if ((seen.low.get(cell) ?? 0) > mustReachDown(task, cell) + tolerance) doubts.push({ cell, direction: "down" });
        if ((seen.high.get(cell) ?? 0) < mustReachUp(task, cell) - tolerance) doubts.push({ cell, direction: "up" });
        return doubts;
      });
    drawTogether(look, inDoubt, variable);
    const weak: Weakness[] = [];
    for (const { cell, direction } of inDoubt()) {
      const v = variable.get(cell) ?? 0;
      const reached = () =>
        direction === "down"
          ? (seen.low.get(cell) ?? 0) <= mustReachDown(task, cell) + tolerance
          : (seen.high.get(cell) ?? 0) >= mustReachUp(task, cell) - tolerance;
      if (reached()) continue;
      const solution = program.solve(new Map([[v, direction === "down" ? 1 : -1]]));
      if (solution === undefined) continue;
      for (const other of secrets) {
        const value = solution.values[variable.get(other) ?? 0] ?? 0;
        if (value < (seen.low.get(other) ?? 0)) seen.low.set(other, value);
        if (value > (seen.high.get(other) ?? 0)) seen.high.set(other, value);
      }
      if (!reached()) weak.push({ cell, direction });
    }
    return weak;
  } finally {
    program.dispose();
  }
}

/** Draws solutions that push many doubtful cells at once, as long as each clears a good share of the doubts. */
function drawTogether(
  look: (costs: ReadonlyMap<number, number>) => void,
  inDoubt: () => Weakness[],
  variable: ReadonlyMap<number, number>,
): void {
  let turn = 1;
  for (let doubts = inDoubt(); doubts.length > 2; ) {
    const costs = new Map<number, number>();
    for (const { cell, direction } of doubts) {
      // A fixed scatter instead of chance: the same table is always looked at in the same way.
      turn = (turn * 48_271) % 2_147_483_647;
      if (turn % 2 === 0) costs.set(variable.get(cell) ?? 0, (direction === "down" ? 1 : -1) * (1 + (turn % 7)));
    }
    look(costs);
    const left = inDoubt();
    if (left.length > 0.9 * doubts.length) break;
    doubts = left;
  }
}

function programOf(
  highs: Highs,
  task: ProtectionTask,
  hidden: Uint8Array,
  group: Group,
  variable: ReadonlyMap<number, number>,
): LinearProgram {
  const rows = group.relations.map((at) => {
    const { whole, parts } = task.relations[at] ?? { whole: -1, parts: [] };
    const entries = new Map<number, number>();
    let equals = 0;
    const add = (cell: number, factor: number): void => {
      const v = variable.get(cell);
      if (unknown(task, hidden, cell) && v !== undefined) entries.set(v, (entries.get(v) ?? 0) + factor);
      else equals -= factor * (task.values[cell] ?? 0);
    };
    for (const part of parts) add(part, 1);
    add(whole, -1);
    return { entries, equals };
  });
  const anyNegative = task.values.some((v) => v < 0);
  return linearProgram(highs, {
    variables: group.cells.length,
    low: new Float64Array(group.cells.length).fill(anyNegative ? Number.NEGATIVE_INFINITY : 0),
    high: new Float64Array(group.cells.length).fill(Number.POSITIVE_INFINITY),
    rows,
  });
}
