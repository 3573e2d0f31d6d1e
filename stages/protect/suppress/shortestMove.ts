import type { Highs } from "highs";
import { linearProgram } from "./linearProgram.ts";
import type { Move } from "./moves.ts";
import { tiedCells } from "./tiedCells.ts";

export interface ShortestMoveTask {
  /** The sums that must stay as they are: every cell that may move, with its factor. */
  readonly sums: Map<number, number>[];
  readonly cell: number;
  /** How far the cell must move; below 0 downwards. */
  readonly by: number;
  /** How far a cell can fall. */
  readonly room: (cell: number) => number;
  /** Cells that should rather stand still. */
  readonly avoided?: ReadonlySet<number>;
}

/**
 * The move with the least change in all that takes a cell as far as wanted;
 * undefined when the cells at hand do not allow one.
 *
 * Few persons notice a short move, so it vouches for its cells before many of them.
 */
export function shortestMove(highs: Highs, { sums, cell, by, room, avoided }: ShortestMoveTask): Move | undefined {
  const { groups, groupOf, rows } = tiedCells(sums);
  const own = groupOf.get(cell);
  if (own === undefined) return undefined;
  const low = new Float64Array(2 * groups.length);
  const high = new Float64Array(2 * groups.length);
  const costs = new Map<number, number>();
  for (const [at, { cells, factors }] of groups.entries()) {
    let cost = 0;
    let [up, down] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
    for (const [k, member] of cells.entries()) {
      const factor = factors[k] ?? 1;
      cost += Math.abs(factor) * (avoided?.has(member) === true ? dislike : 1);
      const most = room(member) / Math.abs(factor);
      if (factor > 0) down = Math.min(down, most);
      else up = Math.min(up, most);
    }
    high[2 * at] = up;
    high[2 * at + 1] = down;
    costs.set(2 * at, cost).set(2 * at + 1, cost);
  }
  const { cells, factors } = groups[own] ?? { cells: [], factors: [] };
  const wanted = by / (factors[cells.indexOf(cell)] ?? 1);
  const [up, down] = [Math.max(0, wanted), Math.max(0, -wanted)];
  if (up > (high[2 * own] ?? 0) + 1e-9 || down > (high[2 * own + 1] ?? 0) + 1e-9) return undefined;
  low[2 * own] = high[2 * own] = up;
  low[2 * own + 1] = high[2 * own + 1] = down;
  const program = linearProgram(highs, {
    variables: 2 * groups.length,
    low,
    high,
    rows: rows.map((row) => ({
      entries: new Map([...row].flatMap(([at, factor]) => [[2 * at, factor] as const, [2 * at + 1, -factor] as const])),
      equals: 0,
    })),
    presolve: false,
  });
  try {
    const solution = program.solve(costs);
    if (solution === undefined) return undefined;
    const moved: [number, number][] = [];
    for (const [at, group] of groups.entries()) {
      const amount = (solution.values[2 * at] ?? 0) - (solution.values[2 * at + 1] ?? 0);
      if (Math.abs(amount) < 1e-7) continue;
      for (const [k, member] of group.cells.entries()) moved.push([member, rounded(amount * (group.factors[k] ?? 1))]);
    }
    moved.sort(([a], [b]) => a - b);
    return { cells: Int32Array.from(moved, ([at]) => at), by: Float64Array.from(moved, ([, amount]) => amount) };
  } finally {
    program.dispose();
  }
}

function rounded(amount: number): number {
  const whole = Math.round(amount);
  return Math.abs(amount - whole) < 1e-7 ? whole : amount;
}

/** How many steps longer a move may be for not touching a cell that others know. */
const dislike = 12;
