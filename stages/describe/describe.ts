/** Front door: what later stages and their pages may use of describing areas by figures. */
export { type ClassMethod, type MapClasses, mapClasses } from "./classes/classes.ts";
export * from "./contract.ts";
export { type Dispersion, dispersionOf } from "./dispersion.ts";
export { mapTable } from "./files/fileTable.ts";
export { germanCsv } from "./files/germanCsv.ts";
export { type CheckedFormula, checkFormula } from "./formula/checkFormula.ts";
export { wilson } from "./reliability/wilson.ts";
export { type Trend, trendOf } from "./trendOf.ts";
