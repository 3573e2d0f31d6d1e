import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { checkFormulaText } from "./checkFormulaText.ts";
import { exportFile } from "./exportFile.ts";
import { figuresAhead } from "./figuresAhead.ts";
import { handOver } from "./handOver.ts";
import { confirmInterpretation } from "./interpretations/confirmInterpretation.ts";
import { interpret } from "./interpretations/interpret.ts";
import { reinterpret, restoreInterpretation } from "./interpretations/reinterpret.ts";
import { showKnowledge } from "./interpretations/showKnowledge.ts";
import { withdrawInterpretation } from "./interpretations/withdrawInterpretation.ts";
import { listBaseFigures } from "./listBaseFigures.ts";
import { listFacilities } from "./listFacilities.ts";
import { listHandovers } from "./listHandovers.ts";
import { listIndicators } from "./listIndicators.ts";
import { listVocabulary } from "./listVocabulary.ts";
import { plainSummary, savePlainSummary } from "./plainSummary.ts";
import { publishFacility } from "./publishFacility.ts";
import { restoreDefinition } from "./restoreDefinition.ts";
import { saveBaseFigure } from "./saveBaseFigure.ts";
import { saveIndicator } from "./saveIndicator.ts";
import { setBaseMap } from "./setBaseMap.ts";
import { setClasses } from "./setClasses.ts";
import { showBaseFigure } from "./showBaseFigure.ts";
import { showComparison } from "./showComparison.ts";
import { showCounty } from "./showCounty.ts";
import { showIndicator } from "./showIndicator.ts";
import { showLineage } from "./showLineage.ts";
import { showMap } from "./showMap.ts";
import { showMyPlace } from "./showMyPlace.ts";
import { showOverview } from "./showOverview.ts";
import { showProfile } from "./showProfile.ts";
import { showTrend } from "./showTrend.ts";
import { takeHandover } from "./takeHandover.ts";

/** What the server offers to describe areas by figures. */
export const stage: ServerStage = {
  operations: [
    showCounty,
    showOverview,
    showMyPlace,
    listIndicators,
    showIndicator,
    saveIndicator,
    plainSummary,
    savePlainSummary,
    checkFormulaText,
    listBaseFigures,
    showBaseFigure,
    saveBaseFigure,
    listVocabulary,
    showMap,
    setClasses,
    setBaseMap,
    showTrend,
    showProfile,
    showComparison,
    showLineage,
    exportFile,
    listFacilities,
    publishFacility,
    handOver,
    listHandovers,
    takeHandover,
    showKnowledge,
    interpret,
    reinterpret,
    confirmInterpretation,
    withdrawInterpretation,
  ],
  phrases,
  ahead: figuresAhead,
  restores: {
    indicator: restoreDefinition("indicator"),
    baseFigure: restoreDefinition("baseFigure"),
    interpretation: restoreInterpretation,
    facility: (context, { id, content, ...start }) =>
      publishFacility.run(context, {
        ...start,
        id: Number(id),
        published: (content as { published: boolean }).published,
      }),
  },
};
