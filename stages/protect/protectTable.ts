import { primaryCells } from "./primaryCells.ts";
import type { Rule, Specification } from "./specification.ts";
import { gauss, largeToSmall, meeting } from "./suppress/gauss.ts";
import { solver } from "./suppress/linearProgram.ts";
import { opensToInsiders, optimal } from "./suppress/optimal.ts";
import { otherOrders } from "./suppress/otherOrders.ts";
import type { ProtectionTask, Weakness } from "./suppress/protectionTask.ts";
import { together } from "./suppress/together.ts";
import { widen } from "./suppress/widen.ts";
import type { CellTable } from "./table/cellTable.ts";
import { innerCells } from "./table/innerCells.ts";

/** Which cells of a table stay back, and why. */
export interface Protection {
  readonly primary: Uint8Array;
  /** 1 for every cell held back, sensitive itself or for the sake of others. */
  readonly hidden: Uint8Array;
  readonly because: ReadonlyMap<number, Rule>;
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
/** Cells gone through in other orders, over all tries together: work, not time, so that the same table comes out the same. */
const mostWork = 4_000;
/** Attacks from inside that another order may need to be tried. */
const mostAttacks = 3_000;
/** A cheaper choice must spare this share at least; else the usual one stays, which others can reproduce. */
const worthIt = 0.02;

/**
 * Holds back what must not be known from a table: the sensitive cells by the
 * rules, and as many others as it takes so that neither sums nor bounds give the
 * sensitive ones away.
 */
export async function protectTable(
  table: CellTable,
  specification: Specification,
  method: SuppressionMethod,
  time: { readonly clock: () => number; readonly deadline: number },
): Promise<Protection> {
  const highs = await solver();
  const { primary, because } = primaryCells(table, specification);
  const inner = table.printed.map((flag) => 1 - flag);
  const task: ProtectionTask = {
    relations: table.relations,
    values: table.values,
    primary,
    fixed: table.fixed,
    inner,
    protection: specification.protection ?? 1,
  };
  const { rows, columns } = innerCells(table.space);
  const single =
    specification.singletons === false
      ? undefined
      : Uint8Array.from(table.cases, (n, cell) => (n === 1 && primary[cell] === 1 ? 1 : 0));
  const counts = rowCounts(table.cases, rows, columns);
  const costs = costsByLine(table);

  const finish = (start: Uint8Array, lost: readonly Weakness[]): Held => {
    const hidden =
      specification.hiddenTogether === undefined ? start : together(task, start, specification.hiddenTogether);
    const widened = widen(highs, task, hidden);
    const known = new Set(lost.map((w) => w.cell));
    const cost = widened.hidden.reduce(
      (sum, h, cell) => (h === 1 && primary[cell] === 0 ? sum + (costs[cell] ?? 0) : sum),
      0,
    );
    return { hidden: widened.hidden, cost, lost: [...lost, ...widened.lost.filter((w) => !known.has(w.cell))] };
  };
  const insiders = single === undefined ? [] : insidersOf(single, primary, meeting({ columns, rowCounts: counts }));
  const cheapest = (limits: { readonly mostRounds?: number }): Held | undefined => {
    const found = optimal(highs, task, { ...time, ...limits, insiders, costs });
    return found === undefined ? undefined : finish(found.hidden, []);
  };
  const byOrder = (order: readonly number[]): Held => {
    const whoIsAlone = single === undefined ? {} : { single, rowCounts: counts };
    const result = gauss({ rows, columns, primary, order, shownBefore: cellsWhere(table.fixed), ...whoIsAlone });
    return finish(
      result.hidden,
      result.lost.map((cell) => ({ cell, direction: "up" as const })),
    );
  };
  const proven = (held: Held): Protection => ({ primary, because, ...held, method: "optimal", proven: true });

  if (method === "optimal") {
    const held = cheapest({});
    if (held !== undefined) return proven(held);
  }
  const order = largeToSmall(table.values, columns).filter((cell) => inner[cell] === 0);
  const usual = byOrder(order);
  const byGauss = (held: Held): Protection => ({ primary, because, ...held, method: "gauss", proven: false });
  if (usual.cost === 0) return byGauss(usual);
  if (method === "auto" && order.length <= smallTable) {
    const held = cheapest({ mostRounds });
    if (held !== undefined && held.lost.length <= usual.lost.length)
      return held.cost < (1 - worthIt) * usual.cost ? proven(held) : byGauss(usual);
  }
  if (insiders.reduce((sum, { others }) => sum + others.length, 0) > mostAttacks) return byGauss(usual);
  const isWorse = (held: Held) =>
    held.lost.length > usual.lost.length || opensToInsiders(highs, task, held.hidden, insiders);
  const tries = Math.floor(mostWork / order.length);
  const better = otherOrders(
    { order, choice: usual },
    { primary, values: table.values, tries, isWorse, choiceIn: byOrder },
  );
  return byGauss(better.cost < (1 - worthIt) * usual.cost ? better : usual);
}

interface Held {
  readonly hidden: Uint8Array;
  readonly lost: readonly Weakness[];
  /** What the cells held back for others are worth. */
  readonly cost: number;
}

/** What it costs readers not to see a cell: its value, for each line in which it is printed. */
function costsByLine(table: CellTable): Float64Array {
  const costs = new Float64Array(table.space.size);
  for (const { cell } of table.lines) costs[cell] = (costs[cell] ?? 0) + Math.abs(table.values[cell] ?? 0);
  return costs;
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

/** Everybody alone in a sensitive cell, with the sensitive cells of other people. */
function insidersOf(
  single: Uint8Array,
  primary: Uint8Array,
  samePerson: (a: number, b: number) => boolean,
): { cell: number; others: number[] }[] {
  const secrets = cellsWhere(primary);
  return cellsWhere(single).map((cell) => ({
    cell,
    others: secrets.filter((other) => other !== cell && !(single[other] === 1 && samePerson(cell, other))),
  }));
}

function cellsWhere(flags: Uint8Array): number[] {
  return Array.from(flags, (_, cell) => cell).filter((cell) => flags[cell] === 1);
}
