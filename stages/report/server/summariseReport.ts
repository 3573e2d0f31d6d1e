import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { releaseReportContract, summariseReportContract } from "../contract.ts";
import { storedReport } from "./storedReport.ts";

/**
 * Writes what a report says in plain words; every earlier wording is kept.
 *
 * Once a report is out, only who may release may change it, and its PDF stays as it went out.
 *
 * Refuses a released report to those who may not release.
 */
export const summariseReport = operation(
  summariseReportContract,
  async (context, { id, summary, basedOn }) => {
    const report = await storedReport(context, id);
    if (report.state === "released" && !mayI(context.person, releaseReportContract.policy))
      throw new Refusal("report.summarisedByRelease", { title: report.title }, { kind: "forbidden" });
    return changeOnce(context.db, { kind: "report", id: String(id) }, basedOn, async (db) => {
      await db.updateTable("report").set({ summary: summary.trim() }).where("id", "=", id).execute();
      return { id };
    });
  },
  { narrows: ["own"] },
);
