import { ruleDistances } from "./primary/ruleDistances.ts";
import { primaryCells } from "./primaryCells.ts";
import type { Rule, Specification } from "./specification.ts";
import { cleanUp } from "./suppress/cleanUp.ts";
import { completedValues } from "./suppress/completedValues.ts";
import { gaussSteps, largeToSmall, meeting } from "./suppress/gauss.ts";
import { solver } from "./suppress/linearProgram.ts";
import { optimal } from "./suppress/optimal.ts";
import type { Person, ProtectionTask, Weakness } from "./suppress/protectionTask.ts";
import { together } from "./suppress/together.ts";
import { Witnesses } from "./suppress/witnesses.ts";
import type { CellTable } from "./table/cellTable.ts";
import { innerCells } from "./table/innerCells.ts";
import type { Watch } from "./watch.ts";

/** Which cells of a table stay back, and why. */
export interface Protection {
  readonly primary: Uint8Array;
  /** 1 for every cell held back, sensitive itself or for the sake of others. */
  readonly hidden: Uint8Array;
  readonly because: ReadonlyMap<number, Rule>;
  /** How far cells are kept from their true value whose rule asks for more than the specification does of all. */
  readonly further: ReadonlyMap<number, number>;
  /** Sensitive cells that cannot be protected, since something is out already that gives them away. */
  readonly lost: readonly Weakness[];
  readonly method: "gauss" | "optimal";
  /** False when the proof of the cheapest choice took too long and Gaussian elimination stepped in. */
  readonly proven: boolean;
}

/** `auto` is the proven cheapest choice for small tables, and Gaussian elimination for the others. */
export type SuppressionMethod = "auto" | "gauss" | "optimal";

/** Printed cells up to which the cheapest choice is looked for without being asked. */
const smallTable = 200;
/** Choices after which that search gives up. */
const mostRounds = 10;
/** Tables up to this size are cleaned up after elimination. */
const largestToClean = 1_000;
/** Cells that may be tried while cleaning up: work, not time, so that the same table comes out the same. */
const mostTries = 160;
/** A cheaper choice must spare this share at least; else the usual one stays, which others can reproduce. */
const worthIt = 0.02;
/** And a choice from another beginning this share of all that is withheld. */
const worthChanging = 0.05;

/**
 * Holds back what must not be known from a table: the sensitive cells by the
 * rules, and as many others as it takes so that neither sums nor bounds give the
 * sensitive ones away.
 *
 * Cells by their position, distances and bounds in the unit of the table, the deadline in milliseconds of the given
 * clock.
 */
export async function protectTable(
  table: CellTable,
  specification: Specification,
  method: SuppressionMethod,
  time: { readonly clock: () => number; readonly deadline: number },
  watch?: Watch,
): Promise<Protection> {
  const highs = await solver();
  const { primary, because } = primaryCells(table, specification);
  const inner = table.printed.map((flag) => 1 - flag);
  const further = ruleDistances(table, specification, primary);
  const nearest = specification.protection ?? 1;
  const task: ProtectionTask = {
    relations: table.relations,
    values: completedValues(highs, table),
    primary,
    fixed: table.fixed,
    inner,
    price: priceByLine(table),
    protection: Math.max(nearest, ...further.values()),
    distances: Float64Array.from(primary, (_, cell) => further.get(cell) ?? nearest),
  };
  const { rows, columns } = innerCells(table.space);
  const single =
    specification.singletons === false
      ? undefined
      : Uint8Array.from(table.cases, (n, cell) => (n === 1 && primary[cell] === 1 ? 1 : 0));
  const counts = rowCounts(table.cases, rows, columns);

  const alone = Uint8Array.from(table.cases, (n) => (n === 1 ? 1 : 0));
  const persons =
    single === undefined ? [] : personsAlone(alone, primary, columns, counts, meeting({ columns, rowCounts: counts }));
  /** Holds back what is still missing, then shows again what was not needed. */
  const finish = async (
    start: Uint8Array,
    lost: readonly Weakness[],
    tries: number,
  ): Promise<{ secure: Held; tidy: Held }> => {
    const hidden =
      specification.hiddenTogether === undefined ? start : together(task, start, specification.hiddenTogether);
    const witnesses = new Witnesses(highs, task, hidden, persons);
    const held = (): Held => {
      const now = Uint8Array.from(witnesses.hidden);
      const cost = now.reduce(
        (sum, h, cell) => (h === 1 && primary[cell] === 0 ? sum + (task.price[cell] ?? 0) : sum),
        0,
      );
      const known = new Set(lost.map((w) => w.cell));
      return { hidden: now, cost, lost: [...lost, ...weak.filter((w) => !known.has(w.cell))] };
    };
    let weak: Weakness[] = [];
    try {
      weak = await witnesses.secureAll((done, of) => watch?.("secure", done, of));
      const secure = held();
      if (tries > 0) cleanUp(witnesses, { primary, inner, price: task.price, tries });
      return { secure, tidy: held() };
    } finally {
      witnesses.dispose();
    }
  };
  const cheapest = async (limits: { readonly mostRounds?: number }): Promise<Held | undefined> => {
    let found = optimal(highs, task, { ...time, ...limits, persons });
    if (found?.unmet === true || (found?.lost.length ?? 0) > 0)
      found = optimal(highs, task, { ...time, ...limits, persons, zerosMayBeHidden: true });
    return found === undefined ? undefined : (await finish(found.hidden, [], 0)).secure;
  };
  const proven = (held: Held): Protection => ({ primary, because, further, ...held, method: "optimal", proven: true });
  const byGauss = (held: Held): Protection => ({ primary, because, further, ...held, method: "gauss", proven: false });

  if (method === "optimal") {
    const held = await cheapest({});
    if (held !== undefined) return proven(held);
  }
  const order = largeToSmall(table.values, columns).filter((cell) => inner[cell] === 0);
  const whoIsAlone = single === undefined ? {} : { single, rowCounts: counts };
  const { values } = table;
  const steps = gaussSteps({
    rows,
    columns,
    primary,
    order,
    values,
    shownBefore: cellsWhere(table.fixed),
    ...whoIsAlone,
  });
  let step = steps.next();
  for (; step.done !== true; step = steps.next()) await watch?.("eliminate", step.value, order.length);
  const shown = step.value;
  const lost = shown.lost.map((cell) => ({ cell, direction: "up" as const }));
  // Cells held back to keep others company stay, although they are not needed against attackers.
  const mayBeTidied = order.length <= largestToClean && specification.hiddenTogether === undefined;
  const { secure, tidy } = await finish(shown.hidden, lost, mayBeTidied ? mostTries : 0);
  const first = tidy.cost < (1 - worthIt) * secure.cost ? tidy : secure;
  // Another beginning: nothing held back but the secrets, and to each the cheapest company.
  const other =
    mayBeTidied && first.cost > 0 && order.length <= smallTable ? (await finish(primary, lost, mostTries)).tidy : first;
  const noticed = worthChanging * (first.cost + sumOver(task.price, primary));
  const usual = other.lost.length <= first.lost.length && other.cost < first.cost - noticed ? other : first;
  if (method !== "auto" || order.length > smallTable || usual.cost === 0) return byGauss(usual);
  const held = await cheapest({ mostRounds });
  if (held === undefined || held.lost.length > usual.lost.length || held.cost >= (1 - worthIt) * usual.cost)
    return byGauss(usual);
  return proven(held);
}

