import { operation } from "../../../runtime/http/operation.ts";
import { enqueueJob } from "../../../runtime/jobs/enqueueJob.ts";
import { startBackupContract } from "../contract.ts";
import { backupKind } from "./backupJob.ts";

/** Starts a backup of everything; answers the number of the job, whose file can be fetched when it is done. */
export const startBackup = operation(startBackupContract, async (context) => ({
  job: await enqueueJob(context, context.db, backupKind, {}),
}));
