import { localDay } from "../../../kernel/time/localDay.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { resolutionRow } from "../../plan/server/plan.ts";
import { recordResolutionContract } from "../contract.ts";

/**
 * Records what a body decided about a released report (PM08-012). Only the committee
 * office may; a record stays, and a correction is a newer one.
 *
 * Refuses a draft, a report that does not exist, and a day that is still to come.
 */
export const recordResolution = operation(recordResolutionContract, async (context, { id, ...resolution }) => {
  const { db, now } = context;
  const report = await db.selectFrom("report").select(["title", "state"]).where("id", "=", id).executeTakeFirst();
  if (report === undefined) throw new Refusal("report.unknownReport", { id }, { kind: "missing" });
  if (report.state !== "released")
    throw new Refusal("report.notReleased", { title: report.title }, { kind: "conflict" });
  const today = localDay(now());
  if (resolution.decidedOn > today) throw new Refusal("report.decidedLater", { day: resolution.decidedOn });
  const { id: stored } = await db
    .insertInto("resolution")
    .values({
      report_id: id,
      ...resolutionRow(context, resolution),
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return { id: stored };
});