interface Held {
  readonly hidden: Uint8Array;
  readonly lost: readonly Weakness[];
  /** What the cells held back for others are worth. */
  readonly cost: number;
}

/** What it costs readers not to see a cell: its value, for each line in which it is printed. An empty one is held back last of all. */
function priceByLine(table: CellTable): Float64Array {
  const price = new Float64Array(table.space.size);
  for (const { cell } of table.lines) price[cell] = (price[cell] ?? 0) + Math.abs(table.values[cell] ?? 0);
  const [largest, all] = price.reduce(([most, sum], p) => [Math.max(most, p), sum + p], [0, 0]);
  const empty = Math.min(all, 50 * largest) + 1;
  for (let cell = 0; cell < price.length; cell++)
    if (price[cell] === 0 && table.printed[cell] === 1)
      price[cell] = table.values[cell] === 0 ? empty : Math.abs(table.values[cell] ?? 0);
  return price;
}

/** What the held-back cells were worth to readers: their values added up, secondary ones only. */
export function secondaryCost(
  { primary, hidden }: Pick<Protection, "primary" | "hidden">,
  values: Float64Array,
): number {
  return values.reduce((sum, v, cell) => (hidden[cell] === 1 && primary[cell] === 0 ? sum + v : sum), 0);
}

function rowCounts(cases: Float64Array, rows: number, columns: readonly Int32Array[]): Float64Array {
  const counts = new Float64Array(rows).fill(Number.NaN);
  for (const [cell, column] of columns.entries()) {
    const [row] = column;
    if (column.length === 1 && row !== undefined) counts[row] = cases[cell] ?? Number.NaN;
  }
  return counts;
}

/** Everybody alone in a cell, with all such cells that they stand in and the secrets inside. */
function personsAlone(
  single: Uint8Array,
  primary: Uint8Array,
  columns: readonly Int32Array[],
  rowCounts: Float64Array,
  samePerson: (a: number, b: number) => boolean,
): Person[] {
  const personAt = new Map<number, number[]>();
  let unnamed: number[][] = [];
  for (const cell of cellsWhere(single)) {
    const place = columns[cell]?.find((row) => rowCounts[row] === 1);
    if (place !== undefined) {
      const group = personAt.get(place);
      if (group === undefined) personAt.set(place, [cell]);
      else group.push(cell);
      continue;
    }
    // A cell around two others shows that both are the same person.
    const same = unnamed.filter((group) => group.some((one) => samePerson(cell, one) || samePerson(one, cell)));
    unnamed = [...unnamed.filter((group) => !same.includes(group)), [...same.flat(), cell]];
  }
  const samePersons = [...personAt.values(), ...unnamed];
  const secretsAt = new Map<number, number[]>();
  for (const cell of cellsWhere(primary))
    for (const row of columns[cell] ?? []) {
      const list = secretsAt.get(row);
      if (list === undefined) secretsAt.set(row, [cell]);
      else list.push(cell);
    }
  return samePersons.map((known) => {
    const own = new Set(known);
    for (const cell of known) {
      const rows = new Set(columns[cell]);
      for (const row of rows)
        for (const other of secretsAt.get(row) ?? [])
          if ((columns[other] ?? []).every((r) => rows.has(r))) own.add(other);
    }
    return { known, own };
  });
}

function sumOver(price: Float64Array, flags: Uint8Array): number {
  return price.reduce((sum, p, cell) => (flags[cell] === 1 ? sum + p : sum), 0);
}

function cellsWhere(flags: Uint8Array): number[] {
  return Array.from(flags, (_, cell) => cell).filter((cell) => flags[cell] === 1);
}
