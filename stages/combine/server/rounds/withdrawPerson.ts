import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { type RoundEvent, withdrawContract, withEvent } from "../../combine.ts";
import { addEvents, lockRound, storedRound } from "./storedRound.ts";

/**
 * Takes an invitation back: the link ends, name and address go at once. What the person said before stays.
 *
 * Refuses a person who is not invited.
 */
export const withdrawPerson = operation(withdrawContract, ({ db, person, now }, { id, participant }) =>
  db.transaction().execute(async (transaction) => {
    await lockRound(transaction, id);
    const stored = await storedRound(transaction, id);
    const found = await transaction
      .updateTable("round_participant")
      .set({ withdrawn: true, name: "", email: "" })
      .where("round_id", "=", id)
      .where("id", "=", participant)
      .where("withdrawn", "=", false)
      .returning("group_id")
      .executeTakeFirst();
    if (found === undefined) throw new Refusal("combine.unknownParticipant", {}, { kind: "missing" });
    const event: RoundEvent = { kind: "withdrawn", at: now().toISOString(), by: person.name, group: found.group_id };
    withEvent(stored.round, event);
    await addEvents(transaction, stored, [event]);
    return { withdrawn: true };
  }),
);
