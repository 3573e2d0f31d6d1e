import type { Highs } from "highs";
import { type LinearProgram, linearProgram } from "./linearProgram.ts";
import { mustReachDown, mustReachUp, type Person, type ProtectionTask, type Weakness } from "./protectionTask.ts";

export interface OptimalOptions {
  /** Whether empty cells may be held back to protect others; only where nothing else helps. */
  readonly zerosMayBeHidden?: boolean;
  /** Everybody alone in a cell; the sensitive cells of others must not open to them. */
  readonly persons?: readonly Person[];
  /** Milliseconds on the clock that comes in; after `deadline` the search gives up. */
  readonly clock?: () => number;
  readonly deadline?: number;
  /** Choices tried before giving up: a limit that is the same on every machine. */
  readonly mostRounds?: number;
}

/**
 * The cheapest set of cells to hold back, proven.
 *
 * A whole-number program chooses cells; for each choice an attacker tries every
 * sensitive cell with a linear program, and each success is turned into a
 * condition that all later choices keep, until no attack succeeds. For small
 * tables; answers undefined when the deadline passes.
 *
 * `hidden` is one flag per cell, deadline and clock in milliseconds.
 *
 * Method: Fischetti and Salazar-González, "Solving the cell suppression problem
 * on tabular data with linear constraints", Management Science 47 (2001).
 */
export function optimal(
  highs: Highs,
  task: ProtectionTask,
  options: OptimalOptions = {},
): { hidden: Uint8Array; lost: Weakness[]; unmet: boolean } | undefined {
  const size = task.values.length;
  const choosable = Uint8Array.from({ length: size }, (_, cell) => {
    const isZero = task.values[cell] === 0 && options.zerosMayBeHidden !== true;
    return task.primary[cell] === 1 || task.fixed[cell] === 1 || task.inner[cell] === 1 || isZero ? 0 : 1;
  });
  const seconds = options.deadline === undefined ? undefined : (options.deadline - (options.clock?.() ?? 0)) / 1000;
  if (seconds !== undefined && seconds <= 0) return undefined;
  const master = masterProgram(highs, task, choosable, seconds);
  const attack = attackProgram(highs, task);
  const lost: Weakness[] = [];
  let unmet = false;
  try {
    for (let round = 1; ; round++) {
      if (round > (options.mostRounds ?? Number.POSITIVE_INFINITY)) return undefined;
      if (options.deadline !== undefined && (options.clock?.() ?? 0) > options.deadline) return undefined;
      const choice = master.solve(master.price);
      if (choice === undefined) return undefined;
      const hidden = Uint8Array.from({ length: size }, (_, cell) =>
        task.primary[cell] === 1 || (choosable[cell] === 1 && (choice.values[cell] ?? 0) > 0.5) ? 1 : 0,
      );
      let broken = false;
      attack.set(hidden);
      for (let cell = 0; cell < size; cell++) {
        if (task.primary[cell] !== 1) continue;
        for (const direction of ["down", "up"] as const) {
          if (lost.some((w) => w.cell === cell && w.direction === direction)) continue;
          const condition = attack.try(cell, direction);
          if (condition === undefined) continue;
          broken = true;
          if (!keep(master, task, choosable, hidden, condition)) lost.push({ cell, direction });
        }
      }
      for (const { known, own } of options.persons ?? []) {
        for (let cell = 0; cell < size; cell++) {
          if (task.primary[cell] !== 1 || own.has(cell)) continue;
          const condition = attack.tryFromInside(cell, known);
          if (condition === undefined) continue;
          // What no choice can keep from an insider is no reason to stop; the audit will name it.
          if (keep(master, task, choosable, hidden, condition)) broken = true;
          else unmet = true;
        }
      }
      if (!broken) return { hidden, lost, unmet };
    }
  } finally {
    master.dispose();
    attack.dispose();
  }
}

interface Condition {
  /** By how much each cell helps when it is held back. */
  readonly help: Float64Array;
  readonly needed: number;
}

/** Adds a condition to the master; false when no choice can meet it. */
function keep(
  master: LinearProgram,
  task: ProtectionTask,
  choosable: Uint8Array,
  hidden: Uint8Array,
  { help, needed }: Condition,
): boolean {
  let open = needed;
  let already = 0;
  for (let cell = 0; cell < help.length; cell++) {
    if (task.primary[cell] === 1 || task.inner[cell] === 1) open -= Math.min(help[cell] ?? 0, needed);
    if (hidden[cell] === 1 || task.inner[cell] === 1) already += Math.min(help[cell] ?? 0, needed);
  }
  // Two half helps in opposite directions add up without being one: then only say that something more must help.
  const weighed = open > 1e-9 && already < needed - 1e-9;
  const entries = new Map<number, number>();
  for (let cell = 0; cell < help.length; cell++) {
    if (choosable[cell] !== 1 || (help[cell] ?? 0) <= 1e-9) continue;
    if (weighed) entries.set(cell, Math.min(help[cell] ?? 0, open) / open);
    else if (hidden[cell] !== 1) entries.set(cell, 1);
  }
  const best = [...entries.values()].reduce((sum, x) => sum + x, 0);
  if (best < 1 - 1e-9) return false;
  master.addRow(1, Number.POSITIVE_INFINITY, entries);
  return true;
}

