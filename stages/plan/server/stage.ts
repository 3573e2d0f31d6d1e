import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { adoptGoal } from "./adoptGoal.ts";
import { changeGoal } from "./changeGoal.ts";
import { createGoal } from "./createGoal.ts";
import { followOriginal } from "./followOriginal.ts";
import { goalProcessing } from "./goalProcessing.ts";
import { listGoals } from "./listGoals.ts";
import { listSharedGoals } from "./listSharedGoals.ts";
import { recordGoalResolution } from "./recordGoalResolution.ts";
import { releaseGoal } from "./releaseGoal.ts";
import { restoreGoal } from "./restoreGoal.ts";
import { shareGoal } from "./shareGoal.ts";
import { showGoal } from "./showGoal.ts";

/** What the server offers of goals: writing, releasing, deciding, sharing with municipalities and adopting. */
export const stage: ServerStage = {
  operations: [
    ...[listGoals, showGoal, createGoal, changeGoal, releaseGoal],
    ...[shareGoal, recordGoalResolution, listSharedGoals, adoptGoal, followOriginal],
  ],
  restores: { goal: restoreGoal },
  processing: [goalProcessing],
  phrases,
};
