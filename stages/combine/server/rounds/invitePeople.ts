import { operation } from "../../../../runtime/http/operation.ts";
import { inviteContract, type RoundEvent, withEvent } from "../../combine.ts";
import { newToken, tokenHash } from "./panelSecrets.ts";
import { addEvents, lockRound, storedRound } from "./storedRound.ts";

/** Invites people to a round. Their links are in the answer and nowhere else; the log says only from which group somebody came. */
export const invitePeople = operation(inviteContract, ({ db, person, now }, { id, people }) =>
  db.transaction().execute(async (transaction) => {
    await lockRound(transaction, id);
    const stored = await storedRound(transaction, id);
    const added: RoundEvent[] = [];
    const links: { participant: number; name: string; token: string }[] = [];
    let { round } = stored;
    for (const { group, name, email } of people) {
      const event: RoundEvent = { kind: "invited", at: now().toISOString(), by: person.name, group };
      round = withEvent(round, event);
      added.push(event);
      const token = newToken();
      const { id: participant } = await transaction
        .insertInto("round_participant")
        .values({ round_id: id, group_id: group, name: name.trim(), email: email.trim(), token_hash: tokenHash(token) })
        .returning("id")
        .executeTakeFirstOrThrow();
      links.push({ participant, name: name.trim(), token });
    }
    await addEvents(transaction, stored, added);
    return { links };
  }),
);
