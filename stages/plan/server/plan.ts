/** Front door of the server's part: what later stages and examples may ask. */

export { createGoal } from "./createGoal.ts";
export { recordGoalResolution } from "./recordGoalResolution.ts";
export { releaseGoal } from "./releaseGoal.ts";
export { resolutionRow } from "./resolutionRow.ts";
