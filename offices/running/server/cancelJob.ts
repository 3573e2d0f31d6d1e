import { sql } from "kysely";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { jobChannel } from "../../../runtime/jobs/enqueueJob.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { cancelJobContract } from "../contract.ts";
import { jobOf } from "./showJob.ts";

/**
 * Ends a job; from here on it takes no effect, whatever its work still does until it hears of it.
 *
 * Refuses a job that is over, and somebody else's but to those who may change settings.
 */
export const cancelJob = operation(
  cancelJobContract,
  async (context, { id }) => {
    const { db, person, now } = context;
    const job = await jobOf(context, id);
    if (!job.mine && !mayI(person, { action: "change", object: "settings" }))
      throw new Refusal("running.notYours", { id }, { kind: "forbidden" });
    const { numUpdatedRows } = await db
      .updateTable("job")
      .set({ state: "cancelled", ended_at: now() })
      .where("id", "=", id)
      .where("state", "in", ["queued", "running"])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal("running.endedBefore", { id }, { kind: "conflict" });
    await sql`select pg_notify(${jobChannel}, current_schema() || ' ' || ${String(id)}::text)`.execute(db);
    return jobOf(context, id);
  },
  { leavesTrace: true },
);
