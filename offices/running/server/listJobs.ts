import { operation } from "../../../runtime/http/operation.ts";
import { jobsContract } from "../contract.ts";
import { jobRows } from "./jobRow.ts";

/**
 * Long work that one has asked for, the 200 newest first: what it does, how far it has come, and what it made. Whoever
 * reads the settings sees everybody's, but no file of others.
 */
export const listJobs = operation(jobsContract, async (context) => ({ jobs: await jobRows(context) }));
