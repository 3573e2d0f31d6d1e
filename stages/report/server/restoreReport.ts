import { audiences } from "../../../kernel/contract/audience.ts";
import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { changeOnce } from "../../../runtime/history/changeOnce.ts";
import type { Restore } from "../../../runtime/http/operation.ts";
import { mayI, reachOf } from "../../../runtime/people/policy.ts";
import { addressReportContract, releaseReportContract } from "../contract.ts";
import { demandReaders } from "./readersOf.ts";
import { storedReport } from "./storedReport.ts";

/** What people write about a report; columns that came later are missing in the oldest versions. */
interface Written {
  readonly audiences: readonly string[];
  readonly internal_blocks: readonly string[];
  readonly summary?: string;
}

/**
 * What people said about a report at an earlier version: for whom it is, which of its parts are internal, and its
 * summary in plain words. Its figures are frozen with it, and a release is not taken back: what went out went out.
 * Once it is out, only who may release may do this.
 */
export const restoreReport: Restore = async (context, { id, content, basedOn }) => {
  const reaching = { ...context, reach: reachOf(context.person, addressReportContract.policy) };
  const report = await storedReport(reaching, Number(id));
  if (report.state === "released" && !mayI(context.person, releaseReportContract.policy))
    throw new Refusal("report.addressedByRelease", { title: report.title }, { kind: "forbidden" });
  const before = content as Written;
  const readers = audiences.filter((audience) => before.audiences.includes(audience));
  demandReaders(report, readers);
  return changeOnce(context.db, { kind: "report", id }, basedOn, async (db) => {
    await db
      .updateTable("report")
      .set({
        audiences: readers,
        internal_blocks: [...before.internal_blocks],
        ...(before.summary === undefined ? {} : { summary: before.summary }),
      })
      .where("id", "=", report.id)
      .execute();
    return {};
  });
};
