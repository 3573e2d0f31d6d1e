/** Door of the server's side: what later stages, commands and examples may ask. */
export { demandFigures } from "./demandFigures.ts";
export { chosenInterpretations } from "./interpretations/chosenInterpretations.ts";
export { keptResultsOpen } from "./keptResultsOpen.ts";
export { type LevelValues, levelValues } from "./levelValues.ts";
export { listIndicators } from "./listIndicators.ts";
export { countyAnswer } from "./showCounty.ts";
export { indicatorSheet } from "./showIndicator.ts";
export { lineageAnswer } from "./showLineage.ts";
export { mapAnswer } from "./showMap.ts";
export { profileAnswer } from "./showProfile.ts";
export { trendAnswer } from "./showTrend.ts";
