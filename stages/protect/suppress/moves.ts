import type { Highs } from "highs";
import { type LinearProgram, linearProgram } from "./linearProgram.ts";
import type { ProtectionTask } from "./protectionTask.ts";

/** Another table that agrees with every sum: by how much each cell differs from the true one. */
export interface Move {
  readonly cells: Int32Array;
  readonly by: Float64Array;
}

export interface WantedMove {
  readonly cell: number;
  /** How far the cell must move; below 0 downwards. */
  readonly by: number;
  /** Cells that somebody knows, so that they stand still. */
  readonly known: readonly number[];
  /** Cells that are to stay shown. */
  readonly barred?: readonly number[];
}

export interface FoundMove {
  readonly move: Move;
  /** Shown cells that move along and would have to be held back. */
  readonly opened: readonly number[];
}

/**
 * Looks for other tables that an attacker cannot tell from the true one, and for
 * the cheapest cells to hold back so that there are some.
 *
 * A small table is one program kept warm. In a large one the search begins close
 * by: whatever moves there, with all the rest standing still, is possible in the
 * whole table too, and small programs are fast.
 */
export class Moves {
  private readonly highs: Highs;
  private readonly task: ProtectionTask;
  private readonly values: Float64Array;
  private readonly signed: boolean;
  private readonly touching: readonly Int32Array[];
  private whole: Neighbourhood | undefined;

  constructor(highs: Highs, task: ProtectionTask) {
    this.highs = highs;
    this.task = task;
    this.signed = task.values.some((v) => v < 0);
    const touching: number[][] = Array.from(task.values, () => []);
    for (const [at, { whole, parts }] of task.relations.entries())
      for (const cell of [whole, ...parts]) touching[cell]?.push(at);
    this.touching = touching.map((list) => Int32Array.from(list));
    this.values = completed(highs, task, this.signed);
  }

  dispose(): void {
    this.whole?.program.dispose();
    this.whole = undefined;
  }

  /** The cheapest move as wanted; one without opened cells where there is any. Undefined when nothing can move so far. */
  find(wanted: WantedMove, hidden: Uint8Array): FoundMove | undefined {
    const all = this.task.values.length;
    if (all <= keptWarm) return this.within(this.wholeTable(), wanted, hidden);
    let best: FoundMove | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const { cells, width } of reaches) {
      const near = this.near(wanted.cell, hidden, cells, width);
      const program = this.programOver(near);
      try {
        const found = this.within(program, wanted, hidden);
        const cost = found?.opened.reduce((sum, cell) => sum + (this.task.price[cell] ?? 0), 0) ?? least;
        if (found !== undefined && cost < least) [best, least] = [found, cost];
      } finally {
        program.program.dispose();
      }
      if (best !== undefined && (least === 0 || cells >= farEnough)) return best;
      if (near.length === all) return best;
    }
    return best;
  }

  private wholeTable(): Neighbourhood {
    this.whole ??= this.programOver(Array.from(this.task.values, (_, cell) => cell));
    return this.whole;
  }

  /** Cells around one cell, those already held back and the cheap ones first. */
  private near(start: number, hidden: Uint8Array, most: number, width: number): number[] {
    const { task, touching } = this;
    const { price } = task;
    const found = [start];
    const seen = new Set(found);
    const passed = new Set<number>();
    const rank = (cell: number) => (hidden[cell] === 1 || task.inner[cell] === 1 ? -1 : (price[cell] ?? 0));
    for (let next = 0; next < found.length && found.length < most; next++) {
      for (const at of touching[found[next] ?? 0] ?? []) {
        if (passed.has(at)) continue;
        passed.add(at);
        const relation = task.relations[at];
        if (relation === undefined) continue;
        const members = [relation.whole, ...relation.parts].filter((cell) => task.fixed[cell] !== 1 && !seen.has(cell));
        if (members.length > width) members.sort((a, b) => rank(a) - rank(b) || a - b);
        for (const cell of members.slice(0, width)) {
          seen.add(cell);
          found.push(cell);
        }
      }
    }
    return found.sort((a, b) => a - b);
  }

  private programOver(cells: readonly number[]): Neighbourhood {
    const position = new Map(cells.map((cell, at) => [cell, at]));
    const relations = new Set<number>();
    for (const cell of cells) for (const at of this.touching[cell] ?? []) relations.add(at);
    const rows = [...relations].map((at) => {
      const { whole, parts } = this.task.relations[at] ?? { whole: -1, parts: [] };
      const entries = new Map<number, number>();
      const add = (cell: number, factor: number): void => {
        const v = position.get(cell);
        if (v === undefined) return;
        // Changes upwards and downwards apart, so that both can cost.
        entries.set(2 * v, (entries.get(2 * v) ?? 0) + factor);
        entries.set(2 * v + 1, (entries.get(2 * v + 1) ?? 0) - factor);
      };
      for (const part of parts) add(part, 1);
      add(whole, -1);
      return { entries, equals: 0 };
    });
    const low = new Float64Array(2 * cells.length);
    const high = new Float64Array(2 * cells.length);
    for (const [at, cell] of cells.entries()) {
      high[2 * at] = this.task.fixed[cell] === 1 ? 0 : Number.POSITIVE_INFINITY;
      high[2 * at + 1] = this.room(cell);
    }
    const program = linearProgram(this.highs, { variables: 2 * cells.length, low, high, rows, presolve: false });
    return { cells, position, program };
  }

  /** How far a cell can fall. */
  private room(cell: number): number {
    if (this.task.fixed[cell] === 1) return 0;
    return this.signed ? Number.POSITIVE_INFINITY : Math.max(0, this.values[cell] ?? 0);
  }

  private within(
    { cells, position, program }: Neighbourhood,
    { cell, by, known, barred = [] }: WantedMove,
    hidden: Uint8Array,
  ): FoundMove | undefined {
    const { task } = this;
    const own = position.get(cell) ?? 0;
    const held: number[] = [];
    for (const other of [...known, ...barred]) {
      const at = position.get(other);
      if (at === undefined || at === own) continue;
      held.push(at);
      program.setBounds(2 * at, 0, 0);
      program.setBounds(2 * at + 1, 0, 0);
    }
    program.setBounds(2 * own, Math.max(0, by), Math.max(0, by));
    program.setBounds(2 * own + 1, Math.max(0, -by), Math.max(0, -by));
    const charge = new Map<number, number>();
    for (const [at, other] of cells.entries()) {
      const free = hidden[other] === 1 || task.inner[other] === 1;
      const cost = free ? 1e-5 : 0.5 + (task.price[other] ?? 0);
      charge.set(2 * at, cost);
      charge.set(2 * at + 1, cost);
    }
    const solution = program.solve(charge);
    for (const at of [...held, own]) {
      program.setBounds(2 * at, 0, task.fixed[cells[at] ?? 0] === 1 ? 0 : Number.POSITIVE_INFINITY);
      program.setBounds(2 * at + 1, 0, this.room(cells[at] ?? 0));
    }
    if (solution === undefined) return undefined;
    const moved: number[] = [];
    const amounts: number[] = [];
    for (const [at, other] of cells.entries()) {
      const amount = (solution.values[2 * at] ?? 0) - (solution.values[2 * at + 1] ?? 0);
      if (Math.abs(amount) < 1e-7) continue;
      moved.push(other);
      amounts.push(Math.abs(amount - Math.round(amount)) < 1e-7 ? Math.round(amount) : amount);
    }
    const opened = moved.filter((other) => hidden[other] !== 1 && task.inner[other] !== 1 && other !== cell);
    return { move: { cells: Int32Array.from(moved), by: Float64Array.from(amounts) }, opened };
  }

  /** Whether the opposite of a move is possible as well: nothing falls below 0. */
  canTurn({ cells, by }: Move): boolean {
    return this.signed || cells.every((cell, at) => (by[at] ?? 0) <= (this.values[cell] ?? 0) + 1e-9);
  }
}

