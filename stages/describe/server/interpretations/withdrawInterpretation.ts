import { changeOnce } from "../../../../runtime/history/changeOnce.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { withdrawInterpretationContract } from "../../contract/interpretations.ts";
import { demandInterpretation } from "./storedInterpretation.ts";

/**
 * Takes an interpretation, or a finding, out of all pages.
 *
 * Refuses one that does not exist.
 */
export const withdrawInterpretation = operation(withdrawInterpretationContract, async ({ db }, { id, basedOn }) =>
  changeOnce(db, { kind: "interpretation", id: String(id) }, basedOn, async (transaction) => {
    await demandInterpretation(transaction, id);
    await transaction
      .updateTable("interpretation")
      .set({ withdrawn: true, confirmed_at: null, confirmed_by: null })
      .where("id", "=", id)
      .execute();
    return { id };
  }),
);
