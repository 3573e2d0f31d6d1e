import { operation } from "../../../runtime/http/operation.ts";
import { enqueueJob } from "../../../runtime/jobs/enqueueJob.ts";
import type { JobKind } from "../../../runtime/jobs/jobKind.ts";
import { startRenewalContract } from "../contract.ts";
import { protectFigures } from "./protectFigures.ts";
import { protectWishes } from "./renewPatterns.ts";

const atOnce = 20;

/**
 * Works out the patterns of all figures anew, whether or not anything about them
 * changed: when an examination found one that is not what it should be.
 *
 * All in the transaction that ends the job, so no reader ever meets half of it.
 */
export const renewalJob: JobKind<object> = {
  name: "protect.renewal",
  label: { de: "Sperrmuster neu berechnen", en: "Work out withheld cells anew" },
  work: async (context) => ({
    result: {},
    effect: async (db) => {
      const figures = await db.selectFrom("figure").select("key").orderBy("key").execute();
      const wishes = protectWishes(context);
      let heldBack = 0;
      for (let from = 0; from < figures.length; from += atOnce) {
        context.signal.throwIfAborted();
        context.progress({ doing: "Sperrmuster berechnen", done: from, total: figures.length });
        const keys = figures.slice(from, from + atOnce).map(({ key }) => key);
        heldBack += (await protectFigures(db, keys, wishes)).heldBack;
      }
      return { figures: figures.length, heldBack };
    },
  }),
};

/** Starts to work out anew, in the background, what is held back from whom; answers the number of the job. */
export const startRenewal = operation(startRenewalContract, async (context) => ({
  job: await enqueueJob(context, context.db, renewalJob, {}),
}));
