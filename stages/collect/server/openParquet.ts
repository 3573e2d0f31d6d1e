import { Refusal } from "../../../kernel/trouble/refusal.ts";
import type { Cell, Workbook } from "../workbook.ts";
import { limits } from "./limits.ts";

/**
 * Opens a Parquet file with DuckDB in memory: nothing is spilled to disk, no
 * extension is fetched, and the settings are locked before the file is touched.
 */
export async function openParquet(path: string, fileName: string): Promise<Workbook> {
  // Loaded only for such files: it would be the largest piece of every start.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:", {
    temp_directory: "",
    memory_limit: "512MB",
    threads: "1",
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    await connection.run("set lock_configuration = true");
    const count = await connection.runAndReadAll("select count(*)::integer from read_parquet($1)", [path]);
    const rowCount = Number(count.getRowsJS()[0]?.[0] ?? 0);
    const answer = await connection.runAndReadAll("select * from read_parquet($1) limit 0", [path]);
    const names = answer.columnNames();
    if (names.length > limits.columns)
      throw new Refusal("collect.tooManyColumns", { file: fileName, limit: limits.columns, columns: names.length });
    if (rowCount * names.length > limits.cells)
      throw new Refusal("collect.tooManyCells", { file: fileName, millions: limits.cells / 1e6 });
    const rows: Cell[][] = [names];
    const result = await connection.stream("select * from read_parquet($1)", [path]);
    for (let chunk = await result.fetchChunk(); chunk !== null && chunk.rowCount > 0; chunk = await result.fetchChunk())
      for (const row of chunk.getRows()) rows.push(row.map(toCell));
    return { fileName, container: "parquet", sheets: [{ name: "", rows, merges: [] }], findings: [] };
  } catch (error) {
    if (error instanceof Refusal) throw error;
    throw new Refusal("collect.brokenParquet", { file: fileName });
  } finally {
    instance.closeSync();
  }
}

function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value === "bigint") return Number(value);
  if (typeof value === "string") return value;
  const text = String(value);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? { day: text } : /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text;
}
