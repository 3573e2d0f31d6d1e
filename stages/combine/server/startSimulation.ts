import type { Static } from "typebox";
import { operation } from "../../../runtime/http/operation.ts";
import { enqueueJob } from "../../../runtime/jobs/enqueueJob.ts";
import type { JobKind } from "../../../runtime/jobs/jobKind.ts";
import { startSimulationContract } from "../combine.ts";
import { compositeIndex } from "./showIndex.ts";

type Input = Static<typeof startSimulationContract.input>;

/** An index with intervals of its ranks out of many draws, as a file. The same input gives the same bytes. */
export const simulationJob: JobKind<Input> = {
  name: "combine.simulation",
  label: { de: "Unsicherheit eines Index", en: "Uncertainty of an index" },
  work: async (context, input) => {
    const answer = await compositeIndex(context, input);
    const name = `${input.id}-${answer.level}-${answer.period}-${input.draws}.json`.toLowerCase();
    const content = Buffer.from(`${JSON.stringify(answer, null, 1)}\n`);
    const { level, period, areas } = answer;
    return {
      result: { index: input.id, level, period, areas: areas.length, draws: input.draws },
      file: { name, mediaType: "application/json", content },
    };
  },
};

/**
 * Starts many draws of an index in the background; answers the number of the job, whose file holds the intervals of
 * the ranks.
 */
export const startSimulation = operation(startSimulationContract, async (context, input) => ({
  job: await enqueueJob(context, context.db, simulationJob, input),
}));
