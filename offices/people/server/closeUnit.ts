import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { closeUnit as contract } from "../rightsContract.ts";

/**
 * Closes a unit from a day on; what belongs to it keeps its name, and roles within it reach nothing new.
 *
 * Refuses while other units lie below it, and a unit that does not exist on that day.
 */
export const closeUnit = operation(contract, async (context, { id, on, basedOn }) => {
  const { person, now } = context;
  return changeOnce(context.db, { kind: "unit", id: String(id) }, basedOn, async (db) => {
    const child = await db
      .selectFrom("unit_state")
      .select("name")
      .where("parent_id", "=", id)
      .where("valid_to", "is", null)
      .executeTakeFirst();
    if (child !== undefined) throw new Refusal("people.unitHasUnits", { name: child.name }, { kind: "conflict" });
    const { numUpdatedRows } = await db
      .updateTable("unit_state")
      .set({ valid_to: on, changed_by: person.name, changed_at: now() })
      .where("unit_id", "=", id)
      .where("valid_to", "is", null)
      .where("valid_from", "<", on)
      .executeTakeFirst();
    if (numUpdatedRows === 0n) throw new Refusal("people.noSuchUnit", { id }, { kind: "missing" });
    return { id };
  });
});
