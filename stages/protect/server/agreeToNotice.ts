import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { noticeVersion } from "../notice.ts";
import { agreeToNoticeContract } from "../profileContract.ts";

/**
 * Keeps that somebody agreed to the notice; who agreed before keeps the day of the first time.
 *
 * Refuses a wording that is no longer the newest.
 */
export const agreeToNotice = operation(agreeToNoticeContract, async ({ db, person, now }, { wording }) => {
  if (wording !== noticeVersion) throw new Refusal("protect.noticeReworded", {}, { kind: "conflict" });
  // What was agreed to in an earlier wording proves nothing any more.
  await db.deleteFrom("fine_data_consent").where("wording", "<", noticeVersion).execute();
  await db
    .insertInto("fine_data_consent")
    .values({ person_id: person.id, person_name: person.name, wording, agreed_at: now() })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const { agreed_at } = await db
    .selectFrom("fine_data_consent")
    .select("agreed_at")
    .where("person_id", "=", person.id)
    .where("wording", "=", wording)
    .executeTakeFirstOrThrow();
  return { agreedAt: agreed_at.toISOString() };
});
