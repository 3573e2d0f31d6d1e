import { operation } from "../../../runtime/http/operation.ts";
import { circleOf } from "../../../runtime/people/circleOf.ts";
import { fineReachOf } from "../../../runtime/people/fineReach.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { noticePromises, noticeVersion } from "../notice.ts";
import { agreeToNoticeContract, confidentialityNotice } from "../profileContract.ts";
import { sight } from "../sight.ts";
import { profileSettings } from "./profileSettings.ts";

/** Which levels the notice opens to the asking person, and when the person agreed. */
export const showNotice = operation(confidentialityNotice, async ({ db, person }) => {
  const [settings, levels, consent] = await Promise.all([
    profileSettings(db),
    db.selectFrom("area_level").select(["id", "rank", "label_de"]).orderBy("rank").orderBy("id").execute(),
    db
      .selectFrom("fine_data_consent")
      .select("agreed_at")
      .where("person_id", "=", person.id)
      .where("wording", "=", noticeVersion)
      .executeTakeFirst(),
  ]);
  const { afterNotice } = sight(levels, settings, {
    circle: circleOf(person),
    field: fineReachOf(person),
    agreed: false,
  });
  return {
    wording: noticeVersion,
    promises: [...noticePromises],
    levels: levels.filter(({ id }) => afterNotice.has(id)).map(({ label_de }) => label_de),
    agreedAt: consent?.agreed_at.toISOString() ?? null,
    mayAgree: mayI(person, agreeToNoticeContract.policy),
  };
});
