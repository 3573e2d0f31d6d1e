/** Front door: what later stages and their pages may use of describing areas by figures. */
export { jenksSplits } from "./classes/jenksSplits.ts";
export { Source as sourceSchema } from "./contract/source.ts";
export { Nullable as nullable, numberOrNull, Text as textSchema, textOrNull } from "./contract/text.ts";
export { value as valueSchema } from "./contract/value.ts";
export * from "./contract.ts";
export { excelFile } from "./files/excelFile.ts";
export { type FileTable, mapTable } from "./files/fileTable.ts";
export { germanCsv } from "./files/germanCsv.ts";
export { mapObservations, sdmxCsv } from "./files/sdmxCsv.ts";
export { sheetFooter } from "./files/sheetFooter.ts";
export { listed, spoken } from "./sentences/wording.ts";
