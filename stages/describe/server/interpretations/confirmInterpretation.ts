import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../../runtime/history/changeOnce.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { confirmInterpretationContract } from "../../contract/interpretations.ts";
import { insideState } from "../dataState.ts";
import { figureNow } from "./figureNow.ts";
import { demandInterpretation, hasChanged } from "./storedInterpretation.ts";

/**
 * Makes an interpretation a finding: by somebody else than its author, and only while the figures are those it speaks of.
 *
 * Refuses its author, one that was withdrawn, and one whose figure has changed since.
 */
export const confirmInterpretation = operation(confirmInterpretationContract, async (context, { id, basedOn }) => {
  const { db, now, person } = context;
  const state = await insideState(context);
  return changeOnce(db, { kind: "interpretation", id: String(id) }, basedOn, async (transaction) => {
    const row = await demandInterpretation(transaction, id);
    if (row.withdrawn) throw new Refusal("describe.interpretationWithdrawn", { id }, { kind: "conflict" });
    if (row.made_by === person.id) throw new Refusal("describe.confirmOwn", {}, { kind: "forbidden" });
    const { indicator_id: indicator, level_id: level, area_code: code, period } = row;
    if (hasChanged(row, await figureNow(db, state, { indicator, level, code, period })))
      throw new Refusal("describe.interpretationOutdated", { id }, { kind: "conflict" });
    if (row.confirmed_at === null)
      await transaction
        .updateTable("interpretation")
        .set({ confirmed_at: now(), confirmed_by: person.name })
        .where("id", "=", id)
        .execute();
    return { id };
  });
});
