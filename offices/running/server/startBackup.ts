import { operation } from "../../../runtime/http/operation.ts";
import { enqueueJob } from "../../../runtime/jobs/enqueueJob.ts";
import { startBackupContract } from "../contract.ts";
import { backupKind } from "./backupJob.ts";

export const startBackup = operation(startBackupContract, async (context) => ({
  job: await enqueueJob(context, context.db, backupKind, {}),
}));
