/** Door of the server's side: what later stages, commands and examples may ask. */

export { type LevelValues, levelValues } from "./levelValues.ts";
export { facilityList, listFacilities } from "./listFacilities.ts";
export { indicatorList, listIndicators } from "./listIndicators.ts";
export { saveBaseFigure } from "./saveBaseFigure.ts";
export { saveIndicator } from "./saveIndicator.ts";
export { comparisonAnswer } from "./showComparison.ts";
export { countyAnswer } from "./showCounty.ts";
export { indicatorSheet } from "./showIndicator.ts";
export { lineageAnswer } from "./showLineage.ts";
export { mapAnswer } from "./showMap.ts";
export { overviewAnswer } from "./showOverview.ts";
export { profileAnswer } from "./showProfile.ts";
export { trendAnswer } from "./showTrend.ts";
