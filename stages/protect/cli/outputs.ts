import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
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

/** The table as it may be published: cell keys, value, status. */
export function publishedTable(
  specification: Specification,
  rows: readonly TableRow[],
  cell: (row: TableRow, at: number) => { readonly value: number | null; readonly status: string },
): string {
  const header = [...specification.dimensions.map((d) => d.column ?? d.id), "value", "status"];
  return delimitedText([
    header,
    ...rows.map((row, at) => {
      const { value, status } = cell(row, at);
      return [...row.key, value === null ? "" : String(value), status];
    }),
  ]);
}

export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
