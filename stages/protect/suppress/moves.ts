import type { Highs } from "highs";
import { BroadMoves, type BroadPush } from "./broadMoves.ts";
import { type LinearProgram, linearProgram } from "./linearProgram.ts";
import type { ProtectionTask } from "./protectionTask.ts";
import { shortestMove } from "./shortestMove.ts";

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
  /** Cells that should rather stand still, since others know them. */
  readonly avoided?: ReadonlySet<number>;
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
  private readonly signed: boolean;
  private readonly touching: readonly Int32Array[];
  private readonly far: number;
  private whole: Neighbourhood | undefined;
  /** Cells held back, as one program. */
  private inside: Neighbourhood | undefined;
  /** The same, for moves of many cells at once. */
  private everywhere: BroadMoves | undefined;
  /** Cells of each sum that can move, as far as asked for. */
  private readonly movable = new Map<number, readonly number[]>();

  constructor(highs: Highs, task: ProtectionTask) {
    this.highs = highs;
    this.task = task;
    this.signed = task.values.some((v) => v < 0);
    const touching: number[][] = Array.from(task.values, () => []);
    for (const [at, { whole, parts }] of task.relations.entries())
      for (const cell of [whole, ...parts]) touching[cell]?.push(at);
    this.touching = touching.map((list) => Int32Array.from(list));
    this.far = 100 * task.protection + 2 * task.values.reduce((max, v) => Math.max(max, Math.abs(v)), 0);
  }

  dispose(): void {
    this.whole?.program.dispose();
    this.whole = undefined;
    this.inside?.program.dispose();
    this.inside = undefined;
    this.everywhere?.dispose();
    this.everywhere = undefined;
  }

  /** A cell is held back that was not before, or the other way round. */
  changed(cell: number): void {
    this.inside?.program.dispose();
    this.inside = undefined;
    this.everywhere?.dispose();
    this.everywhere = undefined;
    for (const at of this.touching[cell] ?? []) this.movable.delete(at);
  }

  /** The cheapest move as wanted; one without opened cells where there is any. Undefined when nothing can move so far. */
  find(wanted: WantedMove, hidden: Uint8Array): FoundMove | undefined {
    const all = this.task.values.length;
    if (all <= keptWarm) return this.within(this.wholeTable(), wanted, hidden);
    const kept = this.hangsFarTogether(hidden)
      ? this.acrossHidden(wanted, hidden)
      : (this.closeBy(wanted, hidden) ?? this.amongHidden(wanted, hidden));
    if (kept !== undefined) return { move: kept, opened: [] };
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

  /** Whether so many cells can move that short moves are rare and long to look for. */
  hangsFarTogether(hidden: Uint8Array): boolean {
    return this.movableCells(hidden).length > manyMovable;
  }

  /** A move that pushes many cells at once, of held-back cells alone. */
  broadly(push: BroadPush, hidden: Uint8Array): Move | undefined {
    const room = (cell: number) => this.room(cell);
    this.everywhere ??= new BroadMoves(this.highs, this.task, this.movableCells(hidden), room);
    return this.everywhere.find(push);
  }

  private movableCells(hidden: Uint8Array): number[] {
    const { inner, fixed } = this.task;
    const cells: number[] = [];
    for (let cell = 0; cell < hidden.length; cell++)
      if ((hidden[cell] === 1 || inner[cell] === 1) && fixed[cell] !== 1) cells.push(cell);
    return cells;
  }

  private acrossHidden({ cell, by, known, barred = [] }: WantedMove, hidden: Uint8Array): Move | undefined {
    const move = this.broadly({ pushes: new Map([[cell, Math.sign(by)]]), still: [...known, ...barred] }, hidden);
    const reached = move?.by[move.cells.indexOf(cell)] ?? 0;
    return Math.abs(reached) >= Math.abs(by) - 1e-6 && reached * by > 0 ? move : undefined;
  }

  /** The shortest move of held-back cells alone, among ever more of those around: short ones are noticed by few. */
  private closeBy(wanted: WantedMove, hidden: Uint8Array): Move | undefined {
    const { highs, task } = this;
    const { cell, by, known, barred = [], avoided } = wanted;
    const still = new Set([...known, ...barred]);
    if (still.has(cell)) return undefined;
    for (const most of reachesAmongHidden) {
      const near = this.hiddenAround(cell, hidden, still, most);
      const inside = new Set(near);
      const sums = [...new Set(near.flatMap((other) => Array.from(this.touching[other] ?? [])))].map((at) => {
        const whole = task.relations[at]?.whole;
        const members = this.movableIn(at, hidden).filter((other) => inside.has(other));
        return new Map(members.map((other) => [other, other === whole ? -1 : 1]));
      });
      const room = (other: number) => this.room(other);
      const move = shortestMove(highs, { sums, cell, by, room, ...(avoided === undefined ? {} : { avoided }) });
      if (move !== undefined) return move;
      if (near.length < most) return undefined;
    }
    return undefined;
  }

  /** Held-back cells around one of them; what must move along comes before what may. */
  private hiddenAround(start: number, hidden: Uint8Array, still: ReadonlySet<number>, most: number): number[] {
    const found = [start];
    const seen = new Set(found);
    const passed = new Set<number>();
    let front = [start];
    while (front.length > 0 && found.length < most) {
      const later: number[] = [];
      for (let next = 0; next < front.length && found.length < most; next++) {
        for (const at of this.touching[front[next] ?? 0] ?? []) {
          if (passed.has(at)) continue;
          passed.add(at);
          const members = this.movableIn(at, hidden).filter((other) => !still.has(other));
          for (const other of members) {
            if (seen.has(other)) continue;
            seen.add(other);
            found.push(other);
            (members.length === 2 ? front : later).push(other);
          }
        }
      }
      front = later;
    }
    return found.sort((a, b) => a - b);
  }

  private movableIn(at: number, hidden: Uint8Array): readonly number[] {
    const { task } = this;
    let members = this.movable.get(at);
    if (members === undefined) {
      const { whole, parts } = task.relations[at] ?? { whole: -1, parts: [] };
      members = [whole, ...parts].filter(
        (cell) => (hidden[cell] === 1 || task.inner[cell] === 1) && task.fixed[cell] !== 1,
      );
      this.movable.set(at, members);
    }
    return members;
  }

  /** A move of held-back cells alone, as far as it goes, so that it vouches for many at once. */
  private amongHidden({ cell, by, known, barred = [] }: WantedMove, hidden: Uint8Array): Move | undefined {
    const { task } = this;
    this.inside ??= this.programOver(
      Array.from(hidden, (_, at) => at).filter((at) => hidden[at] === 1 || task.inner[at] === 1),
      this.far,
    );
    const { cells, position, program } = this.inside;
    const own = position.get(cell);
    if (own === undefined) return undefined;
    const held = [...known, ...barred].flatMap((other) => position.get(other) ?? []);
    for (const at of held) {
      program.setBounds(2 * at, 0, 0);
      program.setBounds(2 * at + 1, 0, 0);
    }
    const solution = program.solve(
      new Map([
        [2 * own, by > 0 ? -1 : 1],
        [2 * own + 1, by > 0 ? 1 : -1],
      ]),
    );
    for (const at of held) {
      program.setBounds(2 * at, 0, task.fixed[cells[at] ?? 0] === 1 ? 0 : this.far);
      program.setBounds(2 * at + 1, 0, Math.min(this.far, this.room(cells[at] ?? 0)));
    }
    if (solution === undefined) return undefined;
    const move = moveOf(cells, solution.values);
    const reached = move.by[move.cells.indexOf(cell)] ?? 0;
    return by > 0 ? (reached >= by - 1e-6 ? move : undefined) : reached <= by + 1e-6 ? move : undefined;
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

  private programOver(cells: readonly number[], far = Number.POSITIVE_INFINITY): Neighbourhood {
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
      high[2 * at] = this.task.fixed[cell] === 1 ? 0 : far;
      high[2 * at + 1] = Math.min(far, this.room(cell));
    }
    const fromLast = Number.isFinite(far);
    const program = linearProgram(this.highs, {
      variables: 2 * cells.length,
      low,
      high,
      rows,
      presolve: false,
      fromLast,
    });
    return { cells, position, program };
  }

  /** How far a cell can fall. */
  private room(cell: number): number {
    if (this.task.fixed[cell] === 1) return 0;
    return this.signed ? Number.POSITIVE_INFINITY : Math.max(0, this.task.values[cell] ?? 0);
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
    const move = moveOf(cells, solution.values);
    const opened = Array.from(move.cells).filter(
      (other) => hidden[other] !== 1 && task.inner[other] !== 1 && other !== cell,
    );
    return { move, opened };
  }

  /** Whether the opposite of a move is possible as well: nothing falls below 0. */
  canTurn({ cells, by }: Move): boolean {
    return this.signed || cells.every((cell, at) => (by[at] ?? 0) <= (this.task.values[cell] ?? 0) + 1e-9);
  }
}

/** Changes upwards and downwards taken together, without the solver's crumbs. */
function moveOf(cells: readonly number[], solution: Float64Array): Move {
  const moved: number[] = [];
  const by: number[] = [];
  for (const [at, cell] of cells.entries()) {
    const amount = (solution[2 * at] ?? 0) - (solution[2 * at + 1] ?? 0);
    if (Math.abs(amount) < 1e-7) continue;
    moved.push(cell);
    by.push(Math.abs(amount - Math.round(amount)) < 1e-7 ? Math.round(amount) : amount);
  }
  return { cells: Int32Array.from(moved), by: Float64Array.from(by) };
}

/** Tables up to this size are one program. */
const keptWarm = 320;

/** From this many cells that can move on, one program over all of them is faster than one close by. */
const manyMovable = 800;

/** How many held-back cells are looked at in turn before all of them. */
const reachesAmongHidden = [600, 2_000, 5_000];
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
