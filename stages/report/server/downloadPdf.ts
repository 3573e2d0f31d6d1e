import { operation } from "../../../runtime/http/operation.ts";
import { reportPdfContract } from "../contract.ts";
import { compilePdf } from "../pdf/compilePdf.ts";
import { materialOf, storedReport, templateOf } from "./storedReport.ts";

/** The PDF of a report: the kept one when it is released, a fresh one marked as draft before. */
export const downloadPdf = operation(reportPdfContract, async (context, { id }) => {
  const report = await storedReport(context, id);
  return {
    name: `${report.title.replace(/[^\p{L}\p{N}._ -]/gu, "").trim()}.pdf`,
    mediaType: "application/pdf",
    content:
      (await keptPdf()) ??
      compilePdf(templateOf(report.template).make({ ...materialOf(report), draft: true }, report.title)),
  };

  async function keptPdf(): Promise<Uint8Array | null> {
    if (report.state === "draft") return null;
    const kept = await context.db.selectFrom("report").select("pdf").where("id", "=", id).executeTakeFirst();
    return kept?.pdf ?? null;
  }
});
