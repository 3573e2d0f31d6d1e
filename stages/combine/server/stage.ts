import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { exportIndex } from "./exportIndex.ts";
import { exportDistribution } from "./indices/exportDistribution.ts";
import { saveIndex } from "./indices/saveIndex.ts";
import { showSheet } from "./indices/showSheet.ts";
import { showWorkbench } from "./indices/showWorkbench.ts";
import { listIndices } from "./listIndices.ts";
import { answerPanel } from "./rounds/answerPanel.ts";
import { changeRound } from "./rounds/changeRound.ts";
import { freezeRound } from "./rounds/freezeRound.ts";
import { invitePeople } from "./rounds/invitePeople.ts";
import { listRounds } from "./rounds/listRounds.ts";
import { openRound } from "./rounds/openRound.ts";
import { renewLink } from "./rounds/renewLink.ts";
import { showPanel } from "./rounds/showPanel.ts";
import { showPanelResult } from "./rounds/showPanelResult.ts";
import { showRound } from "./rounds/showRound.ts";
import { showSeat } from "./rounds/showSeat.ts";
import { withdrawPerson } from "./rounds/withdrawPerson.ts";
import { showIndex } from "./showIndex.ts";
import { simulationJob, startSimulation } from "./startSimulation.ts";

/** What the server offers of composite indices and of the procedure that makes them. */
export const stage: ServerStage = {
  operations: [
    ...[showIndex, startSimulation, listIndices, showWorkbench, saveIndex, showSheet, exportDistribution, exportIndex],
    ...[listRounds, openRound, showRound, changeRound, freezeRound],
    ...[showPanel, invitePeople, renewLink, withdrawPerson, showSeat, showPanelResult, answerPanel],
  ],
  restores: {
    index: (context, { id: _, content, ...start }) =>
      saveIndex.run(context, { definition: JSON.stringify(content), ...start }),
  },
  jobs: [simulationJob],
  phrases,
};
