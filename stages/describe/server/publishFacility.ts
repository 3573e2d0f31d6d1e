import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { publishFacilityContract } from "../contract.ts";

/** Shows a facility of the register to everybody, or takes it back into the administration. */
export const publishFacility = operation(publishFacilityContract, async ({ db }, { id, published }) => {
  const { numUpdatedRows } = await db
    .updateTable("facility")
    .set({ published })
    .where("id", "=", id)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("describe.unknownFacility", { id }, { kind: "missing" });
  return { id, published };
});