/** Tables up to this size are one program. */
const keptWarm = 320;

/** How many cells, and how many of one sum, are looked at in turn. */
const reaches = [
  { cells: 60, width: 8 },
  { cells: 400, width: 24 },
  { cells: 4_000, width: 200 },
  { cells: Number.POSITIVE_INFINITY, width: Number.POSITIVE_INFINITY },
] as const;

/** From here on a move that opens cells is taken as the cheapest. */
const farEnough = 400;

interface Neighbourhood {
  readonly cells: readonly number[];
  readonly position: ReadonlyMap<number, number>;
  readonly program: LinearProgram;
}

/** All values, with one possible number each for inner cells that nobody asked for. */
function completed(highs: Highs, task: ProtectionTask, signed: boolean): Float64Array {
  const values = Float64Array.from(task.values);
  const open = Array.from(values, (_, cell) => cell).filter((cell) => Number.isNaN(values[cell]));
  if (open.length === 0) return values;
  const position = new Map(open.map((cell, at) => [cell, at]));
  const rows = task.relations.flatMap(({ whole, parts }) => {
    const entries = new Map<number, number>();
    let equals = 0;
    const add = (cell: number, factor: number): void => {
      const v = position.get(cell);
      if (v === undefined) equals -= factor * (values[cell] ?? 0);
      else entries.set(v, (entries.get(v) ?? 0) + factor);
    };
    for (const part of parts) add(part, 1);
    add(whole, -1);
    return entries.size === 0 ? [] : [{ entries, equals }];
  });
  const program = linearProgram(highs, {
    variables: open.length,
    low: new Float64Array(open.length).fill(signed ? Number.NEGATIVE_INFINITY : 0),
    high: new Float64Array(open.length).fill(Number.POSITIVE_INFINITY),
    rows,
  });
  try {
    // The middle of several tables leaves more room to move than any corner.
    let turn = 1;
    let found = 0;
    const sum = new Float64Array(open.length);
    for (let time = 0; time < 8; time++) {
      const direction = new Map<number, number>();
      for (let v = 0; v < open.length; v++) {
        turn = (turn * 48_271) % 2_147_483_647;
        direction.set(v, signed ? 0 : (turn % 11) - (time % 2 === 0 ? 0 : 5));
      }
      const solution = program.solve(direction);
      if (solution === undefined) continue;
      found++;
      for (let v = 0; v < open.length; v++) sum[v] = (sum[v] ?? 0) + (solution.values[v] ?? 0);
    }
    if (found === 0) throw new Error("moves: no inner table fits the printed ones");
    for (const [v, cell] of open.entries()) values[cell] = (sum[v] ?? 0) / found;
    return values;
  } finally {
    program.dispose();
  }
}
