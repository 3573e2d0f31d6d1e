/** Front door: what later stages and their pages may use of describing areas by figures. */
export { jenksSplits } from "./classes/jenksSplits.ts";
export * from "./contract.ts";
export { mapTable } from "./files/fileTable.ts";
export { germanCsv } from "./files/germanCsv.ts";
