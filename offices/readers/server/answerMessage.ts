import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { answerMessageContract } from "../contract.ts";
import { messageOf } from "./messages.ts";

/**
 * Marks a message as answered, with who and when; where the answer went is forgotten with it.
 *
 * Refuses a message that does not exist.
 */
export const answerMessage = operation(
  answerMessageContract,
  async ({ db, person, now }, { id, answered, note = "" }) => {
    const row = await db
      .updateTable("reader_message")
      .set(
        answered
          ? { answered_by: person.name, answered_at: now(), answer_to: null, note }
          : { answered_by: null, answered_at: null, note },
      )
      .where("id", "=", id)
      .returningAll()
      .executeTakeFirst();
    if (row === undefined) throw new Refusal("readers.noSuchMessage", { id }, { kind: "missing" });
    return messageOf(row);
  },
);
