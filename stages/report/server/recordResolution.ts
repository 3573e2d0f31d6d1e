import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { recordResolutionContract } from "../contract.ts";

/**
 * Records what a body decided about a released report (PM08-012). Only the committee
 * office may; a record stays, and a correction is a newer one.
 */
export const recordResolution = operation(recordResolutionContract, async (context, { id, ...resolution }) => {
  const { db, now, person } = context;
  const report = await db.selectFrom("report").select(["title", "state"]).where("id", "=", id).executeTakeFirst();
  if (report === undefined) throw new Refusal("report.unknownReport", { id }, { kind: "missing" });
  if (report.state !== "released")
    throw new Refusal("report.notReleased", { title: report.title }, { kind: "conflict" });
  const today = now().toISOString().slice(0, 10);
  if (resolution.decidedOn > today) throw new Refusal("report.decidedLater", { day: resolution.decidedOn });
  const { id: stored } = await db
    .insertInto("resolution")
    .values({
      report_id: id,
      body: resolution.body,
      decided_on: resolution.decidedOn,
      outcome: resolution.outcome,
      votes_for: resolution.votesFor ?? null,
      votes_against: resolution.votesAgainst ?? null,
      abstentions: resolution.abstentions ?? null,
      reference: resolution.reference ?? "",
      note: resolution.note ?? "",
      recorded_by: person.id,
      recorded_by_name: person.name,
      recorded_at: now(),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id: stored };
});
