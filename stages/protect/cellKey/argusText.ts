import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Perturbation, PerturbationTable } from "./perturbationTable.ts";

/**
 * A perturbation table from the text form in which τ-ARGUS exchanges it:
 * `i;j;p_ij;v;p_ij_ub`, one line per count and result.
 *
 * Checks what must hold, and refuses otherwise: every row's chances come to 1 and
 * shift nothing on average, results are count plus change, the upper bounds rise
 * to 1, and nobody stays nobody.
 */
export function readArgusTable(text: string, file: string): PerturbationTable {
  const rows: Perturbation[][] = [];
  const lines = text.split(/\r?\n/);
  for (const [at, line] of lines.entries()) {
    if (at === 0 || line.trim() === "") continue;
    const place = { place: { file, row: at + 1 } };
    const fields = line.split(";").map((field) => Number(field.replace(",", ".")));
    const [count, result, chance, change, to] = fields;
    if (
      count === undefined ||
      result === undefined ||
      chance === undefined ||
      change === undefined ||
      to === undefined ||
      fields.some((n) => !Number.isFinite(n))
    )
      throw new Refusal("protect.argusLine", { line }, place);
    if (result !== count + change) throw new Refusal("protect.argusResult", { count, change, result }, place);
    if (count > rows.length || count < rows.length - 1) throw new Refusal("protect.argusOrder", { count }, place);
    const row = rows[count] ?? [];
    rows[count] = row;
    const from = row.at(-1)?.to ?? 0;
    if (to < from - 1e-9 || to > 1 + 1e-6) throw new Refusal("protect.argusBound", { count, bound: to }, place);
    row.push({ change, chance, from, to });
  }
  if (rows.length === 0) throw new Refusal("protect.emptyFile", {}, { place: { file } });
  const closed = rows.map((row) => row.map((p, at) => (at === row.length - 1 ? { ...p, to: Math.max(p.to, 1) } : p)));
  const table = { rows: closed };
  const [trouble] = perturbationTroubles(table);
  if (trouble !== undefined)
    throw new Refusal(`protect.${trouble.kind}`, { count: trouble.count, found: trouble.found }, { place: { file } });
  return table;
}

/** A perturbation table as τ-ARGUS reads it. */
export function argusText(table: PerturbationTable): string {
  const lines = ["i;j;p_ij;v;p_ij_ub"];
  for (const [count, row] of table.rows.entries())
    for (const { change, chance, to } of row) lines.push([count, count + change, chance, change, to].join(";"));
  return `${lines.join("\n")}\n`;
}

export interface PerturbationTrouble {
  readonly kind: "argusSum" | "argusBias" | "argusZero" | "argusInterval";
  readonly count: number;
  readonly found: number;
}

/** What is wrong with a perturbation table: rows that do not come to 1, that shift counts on average, or that make somebody out of nobody. */
export function perturbationTroubles(table: PerturbationTable): PerturbationTrouble[] {
  const troubles: PerturbationTrouble[] = [];
  for (const [count, row] of table.rows.entries()) {
    const sum = row.reduce((total, { chance }) => total + chance, 0);
    const bias = row.reduce((total, { chance, change }) => total + chance * change, 0);
    if (Math.abs(sum - 1) > 1e-6) troubles.push({ kind: "argusSum", count, found: sum });
    // Published tables are rounded in the ninth digit, and their means with them.
    if (Math.abs(bias) > 1e-4) troubles.push({ kind: "argusBias", count, found: bias });
    if (count === 0 && row.some(({ change }) => change !== 0))
      troubles.push({ kind: "argusZero", count, found: row.length });
    for (const { from, to, chance } of row)
      if (Math.abs(to - from - chance) > 1e-6) troubles.push({ kind: "argusInterval", count, found: to - from });
  }
  return troubles;
}
