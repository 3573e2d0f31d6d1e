import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { type Context, operation } from "../../../runtime/http/operation.ts";
import { type Job, jobContract } from "../contract.ts";
import { jobRows } from "./jobRow.ts";

export const showJob = operation(jobContract, (context, { id }) => jobOf(context, id));

/** The job with this number; one that the person may not see is as if there were none. */
export async function jobOf(context: Context, id: number): Promise<Job> {
  const [job] = await jobRows(context, [id]);
  if (job === undefined) throw new Refusal("running.unknownJob", { id }, { kind: "missing" });
  return job;
}
