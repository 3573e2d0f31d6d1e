import { Refusal } from "../../../../kernel/trouble/refusal.ts";
import { operation } from "../../../../runtime/http/operation.ts";
import { renewLinkContract } from "../../combine.ts";
import { newToken, tokenHash } from "./panelSecrets.ts";

/**
 * A new link for somebody who lost theirs. Grades given with the old one stay, under
 * a name that nobody can make again; in the same asking the new link cannot answer
 * a second time.
 *
 * Refuses a person who is not invited or was taken out.
 */
export const renewLink = operation(renewLinkContract, async ({ db }, { id, participant }) => {
  const token = newToken();
  const { numUpdatedRows } = await db
    .updateTable("round_participant")
    .set({ token_hash: tokenHash(token) })
    .where("round_id", "=", id)
    .where("id", "=", participant)
    .where("withdrawn", "=", false)
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw new Refusal("combine.unknownParticipant", {}, { kind: "missing" });
  return { token };
});
