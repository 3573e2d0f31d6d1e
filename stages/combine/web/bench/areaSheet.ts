import type { Language } from "../../../../kernel/text/text.ts";
import { excelFile, type FileTable, germanCsv, sheetFooter } from "../../../describe/describe.ts";
import type { Workbench } from "../../indexContract.ts";

/**
 * What a map of the bench shows, as a file for Excel. Made in the browser, since the weights are moved there and no
 * server knows them.
 */
export async function areaSheet(
  bench: Workbench,
  table: Omit<FileTable, "footer"> & { readonly notes: readonly string[] },
  format: "csv" | "xlsx",
  language: Language,
): Promise<Blob> {
  const { notes, ...rest } = table;
  const sheet: FileTable = { ...rest, footer: [...notes, ...sheetFooter([], bench.sources, language)] };
  if (format === "csv") return new Blob([germanCsv(sheet)], { type: "text/csv;charset=utf-8" });
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  return new Blob([Uint8Array.from(await excelFile(sheet))], { type });
}
