import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { publishFacilityContract } from "../contract.ts";

/**
 * Shows a facility of the register to everybody, or takes it back into the administration.
 *
 * Refuses a facility that does not exist.
 */
export const publishFacility = operation(publishFacilityContract, ({ db }, { id, published, basedOn }) =>
  changeOnce(db, { kind: "facility", id: String(id) }, basedOn, async (transaction) => {
    const { numUpdatedRows } = await transaction
      .updateTable("facility")
      .set({ published })
      .where("id", "=", id)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal("describe.unknownFacility", { id }, { kind: "missing" });
    return { id, published };
  }),
);
