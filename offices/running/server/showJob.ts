import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type Job, jobContract } from "../contract.ts";
import { jobRows } from "./jobRow.ts";

/**
 * How far one job has come: done and total in steps of its own, total null while nobody knows. Refuses a job that does
 * not exist or belongs to somebody else.
 */
export const showJob = operation(jobContract, (context, { id }) => jobOf(context, id));

/** The job with this number; one that the person may not see is as if there were none. */
export async function jobOf(context: Context, id: number): Promise<Job> {
  const [job] = await jobRows(context, [id]);
  if (job === undefined) throw new Refusal("running.unknownJob", { id }, { kind: "missing" });
  return job;
}
