/** Front door of the stage: composite indices and their procedure, for its sleeves and later stages. */
export type { AreaClasses } from "./areaClasses.ts";
export { indexChecks } from "./checks/indexChecks.ts";
export { type ComparedIndex, type Comparison, compareResults } from "./compareResults.ts";
export { computeIndex, type GroupResult, groupOf, type IndexResult, type IndicatorResult } from "./computeIndex.ts";
export { type IndexAnswer, type IndexedArea, indexContract, indicesContract } from "./contract.ts";
export type { IndexDefinition } from "./definition.ts";
export { type Distribution, type DistributionKey, distribution, winnersAndLosers } from "./distribution.ts";
export { type HigherLevel, higherLevels } from "./higherLevel.ts";
export { type AnswerFrame, indexAnswer, planNamed, planWith } from "./indexAnswer.ts";
export { indexJson } from "./indexJson.ts";
export type { IndexPlan } from "./indexPlan.ts";
export type { IndexValues } from "./indexValues.ts";
export { readDefinition } from "./readDefinition.ts";
export {
  type Cell,
  cellTexts,
  classTable,
  higherLevelTable,
  type ResultTable,
  resultTable,
  stageNames,
  stageTable,
  tableOf,
  treatmentTable,
  weightTable,
  wideStage,
} from "./resultTables.ts";
export { type ChoiceSensitivity, choiceSensitivity } from "./sensitivity/choiceSensitivity.ts";
export { type FlippingWeight, flippingWeight } from "./sensitivity/flippingWeight.ts";
export { type LeftOut, leaveOneOut } from "./sensitivity/leaveOneOut.ts";
export { type LiveIndex, liveIndex } from "./sensitivity/liveIndex.ts";
export { type MonteCarloOptions, type MonteCarloResult, monteCarlo } from "./sensitivity/monteCarlo.ts";
export { uncertaintyColumns, withColumns, withPeriod } from "./uncertaintyColumns.ts";
export { csvTable, csvText } from "./values/csvRows.ts";
export { type ReadOptions, type ReadValues, readValues } from "./values/readValues.ts";
