import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { shareColumns } from "../shares.ts";
import type { Specification } from "../specification.ts";
import { delimitedText } from "../table/delimited.ts";
import type { TableRow } from "../table/tableFile.ts";

/** Writes files all together, after everything else went well; each appears whole or not at all. */
export function writeFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name);
    writeFileSync(`${path}.part`, content);
    renameSync(`${path}.part`, path);
  }
}

/** Names of the columns with shares; none may bear the name of another column. */
export function shareNames(specification: Specification): string[] {
  const taken = new Set(["value", "status", ...specification.dimensions.map((d) => d.column ?? d.id)]);
  for (const name of [specification.value, specification.status, specification.cases, specification.cellKey?.key])
    if (name !== undefined) taken.add(name);
  for (const name of specification.contributions ?? []) taken.add(name);
  return (specification.shares ?? []).map(({ column }) => {
    if (taken.has(column)) throw new Refusal("protect.shareColumnTaken", { column });
    taken.add(column);
    return column;
  });
}

/** The table as it may be published: cell keys, value, status, shares. */
export function publishedTable(
  specification: Specification,
  rows: readonly TableRow[],
  cell: (row: TableRow, at: number) => { readonly value: number | null; readonly status: string },
): string {
  const cells = rows.map(cell);
  const shares = shareColumns(specification, rows, (_, at) => cells[at]?.value ?? null);
  return delimitedText([
    [...specification.dimensions.map((d) => d.column ?? d.id), "value", "status", ...shareNames(specification)],
    ...rows.map((row, at) => {
      const { value = null, status = "" } = cells[at] ?? {};
      return [...row.key, value === null ? "" : String(value), status, ...(shares[at] ?? [])];
    }),
  ]);
}

/** What a command writes for other programs: JSON in lines that one can read and compare. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
