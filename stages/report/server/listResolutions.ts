import type { Static } from "typebox";
import { operation, type ReachingContext } from "../../../runtime/http/operation.ts";
import { audiencesOf } from "../../../runtime/people/audience.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { recordResolutionContract, resolutionsContract } from "../contract.ts";

type Input = Static<typeof resolutionsContract.input>;

/** What bodies decided, newest first; from outside only about reports that one may see. */
async function resolutionList(context: ReachingContext, { report }: Input) {
  const { db, reach, person } = context;
  const mine = audiencesOf(person);
  let asked = db
    .selectFrom("resolution")
    .innerJoin("report", "report.id", "resolution.report_id")
    .selectAll("resolution")
    .select(["report.id as about", "report.title", "report.audiences"])
    .orderBy("decided_on", "desc")
    .orderBy("resolution.id", "desc");
  if (report !== undefined) asked = asked.where("report_id", "=", report);
  const rows = await asked.execute();
  const seen = reach.everything ? rows : rows.filter((row) => mine.some((one) => row.audiences.includes(one)));
  const mayRecord = mayI(person, recordResolutionContract.policy);
  const open = mayRecord
    ? await db
        .selectFrom("report")
        .select(["id", "title"])
        .where("state", "=", "released")
        .orderBy("id", "desc")
        .execute()
    : [];
  return {
    resolutions: seen.map((row) => ({
      id: row.id,
      report: row.about,
      title: row.title,
      body: row.body,
      decidedOn: row.decided_on,
      outcome: row.outcome,
      ...(row.votes_for === null ? {} : { votesFor: row.votes_for }),
      ...(row.votes_against === null ? {} : { votesAgainst: row.votes_against }),
      ...(row.abstentions === null ? {} : { abstentions: row.abstentions }),
      reference: row.reference,
      note: row.note,
      recordedBy: row.recorded_by_name,
      recordedAt: row.recorded_at.toISOString(),
    })),
    open,
  };
}

export const listResolutions = operation(resolutionsContract, resolutionList, { narrows: ["published"] });
