/** Front door: the choke point through which everything leaves, and the rules behind it. */

export { attack, type Interval, type PrintedCell, type PrintedTable } from "./audit/attacker.ts";
export { argusText, perturbationTroubles, readArgusTable } from "./cellKey/argusText.ts";
export {
  cellKeyOf,
  changeOf,
  type Perturbation,
  type PerturbationTable,
  type PerturbationWishes,
  perturbationTable,
} from "./cellKey/perturbationTable.ts";
export { countsCases } from "./countsCases.ts";
export { indexMayLeave, type ShownIndices } from "./indexMayLeave.ts";
export { primaryCells } from "./primaryCells.ts";
export { type Protection, protectTable, secondaryCost } from "./protectTable.ts";
export {
  type Audience,
  type Guard,
  type Part,
  type Releasable,
  type Released,
  release,
  type Share,
  wasReleased,
} from "./release.ts";
export { isDisclosureRule, strictestRule } from "./rules.ts";
export { type Rule, Specification } from "./specification.ts";
export { type CellTable, cellTable, nameOf } from "./table/cellTable.ts";
export { delimited, delimitedText } from "./table/delimited.ts";
export { tableRows } from "./table/tableFile.ts";
