import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { checkDelivery as contract } from "../contract.ts";
import { checkFile } from "./checkFile.ts";
import { addStep, demandDelivery } from "./deliveryStore.ts";
import { figuresRead } from "./proposal.ts";
import { openDelivered } from "./readDelivered.ts";

/**
 * Dry run of a delivery: keeps its mapping and findings, and calls it checked when nothing speaks against accepting.
 *
 * Refuses a delivery that was accepted or rejected: what is corrected comes as a new one.
 */
export const checkDelivery = operation(
  contract,
  async (context, { id, mapping, basedOn }) => {
    const { db } = context;
    const delivery = await demandDelivery(context, id);
    if (delivery.state === "accepted" || delivery.state === "rejected")
      throw new Refusal("collect.deliveryIsClosed", { id, state: closed[delivery.state] }, { kind: "conflict" });
    const workbook = await openDelivered(delivery.file);
    const { result, read } = await checkFile(context, workbook, mapping);
    const state = result.acceptable ? "checked" : "read";
    const stored = await changeOnce(db, { kind: "delivery", id: String(id) }, basedOn, async (transaction) => {
      const changed = await transaction
        .updateTable("delivery")
        .set({
          state,
          reader: mapping.reader,
          mapping: JSON.stringify(mapping),
          source: JSON.stringify(result.source),
          boundary_version_id: mapping.boundaryVersion ?? null,
          findings: JSON.stringify(result.findings),
        })
        .where("id", "=", id)
        .where("state", "in", ["received", "read", "checked"])
        .executeTakeFirst();
      if (Number(changed.numUpdatedRows) === 0)
        throw new Refusal("collect.deliveryIsClosed", { id, state: "abgeschlossen" }, { kind: "conflict" });
      if (state !== delivery.state || state === "checked") await addStep(transaction, context, id, state);
      return result;
    });
    return { ...stored, sourceFigures: await figuresRead(context, workbook, read) };
  },
  { narrows: ["own"] },
);

const closed = { accepted: "angenommen", rejected: "zurückgewiesen" } as const;
