import { operation } from "../../../../runtime/http/operation.ts";
import { panelContract } from "../../combine.ts";
import { erasedOn, eraseOldContacts } from "./eraseOldContacts.ts";
import { askingNumber, storedRound } from "./storedRound.ts";

/** Who is invited and who is missing in the asking that is open or was the last. */
export const showPanel = operation(panelContract, async ({ db, now }, { id }) => {
  await eraseOldContacts(db, now());
  const { round, closedAt } = await storedRound(db, id);
  const people = await db
    .selectFrom("round_participant")
    .select(["id", "group_id", "name", "email", "withdrawn"])
    .where("round_id", "=", id)
    .orderBy("group_id")
    .orderBy("id")
    .execute();
  const box = await db
    .selectFrom("round_answered")
    .select("participants")
    .where("round_id", "=", id)
    .where("asking", "=", askingNumber(round))
    .executeTakeFirst();
  const labels = new Map(round.groups.map((group) => [group.id, group.label]));
  return {
    people: people.map((person) => ({
      participant: person.id,
      group: labels.get(person.group_id) ?? person.group_id,
      name: person.name,
      email: person.email,
      withdrawn: person.withdrawn,
      answered: box?.participants.includes(person.id) === true,
    })),
    erasedOn: erasedOn(closedAt),
  };
});
