import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { panelResultContract } from "../../combine.ts";
import { indexOfRound } from "../indices/namedIndex.ts";
import { workbenchOf } from "../indices/showWorkbench.ts";
import { seatOf } from "./seatOf.ts";
import { storedRound } from "./storedRound.ts";

/**
 * What the round has come to, for an invited person: so that they can look at map, ranks and certainty before they say
 * something of the result. The values are those that everybody may see.
 *
 * Refuses before the last step.
 */
export const showPanelResult = operation(
  panelResultContract,
  async (context, { token, level, period }) => {
    const { round: id } = await seatOf(context.db, token);
    const { round } = await storedRound(context.db, id);
    if (round.step !== "result" && !round.frozen) throw new Refusal("combine.resultNotYet", {}, { kind: "conflict" });
    const where = { level: level ?? round.level, ...(period === undefined ? {} : { period }) };
    return workbenchOf(context, indexOfRound(context, id, round), where);
  },
  { tracesItself: true },
);
