/** Door to protecting and attacking whole tables, for the command line, tests and benchmarks. */
export { attack, type PrintedTable } from "./audit/attacker.ts";
export { argusText, perturbationTroubles, readArgusTable } from "./cellKey/argusText.ts";
export { cellKeyOf, changeOf, perturbationTable } from "./cellKey/perturbationTable.ts";
export { primaryCells } from "./primaryCells.ts";
export { type Protection, protectTable, secondaryCost } from "./protectTable.ts";
export type { Specification } from "./specification.ts";
export { type CellTable, cellTable, nameOf } from "./table/cellTable.ts";
export { delimited, delimitedText } from "./table/delimited.ts";
export { type TableRow, tableRows } from "./table/tableFile.ts";
