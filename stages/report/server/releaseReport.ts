import { Refusal } from "../../../kernel/trouble/refusal.ts";
import { operation } from "../../../runtime/http/operation.ts";
import { releaseReportContract } from "../contract.ts";
import { compilePdf } from "../pdf/compilePdf.ts";
import { withSummary } from "../withSummary.ts";
import { demandReaders } from "./readersOf.ts";
import { materialOf, storedReport, templateOf, warningsOf } from "./storedReport.ts";

/**
 * Freezes a draft: makes its PDF once and keeps it, so that a later version of a template changes nothing that was released.
 *
 * Refuses a report that was released before, and readers whom its figures were not gathered for.
 */
export const releaseReport = operation(releaseReportContract, async (context, { id, audiences }) => {
  const report = await storedReport(context, id);
  if (report.state === "released") throw alreadyReleased(report.title);
  demandReaders(report, audiences ?? report.audiences);
  const document = templateOf(report.template).make({ ...materialOf(report), draft: false }, report.title);
  const releasedAt = context.now();
  const { numUpdatedRows } = await context.db
    .updateTable("report")
    .set({
      state: "released",
      pdf: Buffer.from(compilePdf(withSummary(document, report.summary))),
      released_at: releasedAt,
      released_by: context.person.name,
      ...(audiences === undefined ? {} : { audiences: [...audiences] }),
    })
    .where("id", "=", id)
    .where("state", "=", "draft")
    .executeTakeFirst();
  if (numUpdatedRows === 0n) throw alreadyReleased(report.title);
  const warnings = warningsOf({ ...report, audiences: [...(audiences ?? report.audiences)] });
  return { id, releasedAt: releasedAt.toISOString(), warnings };
});

function alreadyReleased(title: string): Refusal {
  return new Refusal("report.alreadyReleased", { title }, { kind: "conflict" });
}
