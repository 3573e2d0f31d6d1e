/** Front door of the stage: composite indices and their procedure, for its sleeves and later stages. */
export type { AreaClasses } from "./areaClasses.ts";
export { indexChecks } from "./checks/indexChecks.ts";
export { type ClassChanges, classChanges, classChangesInWords } from "./classChanges.ts";
export { type ComparedIndex, type Comparison, compareResults } from "./compareResults.ts";
export { computeIndex, type GroupResult, groupOf, type IndexResult, type IndicatorResult } from "./computeIndex.ts";
export {
  type IndexAnswer,
  type IndexedArea,
  indexContract,
  indicesContract,
  startSimulationContract,
} from "./contract.ts";
export type { IndexDefinition } from "./definition.ts";
export { type Distribution, type DistributionKey, winnersAndLosers } from "./distribution.ts";
export { distributionContract } from "./distributionContract.ts";
export { type FullKey, fullKeys, type KeySpread, spreadByKeys } from "./distributionKeys.ts";
export { type HigherLevel, higherLevels } from "./higherLevel.ts";
export { type AnswerFrame, indexAnswer, planNamed, planWith, rootNamed } from "./indexAnswer.ts";
export { differingAreas, type FrozenNote, type IndexChapter } from "./indexChapter.ts";
export {
  type FrozenIndex,
  type FrozenResult,
  saveIndexContract,
  sheetContract,
  type Workbench,
  workbenchContract,
} from "./indexContract.ts";
export { indexFileContract } from "./indexFileContract.ts";
export { indexJson } from "./indexJson.ts";
export { type IndexPlan, indexPlan, type PlanGroup, type PlanIndicator } from "./indexPlan.ts";
export { indexTable } from "./indexTable.ts";
export type { IndexValues } from "./indexValues.ts";
export { readDefinition } from "./readDefinition.ts";
export { readKeys } from "./readKeys.ts";
export { releasedIndex } from "./releasedIndex.ts";
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
export { canonicalJson } from "./round/canonicalJson.ts";
export { definitionChanges } from "./round/definitionChanges.ts";
export { componentsOf, countedBallots } from "./round/delphi.ts";
export { type MethodSheet, methodSheet, sheetWithoutResults } from "./round/methodSheet.ts";
export { remaining } from "./round/openItems.ts";
export {
  answerPanelContract,
  inviteContract,
  type PanelSays,
  panelContract,
  panelResultContract,
  renewLinkContract,
  type Seat,
  seatContract,
  withdrawContract,
} from "./round/panelContract.ts";
export {
  changeRoundContract,
  freezeRoundContract,
  type ModeratorEvent,
  openRoundContract,
  type RoundAnswer,
  roundContract,
  roundsContract,
} from "./round/roundContract.ts";
export { roundDefinition } from "./round/roundDefinition.ts";
export type { RoundEvent } from "./round/roundEvent.ts";
export { resultsOf, roundHistory, roundView, stancesOf } from "./round/roundView.ts";
export { proposalOf, type WeightingRound, weightingRound, withEvent } from "./round/weightingRound.ts";
export { type ChoiceSensitivity, choiceSensitivity } from "./sensitivity/choiceSensitivity.ts";
export { type FlippingWeight, flippingWeight } from "./sensitivity/flippingWeight.ts";
export { type LeftOut, leaveOneOut } from "./sensitivity/leaveOneOut.ts";
export { type LiveIndex, liveIndex } from "./sensitivity/liveIndex.ts";
export { type MonteCarloOptions, type MonteCarloResult, monteCarlo } from "./sensitivity/monteCarlo.ts";
export { type AxisType, axisTypes, twoAxes } from "./twoAxes.ts";
export { uncertaintyColumns, withColumns, withPeriod } from "./uncertaintyColumns.ts";
export { csvTable, csvText } from "./values/csvRows.ts";
export { furtherColumns, type ReadOptions, type ReadValues, readValues } from "./values/readValues.ts";
