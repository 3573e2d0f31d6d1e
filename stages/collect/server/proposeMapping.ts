import { operation } from "../../../runtime/http/operation.ts";
import { proposeMapping as contract } from "../contract.ts";
import { demandDelivery } from "./deliveryStore.ts";
import { learnedFor, makeProposal } from "./proposal.ts";
import { openDelivered, readDelivered } from "./readDelivered.ts";

/**
 * Reads a kept file again and proposes how to understand it; what was already chosen for it comes first, unless one sheet is asked for.
 *
 * Refuses a delivery that does not exist.
 */
export const proposeMapping = operation(
  contract,
  async (context, { id, sheet }) => {
    const delivery = await demandDelivery(context, id);
    const workbook = await openDelivered(delivery.file);
    if (sheet !== undefined) {
      const chosen = await readDelivered(context.db, workbook, undefined, [sheet]);
      return makeProposal(context, workbook, chosen, undefined);
    }
    const learned = await learnedFor(context.db, workbook);
    const mapping = delivery.mapping ?? learned?.mapping;
    const recognised = await readDelivered(context.db, workbook, mapping);
    const proposal = await makeProposal(context, workbook, recognised, learned);
    return delivery.mapping === null ? proposal : { ...proposal, mapping: delivery.mapping };
  },
  { narrows: ["own"] },
);
