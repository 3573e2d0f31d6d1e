import { operation } from "../../../runtime/http/operation.ts";
import { jobsContract } from "../contract.ts";
import { jobRows } from "./jobRow.ts";

export const listJobs = operation(jobsContract, async (context) => ({ jobs: await jobRows(context) }));
