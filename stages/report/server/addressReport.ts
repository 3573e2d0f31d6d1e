import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { mayI } from "../../../runtime/people/policy.ts";
import { addressReportContract, releaseReportContract } from "../contract.ts";
import { blockMarks } from "../seenBlocks.ts";
import { blockHash, documentFor } from "./documentFor.ts";
import { demandReaders } from "./readersOf.ts";
import { storedReport } from "./storedReport.ts";

/**
 * Says for whom a report is, and which of its parts stay inside the administration.
 *
 * Once a report is released, who sees it is a matter of releasing: only who may release may change it.
 *
 * Refuses readers whom the report's figures were not gathered for, a released report to those who may not release, and
 * parts that it does not have.
 */
export const addressReport = operation(
  addressReportContract,
  async (context, { id, audiences, internalBlocks, basedOn }) => {
    const report = await storedReport(context, id);
    if (report.state === "released" && !mayI(context.person, releaseReportContract.policy))
      throw new Refusal("report.addressedByRelease", { title: report.title }, { kind: "forbidden" });
    demandReaders(report, audiences);
    const marks = blockMarks(documentFor(context, report).whole, blockHash);
    const strange = internalBlocks.find((mark) => !marks.includes(mark));
    if (strange !== undefined) throw new Refusal("report.unknownBlock", { mark: strange });
    return changeOnce(context.db, { kind: "report", id: String(id) }, basedOn, async (db) => {
      await db
        .updateTable("report")
        .set({ audiences: [...new Set(audiences)], internal_blocks: [...new Set(internalBlocks)] })
        .where("id", "=", id)
        .execute();
      return { id };
    });
  },
  { narrows: ["own"] },
);
