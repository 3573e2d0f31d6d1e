/*
 * What the pages of this stage ask for and get, one file per subject. Figures
 * travel as parallel arrays: position n of `values`, `marks`, `lower`, … speaks
 * of area n of `areas`.
 */
export {
  type BaseFigureList,
  type BaseFigureSheet,
  baseFigureContract,
  baseFiguresContract,
  saveBaseFigureContract,
} from "./contract/baseFigures.ts";
export {
  checkFormulaContract,
  type FormulaFindingAnswer,
  type IndicatorList,
  type IndicatorSheet,
  indicatorContract,
  indicatorsContract,
  saveIndicatorContract,
  type Vocabulary,
  vocabularyContract,
} from "./contract/catalogue.ts";
export { type Comparison, comparisonContract } from "./contract/comparison.ts";
export { type County, countyContract, setBaseMapContract } from "./contract/county.ts";
export { type Facilities, facilitiesContract, publishFacilityContract } from "./contract/facilities.ts";
export { exportContract } from "./contract/files.ts";
export type { AreaHead, IndicatorHead } from "./contract/heads.ts";
export {
  confirmInterpretationContract,
  type Interpretation,
  interpretContract,
  type Knowledge,
  knowledgeContract,
  reinterpretContract,
  withdrawInterpretationContract,
} from "./contract/interpretations.ts";
export { type Lineage, lineageContract } from "./contract/lineage.ts";
export { type MapAnswer, mapContract, type StatisticsAnswer, setClassesContract } from "./contract/map.ts";
export { type MyPlace, myPlaceContract } from "./contract/myPlace.ts";
export { type Overview, overviewContract } from "./contract/overview.ts";
export { plainSummaryContract, savePlainSummaryContract } from "./contract/plainSummary.ts";
export { type Profile, type ProfileRow, profileContract } from "./contract/profile.ts";
export type { Source } from "./contract/source.ts";
export { type TrendAnswer, type TrendSeriesAnswer, trendContract } from "./contract/trend.ts";
