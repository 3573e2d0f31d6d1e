import type { ServerStage } from "../../../runtime/http/operation.ts";
import phrases from "../messages.de.json" with { type: "json" };
import { cancelJob } from "./cancelJob.ts";
import { downloadJobFile } from "./downloadJobFile.ts";
import { listJobs } from "./listJobs.ts";
import { confirmItem, showOnboarding, switchMode } from "./onboarding.ts";
import { showJob } from "./showJob.ts";
import { startBackup } from "./startBackup.ts";

export const stage: ServerStage = {
  operations: [listJobs, showJob, cancelJob, downloadJobFile, startBackup, showOnboarding, confirmItem, switchMode],
  phrases,
};
