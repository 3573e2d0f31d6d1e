import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { demandUnchanged } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { rejectDelivery as contract } from "../contract.ts";
import { addStep, demandDelivery } from "./deliveryStore.ts";

/**
 * Sends a delivery back, with the reason. An accepted one stays: facts are corrected by a newer delivery.
 *
 * Refuses one that was accepted or rejected.
 */
export const rejectDelivery = operation(
  contract,
  async (context, { id, reason, basedOn }) => {
    const { db } = context;
    await demandDelivery(context, id);
    await db.transaction().execute(async (transaction) => {
      await demandUnchanged(transaction, { kind: "delivery", id: String(id) }, basedOn);
      const changed = await transaction
        .updateTable("delivery")
        .set({ state: "rejected" })
        .where("id", "=", id)
        .where("state", "in", ["received", "read", "checked"])
        .executeTakeFirst();
      if (Number(changed.numUpdatedRows) === 0) throw new Refusal("collect.cannotReject", { id }, { kind: "conflict" });
      await addStep(transaction, context, id, "rejected", reason);
    });
    return { id, state: "rejected" as const };
  },
  { narrows: ["own"] },
);