function masterProgram(
  highs: Highs,
  task: ProtectionTask,
  choosable: Uint8Array,
  seconds: number | undefined,
): LinearProgram & { price: Map<number, number> } {
  const size = task.values.length;
  const program = linearProgram(highs, {
    variables: size,
    low: new Float64Array(size),
    high: Float64Array.from(choosable),
    rows: [],
    whole: choosable,
    ...(seconds === undefined ? {} : { secondsPerSolve: seconds }),
  });
  // A little for each cell on top: of two equally cheap choices the one with fewer cells.
  const little = 0.4 / (size + 1);
  const prices = new Map<number, number>();
  for (let cell = 0; cell < size; cell++) if (choosable[cell] === 1) prices.set(cell, (task.price[cell] ?? 0) + little);

  for (const { whole, parts } of task.relations) {
    const cells = [whole, ...parts];
    if (cells.some((cell) => task.inner[cell] === 1)) continue;
    const secrets = cells.filter((cell) => task.primary[cell] === 1);
    const others = cells.filter((cell) => choosable[cell] === 1);
    // Alone among shown neighbours nothing stays secret …
    if (secrets.length === 1 && others.length > 0)
      program.addRow(1, Number.POSITIVE_INFINITY, new Map(others.map((cell) => [cell, 1])));
    // … and nothing needs to be held back alone.
    if (secrets.length > 0) continue;
    for (const cell of others) {
      program.addRow(0, Number.POSITIVE_INFINITY, new Map(others.map((other) => [other, other === cell ? -1 : 1])));
    }
  }
  return { ...program, price: prices };
}

interface Attack {
  readonly set: (hidden: Uint8Array) => void;
  /** The condition that would have stopped a successful attack, or undefined when it fails. */
  readonly try: (cell: number, direction: "down" | "up") => Condition | undefined;
  /** The same for somebody who knows some cells: succeeds only where the other can move neither up nor down. */
  readonly tryFromInside: (cell: number, known: readonly number[]) => Condition | undefined;
  readonly dispose: () => void;
}

/** Changes to the table that an attacker must hold possible: sums stay, shown cells stay, nothing falls below 0. */
function attackProgram(highs: Highs, task: ProtectionTask): Attack {
  const { values, relations } = task;
  const size = values.length;
  const farUp = values.reduce((sum, v) => Math.max(sum, v), 0) + 10 * task.protection;
  const rows = relations.map(({ whole, parts }) => {
    const entries = new Map<number, number>();
    for (const part of parts) entries.set(part, (entries.get(part) ?? 0) + 1);
    entries.set(whole, (entries.get(whole) ?? 0) - 1);
    return { entries, equals: 0 };
  });
  const down = Float64Array.from(values, (v) => (Number.isNaN(v) ? farUp : v));
  const program = linearProgram(highs, {
    variables: size,
    low: new Float64Array(size),
    high: new Float64Array(size),
    rows,
  });
  const movable = new Uint8Array(size);
  const bound = (cell: number): void => {
    const free = movable[cell] === 1;
    program.setBounds(cell, free ? -(down[cell] ?? 0) : 0, free ? farUp : 0);
  };
  /** How far the other cells, were they held back, could carry this one that cannot go as far as needed; undefined when it can. */
  const stuck = (cell: number, sign: 1 | -1, needed: number): Float64Array | undefined => {
    program.setBounds(cell, -farUp, farUp);
    const solution = program.solve(new Map([[cell, -sign]]));
    bound(cell);
    if (solution === undefined) throw new Error(`attack on cell without solution: ${cell}`);
    if (sign * (solution.values[cell] ?? 0) >= needed - 1e-6) return undefined;
    return helpOf(rows, solution.duals, cell, sign, size, down, farUp);
  };
  return {
    set: (hidden) => {
      for (let cell = 0; cell < size; cell++) {
        movable[cell] = hidden[cell] === 1 || task.inner[cell] === 1 ? 1 : 0;
        bound(cell);
      }
    },
    try: (cell, direction) => {
      const value = values[cell] ?? 0;
      const needed = direction === "up" ? mustReachUp(task, cell) - value : value - mustReachDown(task, cell);
      const help = needed <= 0 ? undefined : stuck(cell, direction === "up" ? 1 : -1, needed);
      return help === undefined ? undefined : { help, needed };
    },
    tryFromInside: (cell, known) => {
      // An insider must only not be certain: one more or one fewer will do, and an empty cell moves up alone.
      const needed = Math.min(1, task.protection);
      for (const other of known) program.setBounds(other, 0, 0);
      try {
        const up = stuck(cell, 1, needed);
        if (up === undefined) return undefined;
        const value = values[cell] ?? 0;
        const downwards = value >= 0 && value < needed ? new Float64Array(size) : stuck(cell, -1, needed);
        if (downwards === undefined) return undefined;
        // One of the two directions is enough, so what helps either helps.
        const help = up.map((h, other) => (known.includes(other) ? 0 : h + (downwards[other] ?? 0)));
        return { help, needed };
      } finally {
        for (const other of known) bound(other);
      }
    },
    dispose: () => program.dispose(),
  };
}

/** By the multipliers of the sums: how far each cell, were it held back, could carry the attacked one. */
function helpOf(
  rows: readonly { readonly entries: ReadonlyMap<number, number> }[],
  duals: Float64Array,
  cell: number,
  sign: number,
  size: number,
  down: Float64Array,
  farUp: number,
): Float64Array {
  const reduced = new Float64Array(size);
  reduced[cell] = -sign;
  for (const [at, { entries }] of rows.entries()) {
    const dual = duals[at] ?? 0;
    if (dual === 0) continue;
    for (const [other, factor] of entries) reduced[other] = (reduced[other] ?? 0) - factor * dual;
  }
  if (Math.abs(reduced[cell] ?? 0) > 1e-6) throw new Error(`attack: multipliers do not fit cell ${cell}`);
  return reduced.map((r, other) =>
    other === cell || Math.abs(r) < 1e-9 ? 0 : r < 0 ? -r * farUp : r * (down[other] ?? 0),
  );
}
