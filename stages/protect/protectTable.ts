import { primaryCells } from "./primaryCells.ts";
import type { Rule, Specification } from "./specification.ts";
import { gauss, largeToSmall, meeting } from "./suppress/gauss.ts";
import { solver } from "./suppress/linearProgram.ts";
import { optimal } from "./suppress/optimal.ts";
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

/**
 * Holds back what must not be known from a table: the sensitive cells by the
 * rules, and as many others as it takes so that neither sums nor bounds give the
 * sensitive ones away.
 */
export async function protectTable(
  table: CellTable,
  specification: Specification,
  method: "gauss" | "optimal",
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

  let hidden: Uint8Array | undefined;
  let proven = method === "optimal";
  const lost: Weakness[] = [];
  if (method === "optimal") {
    const insiders = single === undefined ? [] : insidersOf(single, primary, meeting({ columns, rowCounts: counts }));
    hidden = optimal(highs, task, { ...time, insiders })?.hidden;
    proven = hidden !== undefined;
  }
  if (hidden === undefined) {
    const order = largeToSmall(table.values, columns).filter((cell) => inner[cell] === 0);
    const whoIsAlone = single === undefined ? {} : { single, rowCounts: counts };
    const result = gauss({ rows, columns, primary, order, shownBefore: cellsWhere(table.fixed), ...whoIsAlone });
    hidden = result.hidden;
    for (const cell of result.lost) lost.push({ cell, direction: "up" });
  }
  if (specification.hiddenTogether !== undefined) hidden = together(task, hidden, specification.hiddenTogether);
  const widened = widen(highs, task, hidden);
  const known = new Set(lost.map((w) => w.cell));
  lost.push(...widened.lost.filter((w) => !known.has(w.cell)));
  return { primary, hidden: widened.hidden, because, lost, method, proven };
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
