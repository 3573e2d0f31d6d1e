import type { Highs } from "highs";
import { type LinearProgram, linearProgram } from "./linearProgram.ts";
import type { Move } from "./moves.ts";
import { mustReachUp, type ProtectionTask } from "./protectionTask.ts";

/** Which cells a broad move pushes, and who must not notice. */
export interface BroadPush {
  /** How strongly each cell is pushed; below 0 downwards. */
  readonly pushes: ReadonlyMap<number, number>;
  /** Cells that stand still, since somebody knows them. */
  readonly still?: Iterable<number>;
}

/**
 * Other tables that differ from the true one in many sensitive cells at once.
 *
 * In a large table everything held back hangs together, and the shortest proof for
 * one cell runs through thousands; then one program that pushes all of them, no
 * cell further than it has to go, proves more than thousands of programs for one
 * each. An interior point will do: the table found need not be an extreme one.
 *
 * What the solver answers is taken only if all sums come out and nothing falls below 0.
 */
export class BroadMoves {
  private readonly task: ProtectionTask;
  private readonly cells: readonly number[];
  private readonly position: ReadonlyMap<number, number>;
  private readonly rows: readonly { readonly entries: ReadonlyMap<number, number>; readonly equals: 0 }[];
  private readonly low: Float64Array;
  private readonly high: Float64Array;
  private readonly program: LinearProgram;

  constructor(highs: Highs, task: ProtectionTask, cells: readonly number[], room: (cell: number) => number) {
    this.task = task;
    this.cells = cells;
    this.position = new Map(cells.map((cell, at) => [cell, at]));
    this.rows = task.relations.flatMap(({ whole, parts }) => {
      const entries = new Map<number, number>();
      const add = (cell: number, factor: number): void => {
        const v = this.position.get(cell);
        if (v !== undefined) entries.set(v, (entries.get(v) ?? 0) + factor);
      };
      for (const part of parts) add(part, 1);
      add(whole, -1);
      return entries.size === 0 ? [] : [{ entries, equals: 0 as const }];
    });
    const furthest = (cell: number) =>
      task.primary[cell] === 1
        ? furtherThanNeeded * (mustReachUp(task, cell) - (task.values[cell] ?? 0))
        : elbowRoom * task.protection;
    this.high = Float64Array.from(cells, furthest);
    this.low = Float64Array.from(cells, (cell) => -Math.min(room(cell), furthest(cell)));
    const { low, high, rows } = this;
    this.program = linearProgram(highs, { variables: cells.length, low, high, rows, interior: true });
  }

  dispose(): void {
    this.program.dispose();
  }

  find({ pushes, still = [] }: BroadPush): Move | undefined {
    const held = [...still].flatMap((cell) => this.position.get(cell) ?? []);
    for (const at of held) this.program.setBounds(at, 0, 0);
    const costs = new Map<number, number>();
    for (const [cell, push] of pushes) {
      const at = this.position.get(cell);
      if (at !== undefined) costs.set(at, -push);
    }
    const solution = this.program.solve(costs);
    for (const at of held) this.program.setBounds(at, this.low[at] ?? 0, this.high[at] ?? 0);
    if (solution === undefined) return undefined;
    const by = solution.values;
    for (const at of held) by[at] = 0;
    return this.isPossible(by) ? this.moveOf(by) : undefined;
  }

  private isPossible(by: Float64Array): boolean {
    const allowed = 1e-7 * Math.max(1, this.task.protection);
    for (let at = 0; at < by.length; at++) {
      // Just outside by a rounding error is pulled inside; the sums show whether that did any harm.
      const inside = Math.min(this.high[at] ?? 0, Math.max(this.low[at] ?? 0, by[at] ?? 0));
      by[at] = Math.abs(inside) < 1e-10 ? 0 : inside;
    }
    return this.rows.every(({ entries }) => {
      let sum = 0;
      for (const [at, factor] of entries) sum += factor * (by[at] ?? 0);
      return Math.abs(sum) <= allowed;
    });
  }

  private moveOf(amounts: Float64Array): Move {
    const moved = Array.from(amounts.keys()).filter((at) => amounts[at] !== 0);
    return {
      cells: Int32Array.from(moved, (at) => this.cells[at] ?? 0),
      by: Float64Array.from(moved, (at) => amounts[at] ?? 0),
    };
  }
}

/** So much further than it must go a sensitive cell may: room for what others ask of the same table. */
const furtherThanNeeded = 3;
/** And any other cell so many times as far as the furthest of them. */
const elbowRoom = 1_000;
