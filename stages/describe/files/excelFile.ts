import { writeXlsx } from "hucre/xlsx";
import { absences, signOf, type Value } from "../../../kernel/value/value.ts";
import type { FileTable } from "./fileTable.ts";

const narrow = 14;
const wide = 32;

/**
 * A page's figures as a workbook (XLSX, in bytes): numbers as numbers in the unit of their column, codes as text, so
 * that leading zeros stay; sources on a sheet of their own.
 *
 * @example
 * excelFile({ title: "T", sentence: "", columns: [{ label: "Wert", kind: "number" }], rows: [[21.4]], footer: [] }).then((bytes) => new TextDecoder().decode(bytes.subarray(0, 2))) // "PK"
 */
export async function excelFile(table: FileTable): Promise<Uint8Array> {
  const decimals = (places: number) => (places === 0 ? "#,##0" : `#,##0.${"0".repeat(places)}`);
  return writeXlsx({
    sheets: [
      {
        name: "Werte",
        columns: table.columns.map(({ label, kind, decimals: places }, at) => ({
          header: label,
          key: String(at),
          width: kind === "number" ? narrow : wide,
          ...(kind === "number" && places !== undefined ? { numFmt: decimals(places) } : { numFmt: "@" }),
        })),
        data: table.rows.map((row) => Object.fromEntries(row.map((cell, at) => [String(at), cellOf(cell, table, at)]))),
      },
      {
        name: "Hinweise",
        columns: [{ header: table.title, key: "text", width: 120 }],
        data: [table.sentence, ...table.footer].filter((line) => line !== "").map((text) => ({ text })),
      },
    ],
  });
}

function cellOf(cell: string | Value, table: FileTable, at: number): string | number {
  if (typeof cell === "number") return cell;
  const absence = absences.find((one) => one === cell);
  return absence !== undefined && table.columns[at]?.kind === "number" ? signOf(absence) : cell;
}
